import type { ListRows, RowKey } from './windowed-list'

/** Where a row stands in its list. */
export interface Place {
  readonly index: number
  /** Whether one may be before it, and after it. */
  readonly hasPrevious: boolean
  readonly hasNext: boolean
}

export interface ListWalk<Row> {
  /** Listens to the list until the function it gives is called. @param arrive hears of the row that was gone to, once it is here */
  readonly start: (arrive: (row: Row, index: number) => void) => () => void
  /** Where a row stands; null while nobody knows. */
  readonly placeOf: (key: RowKey) => Place | null
  /** Goes to the row after this one or the one before, also to one that has to be fetched first. */
  readonly step: (key: RowKey, by: 1 | -1) => void
}

/** Walks a list row by row, over the edge of what is here. */
export function createListWalk<Row>(list: ListRows<Row>): ListWalk<Row> {
  /** Where a row was last seen, which may have been put out since. */
  let seen: { readonly key: RowKey; readonly index: number } | null = null
  let { reading } = list.getState()
  /** The row that is on its way. */
  let wanted: number | null = null
  let heard: ((row: Row, index: number) => void) | null = null

  function indexOf(key: RowKey): number | null {
    const found = list.indexOf(key)
    if (found !== -1) seen = { key, index: found }
    return seen?.key === key ? seen.index : null
  }
  function isEnd(index: number): boolean {
    const { total, atLeast } = list.getState()
    return total !== null && !atLeast && index >= total
  }
  function come(): void {
    if (wanted === null) return
    const index = wanted
    const row = list.row(index)
    if (row !== null) {
      wanted = null
      seen = { key: list.keyOf(row), index }
      heard?.(row, index)
    } else if (isEnd(index) || list.getState().error !== null) wanted = null
    else list.need(index, index)
  }
  return {
    start(arrive) {
      heard = arrive
      const stop = list.subscribe((state) => {
        if (state.reading !== reading) {
          // Another list: what was seen says nothing of it.
          reading = state.reading
          wanted = null
          seen = null
        }
        come()
      })
      return () => {
        heard = null
        stop()
      }
    },
    placeOf(key) {
      const index = indexOf(key)
      return index === null ? null : { index, hasPrevious: index > 0, hasNext: !isEnd(index + 1) }
    },
    step(key, by) {
      const index = wanted ?? indexOf(key)
      if (index === null) return
      const next = index + by
      if (next < 0 || isEnd(next)) return
      wanted = next
      come()
    }
  }
}
