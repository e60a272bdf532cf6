import { TrekkError } from '../../../shared/result'
import { stagedBatches, Staging } from '../../ledger/staging/staging'

/** Files of batches that are open at once at most: each keeps pages of its own in memory, and is opened in a moment. */
const mostOpen = 3
/** What was used so lately may be in the middle of something, ms. */
const lately = 10_000

interface Open {
  readonly staging: Staging
  /** ms since 1970 UTC */
  usedAt: number
}

/** The files of the batches, each opened when it is wanted and closed when it was not for a while. */
export class Stagings {
  readonly #folder: string
  readonly #clock: () => number
  readonly #isHeld: (batchId: string) => boolean
  /** The one that was used last stands last. */
  readonly #open = new Map<string, Open>()

  /**
   * @param folder the profile folder
   * @param clock ms since 1970 UTC
   * @param isHeld whether somebody still holds the file of a batch, so that it must stay open
   */
  constructor(folder: string, clock: () => number, isHeld: (batchId: string) => boolean) {
    this.#folder = folder
    this.#clock = clock
    this.#isHeld = isHeld
  }

  /** @throws TrekkError `not_found`; `storage_*` */
  require(batchId: string): Staging {
    const staging = this.find(batchId)
    if (staging === null) throw new TrekkError('not_found', `no file ${batchId}`)
    return staging
  }

  /** To look for a batch's file must not make one. */
  find(batchId: string): Staging | null {
    const isThere = this.#open.has(batchId) || stagedBatches(this.#folder).includes(batchId)
    return isThere ? this.make(batchId) : null
  }

  /** The file of a batch, made where it is missing. @throws TrekkError `storage_*` */
  make(batchId: string): Staging {
    const there = this.#open.get(batchId)?.staging ?? new Staging(this.#folder, batchId)
    this.#open.delete(batchId)
    this.#open.set(batchId, { staging: there, usedAt: this.#clock() })
    this.#closeIdle()
    return there
  }

  close(batchId: string): void {
    this.#open.get(batchId)?.staging.close()
    this.#open.delete(batchId)
  }

  #closeIdle(): void {
    const now = this.#clock()
    for (const [batchId, { usedAt }] of [...this.#open].slice(0, -mostOpen))
      if (Math.abs(now - usedAt) > lately && !this.#isHeld(batchId)) this.close(batchId)
  }
}
