import { Worker } from 'node:worker_threads'
import { Thread } from '../threads/thread'
import type { ExportDesk } from './export-desk'

/** Where the ledger is that is exported from. */
export interface ExportPlace {
  readonly folder: string
  readonly file: string
}

/** What may be asked of an export desk. */
export type ExportCall = {
  [Name in keyof ExportDesk]: ExportDesk[Name] extends (...given: never[]) => unknown ? Name : never
}[keyof ExportDesk]

/** An export desk that is asked from elsewhere: every answer is a promise, and a copy. */
export interface Exports {
  ask<Name extends ExportCall>(
    name: Name,
    ...given: Parameters<ExportDesk[Name]>
  ): Promise<Awaited<ReturnType<ExportDesk[Name]>>>
  close(): Promise<void>
}

/** What writes a list of a million rows needs the numbers of its rows and a few pieces of them, MB. */
const mostMemory = 500

/** An export desk on a thread of its own (export-worker.ts), which is there while something is exported. */
export class ExportThread implements Exports {
  readonly #thread: Thread

  /** @param script the built export-worker.ts */
  constructor(script: URL, place: ExportPlace) {
    const resourceLimits = { maxOldGenerationSizeMb: mostMemory }
    this.#thread = new Thread(() => new Worker(script, { workerData: place, resourceLimits }))
  }

  ask<Name extends ExportCall>(
    name: Name,
    ...given: Parameters<ExportDesk[Name]>
  ): Promise<Awaited<ReturnType<ExportDesk[Name]>>> {
    return this.#thread.ask(name, ...given)
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
