import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createHistoryStore,
  refreshDelay,
  windowSize
} from '../../../../../renderer/screens/history/history-store'
import { dayEnd, dayStart, nextRow } from '../../../../../renderer/screens/history/grid-keys'
import type { ChargeQuery, ChargeRow } from '../../../../../shared/charge'
import type { Result } from '../../../../../shared/result'
import { appError, charge } from '../charge/samples'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Listed = Result<{ rows: ChargeRow[]; total: number; atLeast: boolean }>
const rowAt = (index: number): ChargeRow => ({ ...charge, id: `charge-${index}`, amount: index + 1 })
const settle = () => vi.advanceTimersByTimeAsync(0)

function ledger(total: number) {
  const listCharges = vi.fn(async ({ offset, limit }: ChargeQuery): Promise<Listed> => {
    const count = Math.max(0, Math.min(limit, total - offset))
    return {
      ok: true,
      value: { rows: Array.from({ length: count }, (_, step) => rowAt(offset + step)), total, atLeast: false }
    }
  })
  return { listCharges, store: createHistoryStore({ listCharges }) }
}

describe('the history of 100,000 charges', () => {
  it('opens with one window', async () => {
    const { store, listCharges } = ledger(100_000)
    store.getState().need(0, 30)
    await settle()
    expect(listCharges).toHaveBeenCalledTimes(1)
    expect(store.getState().total).toBe(100_000)
    expect(store.getState().row(7)?.id).toBe('charge-7')
    expect(store.getState().row(windowSize)).toBeNull()
  })

  it('fetches the windows in view, each once', async () => {
    const { store, listCharges } = ledger(100_000)
    store.getState().need(windowSize - 5, windowSize + 5)
    store.getState().need(windowSize - 4, windowSize + 6)
    await settle()
    expect(listCharges.mock.calls.map(([query]) => query.offset)).toEqual([0, windowSize])
    expect(store.getState().row(windowSize + 3)?.id).toBe(`charge-${windowSize + 3}`)
  })

  it('drops rows of a filter that is no longer set', async () => {
    let answerFirst: (listed: Listed) => void = () => undefined
    const first = new Promise<Listed>((resolve) => {
      answerFirst = resolve
    })
    const listCharges = vi.fn(({ search }: ChargeQuery): Promise<Listed> => {
      if (search === '') return first
      return Promise.resolve({ ok: true, value: { rows: [rowAt(1)], total: 1, atLeast: false } })
    })
    const store = createHistoryStore({ listCharges })
    store.getState().need(0, 0)
    store.getState().setFilter({ search: 'kari' })
    await settle()
    answerFirst({ ok: true, value: { rows: [rowAt(0)], total: 500, atLeast: false } })
    await settle()
    expect(store.getState().total).toBe(1)
    expect(store.getState().row(0)?.id).toBe('charge-1')
  })

  it('puts a changed row right at once and reads the view again after a burst of events', async () => {
    const { store, listCharges } = ledger(1_000)
    store.getState().need(0, 10)
    await settle()
    for (let times = 0; times < 50; times++) store.getState().chargeChanged({ ...rowAt(3), state: 'unknown' })
    expect(store.getState().row(3)?.state).toBe('unknown')
    await vi.advanceTimersByTimeAsync(refreshDelay)
    expect(listCharges).toHaveBeenCalledTimes(2)
  })

  it('can be read again after a failure', async () => {
    let fails = true
    const listCharges = vi.fn(async (): Promise<Listed> => {
      if (fails) return { ok: false, error: appError('storage_failed') }
      return { ok: true, value: { rows: [rowAt(0)], total: 1, atLeast: false } }
    })
    const store = createHistoryStore({ listCharges })
    store.getState().need(0, 0)
    await settle()
    expect(store.getState().error?.code).toBe('storage_failed')
    fails = false
    store.getState().retry()
    await settle()
    expect(store.getState()).toMatchObject({ error: null, total: 1 })
  })
})

describe('keys in the grid', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowUp', 0, 0],
    ['PageDown', 0, 20],
    ['PageDown', 95, 99],
    ['PageUp', 10, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['x', 50, null]
  ])('%s at row %s goes to %s', (key, at, row) => expect(nextRow(key, at, 100, 20)).toBe(row))
  it('has nowhere to go in an empty grid', () => expect(nextRow('ArrowDown', 0, 0, 20)).toBeNull())
})

describe('a day', () => {
  it('lasts from midnight to the last millisecond before the next', () => {
    const start = dayStart('2026-11-22')
    const end = dayEnd('2026-11-22')
    expect(new Date(start ?? 0).getHours()).toBe(0)
    expect(new Date(end ?? 0).getDate()).toBe(22)
    expect((end ?? 0) + 1).toBe(dayStart('2026-11-23'))
    expect(dayStart('')).toBeNull()
  })
})
