import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { migrations } from '../../../electron/ledger/migrations'
import { accountId, anAccount, openTestLedger, rawDatabase, start } from './support'

const earlier = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0008'))

/** A card as version 0007 kept it: one row for each token. */
interface OldCard {
  readonly id: string
  readonly provider: string
  readonly kind: 'payment_token' | 'recurrence_token'
  readonly addedAt: number
  readonly name: string
  readonly number: string
  readonly lastFour: string
  readonly expiry: string | null
  readonly masked: string | null
  readonly isRemoved: boolean
}

const plain: OldCard = {
  id: 'p',
  provider: 'payex',
  kind: 'payment_token',
  addedAt: start,
  name: 'Åse Kjærstad',
  number: 'K-1',
  lastFour: '0416',
  expiry: '12/2029',
  masked: '476173******0416',
  isRemoved: false
}

/** A ledger that was of version 0007 with these cards, as it is now. */
async function upgraded(cards: readonly OldCard[], more: readonly string[] = []) {
  const before = await openTestLedger({ migrations: earlier })
  await before.accounts.insert(anAccount)
  const raw = rawDatabase(before.folder)
  const insert = raw.prepare(
    `insert into cards (id, account_id, provider, token_kind, sealed_token, token_fingerprint, brand, last_four, expiry,
       masked_pan, customer_name, customer_number, email, phone, reference, haystack, added_at, recent_at, removed_at)
     values (?, '${accountId}', ?, ?, ?, ?, 'visa', ?, ?, ?, ?, ?, '', '', ?, ?, ?, ?, ?)`
  )
  for (const { id, provider, kind, name, number, lastFour, expiry, masked, addedAt, isRemoved } of cards) {
    const haystack = ['ase kjaerstad', number, lastFour, `ref-${id}`].join('\n').toLowerCase()
    insert.run(
      ...[
        id,
        provider,
        kind,
        isRemoved ? null : Uint8Array.of(1),
        `fingerprint-${id}`,
        lastFour,
        expiry,
        masked
      ],
      ...[name, number, `REF-${id}`, haystack, addedAt, addedAt, isRemoved ? start : null]
    )
  }
  for (const statement of more) raw.exec(statement)
  raw.close()
  await before.close()
  return openTestLedger({ folder: before.folder })
}

describe('a ledger in which a card was kept once for each token', () => {
  it('has the one card, with what either had, found by either reference and either spelling', async () => {
    const recurrence: OldCard = { ...plain, id: 'r', kind: 'recurrence_token', addedAt: start - 9 }
    const ledger = await upgraded(
      [plain, recurrence],
      [
        `update cards set last_charged_at = ${start + 7}, recent_at = ${start + 7} where id = 'r'`,
        `update cards set blocked_until = ${start + 9} where id = 'r'`
      ]
    )
    const card = await ledger.cards.get('r')
    expect(card).toMatchObject({
      id: 'p',
      operations: ['unscheduled_purchase', 'recurring_purchase'],
      lastChargedAt: start + 7,
      blockedUntil: start + 9
    })
    for (const query of ['ref-p', 'ref-r', 'kjærstad', 'kjarstad', 'kjaerstad'])
      expect((await ledger.reads.searchCards(accountId, query, 9)).cards).toEqual([card])
  })

  it('keeps a card of which one token was removed', async () => {
    const recurrence: OldCard = { ...plain, id: 'r', kind: 'recurrence_token' }
    const first = await upgraded([{ ...plain, isRemoved: true }, recurrence])
    expect(await first.cards.get('p')).toMatchObject({ id: 'p', operations: ['recurring_purchase'] })
    const second = await upgraded([plain, { ...recurrence, isRemoved: true }])
    expect(await second.cards.get('r')).toMatchObject({ id: 'p', operations: ['unscheduled_purchase'] })
    const third = await upgraded([
      { ...plain, isRemoved: true },
      { ...recurrence, isRemoved: true }
    ])
    expect(await third.cards.get('p')).toBeNull()
    expect((await third.cards.getRecord('r'))?.ids).toEqual(['p', 'r'])
  })

  it('pairs just those that were stored together and are alike in everything, and none where it cannot tell', async () => {
    const mostly = <T>(usual: T, ...others: readonly T[]) =>
      fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, fc.constantFrom(...others))
    const card = fc.record({
      provider: mostly('payex', 'bambora'),
      kind: fc.constantFrom('payment_token' as const, 'recurrence_token' as const),
      addedAt: fc.oneof(mostly(start, start + 60_000), fc.constant(start + 60_001)),
      name: mostly('Åse Kjærstad', ''),
      number: mostly('K-1', ''),
      lastFour: mostly('0416', '9999', ''),
      expiry: mostly<string | null>('12/2029', '11/2029', null),
      masked: mostly<string | null>('476173******0416', null),
      isRemoved: fc.boolean()
    })
    // Cards of many customers in one ledger, a few of each.
    const customers = fc.array(fc.array(card, { minLength: 2, maxLength: 4 }), {
      minLength: 40,
      maxLength: 60
    })
    await fc.assert(
      fc.asyncProperty(customers, async (drawn) => {
        const cards = [...threeAlike, ...drawn].flatMap((of, customer) =>
          of.map((each, index): OldCard => {
            const name = each.name === '' ? '' : `${each.name} ${customer}`
            return { ...each, id: `c${customer}-${index}`, name }
          })
        )
        const ledger = await upgraded(cards)
        const found = await Promise.all(cards.map(({ id }) => ledger.cards.getRecord(id)))
        const pairs = found.map((record) => record?.ids.toSorted().join(' '))
        expect(pairs).toEqual(cards.map((each) => pairOf(each, cards)))
      }),
      { numRuns: 4, endOnFailure: true }
    )
  })
})

/** Customers of whom nobody can say which of their tokens belong together; chance alone may draw none. */
const threeAlike: readonly (readonly OldCard[])[] = [
  [plain, { ...plain, kind: 'recurrence_token' }, { ...plain, kind: 'recurrence_token' }],
  [plain, plain, { ...plain, kind: 'recurrence_token' }]
]

/** The ids of the card that a token is of, by the rule in other words than the migration's. */
function pairOf(card: OldCard, all: readonly OldCard[]): string {
  const partners = (of: OldCard): OldCard[] => all.filter((each) => isOneCard(of, each))
  const [only, another] = partners(card)
  const isSingle = only !== undefined && another === undefined && partners(only).length === 1
  return (isSingle ? [card.id, only.id] : [card.id]).toSorted().join(' ')
}

function isOneCard(one: OldCard, other: OldCard): boolean {
  const alike = (['name', 'number', 'lastFour', 'expiry', 'masked'] as const).every(
    (fact) => one[fact] === other[fact]
  )
  return (
    one.provider === 'payex' &&
    other.provider === 'payex' &&
    one.kind !== other.kind &&
    alike &&
    Math.abs(one.addedAt - other.addedAt) <= 60_000 &&
    (one.lastFour !== '' || one.masked !== null) &&
    one.expiry !== null &&
    one.name + one.number !== ''
  )
}
