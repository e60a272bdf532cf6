import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWindowedList, refreshEvery, windowSize } from '../../../../renderer/stores/windowed-list'
import type { ListPage } from '../../../../shared/list'
import type { AppError, Result } from '../../../../shared/result'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

interface Row {
  readonly id: string
  readonly state: string
}
interface Query {
  readonly search: string
}
interface Asked extends Query {
  readonly offset: number
  readonly limit: number
}

const failure: AppError = { code: 'storage_failed', message: 'made to fail' }
const settle = () => vi.advanceTimersByTimeAsync(0)
const rowsFrom = (first: number, count: number): Row[] =>
  Array.from({ length: count }, (_, step) => ({ id: `row-${first + step}`, state: 'sent' }))

/** A main process whose rows a test changes, and whose answers it can hold back. */
class Main {
  rows: readonly Row[]
  /** Counted no further than this. */
  countsTo = Infinity
  fails = false
  readonly asked: Asked[] = []
  #held: (() => void)[] | null = null

  constructor(count: number) {
    this.rows = rowsFrom(0, count)
  }

  readonly askPage = async (query: Asked): Promise<Result<ListPage<Row>>> => {
    this.asked.push(query)
    const answer = this.#answer(query)
    if (this.#held !== null) await new Promise<void>((resolve) => this.#held?.push(resolve))
    return answer
  }

  /** From now on answers are made at once and delivered when `deliver` is called. */
  hold(): void {
    this.#held ??= []
  }

  async deliver(): Promise<void> {
    const held = this.#held ?? []
    this.#held = null
    held.forEach((resolve) => resolve())
    await settle()
  }

  #answer({ search, offset, limit }: Asked): Result<ListPage<Row>> {
    if (this.fails) return { ok: false, error: failure }
    const found = this.rows.filter(({ id }) => id.includes(search))
    const total = Math.min(found.length, this.countsTo)
    return {
      ok: true,
      value: { rows: found.slice(offset, offset + limit), total, atLeast: total < found.length }
    }
  }
}

async function listOver(main: Main, search = '') {
  const list = createWindowedList<Row, Query>(main.askPage, ({ id }) => id)
  list.ask({ search })
  await settle()
  return list
}
const offsets = (main: Main): number[] => main.asked.map(({ offset }) => offset)

describe('a list of 100,000 rows', () => {
  it('opens with one window', async () => {
    const main = new Main(100_000)
    const list = await listOver(main)
    expect(main.asked).toEqual([{ search: '', offset: 0, limit: windowSize }])
    expect(list.getState()).toMatchObject({ total: 100_000, atLeast: false, outdated: false })
    expect(list.row(7)?.id).toBe('row-7')
    expect(list.row(windowSize)).toBeNull()
  })

  it('asks for the windows in view, each once', async () => {
    const main = new Main(100_000)
    const list = await listOver(main)
    list.need(3 * windowSize - 5, 3 * windowSize + 30)
    list.need(3 * windowSize - 4, 3 * windowSize + 31)
    await settle()
    expect(offsets(main)).toEqual([0, 2 * windowSize, 3 * windowSize])
    expect(list.row(3 * windowSize + 3)?.id).toBe(`row-${3 * windowSize + 3}`)
  })

  it('asks, when scrolled fast, for what is in view by then, and for nothing it only flew past', async () => {
    const main = new Main(100_000)
    const list = await listOver(main)
    main.hold()
    for (let first = 0; first < 90_000; first += 1_000) list.need(first, first + 30)
    expect(main.asked).toHaveLength(2)
    await main.deliver()
    expect(offsets(main)).toEqual([0, 1_000, 89_000])
  })

  it('keeps the windows around the view and lets the others go', async () => {
    const main = new Main(100_000)
    const list = await listOver(main)
    for (let first = 0; first < 10_000; first += windowSize) {
      list.need(first, first + 30)
      await settle()
    }
    expect(list.getState().windows.size).toBeLessThan(20)
    expect(list.row(9_999)).not.toBeNull()
    expect(list.row(0)).toBeNull()
  })

  it('notifies once a change', async () => {
    const main = new Main(100_000)
    const list = await listOver(main)
    const heard = vi.fn<() => void>()
    list.subscribe(heard)
    list.need(windowSize - 5, windowSize + 5)
    await settle()
    expect(heard).toHaveBeenCalledTimes(1)
    list.replace({ id: 'row-3', state: 'charged' })
    expect(heard).toHaveBeenCalledTimes(2)
  })
})

describe('filters', () => {
  it('win over older ones, whose answer is dropped, and are asked one at a time', async () => {
    const main = new Main(1_000)
    const list = await listOver(main)
    main.hold()
    list.ask({ search: 'row-9' })
    list.ask({ search: 'row-99' })
    list.ask({ search: 'row-999' })
    expect(main.asked).toHaveLength(2)
    await main.deliver()
    expect(main.asked.map(({ search }) => search)).toEqual(['', 'row-9', 'row-999'])
    expect(list.getState()).toMatchObject({ total: 1, outdated: false })
    expect(list.row(0)?.id).toBe('row-999')
  })

  it('leave what was there until their answer is here, marked as outdated, and then it is another list', async () => {
    const main = new Main(3_000)
    const list = await listOver(main)
    const { reading } = list.getState()
    list.need(2_900, 2_930)
    await settle()
    main.asked.length = 0
    main.hold()
    list.ask({ search: 'row-1' })
    expect(list.getState()).toMatchObject({ reading, total: 3_000, outdated: true })
    // The grid is still scrolled to where the old list was.
    list.need(2_901, 2_931)
    await main.deliver()
    expect(list.getState()).toMatchObject({ total: 1_111, outdated: false })
    expect(list.getState().reading).not.toBe(reading)
    expect(main.asked).toEqual([{ search: 'row-1', offset: 0, limit: windowSize }])
  })

  it('begin at the top, wherever the list before was scrolled to', async () => {
    const main = new Main(3_000)
    const list = await listOver(main)
    list.need(2_900, 2_930)
    await settle()
    main.asked.length = 0
    list.ask({ search: 'row-1' })
    await settle()
    expect(main.asked).toEqual([{ search: 'row-1', offset: 0, limit: windowSize }])
  })

  it('that are the same are not asked again', async () => {
    const main = new Main(10)
    const list = await listOver(main, 'row')
    list.ask({ search: 'row' })
    await settle()
    expect(main.asked).toHaveLength(1)
    expect(list.getState().outdated).toBe(false)
  })
})

describe('a floor', () => {
  it('grows when its end comes into view, until the list ends', async () => {
    const main = new Main(1_050)
    main.countsTo = 400
    const list = await listOver(main)
    expect(list.getState()).toMatchObject({ total: 400, atLeast: true })
    list.need(350, 398)
    await settle()
    expect(list.getState().total).toBe(400)
    const seen: (number | null)[] = []
    for (let round = 0; round < 6; round++) {
      const last = (list.getState().total ?? 0) - 1
      list.need(last - 30, last)
      await settle()
      seen.push(list.getState().total)
    }
    expect(seen).toEqual([600, 800, 1_000, 1_050, 1_050, 1_050])
    expect(list.getState().atLeast).toBe(false)
    expect(list.row(1_049)?.id).toBe('row-1049')
    const questions = main.asked.length
    list.need(1_040, 1_049)
    await settle()
    expect(main.asked).toHaveLength(questions)
  })

  it('whose end is where a window ends becomes exact there', async () => {
    const main = new Main(600)
    main.countsTo = 400
    const list = await listOver(main)
    for (const last of [399, 599]) {
      list.need(last - 30, last)
      await settle()
    }
    expect(list.getState()).toMatchObject({ total: 600, atLeast: false })
  })

  it('stays as long as it had grown when the view is read again', async () => {
    const main = new Main(5_000)
    main.countsTo = 400
    const list = await listOver(main)
    list.need(370, 399)
    await settle()
    list.need(0, 30)
    list.refresh()
    await vi.advanceTimersByTimeAsync(refreshEvery)
    expect(list.getState()).toMatchObject({ total: 600, atLeast: true })
  })

  it('keeps an end that was found while other windows are read', async () => {
    const main = new Main(5_050)
    main.countsTo = 200
    const list = await listOver(main)
    for (let round = 0; list.getState().atLeast && round < 50; round++) {
      const last = (list.getState().total ?? 0) - 1
      list.need(last - 30, last)
      await settle()
    }
    list.need(0, 30)
    expect(list.row(0)).toBeNull()
    await settle()
    expect(list.row(0)?.id).toBe('row-0')
    expect(list.getState()).toMatchObject({ total: 5_050, atLeast: false })

    // Read anew, with rows that came since, the end is where it is found again.
    main.rows = [{ id: 'new', state: 'sent' }, ...main.rows]
    list.refresh()
    await vi.advanceTimersByTimeAsync(refreshEvery)
    expect(list.getState()).toMatchObject({ total: 5_050, atLeast: true })
    list.need(5_020, 5_049)
    await settle()
    expect(list.getState()).toMatchObject({ total: 5_051, atLeast: false })
  })
})

describe('events', () => {
  it('put a row right where it stands, and nothing else', async () => {
    const main = new Main(1_000)
    const list = await listOver(main)
    const before = list.row(4)
    list.replace({ id: 'row-3', state: 'charged' })
    list.replace({ id: 'row-9999', state: 'charged' })
    expect(list.row(3)).toEqual({ id: 'row-3', state: 'charged' })
    expect(list.row(4)).toBe(before)
    expect(list.indexOf('row-3')).toBe(3)
    expect(list.indexOf('row-9999')).toBe(-1)
    expect(main.asked).toHaveLength(1)
  })

  it('that never cease do not keep the view from being read', async () => {
    const main = new Main(1_000)
    const list = await listOver(main)
    main.rows = [{ id: 'new', state: 'sent' }, ...main.rows]
    for (let spent = 0; spent < refreshEvery + 100; spent += 100) {
      list.refresh()
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(list.row(0)?.id).toBe('new')
    expect(list.row(1)?.id).toBe('row-0')
    expect(list.getState().total).toBe(1_001)
    expect(main.asked.length).toBeLessThan(4)
  })

  it('are newer than an answer that was on its way', async () => {
    const main = new Main(1_000)
    const list = await listOver(main)
    main.hold()
    list.refresh()
    await vi.advanceTimersByTimeAsync(refreshEvery)
    list.replace({ id: 'row-3', state: 'charged' })
    await main.deliver()
    expect(list.row(3)?.state).toBe('charged')
  })

  it('drop the windows out of view, which are of another moment', async () => {
    const main = new Main(1_000)
    const list = await listOver(main)
    list.need(500, 530)
    await settle()
    main.rows = [{ id: 'new', state: 'sent' }, ...main.rows]
    list.refresh()
    await vi.advanceTimersByTimeAsync(refreshEvery)
    expect(list.row(501)?.id).toBe('row-500')
    expect(list.row(0)).toBeNull()
  })
})

describe('rows that come without an event', () => {
  it('leave a row that says what it said before the same object, so that it need not be rendered again', async () => {
    const main = new Main(100_000)
    const list = await listOver(main)
    const [before, changed] = [list.row(3), list.row(4)]
    main.rows = main.rows.map((row, index) => (index === 4 ? { ...row, state: 'charged' } : { ...row }))
    list.refresh()
    await vi.advanceTimersByTimeAsync(refreshEvery)
    expect(list.row(3)).toBe(before)
    expect(list.row(4)).not.toBe(changed)
    expect(list.row(4)?.state).toBe('charged')
  })

  it('are noticed by the total when another window is read: no row is shown twice, none left out', async () => {
    const main = new Main(1_000)
    const list = await listOver(main)
    main.rows = [{ id: 'new', state: 'sent' }, ...main.rows]
    list.need(windowSize - 20, windowSize + 20)
    await settle()
    expect(list.row(windowSize - 1)?.id).toBe(`row-${windowSize - 2}`)
    expect(list.row(windowSize)?.id).toBe(`row-${windowSize - 1}`)
    expect(list.getState().total).toBe(1_001)
  })

  it('and rows that go leave a shorter list', async () => {
    const main = new Main(1_000)
    const list = await listOver(main)
    list.need(980, 999)
    await settle()
    main.rows = main.rows.slice(0, 10)
    list.refresh()
    await vi.advanceTimersByTimeAsync(refreshEvery)
    expect(list.getState().total).toBe(10)
    expect(list.row(9)?.id).toBe('row-9')
  })
})

describe('a failure', () => {
  it('is told, asked about once, and asked again on demand', async () => {
    const main = new Main(10)
    main.fails = true
    const list = await listOver(main)
    expect(list.getState()).toMatchObject({ error: failure, total: null, outdated: false })
    list.need(0, 9)
    await settle()
    expect(main.asked).toHaveLength(1)
    main.fails = false
    list.reload()
    await settle()
    expect(list.getState()).toMatchObject({ error: null, total: 10 })
  })

  it('of a later reading leaves the rows that are here, and reloading reads them again', async () => {
    const main = new Main(1_000)
    const list = await listOver(main)
    main.fails = true
    list.refresh()
    await vi.advanceTimersByTimeAsync(refreshEvery)
    expect(list.getState()).toMatchObject({ error: failure, total: 1_000 })
    expect(list.row(3)?.id).toBe('row-3')
    main.fails = false
    main.rows = [{ id: 'new', state: 'sent' }, ...main.rows]
    list.reload()
    await settle()
    expect(list.getState().error).toBeNull()
    expect(list.row(0)?.id).toBe('new')
  })

  it('of one filter is forgotten with the next', async () => {
    const main = new Main(10)
    main.fails = true
    const list = await listOver(main)
    main.fails = false
    list.ask({ search: 'row-7' })
    await settle()
    expect(list.getState()).toMatchObject({ error: null, total: 1 })
  })

  it('of new filters leaves no row of the old ones', async () => {
    const main = new Main(10)
    const list = await listOver(main)
    main.fails = true
    list.ask({ search: 'row-7' })
    await settle()
    expect(list.getState()).toMatchObject({ error: failure, total: null })
    expect(list.row(0)).toBeNull()
  })
})
