import { describe, expect, it, vi } from 'vitest'
import { createListWalk } from '../../../../renderer/stores/list-walk'
import { createWindowedList, windowSize, type WindowedList } from '../../../../renderer/stores/windowed-list'
import type { ListPage } from '../../../../shared/list'
import type { Result } from '../../../../shared/result'

interface Row {
  readonly id: string
}
interface Query {
  readonly search: string
}

interface Walked {
  readonly list: WindowedList<Row, Query>
  readonly step: (by: 1 | -1) => Promise<void>
  readonly here: () => { id: string; index: number } | null
  readonly place: (id: string) => ReturnType<ReturnType<typeof createListWalk>['placeOf']>
  readonly main: { rows: number; countsTo: number; fails: boolean }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** A list of so many rows, of which one is open. */
async function walkFrom(rows: number, start: number, countsTo = Infinity): Promise<Walked> {
  const main = { rows, countsTo, fails: false }
  const askPage = async ({ search, offset, limit }: Query & { offset: number; limit: number }) => {
    if (main.fails) return { ok: false, error: { code: 'storage_failed', message: '' } } as const
    const length = Math.max(0, Math.min(limit, main.rows - offset))
    const page: ListPage<Row> = {
      rows: Array.from({ length }, (_, at) => ({ id: `${search}${offset + at}` })),
      total: Math.min(main.rows, main.countsTo),
      atLeast: main.rows > main.countsTo
    }
    return { ok: true, value: page } satisfies Result<ListPage<Row>>
  }
  const list = createWindowedList<Row, Query>(askPage, ({ id }) => id)
  list.ask({ search: '' })
  await settled()
  list.need(start, start)
  await settled()
  const walk = createListWalk(list)
  let open = list.row(start)?.id ?? ''
  let at: { id: string; index: number } | null = null
  walk.start(({ id }, index) => {
    open = id
    at = { id, index }
  })
  return {
    list,
    main,
    here: () => at,
    place: (id) => walk.placeOf(id),
    step: async (by) => {
      walk.step(open, by)
      await settled()
    }
  }
}

describe('walking a list', () => {
  it('goes to the row after and the row before', async () => {
    const { step, here } = await walkFrom(10, 3)
    await step(1)
    expect(here()).toEqual({ id: '4', index: 4 })
    await step(-1)
    await step(-1)
    expect(here()).toEqual({ id: '2', index: 2 })
  })

  it('ends at both ends', async () => {
    const first = await walkFrom(10, 0)
    await first.step(-1)
    expect(first.here()).toBeNull()
    await first.step(1)
    expect(first.here()).toEqual({ id: '1', index: 1 })
    await first.step(-1)
    expect(first.place('0')).toEqual({ index: 0, hasPrevious: false, hasNext: true })
    const last = await walkFrom(10, 9)
    await last.step(1)
    expect(last.here()).toBeNull()
    expect(last.place('9')).toEqual({ index: 9, hasPrevious: true, hasNext: false })
  })

  it('fetches a row that is not here', async () => {
    const { step, here } = await walkFrom(1_000, windowSize - 1)
    await step(1)
    expect(here()).toEqual({ id: String(windowSize), index: windowSize })
  })

  it('goes on where a row has been put out since', async () => {
    const { list, place, step, here } = await walkFrom(100_000, 0)
    expect(place('0')?.index).toBe(0)
    for (let window = 100; window < 140; window += 1) {
      list.need(window * windowSize, window * windowSize)
      await settled()
    }
    expect(list.indexOf('0')).toBe(-1)
    expect(place('0')?.index).toBe(0)
    await step(1)
    expect(here()).toEqual({ id: '1', index: 1 })
  })

  it('goes over the end of a floor, to the real end', async () => {
    const end = windowSize + 1
    const { step, here, place } = await walkFrom(end + 1, windowSize - 2, windowSize)
    await step(1)
    expect(place(String(windowSize - 1))).toEqual({ index: windowSize - 1, hasPrevious: true, hasNext: true })
    await step(1)
    await step(1)
    expect(here()).toEqual({ id: String(end), index: end })
    await step(1)
    expect(here()?.index).toBe(end)
    expect(place(String(end))?.hasNext).toBe(false)
  })

  it('counts steps that are pressed faster than rows come', async () => {
    const { list, here } = await walkFrom(1_000, windowSize - 1)
    const walk = createListWalk(list)
    const arrive = vi.fn()
    walk.start(arrive)
    walk.step(String(windowSize - 1), 1)
    walk.step(String(windowSize - 1), 1)
    await settled()
    expect(arrive).toHaveBeenLastCalledWith({ id: String(windowSize + 1) }, windowSize + 1)
    expect(here()).toBeNull()
  })

  it('knows no place in another list, and stays where a row cannot be read', async () => {
    const { list, place, step, here, main } = await walkFrom(1_000, windowSize - 1)
    expect(place(String(windowSize - 1))).not.toBeNull()
    main.fails = true
    await step(1)
    expect(here()).toBeNull()
    main.fails = false
    list.ask({ search: 'x' })
    await settled()
    expect(place(String(windowSize - 1))).toBeNull()
    expect(place('x1')?.index).toBe(1)
  })
})
