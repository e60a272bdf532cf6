/**
 * So many commits between two shortenings: a commit of a batch writes some twenty pages, and SQLite itself shortens its
 * log at a thousand.
 */
const commitsApart = 32

/**
 * Has the write-ahead log written into the database file by another thread before SQLite does it within a commit, where
 * the thread that charges would wait for hundreds of pages and two flushes of the disk. What is durable, and when, is
 * the same.
 */
export class LogShortening {
  readonly #shorten: () => Promise<void>
  #commits = 0
  #isUnderWay = false

  /** @param shorten see `LedgerReads.shortenLog` */
  constructor(shorten: () => Promise<void>) {
    this.#shorten = shorten
  }

  /** To be called after every commit. */
  committed(): void {
    this.#commits += 1
    if (this.#commits < commitsApart || this.#isUnderWay) return
    this.#commits = 0
    this.#isUnderWay = true
    const ended = (): void => {
      this.#isUnderWay = false
    }
    // A log that cannot be shortened there grows until a commit does it, and says what is wrong.
    this.#shorten().then(ended, ended)
  }
}
