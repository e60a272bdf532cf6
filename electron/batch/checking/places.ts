/**
 * Rows by what they have in common, in ascending order, so that even a file of one row a hundred thousand times is counted
 * quickly. One alone, as nearly all are, is no list.
 */
export type Places = Map<string, number | number[]>

export function rowsIn(places: Places, key: string): readonly number[] {
  const there = places.get(key)
  return typeof there === 'number' ? [there] : (there ?? [])
}

/** @param touched takes in the other rows there, where they are asked for */
export function add(map: Places, key: string, row: number, touched: Set<number> | null): void {
  if (key === '') return
  const known = map.get(key)
  if (known === undefined) {
    map.set(key, row)
    return
  }
  const there = typeof known === 'number' ? [known] : known
  if (typeof known === 'number') map.set(key, there)
  if (touched !== null) for (const other of there) touched.add(other)
  const last = there.at(-1)
  if (last === undefined || last < row) there.push(row)
  else there.splice(placeIn(there, row), 0, row)
}

/** @param touched takes in the other rows there */
export function drop(map: Places, key: string, row: number, touched: Set<number>): void {
  const known = map.get(key)
  if (known === undefined) return
  const there = typeof known === 'number' ? [known] : known
  const place = placeIn(there, row)
  if (there[place] === row) there.splice(place, 1)
  for (const other of there) touched.add(other)
  if (there.length === 0) map.delete(key)
}

/** Where a row stands, or would stand, among rows in ascending order: how many come before it. */
export function placeIn(rows: readonly number[], row: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] ?? 0) < row) low = middle + 1
    else high = middle
  }
  return low
}
