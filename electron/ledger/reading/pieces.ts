/** How many rows a day of UTC has. */
export interface DayCount {
  /** whole days since 1970 UTC */
  readonly day: number
  readonly count: number
}

/** The rows of one day that a window wants. */
export interface Piece {
  readonly day: number
  readonly skip: number
  readonly take: number
}

/**
 * Where the rows of a window lie, when it is known how many rows each day has: so that the middle of a million rows is
 * found without passing the half of them.
 * @param counts newest day first
 */
export function piecesOf(counts: readonly DayCount[], offset: number, limit: number): Piece[] {
  const pieces: Piece[] = []
  let before = 0
  let left = limit
  for (const { day, count } of counts) {
    if (left === 0) break
    const skip = Math.max(0, offset - before)
    if (skip < count) {
      const take = Math.min(left, count - skip)
      pieces.push({ day, skip, take })
      left -= take
    }
    before += count
  }
  return pieces
}
