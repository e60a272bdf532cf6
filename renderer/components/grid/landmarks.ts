import type { ListRows, RowKey } from '../../stores/windowed-list'

/** A row that was seen at a place. */
export interface Landmark {
  readonly index: number
  readonly key: RowKey
}

/** The key of the row at a place; null while it is on its way. */
export function keyAt<Row>(list: ListRows<Row>, index: number): RowKey | null {
  const row = list.row(index)
  return row && list.keyOf(row)
}

/** What tells, when the list has changed, how far the rows at these places have moved. */
export function landmarksAt<Row>(list: ListRows<Row>, places: readonly number[]): readonly Landmark[] {
  return places.flatMap((index) => {
    const key = keyAt(list, index)
    return key === null ? [] : [{ index, key }]
  })
}

/**
 * By how many places the list has moved under what was seen. Where the landmarks disagree, one of them has gone
 * elsewhere by itself, and the shorter way is the list's.
 */
export function movedBy<Row>(list: ListRows<Row>, landmarks: readonly Landmark[]): number {
  const moves = landmarks.flatMap(({ index, key }) => {
    if (keyAt(list, index) === key) return [0]
    const now = list.indexOf(key)
    return now === -1 ? [] : [now - index]
  })
  return moves.reduce((least, each) => (Math.abs(each) < Math.abs(least) ? each : least), moves[0] ?? 0)
}

/** Where the active row is now: it follows its key, and is where it was while nobody knows where that has gone. */
export function activeIndex<Row>(
  list: ListRows<Row>,
  { index, key }: { readonly index: number; readonly key: RowKey | null },
  count: number
): number {
  const found = key === null || keyAt(list, index) === key ? index : list.indexOf(key)
  return Math.max(0, Math.min(found === -1 ? index : found, count - 1))
}
