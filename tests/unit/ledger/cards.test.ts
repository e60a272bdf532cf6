import { describe, expect, it } from 'vitest'
import type { Ledger } from '../../../electron/ledger/ledger'
import { aCard, accountId, anAccount, ledgerWithCard, openTestLedger, rawDatabase, start } from './support'

async function ids(ledger: Ledger, query: string, limit = 10): Promise<string[]> {
  return (await ledger.reads.searchCards(accountId, query, limit)).cards.map(({ id }) => id)
}

describe('a stored card', () => {
  it('is shown without its token', async () => {
    const { cards } = await ledgerWithCard()
    const view = await cards.get('card-1')
    expect(view).toMatchObject({ customerName: 'Øystein Ødegård', lastFour: '0416', blockedUntil: null })
    expect(Object.keys(view ?? {})).not.toContain('sealedToken')
    expect(await cards.getSealed('card-1', 'payment_token')).toEqual({
      id: 'card-1',
      accountId,
      sealedToken: Uint8Array.of(1, 2, 3),
      secretHome: anAccount.secretHome
    })
  })

  it('cannot be stored twice in an account', async () => {
    const { cards } = await ledgerWithCard()
    const twin = aCard({ id: 'card-2', tokenFingerprint: 'fingerprint-card-1' })
    await expect(cards.insert(twin)).rejects.toMatchObject({
      code: 'card_exists',
      details: { cardId: 'card-1' }
    })
    expect(await cards.count(accountId)).toBe(1)
  })

  it('loses its token when removed, also on disk, and comes back as itself with its block', async () => {
    const secret = new TextEncoder().encode('sealed-token-that-must-go')
    const { cards, folder } = await ledgerWithCard()
    await cards.insert(aCard({ id: 'card-2', sealedToken: secret }))
    await cards.setBlockedUntil('card-2', start + 1_000)
    await cards.remove('card-2', start)
    expect(await cards.get('card-2')).toBeNull()
    expect((await cards.getRecord('card-2'))?.removed).toBe(true)
    const raw = rawDatabase(folder)
    expect(raw.prepare('SELECT sealed_token FROM cards WHERE id = ?').get('card-2')).toEqual({
      sealed_token: null
    })
    const sealedForAnother = aCard({ id: 'card-3', tokenFingerprint: 'fingerprint-card-2' })
    await expect(cards.insert(sealedForAnother)).rejects.toMatchObject({ code: 'internal' })
    expect(await cards.idFor(accountId, 'fingerprint-card-2')).toBe('card-2')
    const again = await cards.insert({ ...sealedForAnother, id: 'card-2' })
    expect(again).toMatchObject({ id: 'card-2', blockedUntil: start + 1_000 })
    await expect(cards.remove('card-9', start)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('keeps the longer of two blocks and forgets one that is over', async () => {
    let now = start
    const { cards } = await ledgerWithCard({ clock: () => now })
    await cards.setBlockedUntil('card-1', start + 2_000)
    await cards.setBlockedUntil('card-1', start + 1_000)
    expect((await cards.get('card-1'))?.blockedUntil).toBe(start + 2_000)
    now = start + 2_000
    expect((await cards.get('card-1'))?.blockedUntil).toBeNull()
  })
})

describe('searching cards', () => {
  it.each([
    'øystein',
    'oystein',
    'ØDEGÅRD',
    'odegard',
    'stein øde',
    '0416',
    'K-1001',
    'k-10',
    '+4790012345',
    '900 12 345',
    '90012345',
    'oystein@example',
    'member-77',
    '  0416   oystein '
  ])('finds %j', async (query) => {
    expect(await ids(await ledgerWithCard(), query)).toEqual(['card-1'])
  })

  it.each(['zzz', 'oystein 9999', '%', '_', 'ola member', '04161'])('does not find %j', async (query) => {
    expect(await ids(await ledgerWithCard(), query)).toEqual([])
  })

  it('offers the most recently charged or added first, and says when there are more', async () => {
    const ledger = await openTestLedger()
    await ledger.accounts.insert(anAccount)
    await ledger.write(({ cards }) =>
      cards.insertMany([1, 2, 3].map((n) => aCard({ id: `c${n}`, addedAt: start + n })))
    )
    expect(await ids(ledger, '')).toEqual(['c3', 'c2', 'c1'])
    await ledger.cards.markCharged('c1', start + 10)
    expect(await ids(ledger, 'oystein')).toEqual(['c1', 'c3', 'c2'])
    expect(await ledger.reads.searchCards(accountId, '', 2)).toMatchObject({ more: true })
    expect(await ledger.reads.searchCards(accountId, '', 3)).toMatchObject({ more: false })
    expect(await ledger.reads.searchCards('T99999999', '', 3)).toEqual({ cards: [], more: false })
  })

  it('lists them all in windows, in the order of the search, with how many there are', async () => {
    const ledger = await openTestLedger()
    await ledger.accounts.insert(anAccount)
    // Three were added in the same moment, as an import does: their order must be the same in every window.
    const added = [1, 2, 3, 3, 3, 4]
    await ledger.write(({ cards }) =>
      cards.insertMany(
        added.map((at, n) =>
          aCard({ id: `c${n}`, addedAt: start + at, customerName: n < 2 ? 'Ola Berg' : 'Øystein Ødegård' })
        )
      )
    )
    await ledger.cards.remove('c4', start + 9)
    const windowOf = async (query: string, offset: number, limit: number) => {
      const { rows, ...rest } = await ledger.reads.listCards(accountId, query, offset, limit)
      return { ids: rows.map(({ id }) => id), ...rest }
    }
    expect(await windowOf('', 0, 10)).toEqual({
      ids: ['c5', 'c2', 'c3', 'c1', 'c0'],
      total: 5,
      atLeast: false
    })
    expect(await windowOf('', 2, 2)).toEqual({ ids: ['c3', 'c1'], total: 5, atLeast: false })
    expect(await windowOf('odegard', 1, 10)).toEqual({ ids: ['c2', 'c3'], total: 3, atLeast: false })
    expect(await windowOf('', 5, 10)).toEqual({ ids: [], total: 5, atLeast: false })
    expect(await windowOf('nobody', 0, 10)).toEqual({ ids: [], total: 0, atLeast: false })
    expect((await ledger.reads.listCards('T99999999', '', 0, 10)).total).toBe(0)
  })

  it('answers from one index, however many cards there are', async () => {
    const { folder } = await openTestLedger()
    const plan = rawDatabase(folder)
      .prepare(
        `EXPLAIN QUERY PLAN SELECT id FROM cards WHERE account_id = ? AND removed_at IS NULL
         AND twin_of IS NULL AND instr(haystack, ?) > 0 ORDER BY recent_at DESC LIMIT 20`
      )
      .all(accountId, 'x')
    expect(JSON.stringify(plan)).toContain('COVERING INDEX cards_search')
    expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE')
  })
})
