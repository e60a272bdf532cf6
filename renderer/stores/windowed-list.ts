import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ListPage } from '../../shared/list'
import type { AppError, Result } from '../../shared/result'

/** Rows asked for at a time. */
export const windowSize = 200

/** How long the list rests between two readings of what is in view while events keep coming, ms. */
export const refreshEvery = 500

/** Windows kept, those nearest to the view: scrolling through a million rows must not fill memory. */
const windowsKept = 16

export type RowKey = string | number

/** What is known of a list. Replaced as a whole: one notification a change. */
export interface ListState<Row> {
  /** Counts the filters that were answered. Under another number everything is another list. */
  readonly reading: number
  /** Null until the first answer. */
  readonly total: number | null
  /** Whether `total` is a floor: the list grows when its end comes into view. */
  readonly atLeast: boolean
  /** Rows by the number of their window: window 2 begins at row 400. */
  readonly windows: ReadonlyMap<number, readonly Row[]>
  readonly error: AppError | null
  /** Other filters are set, and what is here still answers the ones before. */
  readonly outdated: boolean
}

/** The rows of a list, as a grid shows them. */
export interface ListRows<Row> extends Pick<
  StoreApi<ListState<Row>>,
  'getState' | 'getInitialState' | 'subscribe'
> {
  /** Says which rows are in view, so that they are fetched. */
  readonly need: (first: number, last: number) => void
  /** A row as it is here; null while it is on its way. */
  readonly row: (index: number) => Row | null
  readonly keyOf: (row: Row) => RowKey
  /** Where the row of a key stands; -1 when it is not here. */
  readonly indexOf: (key: RowKey) => number
  /** Reads what is in view again at once: after a failure, or when a person has added or removed something. */
  readonly reload: () => void
}

export interface WindowedList<Row, Query> extends ListRows<Row> {
  /** Sets the filters. The newest win: an answer to older ones is dropped. */
  readonly ask: (query: Query) => void
  /** An event: the row is put right where it stands. */
  readonly replace: (row: Row) => void
  /** Reads what is in view again, soon: an event said that rows may have come or gone. */
  readonly refresh: () => void
}

type AskPage<Row, Query> = (
  query: Query & { readonly offset: number; readonly limit: number }
) => Promise<Result<ListPage<Row>>>

/**
 * A list of any length of which only the windows in view are here, held outside React. One question is under way at a
 * time and the next is about what is in view by then, so neither scrolling nor typing lines questions up.
 * @param askPage asks main for a window of rows
 */
export function createWindowedList<Row, Query extends object>(
  askPage: AskPage<Row, Query>,
  keyOf: (row: Row) => RowKey
): WindowedList<Row, Query> {
  const nothing: ListState<Row> = {
    reading: 0,
    total: null,
    atLeast: false,
    windows: new Map(),
    error: null,
    outdated: false
  }
  const store = createStore<ListState<Row>>(() => nothing)
  let query: Query | null = null
  /** Counts the filters that were set. */
  let asked = 0
  let view = { first: 0, last: 0 }
  let isStale = false
  let isAsking = false
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Rows that events brought while a question was under way: its answer may be older. */
  const newer = new Map<RowKey, Row>()

  /** The windows to ask for now. */
  function wanted(): number[] {
    const { reading, total, atLeast, windows, error } = store.getState()
    if (reading !== asked) return [0]
    if (error !== null) return []
    if (total === null) return [0]
    // Behind a floor there may be one more row, and behind that another.
    const end = atLeast ? total : total - 1
    const last = Math.max(0, Math.min(atLeast && view.last >= total - 1 ? total : view.last, end))
    const from = windowAt(Math.min(view.first, last))
    const inView = Array.from({ length: windowAt(last) - from + 1 }, (_, step) => from + step)
    return isStale ? inView : inView.filter((number) => !windows.has(number))
  }

  async function read(): Promise<void> {
    if (isAsking || query === null) return
    isAsking = true
    try {
      for (let numbers = wanted(); numbers.length > 0; numbers = wanted()) {
        const mine = asked
        const isWhole = isStale || store.getState().reading !== mine
        const filters = query
        isStale = false
        newer.clear()
        const answers = await Promise.all(
          numbers.map((number) => askPage({ ...filters, offset: number * windowSize, limit: windowSize }))
        )
        if (mine === asked) accept(numbers, answers, isWhole)
      }
    } finally {
      isAsking = false
    }
  }

  /** @param isWhole these windows are all there is of the list from now on: it was read anew */
  function accept(
    numbers: readonly number[],
    answers: readonly Result<ListPage<Row>>[],
    isWhole: boolean
  ): void {
    const before = store.getState()
    const known = before.reading === asked ? before : { ...nothing, reading: asked }
    const windows = new Map(isWhole ? [] : known.windows)
    let extent: Extent = { total: known.total, atLeast: known.atLeast || isWhole }
    for (const [at, answer] of answers.entries()) {
      if (!answer.ok) {
        store.setState({ ...known, error: answer.error, outdated: false })
        return
      }
      const offset = (numbers[at] ?? 0) * windowSize
      extent = extentBy(extent, answer.value, offset)
      const number = windowAt(offset)
      const rows = answer.value.rows.map((row) => newer.get(keyOf(row)) ?? row)
      windows.set(number, unchangedKept(known.windows.get(number) ?? [], rows, keyOf))
    }
    // Rows came or went since the other windows were read: what is in view is read again, all at one time.
    if (!isWhole && !known.atLeast && extent.total !== known.total) isStale = true
    else
      store.setState({
        ...known,
        ...extent,
        windows: nearest(windows, (view.first + view.last) / 2),
        error: null,
        outdated: false
      })
  }

  function indexOf(key: RowKey): number {
    for (const [number, rows] of store.getState().windows) {
      const at = rows.findIndex((row) => keyOf(row) === key)
      if (at !== -1) return number * windowSize + at
    }
    return -1
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    keyOf,

    ask(next) {
      if (JSON.stringify(next) === JSON.stringify(query)) return
      query = next
      asked++
      view = { first: 0, last: 0 }
      store.setState({ outdated: true })
      void read()
    },

    need(first, last) {
      // What is in view of a list that is no longer asked for says nothing about the next.
      if (store.getState().reading !== asked) return
      view = { first, last }
      void read()
    },

    row: (index) => store.getState().windows.get(windowAt(index))?.[index % windowSize] ?? null,

    indexOf,

    replace(row) {
      if (isAsking) newer.set(keyOf(row), row)
      const index = indexOf(keyOf(row))
      if (index === -1) return
      const windows = new Map(store.getState().windows)
      const rows = windows.get(windowAt(index)) ?? []
      store.setState({ windows: windows.set(windowAt(index), rows.with(index % windowSize, row)) })
    },

    refresh() {
      timer ??= setTimeout(() => {
        timer = undefined
        isStale = true
        void read()
      }, refreshEvery)
    },

    reload() {
      store.setState({ error: null })
      isStale = true
      void read()
    }
  }
}

function windowAt(index: number): number {
  return Math.floor(index / windowSize)
}

/** Rows that are read again: one that says what it said before stays the same object, and is not rendered again. */
function unchangedKept<Row>(
  before: readonly Row[],
  rows: readonly Row[],
  keyOf: (row: Row) => RowKey
): readonly Row[] {
  if (before.length === 0) return rows
  const known = new Map(before.map((row) => [keyOf(row), row]))
  return rows.map((row) => {
    const there = known.get(keyOf(row))
    return there !== undefined && JSON.stringify(there) === JSON.stringify(row) ? there : row
  })
}

type Extent = Pick<ListState<unknown>, 'total' | 'atLeast'>

/** How long a list is, by what was known of it and one more of its windows. */
function extentBy(known: Extent, { rows, total, atLeast }: ListPage<unknown>, offset: number): Extent {
  const end = offset + rows.length
  if (!atLeast) return { total, atLeast }
  if (rows.length < windowSize) return { total: end, atLeast: false }
  if (known.total !== null && !known.atLeast) return known
  return { total: Math.max(total, end, known.total ?? 0), atLeast }
}

/** The windows around a row, as many as are kept. */
function nearest<Row>(
  windows: ReadonlyMap<number, readonly Row[]>,
  row: number
): ReadonlyMap<number, readonly Row[]> {
  const away = (number: number): number => Math.abs((number + 0.5) * windowSize - row)
  return new Map([...windows].sort(([one], [other]) => away(one) - away(other)).slice(0, windowsKept))
}
