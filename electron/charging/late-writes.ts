import { TrekkError } from '../../shared/result'

/** Waits before writing an answer again, ms: a virus scanner or a backup lets go within seconds. */
const writeAgainAfter: readonly number[] = [50, 250, 1_000, 3_000]

/** Writes what is known; rejects while the disk does not take it. */
type Write<T> = () => Promise<T>

/**
 * Writes answers that must not be lost because a disk refuses: again for some seconds, then kept in memory until it takes
 * them or the process ends. What they are about is on disk as sent, so a later start finds out anyway.
 */
export class LateWrites {
  readonly #pause: (ms: number) => Promise<void>
  /** By what they are about, such as a charge's id. */
  readonly #kept = new Map<string, Write<unknown>>()

  constructor(pause: (ms: number) => Promise<void>) {
    this.#pause = pause
  }

  /**
   * Writes what is known.
   * @param first the first try, where that can be quicker than the later ones
   * @throws TrekkError what the disk said last; then `again` is kept, see `retry`
   */
  async write<T>(about: string, first: Write<T>, again: Write<T>): Promise<T> {
    this.#kept.set(about, again)
    let result = await this.#orRefusal(about, first)
    for (const wait of writeAgainAfter) {
      if (!(result instanceof TrekkError)) break
      await this.#pause(wait)
      result = await this.#orRefusal(about, again)
    }
    if (result instanceof TrekkError) throw result
    this.#kept.delete(about)
    return result
  }

  /** Writes what could not be written earlier. @returns false when there is nothing. Rejects while it cannot be */
  async retry(about: string): Promise<boolean> {
    const write = this.#kept.get(about)
    if (write === undefined) return false
    await write()
    this.#kept.delete(about)
    return true
  }

  /** What more is known about than the disk would take. */
  get about(): readonly string[] {
    return [...this.#kept.keys()]
  }

  /** A refusing disk may take the write later; any other error would come back for ever, and a lookup must find out. */
  async #orRefusal<T>(about: string, write: Write<T>): Promise<T | TrekkError> {
    try {
      return await write()
    } catch (error) {
      if (error instanceof TrekkError) return error
      this.#kept.delete(about)
      throw error
    }
  }
}
