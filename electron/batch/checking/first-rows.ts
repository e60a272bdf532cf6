import { randomInt } from 'node:crypto'

const startSlots = 1024
/** Beyond this share of slots that are taken a table is made twice as large. */
const mostFilled = 0.5

/**
 * Which row came first with a text, of texts that nearly always come once: half a million of a large file in a few
 * megabytes, where a Map of them takes ten times that and most of the time of checking. It knows texts by a hash of 32 bits
 * and says so: who needs to be sure looks at the row.
 */
export class FirstRows {
  /** Where a file that is made for it cannot know, so that its texts do not all come to one place. */
  readonly #seed = randomInt(2 ** 32 - 1)
  #hashes = new Int32Array(startSlots)
  /** 0 where a slot is free: rows are counted from 1. */
  #rows = new Int32Array(startSlots)
  #taken = 0

  /**
   * Enters a row with a text, unless a row has that place.
   * @param row from 1
   * @returns the row that came first with this text, or with another of the same hash; the row itself where none did
   */
  claim(text: string, row: number): number {
    const hash = this.#hashOf(text)
    const slot = this.#slotOf(hash)
    const first = this.#rows[slot] ?? 0
    if (first > 0) return first
    this.#hashes[slot] = hash
    this.#rows[slot] = row
    this.#taken += 1
    if (this.#taken > mostFilled * this.#rows.length) this.#grow()
    return row
  }

  /** FNV-1a, begun with the seed. */
  #hashOf(text: string): number {
    let hash = this.#seed | 0
    for (let place = 0; place < text.length; place += 1)
      hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193)
    return hash ^ (hash >>> 15)
  }

  /** The slot of a hash, or the free one where it belongs. */
  #slotOf(hash: number): number {
    const last = this.#rows.length - 1
    let slot = hash & last
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
