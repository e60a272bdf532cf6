import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchStates, usualPace, type BatchState } from '../../../shared/batch'
import type { BatchRecord, NewBatch } from '../../../electron/ledger/batches'
import type { NewCharge } from '../../../electron/ledger/charge-record'
import type { Ledger } from '../../../electron/ledger/ledger'
import { aCharge, accountId, ledgerWithCard, rawDatabase, start } from './support'

const hash = 'a'.repeat(64)

/** The test's own copy of the legal moves. */
const moves: Readonly<Record<BatchState, readonly BatchState[]>> = {
  held: ['running', 'cancelled'],
  running: ['looking', 'paused', 'done'],
  looking: ['running', 'paused', 'stopped'],
  paused: ['running', 'stopped', 'done'],
  done: [],
  cancelled: [],
  stopped: []
}

function aBatch(change: Partial<NewBatch> = {}): NewBatch {
  return {
    id: 'batch-1',
    accountId,
    source: 'batch',
    name: '2026-11 nettleie',
    fileName: 'nettleie.csv',
    fileHash: hash,
    contentHash: hash,
    planHash: hash,
    charges: 3,
    sums: [{ currency: 'NOK', charges: 3, amount: 389_970 }],
    importedBy: 'Kari',
    releasedBy: 'Kari',
    approvedBy: null,
    createdAt: start,
    releasedAt: start + 1,
    startsAt: start + 60_001,
    firstCharges: 3,
    pace: usualPace,
    ...change
  }
}

function rowCharge(row: number, life: number, change: Partial<NewCharge> = {}): NewCharge {
  return aCharge({
    id: `charge-${row}`,
    merchantReference: `nettleie-${row}`,
    source: 'batch',
    contentReference: true,
    batch: { batchId: 'batch-1', row, life, rowHash: `hash-${row}` },
    ...change
  })
}

type LedgerInFolder = Awaited<ReturnType<typeof ledgerWithCard>>

async function running(ledger: Ledger): Promise<number> {
  return ledger.write(async ({ batches }) => {
    const held = await batches.create(aBatch())
    return (await batches.takeUp(held, start + 60_001)).life
  })
}

async function batchIn(state: BatchState): Promise<{ ledger: LedgerInFolder; before: BatchRecord }> {
  const ledger = await ledgerWithCard()
  let before = await ledger.batches.create(aBatch())
  for (const next of routeTo(state))
    before = await ledger.batches.move(before, { at: start + 2, state: next })
  return { ledger, before }
}

describe('a batch in the ledger', () => {
  it('reads back exactly as it was released, and begins held in no life', async () => {
    const { batches, deskId } = await ledgerWithCard()
    const given = aBatch()
    const made = await batches.create(given)
    expect(made).toEqual({
      ...given,
      deskId,
      state: 'held',
      reason: null,
      details: {},
      lookedAtBy: null,
      changedAt: given.releasedAt,
      endedAt: null,
      revision: 0,
      life: 0
    })
    expect(await batches.require('batch-1')).toEqual(made)
    expect(await batches.open()).toEqual([made])
  })

  const pairs = batchStates.flatMap((from) => batchStates.map((to) => [from, to] as const))

  it.each(pairs.filter(([from, to]) => moves[from].includes(to)))('goes from %s to %s', async (from, to) => {
    const { ledger, before } = await batchIn(from)
    const after = await ledger.batches.move(before, { at: start + 3, state: to })
    expect(after).toMatchObject({ state: to, endedAt: moves[to].length === 0 ? start + 3 : null })
  })

  it.each(pairs.filter(([from, to]) => from !== to && !moves[from].includes(to)))(
    'never goes from %s to %s, whoever writes',
    async (from, to) => {
      const { ledger, before } = await batchIn(from)
      const move = ledger.batches.move(before, { at: start + 3, state: to })
      await expect(move).rejects.toMatchObject({ code: 'internal' })
      const raw = rawDatabase(ledger.folder)
      const ended = moves[to].length === 0 ? start + 3 : null
      const write = (): unknown => raw.prepare('update batches set state = ?, ended_at = ?').run(to, ended)
      expect(write).toThrow('illegal_move')
    }
  )

  it('is never deleted, and what was released never changes', async () => {
    const { batches, folder } = await ledgerWithCard()
    await batches.create(aBatch())
    const raw = rawDatabase(folder)
    expect(() => raw.exec('delete from batches')).toThrow('batches_no_delete')
    for (const column of ['name', 'plan_hash', 'charges', 'sums', 'released_by', 'first_charges', 'desk_id'])
      expect(() => raw.exec(`update batches set ${column} = 7`)).toThrow('fixed_column')
  })

  it('is approved by another person than the one who imported it', async () => {
    const { batches } = await ledgerWithCard()
    await expect(batches.create(aBatch({ approvedBy: 'Kari' }))).rejects.toThrow(/CHECK/)
  })

  it('is changed by one of two that read it at the same time', async () => {
    const { batches } = await ledgerWithCard()
    const before = await batches.create(aBatch())
    await batches.takeUp(before, start + 2)
    await expect(batches.takeUp(before, start + 2)).rejects.toMatchObject({ code: 'changed_meanwhile' })
    await expect(batches.move(before, { at: start + 2, state: 'cancelled' })).rejects.toMatchObject({
      code: 'changed_meanwhile'
    })
  })
})

describe('the charges of a batch', () => {
  it('are each of one row, which becomes a charge once', async () => {
    const ledger = await ledgerWithCard()
    const life = await running(ledger)
    await ledger.charges.createIntent(rowCharge(2, life), [])
    expect(await ledger.charges.require('charge-2')).toMatchObject({
      contentReference: true,
      batch: { batchId: 'batch-1', row: 2, life, rowHash: 'hash-2' }
    })
    const twin = rowCharge(2, life, { id: 'charge-9', merchantReference: 'nettleie-9' })
    await expect(ledger.charges.createIntent(twin, [])).rejects.toMatchObject({ code: 'batch_taken_over' })
    expect(await ledger.batches.rowsBegun('batch-1', 1, 10)).toEqual([2])
  })

  it('are refused to a program whose batch was taken up by another, stopped, or never begun', async () => {
    const ledger = await ledgerWithCard()
    const first = await running(ledger)
    const { batches, charges } = ledger
    const second = (await batches.takeUp(await batches.require('batch-1'), start + 3)).life
    expect(second).toBe(first + 1)
    await expect(charges.createIntent(rowCharge(1, first), [])).rejects.toMatchObject({
      code: 'batch_taken_over'
    })
    await expect(batches.requireLife('batch-1', first)).rejects.toMatchObject({ code: 'batch_taken_over' })
    await batches.requireLife('batch-1', second)
    await batches.move(await batches.require('batch-1'), { at: start + 4, state: 'paused', reason: 'person' })
    await expect(batches.requireLife('batch-1', second)).rejects.toMatchObject({ code: 'batch_taken_over' })
    await expect(charges.createIntent(rowCharge(1, second), [])).rejects.toMatchObject({
      code: 'batch_taken_over'
    })
    expect(() => rawDatabase(ledger.folder).exec('update batches set life = 0')).toThrow('old_life')
  })

  it('name their batch, row and life together or not at all, and keep them', async () => {
    const ledger = await ledgerWithCard()
    const life = await running(ledger)
    await ledger.charges.createIntent(rowCharge(1, life), [])
    const raw = rawDatabase(ledger.folder)
    for (const column of ['batch_id', 'batch_row', 'batch_life', 'row_hash'])
      expect(() => raw.exec(`update charges set ${column} = null`)).toThrow('fixed_column')
    expect(() => raw.exec('update charges set content_reference = 0')).toThrow('fixed_column')
  })

  it('are counted in whatever order they move', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            amount: fc.integer({ min: 1, max: 1_000_000 }),
            currency: fc.constantFrom('NOK', 'SEK'),
            ends: fc.constantFrom('intent', 'sent', 'unknown', 'not_sent')
          }),
          { minLength: 1, maxLength: 8 }
        ),
        async (rows) => {
          const ledger = await ledgerWithCard()
          const life = await running(ledger)
          await ledger.write(async ({ charges }) => {
            for (const [index, { amount, currency, ends }] of rows.entries()) {
              const begun = await charges.createIntent(rowCharge(index + 1, life, { amount, currency }), [])
              if (ends === 'intent') continue
              if (ends === 'not_sent') {
                await charges.record(begun, { at: start, kind: 'recovered', note: '', state: ends })
                continue
              }
              const sent = await charges.markSent(begun, start, 'sent', null)
              if (ends === 'unknown')
                await charges.record(sent, { at: start, kind: 'answered', note: '', state: ends })
            }
          })
          const expected = new Map<string, { charges: number; amount: number }>()
          for (const { amount, currency, ends } of rows) {
            const key = `${ends} ${currency}`
            const known = expected.get(key) ?? { charges: 0, amount: 0 }
            expected.set(key, { charges: known.charges + 1, amount: known.amount + amount })
          }
          const counted = await ledger.batches.counts('batch-1')
          expect(
            new Map(
              counted.map(({ state, currency, charges, amount }) => [
                `${state} ${currency}`,
                { charges, amount }
              ])
            )
          ).toEqual(expected)
          const unsent = rows.flatMap(({ ends }, index) =>
            ends === 'not_sent' ? [`charge-${index + 1}`] : []
          )
          expect(await ledger.batches.unsent('batch-1', start, 100)).toEqual(unsent)
        }
      ),
      { numRuns: 25 }
    )
  })
})

/** The moves from the beginning to a state. */
function routeTo(state: BatchState): readonly BatchState[] {
  const routes: Readonly<Record<BatchState, readonly BatchState[]>> = {
    held: [],
    running: ['running'],
    looking: ['running', 'looking'],
    paused: ['running', 'paused'],
    done: ['running', 'done'],
    cancelled: ['cancelled'],
    stopped: ['running', 'paused', 'stopped']
  }
  return routes[state]
}
