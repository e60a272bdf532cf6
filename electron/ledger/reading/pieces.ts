/** How many rows there are in a stretch of a list: the days or hours of a history, the currencies of its amounts. */
export interface Stretch<Place> {
  readonly place: Place
  readonly count: number
}

/** The rows of one stretch that a window wants. */
export interface Piece<Place> {
  readonly place: Place
  readonly skip: number
  readonly take: number
}

/**
 * Where the rows of a window lie, when it is known how many rows each stretch has: so that the middle of a million rows is
 * found without passing the half of them.
 * @param stretches in the order of the list
 */
export function piecesOf<Place>(
  stretches: readonly Stretch<Place>[],
  offset: number,
  limit: number
): Piece<Place>[] {
  const pieces: Piece<Place>[] = []
  let before = 0
  let left = limit
  for (const { place, count } of stretches) {
    if (left === 0) break
    const skip = Math.max(0, offset - before)
    if (skip < count) {
      const take = Math.min(left, count - skip)
      pieces.push({ place, skip, take })
      left -= take
    }
    before += count
  }
  return pieces
}
