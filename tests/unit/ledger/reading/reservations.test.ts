import { join } from 'node:path'
import fc from 'fast-check'
import { Kysely, type CompiledQuery } from 'kysely'
import { describe, expect, it } from 'vitest'
import { readToday } from '../../../../electron/desk/today'
import { ledgerFile, type Ledger } from '../../../../electron/ledger/ledger'
import { Reservations } from '../../../../electron/ledger/reading/reservations'
import type { Schema } from '../../../../electron/ledger/schema'
import { openConnection } from '../../../../electron/ledger/sqlite/connection'
import { LedgerDialect } from '../../../../electron/ledger/sqlite/dialect'
import type { ModificationState } from '../../../../shared/modification'
import {
  accountId,
  aCharge,
  aLink,
  aModification,
  anAccount,
  ledgerWithCard,
  rawDatabase,
  start
} from '../support'

const hour = 3_600_000
const day = 24 * hour
const window = { offset: 0, limit: 100 }

interface Paid {
  readonly status: string
  readonly amount?: number
  readonly currency?: string
  readonly captured?: number | null
  readonly refunded?: number | null
  readonly at?: number
}

/** A charge that succeeded, as its transaction was read last. */
async function charged(ledger: Ledger, id: string, paid: Paid): Promise<void> {
  const { status, amount = 1_000, currency = 'NOK', captured = null, refunded = null, at = start } = paid
  await ledger.write(async ({ charges }) => {
    const charge = aCharge({ id, merchantReference: id, createdAt: at, amount, currency })
    const sent = await charges.markSent(await charges.createIntent(charge, []), at, 'sent', 0)
    const facts = { transactionId: `T12345678.${id}`, transactionStatus: status, captured, refunded }
    await charges.record(sent, { at, kind: 'answered', note: '', state: 'succeeded', facts })
  })
}

/** A link that was paid, and when that became known. */
async function paidByLink(
  ledger: Ledger,
  id: string,
  paid: Paid & { readonly paidAt?: number }
): Promise<void> {
  const { status, amount = 1_000, currency = 'NOK', captured = null, refunded = null, at = start } = paid
  await ledger.write(async ({ links }) => {
    const link = await links.create(
      aLink({ id, merchantReference: id, createdAt: start, amount, currency }),
      []
    )
    const made = await links.record(link, {
      at: start,
      kind: 'answered',
      note: '',
      state: 'made',
      facts: { sessionId: `s-${id}`, url: 'https://x.dintero.com/s' }
    })
    await links.record(made, {
      at,
      kind: 'found',
      note: '',
      state: 'paid',
      ...(paid.paidAt !== undefined && { paidAt: paid.paidAt }),
      facts: { transactionId: `T12345678.${id}`, transactionStatus: status, captured, refunded }
    })
  })
}

async function modified(
  ledger: Ledger,
  id: string,
  kind: 'void' | 'refund',
  state: ModificationState
): Promise<void> {
  await ledger.write(async ({ modifications }) => {
    const made = await modifications.create(
      aModification({
        id: `${kind}-${id}`,
        kind,
        transactionId: `T12345678.${id}`,
        amount: kind === 'void' ? null : 1
      })
    )
    if (state !== 'sent')
      await modifications.record(made, { at: start, kind: 'answered', note: '', state, facts: {} })
  })
}

/** What is listed: whose it is, and what is left of it. */
async function listed(ledger: Ledger, now = start + hour): Promise<Record<string, number | null>> {
  const { rows, total } = await ledger.reads.listHeld(accountId, now, window)
  expect(total).toBe(rows.length)
  return Object.fromEntries(
    rows.map((row) => [row.kind === 'charge' ? row.charge.id : row.link.id, row.left])
  )
}

describe('what is still held', () => {
  it('is the part that is left to capture, also where what was captured has been given back', async () => {
    const ledger = await ledgerWithCard()
    await charged(ledger, 'whole', { status: 'AUTHORIZED' })
    await charged(ledger, 'part', { status: 'PARTIALLY_CAPTURED', captured: 400, refunded: 0 })
    await charged(ledger, 'returned', { status: 'PARTIALLY_CAPTURED_REFUNDED', captured: 300, refunded: 300 })
    await paidByLink(ledger, 'link-part', { status: 'PARTIALLY_CAPTURED', captured: 1, refunded: 0 })
    await paidByLink(ledger, 'link-returned', {
      status: 'PARTIALLY_CAPTURED_REFUNDED',
      captured: 600,
      refunded: 100
    })
    for (const status of ['CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'AUTHORIZATION_VOIDED', 'FAILED'])
      await charged(ledger, status, { status, captured: status === 'CAPTURED' ? 400 : 1_000, refunded: 10 })
    expect(await listed(ledger)).toEqual({
      whole: 1_000,
      part: 600,
      returned: 700,
      'link-part': 999,
      'link-returned': 400
    })
  })

  it('is nothing once the rest was given up here, whatever Dintero still calls it, and only then', async () => {
    const ledger = await ledgerWithCard()
    const part = { status: 'PARTIALLY_CAPTURED', captured: 400, refunded: 0 }
    const states = ['succeeded', 'sent', 'pending', 'unknown', 'failed', 'refused', 'not_sent'] as const
    for (const state of states) {
      await charged(ledger, state, part)
      await modified(ledger, state, 'void', state)
    }
    await charged(ledger, 'refunded', part)
    await modified(ledger, 'refunded', 'refund', 'succeeded')
    await charged(ledger, 'reserved', { status: 'AUTHORIZED' })
    await modified(ledger, 'reserved', 'void', 'succeeded')
    await charged(ledger, 'returned', { status: 'PARTIALLY_CAPTURED_REFUNDED', captured: 5, refunded: 5 })
    await modified(ledger, 'returned', 'void', 'succeeded')
    for (const status of ['PARTIALLY_CAPTURED', 'PARTIALLY_CAPTURED_REFUNDED']) {
      await paidByLink(ledger, status, { status, captured: 5, refunded: 1 })
      await modified(ledger, status, 'void', 'succeeded')
    }
    expect(Object.keys(await listed(ledger)).toSorted()).toEqual([...states.slice(1), 'refunded'].toSorted())
  })

  it('is nothing where all of it is captured, and unknown where nobody has read how much', async () => {
    const ledger = await ledgerWithCard()
    await charged(ledger, 'all', { status: 'PARTIALLY_CAPTURED', captured: 1_000, refunded: 0 })
    await charged(ledger, 'unread', { status: 'PARTIALLY_CAPTURED' })
    await charged(ledger, 'unread-returned', { status: 'PARTIALLY_CAPTURED_REFUNDED' })
    await charged(ledger, 'read', { status: 'AUTHORIZED', amount: 70 })
    expect(await listed(ledger)).toEqual({ unread: null, 'unread-returned': null, read: 70 })
    expect(await ledger.reads.sumHeld(accountId, start)).toEqual({
      sums: [{ currency: 'NOK', charges: 3, amount: 70 }],
      unread: 2,
      oldest: start
    })
  })

  it('is of one account alone, and a returned part of last year is not held any more', async () => {
    const ledger = await ledgerWithCard()
    const returned = { status: 'PARTIALLY_CAPTURED_REFUNDED', captured: 5, refunded: 5 }
    await charged(ledger, 'a', { status: 'AUTHORIZED' })
    await charged(ledger, 'b', returned)
    await paidByLink(ledger, 'c', returned)
    await ledger.accounts.insert({ ...anAccount, id: 'P12345678' })
    expect((await ledger.reads.listHeld('P12345678', start, window)).rows).toEqual([])
    expect(Object.keys(await listed(ledger, start + 30 * day)).toSorted()).toEqual(['a', 'b', 'c'])
    expect(Object.keys(await listed(ledger, start + 365 * day))).toEqual(['a'])
  })

  it('is held since the customer paid, not since that was learned; oldest first, in windows', async () => {
    const ledger = await ledgerWithCard()
    await paidByLink(ledger, 'late', { status: 'AUTHORIZED', at: start + 3 * day, paidAt: start + hour })
    await charged(ledger, 'charge', { status: 'AUTHORIZED', at: start + 2 * hour })
    await paidByLink(ledger, 'untold', { status: 'AUTHORIZED', at: start + 3 * hour })
    const { rows } = await ledger.reads.listHeld(accountId, start, window)
    expect(rows.map(({ since }) => since)).toEqual([start + hour, start + 2 * hour, start + 3 * hour])
    const second = await ledger.reads.listHeld(accountId, start, { offset: 1, limit: 1 })
    expect(second).toMatchObject({ total: 3, rows: [{ kind: 'charge', charge: { id: 'charge' } }] })
    expect(await ledger.reads.sumHeld(accountId, start)).toMatchObject({ oldest: start + hour })
  })

  it('comes to what the list and the screen of today say, however it came', async () => {
    const one = fc.record({
      status: fc.constantFrom('AUTHORIZED', 'PARTIALLY_CAPTURED', 'PARTIALLY_CAPTURED_REFUNDED', 'CAPTURED'),
      amount: fc.integer({ min: 2, max: 1_000 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      currency: fc.constantFrom('NOK', 'SEK', 'ISK'),
      byLink: fc.boolean(),
      voided: fc.boolean()
    })
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 10 }), async (all) => {
        const ledger = await ledgerWithCard()
        const expected = new Map<string, number>()
        for (const [index, { status, amount, part, currency, byLink, voided }] of all.entries()) {
          const captured =
            status === 'AUTHORIZED' ? 0 : status === 'CAPTURED' ? amount : 1 + Math.floor(part * (amount - 2))
          const refunded = status === 'PARTIALLY_CAPTURED_REFUNDED' ? 1 : 0
          const make = byLink ? paidByLink : charged
          await make(ledger, `p${index}`, { status, amount, currency, captured, refunded })
          if (voided) await modified(ledger, `p${index}`, 'void', 'succeeded')
          else if (amount > captured)
            expected.set(currency, (expected.get(currency) ?? 0) + amount - captured)
        }
        const today = await readToday(ledger, start + hour)
        expect(
          Object.fromEntries(today.toCapture.sums.map(({ currency, amount }) => [currency, amount]))
        ).toEqual(Object.fromEntries(expected))
        const { rows, total } = await ledger.reads.listHeld(accountId, start + hour, window)
        expect(today.toCapture.sums.reduce((sum, { charges }) => sum + charges, 0)).toBe(total)
        expect(rows.reduce((sum, { left }) => sum + (left ?? 0), 0)).toBe(
          [...expected.values()].reduce((sum, each) => sum + each, 0)
        )
      }),
      { numRuns: 25 }
    )
  })

  it('is found by indexes, whatever else there is; of the cards it is read of which something was given back', async () => {
    const { folder } = await ledgerWithCard()
    const asked: CompiledQuery[] = []
    const db = new Kysely<Schema>({
      dialect: new LedgerDialect(openConnection(join(folder, ledgerFile))),
      log: ({ query }) => {
        asked.push(query)
      }
    })
    await new Reservations(db).sums(accountId, start)
    await new Reservations(db).page(accountId, start, window)
    await db.destroy()
    const raw = rawDatabase(folder)
    const plans = asked.flatMap(({ sql, parameters }) =>
      raw
        .prepare(`explain query plan ${sql}`)
        .all(...(parameters as string[]))
        .map((row) => (row as { detail: string }).detail)
    )
    const wholes = plans.filter((plan) => /^SCAN (?!json_each|\(|held)/.test(plan))
    expect(new Set(wholes)).toEqual(new Set(['SCAN card_sums']))
    for (const index of [
      'charges_to_capture',
      'links_to_capture',
      'charges_by_card',
      'modifications_by_transaction'
    ])
      expect(plans.join('\n')).toContain(index)
  })
})
