import { TrekkError } from '../../../shared/result'
import type { ChargeSource } from '../../ledger/charge-record'
import { discardStaging, stagedBatches } from '../../ledger/staging/staging'
import type { Files } from '../files'
import type { FileFacts } from './kept'

/** What is known of a file before it is released. Times are ms since 1970 UTC. */
export interface Head {
  readonly accountId: string
  readonly file: FileFacts
  readonly name: string
  readonly importedBy: string
  /** Everybody who said to be at the desk when something was done to it; whoever brought it in is the first. */
  readonly hands: readonly string[]
  readonly source: ChargeSource
  readonly createdAt: number
  readonly stage: 'columns' | 'mending'
}

const key = 'head'

/** What is known of a file as a fact of the batch's file. */
export function headFact(head: Head): Readonly<Record<string, string>> {
  return { [key]: JSON.stringify(head) }
}

/**
 * The files that are not released. Those whose columns are looked at are in memory only, as their bytes are; the others
 * have a file of their own in the profile, and are there again after a restart.
 */
export class Heads {
  readonly #folder: string
  readonly #files: Files
  readonly #known = new Map<string, Head>()
  readonly #unreadable = new Set<string>()

  /** @param folder the profile folder */
  constructor(folder: string, files: Files) {
    this.#folder = folder
    this.#files = files
  }

  /** @throws TrekkError `not_found` */
  async require(batchId: string): Promise<Head> {
    const head = this.#known.get(batchId) ?? (await this.#staged(batchId))
    if (head === null) throw new TrekkError('not_found', `no file ${batchId}`)
    this.#known.set(batchId, head)
    return head
  }

  /** The stage of a file that has been seen since the start; null for any other. */
  stageOf(batchId: string): Head['stage'] | null {
    return this.#known.get(batchId)?.stage ?? null
  }

  /**
   * All of them, the latest first. One whose own file cannot be read is left out, so that the others can be worked on.
   * @param isReleased which of those in the profile are no drafts any more
   * @param onError is told of what cannot be read, once
   */
  async all(
    isReleased: (batchId: string) => Promise<boolean>,
    onError: (error: unknown) => void
  ): Promise<(readonly [string, Head])[]> {
    for (const id of this.#known.keys()) if (await isReleased(id)) this.#known.delete(id)
    for (const id of stagedBatches(this.#folder)) {
      if (this.#known.has(id) || this.#unreadable.has(id) || (await isReleased(id))) continue
      try {
        const head = await this.#staged(id)
        if (head !== null) this.#known.set(id, head)
        else if (await this.#files.ask('isAbandoned', id)) await this.#throwAway(id)
      } catch (error) {
        this.#unreadable.add(id)
        onError(error)
      }
    }
    return [...this.#known].toSorted(([, one], [, other]) => other.createdAt - one.createdAt)
  }

  /** Takes in how a file stands now. What is to be there after a restart is on disk already, see `headFact`. */
  take(batchId: string, head: Head): void {
    this.#known.set(batchId, head)
  }

  /** It is no draft any more. */
  forget(batchId: string): void {
    this.#known.delete(batchId)
  }

  /** What a program that was ended has left of a file whose columns were just accepted: nobody can come back to it. */
  async #throwAway(batchId: string): Promise<void> {
    await this.#files.ask('close', batchId)
    discardStaging(this.#folder, batchId)
  }

  /** Looks into a batch's file only where there is one: looking would make it. */
  async #staged(batchId: string): Promise<Head | null> {
    if (!stagedBatches(this.#folder).includes(batchId)) return null
    const text = await this.#files.ask('fact', batchId, key)
    if (text === null) return null
    // This program wrote it, in a file of its own; an earlier version without the hands.
    const head = JSON.parse(text) as Omit<Head, 'hands'> & Partial<Head>
    return { ...head, hands: head.hands ?? [head.importedBy] }
  }
}
