import { Worker } from 'node:worker_threads'
import { Thread } from '../threads/thread'
import type { FileDesk, FileDeskPlace } from './drafts/file-desk'

/** What may be asked of a file desk. */
export type FileCall = {
  [Name in keyof FileDesk]: FileDesk[Name] extends (...given: never[]) => unknown ? Name : never
}[keyof FileDesk]

/** A file desk that is asked from elsewhere: every answer is a promise, and a copy. */
export interface Files {
  ask<Name extends FileCall>(
    name: Name,
    ...given: Parameters<FileDesk[Name]>
  ): Promise<Awaited<ReturnType<FileDesk[Name]>>>
  close(): Promise<void>
}

/** A file that needs more ends the thread, and not the program, MB. */
const mostMemory = 1_000
/** What is read of a file stays: with the usual 16 MB for what is new, a fifth of the time goes into moving it. */
const newMemory = 96

/** A file desk on a thread of its own (file-worker.ts). */
export class FileThread implements Files {
  readonly #thread: Thread

  /** @param script the built file-worker.ts */
  constructor(script: URL, place: FileDeskPlace) {
    const resourceLimits = { maxOldGenerationSizeMb: mostMemory, maxYoungGenerationSizeMb: newMemory }
    this.#thread = new Thread(() => new Worker(script, { workerData: place, resourceLimits }))
  }

  ask<Name extends FileCall>(
    name: Name,
    ...given: Parameters<FileDesk[Name]>
  ): Promise<Awaited<ReturnType<FileDesk[Name]>>> {
    return this.#thread.ask(name, ...given)
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
