import { FirstRows, hashOf } from './first-rows'

/**
 * Rows that have a text and an amount of money in common, in ascending order, so that even a file of one row a hundred
 * thousand times is counted quickly. One alone, as nearly all are, is no list: only its hash is known, and when another
 * comes with that hash both are looked at.
 */
export class AlikeRows {
  readonly #isAt: (row: number, text: string, money: string) => boolean
  readonly #hashOf: (text: string, money: string) => number
  readonly #first = new FirstRows()
  /** The rows of what more than one row has had, or what has the hash of such. */
  readonly #shared = new Map<number, Map<string, number[]>>()
  /** All that were ever among them. */
  readonly #everShared = new Set<number>()

  /**
   * @param isAt whether a row that was entered has a text and money now
   * @param hash for tests, in which hashes must meet
   */
  constructor(
    isAt: (row: number, text: string, money: string) => boolean,
    hash: (text: string, money: string) => number = (text, money) => hashOf(text, hashOf(money))
  ) {
    this.#isAt = isAt
    this.#hashOf = hash
  }

  /** @param touched takes in the other rows there, where they are asked for */
  enter(row: number, text: string, money: string, touched: Set<number> | null): void {
    const hash = this.#hashOf(text, money)
    const first = this.#first.claim(hash, row)
    const shared = this.#shared.get(hash)
    if (first === row && shared === undefined) return
    const rows = shared?.get(keyOf(text, money)) ?? this.#rowsBeside(first, hash, text, money)
    if (touched !== null) for (const other of rows) touched.add(other)
    this.#everShared.add(row)
    const last = rows.at(-1)
    if (last === undefined || last < row) rows.push(row)
    else if (!rows.includes(row)) rows.splice(placeIn(rows, row), 0, row)
  }

  /** @param touched takes in the other rows there */
  leave(row: number, text: string, money: string, touched: Set<number>): void {
    const rows = this.rows(text, money)
    const place = placeIn(rows, row)
    if (rows[place] === row) rows.splice(place, 1)
    for (const other of rows) touched.add(other)
  }

  /** Whether a row may have anything in common with another. For most it is known at once that they have not. */
  isShared(row: number): boolean {
    return this.#everShared.has(row)
  }

  /** The rows there; none while only one has ever been. */
  rows(text: string, money: string): number[] {
    return this.#shared.get(this.#hashOf(text, money))?.get(keyOf(text, money)) ?? []
  }

  /** A list for a text and money, with the row that came first with their hash, if that is there still. */
  #rowsBeside(first: number, hash: number, text: string, money: string): number[] {
    const rows = this.#isAt(first, text, money) ? [first] : []
    this.#everShared.add(first)
    const there = this.#shared.get(hash) ?? new Map<string, number[]>()
    this.#shared.set(hash, there.set(keyOf(text, money), rows))
    return rows
  }
}

function keyOf(text: string, money: string): string {
  return `${money}\n${text}`
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
