import { randomInt } from 'node:crypto'

const startSlots = 1024
/** Beyond this share of slots that are taken a table is made twice as large. */
const mostFilled = 0.5

/**
 * Which row came first with a hash, of hashes that nearly always come once: half a million of a large file in a few
 * megabytes, where a Map of their texts takes ten times that, and most of the time of checking.
 */
export class FirstRows {
  #hashes = new Int32Array(startSlots)
  /** 0 where a slot is free: rows are counted from 1. */
  #rows = new Int32Array(startSlots)
  #taken = 0

  /**
   * Enters a row with a hash, unless a row has it.
   * @param row from 1
   * @returns the row that came first with this hash; the row itself where none did
   */
  claim(hash: number, row: number): number {
    const slot = this.#slotOf(hash)
    const first = this.#rows[slot] ?? 0
    if (first > 0) return first
    this.#hashes[slot] = hash
    this.#rows[slot] = row
    this.#taken += 1
    if (this.#taken > mostFilled * this.#rows.length) this.#grow()
    return row
  }

  /** The slot of a hash, or the free one where it belongs. */
  #slotOf(hash: number): number {
    const last = this.#rows.length - 1
    // FNV leaves the lower bits, which say where it is looked first, less mixed than the upper ones.
    let slot = (hash ^ (hash >>> 15)) & last
    while ((this.#rows[slot] ?? 0) > 0 && this.#hashes[slot] !== hash) slot = (slot + 1) & last
    return slot
  }

  #grow(): void {
    const [hashes, rows] = [this.#hashes, this.#rows]
    this.#hashes = new Int32Array(2 * hashes.length)
    this.#rows = new Int32Array(2 * rows.length)
    for (const [place, row] of rows.entries()) {
      const hash = hashes[place] ?? 0
      if (row === 0) continue
      const slot = this.#slotOf(hash)
      this.#hashes[slot] = hash
      this.#rows[slot] = row
    }
  }
}

/** Which nobody who makes a file can know: its texts do not all come to one place. */
const seed = randomInt(2 ** 32 - 1)

/**
 * FNV-1a, 32 bits with a sign: the hash of two texts one after the other is that of the second, begun with that of the
 * first.
 * @param begun the hash of what stands before the text
 */
export function hashOf(text: string, begun = seed): number {
  let hash = begun | 0
  for (let place = 0; place < text.length; place += 1)
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193)
  return hash
}
