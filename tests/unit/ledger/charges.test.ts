import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chargeStates, everyCharge, type ChargeState, type Decline } from '../../../shared/charge'
import type { Happening } from '../../../electron/ledger/charges'
import type { Ledger } from '../../../electron/ledger/ledger'
import { aCharge, accountId, aLink, ledgerWithCard, rawDatabase, start } from './support'

/** The test's own copy of the legal moves. */
const moves: Readonly<Record<ChargeState, readonly ChargeState[]>> = {
  intent: ['sent', 'not_sent'],
  sent: ['succeeded', 'declined', 'pending', 'unknown', 'refused', 'not_sent'],
  pending: ['succeeded', 'declined', 'unknown'],
  unknown: ['succeeded', 'declined', 'pending', 'sent', 'closed'],
  not_sent: ['sent', 'succeeded', 'declined', 'pending'],
  closed: ['succeeded', 'declined', 'pending'],
  succeeded: [],
  declined: [],
  refused: []
}

const decline: Decline = {
  reason: 'insufficient_funds',
  retry: { kind: 'unsaid', notBefore: null },
  message: 'no money',
  types: ['INSUFFICIENT_FUNDS'],
  resultCode: '51'
}

function to(state: ChargeState, at = start + 1): Happening {
  return {
    at,
    kind: 'decided',
    note: state,
    state,
    facts: {
      decline: state === 'declined' ? decline : null,
      ...(state === 'closed' && { closedBy: 'Kari', closedReason: 'not in Backoffice' }),
      ...(state === 'succeeded' && { transactionId: 'T12345678.abc', transactionStatus: 'CAPTURED' })
    }
  }
}

async function move(ledger: Ledger, id: string, state: ChargeState, at = start + 1): Promise<void> {
  await ledger.write(async ({ charges }) => {
    const before = await charges.require(id)
    const given =
      state === 'sent'
        ? await charges.markSent(before, at, 'sent', null)
        : await charges.record(before, to(state, at))
    expect(given).toStrictEqual(await charges.require(id))
  })
}

describe('a charge in the ledger', () => {
  it('reads back exactly as it was written', async () => {
    const { charges } = await ledgerWithCard()
    const lines = [{ description: 'Frakt', quantity: 1, amount: 129_990, vatRate: 2_550, vatAmount: 26_412 }]
    const given = aCharge({ lines, vatAmount: 26_412, email: 'a@b.no', duplicateReason: 'two trips' })
    expect(await charges.createIntent(given, [])).toMatchObject({
      ...given,
      state: 'intent',
      doubtful: false
    })
    expect(await charges.timeline('charge-1')).toEqual([
      { at: start, kind: 'created', state: 'intent', note: '' }
    ])
  })

  it('has a reference nobody else in the account has', async () => {
    const ledger = await ledgerWithCard()
    await ledger.charges.createIntent(aCharge(), [])
    const twin = ledger.charges.createIntent(aCharge({ id: 'charge-2' }), [])
    await expect(twin).rejects.toMatchObject({
      code: 'reference_used',
      fields: [{ field: 'merchantReference', problem: 'used' }]
    })
    await ledger.links.create(aLink({ merchantReference: 'order-17~2' }), [])
    const linked = ledger.charges.createIntent(
      aCharge({ id: 'charge-2', merchantReference: 'order-17~2' }),
      []
    )
    await expect(linked).rejects.toMatchObject({ code: 'reference_used' })
    await ledger.charges.createIntent(aCharge({ id: 'charge-2', merchantReference: 'order-18' }), [])
    for (const taken of ['order-17', 'order-17~2', 'order-18']) {
      const other = ledger.links.create(aLink({ id: 'link-2', merchantReference: taken }), [])
      await expect(other).rejects.toMatchObject({ code: 'reference_used' })
    }
  })

  it('is not written over by one who read it before its last move', async () => {
    const { charges } = await ledgerWithCard()
    const intent = await charges.createIntent(aCharge(), [])
    await charges.markSent(intent, start, 'sent', null)
    await expect(charges.markSent(intent, start, 'sent', null)).rejects.toMatchObject({
      code: 'changed_meanwhile'
    })
    expect(await charges.timeline('charge-1')).toHaveLength(2)
  })

  it('makes exactly the legal moves, and none in the face of an illegal one', async () => {
    const ledger = await ledgerWithCard()
    let made = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...chargeStates), { maxLength: 8 }), async (path) => {
        made += 1
        const id = `walk-${made}`
        await ledger.write(({ charges }) => charges.createIntent(aCharge({ id, merchantReference: id }), []))
        let state: ChargeState = 'intent'
        let doubtful = false
        let sends = 0
        let events = 1
        for (const next of path) {
          const legal =
            moves[state].includes(next) &&
            !(doubtful && (next === 'not_sent' || next === 'refused')) &&
            // What never left can be answered by nobody.
            (sends > 0 || next === 'sent' || next === 'not_sent')
          const outcome = await move(ledger, id, next).then(
            () => 'moved',
            () => 'refused'
          )
          const stayed = next === state && next !== 'sent'
          expect([state, next, outcome]).toEqual([state, next, legal || stayed ? 'moved' : 'refused'])
          if (outcome === 'moved') events += 1
          if (legal) state = next
          doubtful ||= state === 'unknown'
          if (legal && next === 'sent') sends += 1
          expect(await ledger.charges.require(id)).toMatchObject({ state, doubtful, sends })
        }
        expect(await ledger.charges.timeline(id)).toHaveLength(events)
      }),
      { numRuns: 150 }
    )
  })

  it('refuses every illegal move in raw SQL too', async () => {
    const ledger = await ledgerWithCard()
    const raw = rawDatabase(ledger.folder)
    const paths: Record<ChargeState, readonly ChargeState[]> = {
      intent: [],
      sent: ['sent'],
      pending: ['sent', 'pending'],
      unknown: ['sent', 'unknown'],
      succeeded: ['sent', 'succeeded'],
      declined: ['sent', 'declined'],
      refused: ['sent', 'refused'],
      not_sent: ['not_sent'],
      closed: ['sent', 'unknown', 'closed']
    }
    for (const from of chargeStates) {
      for (const next of chargeStates) {
        if (from === next || moves[from].includes(next)) continue
        const id = `${from}-${next}`
        await ledger.charges.createIntent(aCharge({ id, merchantReference: id }), [])
        for (const step of paths[from]) await move(ledger, id, step)
        expect(() => raw.prepare('UPDATE charges SET state = ? WHERE id = ?').run(next, id)).toThrow(
          'illegal_move'
        )
        expect((await ledger.charges.require(id)).state).toBe(from)
      }
    }
  })

  it.each([
    ['amount = 1', 'fixed_column'],
    ["currency = 'SEK'", 'fixed_column'],
    ["merchant_reference = 'other'", 'fixed_column'],
    ["card_id = 'card-2'", 'fixed_column'],
    ["account_id = 'P12345678'", 'fixed_column'],
    ["operator = 'Ola'", 'fixed_column'],
    ["transaction_id = 'T12345678.other'", 'decided_column'],
    ["decline = '{}', decline_reason = 'declined'", 'decided_column'],
    ['transaction_status = NULL', 'CHECK'],
    ["state = 'declined'", 'illegal_move']
  ])('cannot have %s set once it succeeded', async (change, rule) => {
    const ledger = await ledgerWithCard()
    await ledger.charges.createIntent(aCharge(), [])
    await move(ledger, 'charge-1', 'sent')
    await move(ledger, 'charge-1', 'succeeded')
    expect(() => rawDatabase(ledger.folder).exec(`UPDATE charges SET ${change}`)).toThrow(rule)
  })

  it('cannot be deleted, begun half way, given a bad amount, or have its history changed', async () => {
    const ledger = await ledgerWithCard()
    await ledger.charges.createIntent(aCharge(), [])
    const raw = rawDatabase(ledger.folder)
    expect(() => raw.exec('DELETE FROM charges')).toThrow('charges_no_delete')
    expect(() => raw.exec("UPDATE charge_events SET note = 'x'")).toThrow('charge_events_no_update')
    expect(() => raw.exec('DELETE FROM charge_events')).toThrow('charge_events_no_delete')
    expect(() => raw.exec("INSERT INTO charge_moves VALUES ('succeeded', 'sent')")).toThrow(
      'charge_moves_no_insert'
    )
    for (const amount of [0, -1, 2_147_483_648, 1.5]) {
      await expect(
        ledger.charges.createIntent(aCharge({ id: 'bad', merchantReference: 'bad', amount }), [])
      ).rejects.toThrow(/CHECK|cannot store REAL/)
    }
    raw.exec('CREATE TEMP TABLE copy AS SELECT * FROM charges')
    raw.exec("UPDATE copy SET id = 'copy', merchant_reference = 'copy', state = 'sent', sent_at = 1")
    expect(() => raw.exec('INSERT INTO charges SELECT * FROM copy')).toThrow('illegal_start')
  })

  it('cannot succeed without a transaction', async () => {
    const ledger = await ledgerWithCard()
    await ledger.charges.createIntent(aCharge(), [])
    await move(ledger, 'charge-1', 'sent')
    const nameless = ledger.charges.record(await ledger.charges.require('charge-1'), {
      at: start,
      kind: 'answered',
      note: '',
      state: 'succeeded'
    })
    await expect(nameless).rejects.toThrow('CHECK')
  })
})

describe('what the ledger is asked', () => {
  it('sums what was charged or may have been, in one currency, since a time', async () => {
    const ledger = await ledgerWithCard()
    const make = async (n: number, states: ChargeState[], change: object = {}): Promise<void> => {
      const id = `c${n}`
      await ledger.charges.createIntent(
        aCharge({ id, merchantReference: id, amount: 10 ** n, ...change }),
        []
      )
      for (const state of states) await move(ledger, id, state)
    }
    await make(0, [])
    await make(1, ['sent'])
    await make(2, ['sent', 'pending'])
    await make(3, ['sent', 'unknown'])
    await make(4, ['sent', 'succeeded'])
    await make(5, ['sent', 'declined'])
    await make(6, ['sent', 'refused'])
    await make(7, ['not_sent'])
    await make(8, [], { currency: 'SEK' })
    await make(10, ['sent', 'unknown', 'closed'], { amount: 5 })
    await make(11, ['sent', 'unknown', 'closed', 'succeeded'], { amount: 100_000 })
    await make(9, [], { createdAt: start - 1, amount: 7 })
    expect(await ledger.charges.sumSince(accountId, 'NOK', start)).toBe(111_111)
  })

  it('keeps the sum through every walk of every charge', async () => {
    const ledger = await ledgerWithCard()
    const quarter = 900_000
    let made = 0
    const walk = fc.record({
      amount: fc.integer({ min: 1, max: 2_147_483_647 }),
      currency: fc.constantFrom('NOK', 'SEK'),
      after: fc.integer({ min: 0, max: 4 * quarter }),
      path: fc.array(fc.tuple(fc.constantFrom(...chargeStates), fc.nat(4 * quarter)), { maxLength: 6 })
    })
    const sums = async (since: number): Promise<number[]> => {
      const { charges } = ledger
      return [
        await charges.sumSince(accountId, 'NOK', since),
        await charges.sumSince(accountId, 'SEK', since)
      ]
    }
    const all: string[] = []
    await fc.assert(
      fc.asyncProperty(fc.array(walk, { maxLength: 3 }), fc.nat(4), async (walks, later) => {
        for (const { amount, currency, after, path } of walks) {
          const id = `sum-${(made += 1)}`
          const charge = { amount, currency, createdAt: start + after, id }
          await ledger.charges.createIntent(aCharge({ ...charge, merchantReference: id }), [])
          for (const [state, at] of path) await move(ledger, id, state, start + at).catch(() => undefined)
          all.push(id)
        }
        const since = start + later * quarter
        const expected = { NOK: 0, SEK: 0 }
        for (const id of all) {
          const { state, amount, currency, createdAt, sentAt } = await ledger.charges.require(id)
          const counts = !['declined', 'refused', 'not_sent', 'closed'].includes(state)
          if (counts && (sentAt ?? createdAt) >= since) expected[currency === 'NOK' ? 'NOK' : 'SEK'] += amount
        }
        expect(await sums(since)).toStrictEqual([expected.NOK, expected.SEK])
      }),
      { numRuns: 40 }
    )
  })

  it('lists in windows, newest first, by text, state, operation and time', async () => {
    const ledger = await ledgerWithCard()
    for (let n = 1; n <= 5; n += 1) {
      await ledger.charges.createIntent(
        aCharge({ id: `c${n}`, merchantReference: `order-${n}`, amount: n * 10_050, createdAt: start + n }),
        []
      )
    }
    await move(ledger, 'c2', 'sent')
    await move(ledger, 'c2', 'succeeded')
    const everything = { ...everyCharge, offset: 0, limit: 10 }
    const found = async (query: object): Promise<[string[], number]> => {
      const { rows, total } = await ledger.reads.listCharges(accountId, { ...everything, ...query })
      return [rows.map(({ id }) => id), total]
    }
    expect(await found({ offset: 1, limit: 2 })).toEqual([['c4', 'c3'], 5])
    expect(await found({ states: ['succeeded'] })).toEqual([['c2'], 1])
    expect(await found({ operations: ['recurring_purchase'] })).toEqual([[], 0])
    expect(await found({ from: start + 2, to: start + 4 })).toEqual([['c3', 'c2'], 2])
    expect(await found({ search: 'order-3' })).toEqual([['c3'], 1])
    expect(await found({ search: '402,00' })).toEqual([['c4'], 1])
    expect(await found({ search: '402.00 odegard' })).toEqual([['c4'], 1])
    expect(await found({ search: 't12345678.ABC' })).toEqual([['c2'], 1])
  })

  it('tells what is unresolved and how much is at stake', async () => {
    const ledger = await ledgerWithCard()
    for (const [n, currency] of ['NOK', 'NOK', 'SEK', 'NOK'].entries()) {
      const id = `c${n}`
      await ledger.charges.createIntent(
        aCharge({ id, merchantReference: id, amount: 100 + n, currency, createdAt: start + n }),
        []
      )
      if (n < 3) await move(ledger, id, 'sent')
    }
    await move(ledger, 'c1', 'unknown')
    const tray = await ledger.tray.unresolved(accountId)
    expect(tray.charges.map(({ id }) => id)).toEqual(['c0', 'c1', 'c2'])
    expect(tray).toMatchObject({
      total: 3,
      atStake: [
        { currency: 'NOK', amount: 201 },
        { currency: 'SEK', amount: 102 }
      ]
    })
    expect((await ledger.tray.unresolved('P99999999')).total).toBe(0)
  })

  it('answers lists and the tray from their own indexes', async () => {
    const { folder } = await ledgerWithCard()
    const raw = rawDatabase(folder)
    const plan = (query: string): string => JSON.stringify(raw.prepare(`EXPLAIN QUERY PLAN ${query}`).all())
    const open = "state in ('intent', 'sent', 'pending', 'unknown')"
    expect(plan(`SELECT * FROM charges WHERE state IN ('sent') AND ${open}`)).toContain('charges_open')
    const list =
      "SELECT number FROM charges WHERE account_id = 'x' ORDER BY created_at DESC, number DESC LIMIT 100"
    expect(plan(list)).toContain('COVERING INDEX')
    expect(plan(list)).not.toContain('TEMP B-TREE')
    expect(plan('SELECT id FROM charges WHERE next_lookup_at <= 5 ORDER BY next_lookup_at')).toContain(
      'charges_due'
    )
    const ofAmount =
      "SELECT charge_id FROM charge_identities WHERE identity IN (SELECT value FROM json_each('[]')) AND amount = 5"
    expect(plan(`SELECT * FROM charges WHERE id IN (${ofAmount})`)).toContain(
      'COVERING INDEX charge_identities_by_amount'
    )
    const since = "SELECT * FROM charges WHERE account_id = 'x' AND coalesce(sent_at, created_at) >= 5"
    expect(plan(since)).toContain('charges_by_time')
  })
})
