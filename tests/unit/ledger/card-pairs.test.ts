import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NewCard } from '../../../electron/ledger/card-record'
import {
  aCard,
  accountId,
  aCharge,
  ledgerWithCard,
  openTestLedger,
  rawDatabase,
  anAccount,
  start
} from './support'

const payment: Partial<NewCard> = {
  id: 'p',
  provider: 'payex',
  tokenKind: 'payment_token',
  tokenId: 'payment-1',
  reference: 'ORDRE-1'
}
const recurrence: Partial<NewCard> = {
  id: 'r',
  provider: 'payex',
  tokenKind: 'recurrence_token',
  tokenId: 'recurrence-1',
  reference: 'ABO-1'
}

async function ledgerWithPair(options: Parameters<typeof openTestLedger>[0] = {}) {
  const ledger = await openTestLedger(options)
  await ledger.accounts.insert(anAccount)
  await ledger.write(async ({ cards }) => {
    await cards.insert(aCard({ ...payment, sealedToken: Uint8Array.of(1) }))
    await cards.insert(aCard({ ...recurrence, sealedToken: Uint8Array.of(2) }), 'p')
  })
  return ledger
}

const refusals = /no_twin|fixed_column|card_without_token|constraint/i

describe('a card with two tokens', () => {
  it('is one card, by either id, and offers what its tokens can together', async () => {
    const { cards, reads } = await ledgerWithPair()
    const view = await cards.get('p')
    expect(view).toMatchObject({
      id: 'p',
      tokenKinds: ['payment_token', 'recurrence_token'],
      operations: ['unscheduled_purchase', 'recurring_purchase']
    })
    expect(await cards.get('r')).toEqual(view)
    expect(await cards.count(accountId)).toBe(1)
    for (const query of ['', 'ordre-1', 'abo-1', '0416 oystein'])
      expect((await reads.searchCards(accountId, query, 10)).cards).toEqual([view])
    expect(await reads.listCards(accountId, '', 0, 10)).toMatchObject({ total: 1, rows: [view] })
    expect(await cards.getRecord('r')).toMatchObject({
      ids: ['p', 'r'],
      tokens: [
        { id: 'p', kind: 'payment_token', tokenId: 'payment-1', here: true },
        { id: 'r', kind: 'recurrence_token', tokenId: 'recurrence-1', here: true }
      ]
    })
  })

  it('gives each token by its kind, with what its own seal names, whichever id is asked', async () => {
    const { cards } = await ledgerWithPair()
    for (const id of ['p', 'r']) {
      expect(await cards.getSealed(id, 'payment_token')).toMatchObject({
        id: 'p',
        sealedToken: Uint8Array.of(1)
      })
      expect(await cards.getSealed(id, 'recurrence_token')).toMatchObject({
        id: 'r',
        sealedToken: Uint8Array.of(2)
      })
    }
  })

  it('is charged and barred as one, by either id', async () => {
    const { cards } = await ledgerWithPair()
    await cards.markCharged('r', start + 5)
    await cards.setBlockedUntil('r', start + 9)
    expect(await cards.get('p')).toMatchObject({ lastChargedAt: start + 5, blockedUntil: start + 9 })
    await cards.learnTokenId('p', 'recurrence_token', 'another')
    expect((await cards.getRecord('p'))?.tokens[1]?.tokenId).toBe('recurrence-1')
  })

  it('is removed with both tokens, also on disk, and comes back by either with its id and its block', async () => {
    const { cards, folder } = await ledgerWithPair()
    await cards.setBlockedUntil('p', start + 9)
    await cards.remove('r', start)
    expect(await cards.get('p')).toBeNull()
    expect(rawDatabase(folder).prepare('select sealed_token from cards').all()).toEqual([
      { sealed_token: null },
      { sealed_token: null }
    ])
    expect(await cards.idFor(accountId, 'fingerprint-r')).toBe('r')
    const back = await cards.insert(aCard({ ...recurrence, customerName: 'New name' }))
    expect(back).toMatchObject({
      id: 'p',
      customerName: 'New name',
      blockedUntil: start + 9,
      tokenKinds: ['recurrence_token'],
      operations: ['recurring_purchase']
    })
    expect(await cards.get('p')).toEqual(back)
    expect(await cards.getSealed('p', 'payment_token')).toBeNull()
    expect(await cards.findByFingerprint(accountId, 'fingerprint-p')).toBeNull()
    expect(await cards.insert(aCard(payment))).toMatchObject({
      id: 'p',
      operations: ['unscheduled_purchase', 'recurring_purchase']
    })
    await expect(cards.insert(aCard(payment))).rejects.toMatchObject({
      code: 'card_exists',
      details: { cardId: 'p' }
    })
    await expect(cards.insert(aCard(recurrence))).rejects.toMatchObject({ details: { cardId: 'p' } })
  })

  it('goes with its account, also when its own token is gone and only the other is here', async () => {
    const ledger = await ledgerWithPair()
    await ledger.cards.remove('p', start)
    await ledger.cards.insert(aCard(recurrence))
    await ledger.write(({ accounts }) => accounts.remove(accountId, start))
    expect(
      rawDatabase(ledger.folder)
        .prepare('select count(*) as tokens from cards where sealed_token is not null or removed_at is null')
        .get()
    ).toEqual({ tokens: 0 })
  })

  it('can be made of two that were stored as two, and what was charged to either was charged to it', async () => {
    const ledger = await openTestLedger()
    await ledger.accounts.insert(anAccount)
    await ledger.cards.insert(aCard(payment))
    await ledger.cards.insert(aCard({ ...recurrence, lastFour: '' }))
    await ledger.cards.setBlockedUntil('r', start + 9)
    await ledger.write(({ charges }) => charges.createIntent(aCharge({ cardId: 'r' }), ['stored:r']))
    await ledger.write(({ cards }) => cards.tie('p', 'r'))
    expect(await ledger.cards.get('r')).toMatchObject({ id: 'p', lastFour: '0416', blockedUntil: start + 9 })
    const of = { accountId, identities: ['stored:p'], amount: 129_990, currency: 'NOK', id: null }
    expect(await ledger.repetitions.recent(of, 0)).toHaveLength(1)
  })

  it('is refused as no card when it is not one, from raw SQL as well', async () => {
    const { folder } = await ledgerWithPair()
    const raw = rawDatabase(folder)
    const columns = (raw.prepare('select * from cards').columns() as { name: string }[]).map(
      ({ name }) => name
    )
    /** Another row like that of the recurrence token. */
    const copy = (change: Record<string, string>): string => {
      const of: Record<string, string> = {
        id: `'x'`,
        token_fingerprint: `'x'`,
        sealed_token: `x'01'`,
        ...change
      }
      return `insert into cards select ${columns.map((name) => of[name] ?? name).join()} from cards where id = 'r'`
    }
    // A third token of the card, a twin of a twin, of the same kind, of another provider, of itself, of nothing.
    for (const change of [
      { twin_of: `'p'` },
      { twin_of: `'r'` },
      { twin_of: `'p'`, token_kind: `'payment_token'` },
      { twin_of: `'p'`, provider: `'bambora'` },
      { twin_of: `'x'` },
      { twin_of: `'nobody'` },
      { twin_of: 'null', sealed_token: 'null' }
    ])
      expect(() => raw.exec(copy(change))).toThrow(refusals)
    raw.exec(copy({ twin_of: 'null' }))
    for (const statement of [
      `update cards set twin_of = 'x' where id = 'p'`,
      `update cards set twin_of = 'p' where id = 'x'`,
      `update cards set twin_of = null where id = 'r'`,
      `update cards set twin_of = 'x' where id = 'r'`,
      `update cards set token_kind = 'payment_token' where id = 'r'`,
      `update cards set provider = 'bambora' where id = 'p'`,
      `update cards set token_fingerprint = 'y' where id = 'x'`,
      `update cards set sealed_token = null where id = 'x'`,
      `update cards set sealed_token = null, removed_at = 1 where id = 'r'; update cards set sealed_token = null where id = 'p'`
    ])
      expect(() => raw.exec(statement)).toThrow(refusals)
  })
})

/** What may be done to a card, one thing after the other. */
type Step = 'add payment' | 'add recurrence' | 'remove'
const steps: fc.Arbitrary<Step> = fc.constantFrom('add payment', 'add recurrence', 'remove')

type Ledger = Awaited<ReturnType<typeof ledgerWithCard>>

/** What a ledger says of the card: where it is found, whether it is here, what it can do, which tokens it has. */
async function said({ cards, reads }: Ledger, card: string): Promise<unknown> {
  const record = await cards.getRecord(card)
  return {
    found: (await reads.searchCards(accountId, 'nora lind', 10)).cards.map(({ id }) => id),
    count: await cards.count(accountId),
    removed: record?.removed ?? true,
    operations: record?.view.operations ?? [],
    payment: (await cards.getSealed(card, 'payment_token')) !== null,
    recurrence: (await cards.getSealed(card, 'recurrence_token')) !== null
  }
}

/** The same by the tokens that are here. */
function expected(card: string, here: ReadonlySet<Step>): unknown {
  const [payment, recurrence] = [here.has('add payment'), here.has('add recurrence')]
  return {
    found: here.size === 0 ? [] : [card],
    count: here.size === 0 ? 1 : 2,
    removed: here.size === 0,
    operations: [...(payment ? ['unscheduled_purchase'] : []), ...(recurrence ? ['recurring_purchase'] : [])],
    payment,
    recurrence
  }
}

/** @returns the card's id; null when it was refused */
async function take({ cards }: Ledger, step: Step, card: string | null): Promise<string | null> {
  try {
    if (step !== 'remove') {
      const token = step === 'add payment' ? payment : recurrence
      return (await cards.insert(aCard({ ...token, customerName: 'Nora Lind' }), card)).id
    }
    await cards.remove(card ?? 'nobody', start)
    return card
  } catch {
    return null
  }
}

describe('whatever is done to a card', () => {
  it('leaves it here while a token of it is, offering just what its tokens can, found once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 9 }), async (done) => {
        const ledger = await ledgerWithCard()
        const here = new Set<Step>()
        let card: string | null = null
        for (const step of done) {
          const isDone = step === 'remove' ? here.size > 0 : !here.has(step)
          const id: string | null = await take(ledger, step, card)
          expect([step, id !== null]).toEqual([step, isDone])
          card ??= id
          if (step === 'remove') here.clear()
          else here.add(step)
          expect(await said(ledger, card ?? '')).toEqual(expected(card ?? '', here))
        }
      }),
      { numRuns: 40 }
    )
  })
})
