import { join } from 'node:path'
import fc from 'fast-check'
import { Kysely } from 'kysely'
import { describe, expect, it } from 'vitest'
import { operations, providers, type Operation, type Provider } from '../../../../shared/card'
import {
  chargeSorts,
  everyCharge,
  type ChargeFilter,
  type ChargeQuery,
  type ChargeState,
  type ChargeSum,
  type Decline,
  type DeclineReason
} from '../../../../shared/charge'
import { ledgerFile, type Ledger } from '../../../../electron/ledger/ledger'
import { ChargeList, type Bounds } from '../../../../electron/ledger/reading/charge-list'
import { Indexer } from '../../../../electron/ledger/reading/indexer'
import { searchFile } from '../../../../electron/ledger/reading/reads'
import type { Schema } from '../../../../electron/ledger/schema'
import { openReadOnly } from '../../../../electron/ledger/sqlite/connection'
import { LedgerDialect } from '../../../../electron/ledger/sqlite/dialect'
import { accountId, aCharge, ledgerWithCard, rawDatabase, start } from '../support'

const hour = 3_600_000
const states = ['intent', 'sent', 'succeeded', 'declined', 'unknown', 'refused'] as const
const reasons = ['insufficient_funds', 'expired_card', 'do_not_retry'] as const
const currencies = ['DKK', 'ISK', 'NOK'] as const

interface Made {
  readonly id: string
  readonly at: number
  readonly state: (typeof states)[number]
  readonly reason: DeclineReason
  readonly operation: Operation
  readonly provider: Provider
  readonly currency: string
  readonly amount: number
  readonly customer: string
}

const made = fc
  .array(
    fc.record({
      // Most within three days, where some share an hour, and some a moment.
      at: fc
        .oneof({ weight: 4, arbitrary: fc.nat(3 * 24 * 4) }, fc.nat(12 * 24 * 4))
        .map((quarters) => start + (quarters * hour) / 4),
      state: fc.constantFrom(...states),
      reason: fc.constantFrom(...reasons),
      operation: fc.constantFrom(...operations),
      provider: fc.constantFrom(...providers),
      currency: fc.constantFrom(...currencies),
      amount: fc.integer({ min: 1, max: 9 }).map((crowns) => crowns * 100),
      customer: fc.constantFrom('', 'anna vik', 'Kari Berg', 'Bo Li', 'Øystein Ødegård', 'Åse Sæther')
    }),
    { minLength: 25, maxLength: 60 }
  )
  .map((all) => all.map((each, index) => ({ ...each, id: `c${index}` })))

const time = fc.option(
  fc.nat(3 * 24 * 6).map((tens) => start + (tens * hour) / 6),
  { freq: 2 }
)
/** Mostly nothing is filtered, or hardly anything would be left. */
const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant<T[]>([]) }, fc.subarray<T>([...values]))
const filter = fc.record({
  states: some<ChargeState>(states),
  operations: some(operations),
  reasons: some<DeclineReason>(reasons),
  providers: some(providers),
  currencies: some<string>(currencies),
  from: time,
  to: time,
  sort: fc.constantFrom(...chargeSorts),
  offset: fc.integer({ min: 0, max: 25 }),
  limit: fc.integer({ min: 1, max: 30 })
})

const declined = (reason: DeclineReason): Decline => ({
  reason,
  retry: { kind: 'unsaid', notBefore: null },
  message: '',
  types: [],
  resultCode: null
})

/** Writes charges one after another and takes each to its state by legal moves. */
async function write(ledger: Ledger, all: readonly Made[]): Promise<void> {
  await ledger.write(async ({ charges }) => {
    for (const { id, at, state, reason, customer, ...facts } of all) {
      const charge = aCharge({
        ...facts,
        id,
        createdAt: at,
        customerName: customer,
        merchantReference: `order-${id}`
      })
      const intent = await charges.createIntent(charge, [])
      if (state === 'intent') continue
      const sent = await charges.markSent(intent, at, 'sent', null)
      if (state === 'sent') continue
      const known = { transactionId: `T12345678.${id}`, transactionStatus: 'CAPTURED' }
      await charges.record(sent, {
        at,
        kind: 'answered',
        note: '',
        state,
        facts: state === 'declined' ? { decline: declined(reason) } : known
      })
    }
  })
}

function fits({ at, ...each }: Made, asked: ChargeFilter): boolean {
  const among = <T>(wanted: readonly T[], value: T): boolean => wanted.length === 0 || wanted.includes(value)
  return (
    among(asked.states, each.state) &&
    among(asked.operations, each.operation) &&
    (asked.reasons.length === 0 || (each.state === 'declined' && asked.reasons.includes(each.reason))) &&
    among(asked.providers, each.provider) &&
    among(asked.currencies, each.currency) &&
    at >= (asked.from ?? -Infinity) &&
    at < (asked.to ?? Infinity)
  )
}

/** As SQLite compares names: capitals as small letters where they are ASCII. */
function nameKey(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

type Numbered = Made & { readonly number: number }

const orders: Readonly<Record<ChargeFilter['sort'], (one: Numbered, other: Numbered) => number>> = {
  newest: (one, other) => other.at - one.at || other.number - one.number,
  oldest: (one, other) => one.at - other.at || one.number - other.number,
  amount_down: (one, other) =>
    compare(one.currency, other.currency) || other.amount - one.amount || other.number - one.number,
  amount_up: (one, other) =>
    compare(one.currency, other.currency) || one.amount - other.amount || one.number - other.number,
  customer: (one, other) =>
    compare(nameKey(one.customer), nameKey(other.customer)) || other.number - one.number
}

/** What a list must be, by looking at everything. */
function listed(all: readonly Made[], asked: ChargeFilter): Numbered[] {
  return all
    .map((each, number) => ({ ...each, number }))
    .filter((each) => fits(each, asked))
    .toSorted(orders[asked.sort])
}

function summed(all: readonly Made[]): ChargeSum[] {
  return currencies.flatMap((currency) => {
    const of = all.filter((each) => each.currency === currency)
    const total = (some: readonly Made[]): number => some.reduce((sum, { amount }) => sum + amount, 0)
    const succeeded = of.filter(({ state }) => state === 'succeeded')
    const refused = of.filter(({ state }) => state === 'declined')
    return of.length === 0
      ? []
      : {
          currency,
          charges: of.length,
          amount: total(of),
          succeeded: succeeded.length,
          succeededAmount: total(succeeded),
          declined: refused.length,
          declinedAmount: total(refused)
        }
  })
}

const usual: Bounds = { few: 5_000, ofDay: 5_000, counted: 10_000 }
/** So that few charges are as many thousands are. */
const tiny: Bounds = { few: 3, ofDay: 2, counted: 12 }

function listOf(folder: string, bounds: Bounds): { list: ChargeList; close: () => Promise<void> } {
  const db = new Kysely<Schema>({ dialect: new LedgerDialect(openReadOnly(join(folder, ledgerFile))) })
  const list = new ChargeList(db, new Indexer(db, join(folder, searchFile)), () => start, bounds)
  return { list, close: () => db.destroy() }
}

describe.each([
  ['few', usual],
  ['many', tiny]
])('a window of %s charges', (_, bounds) => {
  it('is what looking at every charge gives, whatever is filtered and however it is sorted', async () => {
    await fc.assert(
      fc.asyncProperty(made, fc.array(filter, { minLength: 20, maxLength: 30 }), async (all, queries) => {
        const ledger = await ledgerWithCard()
        await write(ledger, all)
        const { list, close } = listOf(ledger.folder, bounds)
        for (const query of queries) {
          const asked: ChargeQuery = { ...query, search: '', due: null }
          const { rows, total, atLeast } = await list.page(accountId, asked, 'same')
          const whole = listed(all, asked)
          const window = whole.slice(asked.offset, asked.offset + asked.limit)
          expect(rows.map(({ id }) => id)).toEqual(window.map(({ id }) => id))
          // By amount and by customer a long list is counted no further than anybody reads.
          const isFloor =
            asked.sort !== 'newest' &&
            asked.sort !== 'oldest' &&
            whole.length > bounds.few &&
            whole.length > bounds.counted
          expect([total, atLeast]).toEqual([isFloor ? bounds.counted : whole.length, isFloor])
          const { offset: _offset, limit: _limit, ...which } = asked
          expect(await list.sums(accountId, which, 'same')).toEqual({ sums: summed(whole), atLeast: false })
        }
        await close()
        await ledger.close()
      }),
      { numRuns: 20 }
    )
  })
})

describe('what is searched for', () => {
  const one = { state: 'succeeded', reason: 'expired_card', operation: 'unscheduled_purchase' } as const
  const kari = (id: string, amount: number, customer: string): Made => ({
    ...one,
    ...{ id, amount, customer, provider: 'payex', currency: 'NOK', at: start + amount }
  })

  it('is sorted and added up as it was found', async () => {
    const ledger = await ledgerWithCard()
    await write(ledger, [
      kari('a', 300, 'Kari B'),
      kari('b', 100, 'Kari C'),
      kari('c', 200, 'Kari A'),
      kari('d', 900, 'Bo Li')
    ])
    const found = async (sort: ChargeFilter['sort']): Promise<string[]> => {
      const query = { ...everyCharge, search: 'kari', sort, offset: 0, limit: 10 }
      return (await ledger.reads.listCharges(accountId, query)).rows.map(({ id }) => id)
    }
    expect(await found('newest')).toEqual(['a', 'c', 'b'])
    expect(await found('oldest')).toEqual(['b', 'c', 'a'])
    expect(await found('amount_down')).toEqual(['a', 'c', 'b'])
    expect(await found('amount_up')).toEqual(['b', 'c', 'a'])
    expect(await found('customer')).toEqual(['c', 'a', 'b'])
    const { sums, atLeast } = await ledger.reads.sumCharges(accountId, { ...everyCharge, search: 'kari' })
    expect([sums, atLeast]).toMatchObject([[{ currency: 'NOK', charges: 3, succeededAmount: 600 }], false])
  })

  it('is added up as far as it was counted, and says so', async () => {
    const ledger = await ledgerWithCard()
    await write(
      ledger,
      Array.from({ length: 15 }, (_, index) => kari(`k${index}`, 100 + index, 'Kari'))
    )
    const { list, close } = listOf(ledger.folder, { ...usual, counted: 12 })
    const { sums, atLeast } = await list.sums(accountId, { ...everyCharge, search: 'kari' }, 'same')
    expect([sums[0]?.charges, atLeast]).toEqual([12, true])
    await close()
  })
})

describe('the counts that are kept', () => {
  it('say what the charges say, and keep no row that has come to nothing', async () => {
    const ledger = await ledgerWithCard()
    // One ledger takes them all: what is drawn may come twice, and then two charges would share an id.
    let run = 0
    await fc.assert(
      fc.asyncProperty(made, async (all) => {
        run += 1
        await write(
          ledger,
          all.map((each) => ({ ...each, id: `${run}-${each.id}` }))
        )
      }),
      { numRuns: 5 }
    )
    const raw = rawDatabase(ledger.folder)
    const kinds = "state, coalesce(decline_reason, '') as reason, operation, provider, currency"
    const by = (unit: string): unknown[] =>
      raw
        .prepare(
          `select account_id, created_at / ${unit} as unit, ${kinds}, count(*) as charges, sum(amount) as amount
           from charges group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7`
        )
        .all()
    const kept = (table: string, unit: string): unknown[] =>
      raw
        .prepare(
          `select account_id, ${unit} as unit, state, reason, operation, provider, currency, charges, amount
           from ${table} order by 1, 2, 3, 4, 5, 6, 7`
        )
        .all()
    expect(kept('charge_counts', 'hour')).toEqual(by('3600000'))
    expect(kept('charge_days', 'day')).toEqual(by('86400000'))
  })
})
