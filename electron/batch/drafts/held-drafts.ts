import { TrekkError } from '../../../shared/result'
import type { Draft } from './draft'
import type { Loaded } from './loading'

/** A draft, and the state of the ledger, the settings and the clock that its rows were held against. */
export interface Held extends Loaded {
  readonly heldAgainst: string
}

/** Drafts whose rows are in memory at once at most, and rows of theirs beside the latest. Each is there again when asked for. */
const mostDrafts = 3
const mostRows = 50_000
/** What was used so lately may be asked something again in a moment, whatever else is loaded, ms. */
const lately = 10_000

/** The drafts that are in memory: the one that is looked at, and small ones beside it. */
export class HeldDrafts {
  readonly #clock: () => number
  readonly #forgotten: (batchId: string, rows: number) => void
  /** The one that was used last stands last; times in ms since 1970 UTC. */
  readonly #drafts = new Map<string, { readonly held: Held; readonly usedAt: number }>()

  /**
   * @param clock ms since 1970 UTC
   * @param forgotten is told of a draft that is not in memory any more, and how many rows it had
   */
  constructor(clock: () => number, forgotten: (batchId: string, rows: number) => void) {
    this.#clock = clock
    this.#forgotten = forgotten
  }

  has(batchId: string): boolean {
    return this.#drafts.has(batchId)
  }

  find(batchId: string): Held | null {
    return this.#drafts.get(batchId)?.held ?? null
  }

  /** @throws TrekkError `not_found` when it is not in memory */
  require(batchId: string): Held {
    const held = this.find(batchId)
    if (held === null) throw new TrekkError('not_found', 'this file is not being mended')
    return held
  }

  /** @throws as `require` */
  draft(batchId: string): Draft {
    return this.require(batchId).draft
  }

  /** Takes a draft in, or in use again; others that were not used for a while are put out. */
  use(batchId: string, held: Held): void {
    const usedAt = this.#clock()
    this.#drafts.delete(batchId)
    this.#drafts.set(batchId, { held, usedAt })
    this.#putOut(usedAt)
  }

  forget(batchId: string): void {
    const held = this.find(batchId)
    this.#drafts.delete(batchId)
    this.#forgotten(batchId, held?.draft.rows.length ?? 0)
  }

  /** Those that were used longest ago first. @param now ms since 1970 UTC */
  #putOut(now: number): void {
    const [, ...others] = [...this.#drafts].toReversed()
    let rows = 0
    for (const [place, [batchId, { held, usedAt }]] of others.entries()) {
      rows += held.draft.rows.length
      const isMuch = place + 1 >= mostDrafts || rows > mostRows
      if (isMuch && Math.abs(now - usedAt) > lately) this.forget(batchId)
    }
  }
}
