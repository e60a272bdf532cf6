import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysUntil, readToday } from '../../../electron/desk/today'
import type { ChargeRecord } from '../../../electron/ledger/charge-record'
import type { Ledger } from '../../../electron/ledger/ledger'
import type { Decline } from '../../../shared/charge'
import { daysShown, todayView } from '../../../shared/today'
import type { NewModification } from '../../../electron/ledger/modification-record'
import type { ModificationState } from '../../../shared/modification'
import { aCard, aCharge, aLink, aModification, accountId, ledgerWithCard, rawDatabase } from './support'

const hour = 3_600_000
const day = 24 * hour
/** A Friday afternoon, by this computer's clock. */
const now = new Date(2026, 4, 22, 15, 30).getTime()
const midnight = new Date(2026, 4, 22).getTime()

const declined = (reason: Decline['reason'], retry: Decline['retry']): Decline => ({
  reason,
  retry,
  message: 'no',
  types: [],
  resultCode: null
})

async function charged(
  ledger: Ledger,
  id: string,
  createdAt: number,
  end: {
    readonly state: 'succeeded' | 'declined' | 'unknown' | 'sent'
    readonly status?: string
    readonly decline?: Decline
    readonly captured?: number
  },
  change: Partial<ChargeRecord> = {}
): Promise<void> {
  const { amount = 129_990, currency = 'NOK' } = change
  await ledger.write(async ({ charges }) => {
    const intent = await charges.createIntent(
      aCharge({ id, merchantReference: id, createdAt, amount, currency }),
      []
    )
    const sent = await charges.markSent(intent, createdAt, 'sent', 0)
    if (end.state === 'sent') return
    await charges.record(sent, {
      at: createdAt,
      kind: 'answered',
      note: '',
      state: end.state,
      facts: {
        ...(end.state === 'succeeded' && {
          transactionId: `T12345678.${id}`,
          transactionStatus: end.status ?? 'CAPTURED',
          captured: end.captured ?? null
        }),
        ...(end.decline && { decline: end.decline })
      }
    })
  })
}

describe('today', () => {
  it('counts what was charged and declined today, why, and what is to be done', async () => {
    const ledger = await ledgerWithCard({ clock: () => now })
    await charged(ledger, 'a', midnight, { state: 'succeeded' })
    await charged(
      ledger,
      'b',
      now,
      { state: 'succeeded', status: 'AUTHORIZED' },
      { currency: 'SEK', amount: 100 }
    )
    await charged(
      ledger,
      'c',
      midnight - 1,
      { state: 'succeeded', status: 'PARTIALLY_CAPTURED', captured: 90 },
      { amount: 100 }
    )
    await charged(ledger, 'd', now, {
      state: 'declined',
      decline: declined('insufficient_funds', { kind: 'now', notBefore: null })
    })
    await charged(ledger, 'e', now, {
      state: 'declined',
      decline: declined('insufficient_funds', { kind: 'after', notBefore: now + hour })
    })
    await charged(ledger, 'f', now, {
      state: 'declined',
      decline: declined('expired_card', { kind: 'never', notBefore: null })
    })
    await charged(ledger, 'g', now - day, { state: 'unknown' }, { amount: 7 })
    await charged(ledger, 'h', now, { state: 'sent' }, { amount: 5 })
    const view = await readToday(ledger, now)
    expect(todayView.strict().parse(view)).toEqual(view)
    expect(view).toMatchObject({
      accountId,
      from: midnight,
      charged: [
        { currency: 'NOK', charged: 1, amount: 129_990, declined: 3, declinedAmount: 3 * 129_990 },
        { currency: 'SEK', charged: 1, amount: 100, declined: 0, declinedAmount: 0 }
      ],
      declined: [
        { reason: 'insufficient_funds', charges: 2, sums: [{ currency: 'NOK', charges: 2 }] },
        { reason: 'expired_card', charges: 1 }
      ],
      unresolved: [{ currency: 'NOK', charges: 2, amount: 12 }],
      toCapture: {
        sums: [
          { currency: 'NOK', charges: 1, amount: 10 },
          { currency: 'SEK', charges: 1, amount: 100 }
        ],
        oldest: midnight - 1
      },
      toRetry: { sums: [{ currency: 'NOK', charges: 1, amount: 129_990 }], next: now + hour }
    })
    expect(view.days).toHaveLength(daysShown)
    expect(view.days.at(-2)).toEqual({
      from: new Date(2026, 4, 21).getTime(),
      charged: [{ currency: 'NOK', charged: 1, amount: 100, declined: 0, declinedAmount: 0 }]
    })
    expect(view.days[0]?.charged).toEqual([])
  })

  it('counts links that wait, that end soon and that were paid, and what was tried again no more', async () => {
    const ledger = await ledgerWithCard({ clock: () => now })
    await charged(ledger, 'd', now, {
      state: 'declined',
      decline: declined('insufficient_funds', { kind: 'now', notBefore: null })
    })
    const make = async (id: string, state: 'made' | 'lost' | 'paid' | 'not_made', change: object = {}) => {
      const link = await ledger.links.create(
        aLink({ id, merchantReference: id, createdAt: now, ...change }),
        []
      )
      const facts = { sessionId: `s-${id}`, url: 'https://x.dintero.com/s' }
      const made = await ledger.links.record(link, {
        at: now,
        kind: 'answered',
        note: '',
        state: state === 'paid' ? 'made' : state,
        facts: state === 'made' || state === 'paid' ? facts : {}
      })
      if (state !== 'paid') return
      const paid = { transactionId: `T12345678.${id}`, transactionStatus: 'AUTHORIZED' }
      await ledger.links.record(made, { at: now, kind: 'found', note: '', state: 'paid', facts: paid })
    }
    await make('l1', 'made', { chargeId: 'd', expiresAt: now + hour })
    await make('l0', 'made', { amount: 3, expiresAt: now - 1 })
    await make('l7', 'made', { amount: 4, expiresAt: now + day })
    await make('l2', 'lost')
    await make('l3', 'lost', { sms: true })
    await make('l4', 'paid', { amount: 50 })
    await make('l5', 'not_made')
    await make('l6', 'made', { kind: 'enrolment', amount: null, cardId: null })
    await make('l8', 'paid', { kind: 'enrolment', amount: null, cardId: null })
    const view = await readToday(ledger, now)
    expect(view.links).toEqual({
      waiting: [{ currency: 'NOK', charges: 3, amount: 129_990 + 7 }],
      endingSoon: 1,
      paid: [{ currency: 'NOK', charges: 1, amount: 50 }],
      lost: 2
    })
    expect(view.toCapture.sums).toEqual([{ currency: 'NOK', charges: 1, amount: 50 }])
    // The declined charge has a link in its place.
    expect(view.toRetry).toEqual({ sums: [], next: null })
  })

  it('counts what was captured and refunded today, when that is known', async () => {
    const ledger = await ledgerWithCard({ clock: () => now })
    const modify = async (id: string, change: Partial<NewModification>, state: ModificationState) => {
      const made = await ledger.modifications.create(
        aModification({ id, transactionId: `T12345678.${id}`, createdAt: now, ...change })
      )
      if (state !== 'sent')
        await ledger.modifications.record(made, { at: now, kind: 'answered', note: '', state })
    }
    await modify('m1', { kind: 'capture', amount: 30, createdAt: midnight }, 'succeeded')
    await modify('m2', { kind: 'capture', amount: 1, createdAt: midnight - 1 }, 'succeeded')
    await modify('m3', { kind: 'capture', amount: 5, currency: 'SEK' }, 'succeeded')
    await modify('m4', { amount: 7 }, 'succeeded')
    await modify('m5', { amount: 2 }, 'pending')
    await modify('m6', { amount: 2 }, 'unknown')
    await modify('m7', { amount: 2 }, 'failed')
    await modify('m8', { amount: 2 }, 'sent')
    expect(await readToday(ledger, now)).toMatchObject({
      captured: [
        { currency: 'NOK', charges: 1, amount: 30 },
        { currency: 'SEK', charges: 1, amount: 5 }
      ],
      refunded: [{ currency: 'NOK', charges: 1, amount: 7 }]
    })
  })

  it('counts of what may be tried again what became so lately', async () => {
    const ledger = await ledgerWithCard({ clock: () => now })
    for (const [id, ago] of [
      ['old', 30 * day + 1],
      ['lately', 30 * day]
    ] as const)
      await charged(ledger, id, now - 40 * day, {
        state: 'declined',
        decline: declined('insufficient_funds', { kind: 'after', notBefore: now - ago })
      })
    expect((await readToday(ledger, now)).toRetry.sums).toMatchObject([{ charges: 1 }])
  })

  it('counts cards by the month that is their last', async () => {
    const ledger = await ledgerWithCard({ clock: () => now })
    for (const [index, expiry] of ['04/2026', '12/2025', '05/2026', '06/2026', '07/2026', null].entries())
      await ledger.cards.insert(aCard({ id: `card-${index + 2}`, expiry }))
    await ledger.cards.remove('card-4', now)
    expect((await readToday(ledger, now)).cards).toEqual({ passed: 2, thisMonth: 0, nextMonth: 1 })
  })

  it('is of the account in use, and of no other', async () => {
    const ledger = await ledgerWithCard({ clock: () => now })
    await charged(ledger, 'a', now, { state: 'succeeded', status: 'AUTHORIZED' })
    const account = await ledger.accounts.get(accountId)
    if (account === null) throw new Error('no account')
    await ledger.accounts.insert({ ...account, id: 'P12345678' })
    await ledger.desk.setActiveAccount('P12345678')
    expect(await readToday(ledger, now)).toMatchObject({
      accountId: 'P12345678',
      charged: [],
      toCapture: { sums: [], oldest: null }
    })
  })

  it('adds up to what the charges themselves say, however they came', async () => {
    const time = fc.integer({ min: 0, max: 20 * 24 * 4 }).map((quarters) => now - quarters * 900_000)
    const one = fc.record({
      at: time,
      amount: fc.integer({ min: 1, max: 1_000 }),
      currency: fc.constantFrom('NOK', 'SEK', 'ISK'),
      state: fc.constantFrom('succeeded' as const, 'declined' as const, 'unknown' as const)
    })
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 12 }), async (all) => {
        const ledger = await ledgerWithCard({ clock: () => now })
        for (const [index, { at, state, ...money }] of all.entries())
          await charged(
            ledger,
            `c${index}`,
            at,
            {
              state,
              ...(state === 'declined' && {
                decline: declined('declined', { kind: 'unsaid', notBefore: null })
              })
            },
            money
          )
        const { days, charged: today, unresolved } = await readToday(ledger, now)
        const sum = (fits: (each: (typeof all)[number]) => boolean): number =>
          all.reduce((total, each) => total + (fits(each) ? each.amount : 0), 0)
        const shown = (view: typeof today, key: 'amount' | 'declinedAmount'): number =>
          view.reduce((total, each) => total + each[key], 0)
        expect(shown(today, 'amount')).toBe(sum(({ at, state }) => state === 'succeeded' && at >= midnight))
        expect(shown(today, 'declinedAmount')).toBe(
          sum(({ at, state }) => state === 'declined' && at >= midnight)
        )
        const first = days[0]?.from ?? 0
        expect(days.reduce((total, each) => total + shown(each.charged, 'amount'), 0)).toBe(
          sum(({ at, state }) => state === 'succeeded' && at >= first)
        )
        expect(unresolved.reduce((total, { amount }) => total + amount, 0)).toBe(
          sum(({ state }) => state === 'unknown')
        )
      }),
      { numRuns: 25 }
    )
  })

  it('asks no table for all it has', async () => {
    const ledger = await ledgerWithCard({ clock: () => now })
    const raw = rawDatabase(ledger.folder)
    const plans = [
      `select count(*) from charges where state = 'succeeded'
        and transaction_status in ('AUTHORIZED', 'PARTIALLY_CAPTURED') and account_id = 'x'`,
      `select count(*) from charges where account_id = 'x' and retry_at is not null and retry_at <= 1`,
      `select count(*) from cards where account_id = 'x' and removed_at is null and twin_of is null
        and last_month is not null and last_month <= '202606'`,
      `select count(*) from links where account_id = 'x' and state = 'paid' and changed_at >= 1`
    ].map((query) => JSON.stringify(raw.prepare(`explain query plan ${query}`).all()))
    expect(plans[0]).toContain('charges_to_capture')
    expect(plans[1]).toContain('charges_to_retry')
    expect(plans[2]).toContain('COVERING INDEX cards_by_month')
    expect(plans[3]).toContain('links_paid')
  })
})

describe('the days', () => {
  it('begin at midnight by this clock, also where an hour is left out or comes twice', () => {
    for (const at of [new Date(2026, 2, 29, 12), new Date(2026, 9, 25, 12), new Date(2026, 0, 1, 0, 0)]) {
      const days = daysUntil(at.getTime())
      expect(days).toHaveLength(daysShown)
      expect(days.every((each) => new Date(each).getHours() === 0)).toBe(true)
      expect(new Set(days).size).toBe(daysShown)
      expect(days.at(-1)).toBeLessThanOrEqual(at.getTime())
    }
  })
})
