import { describe, expect, it } from 'vitest'
import { PageEvents } from '../../../electron/shell/page-events'
import type { ChargeRow } from '../../../shared/charge'
import { rowOf } from '../../../electron/ledger/charge-record'
import { begun } from '../../../electron/ledger/charge-record'
import { aCharge } from '../ledger/support'

const row: ChargeRow = rowOf(begun(aCharge(), 'desk'))

function page() {
  const sent: (readonly [name: string, payload: unknown])[] = []
  const rests: (() => void)[] = []
  const errors: unknown[] = []
  const events = new PageEvents({
    send: (name, payload) => sent.push([name, payload]),
    later: (work, ms) => {
      expect(ms).toBe(100)
      rests.push(work)
    },
    onError: (error) => errors.push(error)
  })
  /** Lets what was sent be done with, and every rest that was begun be over. */
  const rest = async (): Promise<void> => {
    await settled()
    for (const over of rests.splice(0)) over()
    await settled()
  }
  return { events, sent, errors, rest }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('what the page is told', () => {
  it('is told at once, and then once for all that happens in a tenth of a second', async () => {
    const { events, sent, rest } = page()
    for (let times = 0; times < 50; times += 1) events.chargeChanged({ ...row, changedAt: times })
    await settled()
    expect(sent).toEqual([['chargesChanged', { rows: [{ ...row, changedAt: 0 }] }]])
    await rest()
    expect(sent).toHaveLength(2)
    expect(sent[1]).toEqual(['chargesChanged', { rows: [{ ...row, changedAt: 49 }] }])
    await rest()
    expect(sent).toHaveLength(2)
  })

  it('tells of every charge, a thousand in a message', async () => {
    const { events, sent, rest } = page()
    events.chargeChanged(row)
    for (let number = 0; number < 2_500; number += 1) events.chargeChanged({ ...row, id: `c${number}` })
    for (let times = 0; times < 4; times += 1) await rest()
    const sizes = sent.map(([, payload]) => (payload as { rows: ChargeRow[] }).rows.length)
    expect(sizes).toEqual([1, 1_000, 1_000, 500])
    const ids = sent.flatMap(([, payload]) => (payload as { rows: ChargeRow[] }).rows.map(({ id }) => id))
    expect(new Set(ids).size).toBe(2_501)
  })

  it('tells the latest of each of several things', async () => {
    const { events, sent, rest } = page()
    const tell = (batchId: string): void =>
      events.tell('batchChanged', () => ({ batchId, stage: 'mending', run: null }), batchId)
    for (const batchId of ['a', 'a', 'b', 'a', 'b']) tell(batchId)
    await rest()
    await rest()
    const told = sent.map(([, payload]) => (payload as { batchId: string }).batchId)
    expect(told).toEqual(['a', 'b', 'a', 'b'])
  })

  it('asks for what to tell only when it tells it, and tells the latest', async () => {
    const { events, sent, rest } = page()
    let asked = 0
    const tell = (inFlight: number): void =>
      events.tell('closing', () => {
        asked += 1
        return { inFlight }
      })
    for (let number = 1; number <= 20; number += 1) tell(number)
    await rest()
    expect(sent).toEqual([
      ['closing', { inFlight: 1 }],
      ['closing', { inFlight: 20 }]
    ])
    expect(asked).toBe(2)
  })

  it('keeps names apart, tells nothing for null, and outlives a failure', async () => {
    const { events, sent, errors, rest } = page()
    events.tell('closing', () => Promise.reject(new Error('gone')))
    events.tell('unresolvedChanged', () => null)
    events.tell('keychainWaiting', () => ({ waiting: true }))
    await rest()
    expect(errors).toEqual([new Error('gone')])
    expect(sent).toEqual([['keychainWaiting', { waiting: true }]])
    events.tell('closing', () => ({ inFlight: 1 }))
    await settled()
    expect(sent.at(-1)).toEqual(['closing', { inFlight: 1 }])
  })
})
