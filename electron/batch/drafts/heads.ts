import { TrekkError } from '../../../shared/result'
import { stagedBatches } from '../../ledger/staging/staging'
import type { Files } from '../files'
import type { FileFacts } from './kept'

/** What is known of a file before it is released. Times are ms since 1970 UTC. */
export interface Head {
  readonly accountId: string
  readonly file: FileFacts
  readonly name: string
  readonly importedBy: string
  readonly createdAt: number
  readonly stage: 'columns' | 'mending'
}

const key = 'head'

/**
 * The files that are not released. Those whose columns are looked at are in memory only, as their bytes are; the others
 * have a file of their own in the profile, and are there again after a restart.
 */
export class Heads {
  readonly #folder: string
  readonly #files: Files
  readonly #known = new Map<string, Head>()

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

  /** All of them, the latest first. @param isReleased which of those in the profile are no drafts any more */
  async all(isReleased: (batchId: string) => Promise<boolean>): Promise<(readonly [string, Head])[]> {
    for (const id of stagedBatches(this.#folder)) {
      if (this.#known.has(id) || (await isReleased(id))) continue
      const head = await this.#staged(id)
      if (head !== null) this.#known.set(id, head)
    }
    return [...this.#known].toSorted(([, one], [, other]) => other.createdAt - one.createdAt)
  }

  /** Keeps what is known of a file, on disk once its rows are. @throws TrekkError `storage_*` */
  async keep(batchId: string, head: Head): Promise<void> {
    if (head.stage === 'mending') await this.#files.ask('setFact', batchId, key, JSON.stringify(head))
    this.#known.set(batchId, head)
  }

  /** It is no draft any more. */
  forget(batchId: string): void {
    this.#known.delete(batchId)
  }

  /** Looks into a batch's file only where there is one: looking would make it. */
  async #staged(batchId: string): Promise<Head | null> {
    if (!stagedBatches(this.#folder).includes(batchId)) return null
    const text = await this.#files.ask('fact', batchId, key)
    // This program wrote it, in a file of its own.
    return text === null ? null : (JSON.parse(text) as Head)
  }
}
