import { Worker } from 'node:worker_threads'
import type { AuditEntry, AuditQuery, AuditVerdict } from '../../../shared/audit'
import type { CardView } from '../../../shared/card'
import type { ChargeQuery, ChargeRow } from '../../../shared/charge'
import type { ListPage } from '../../../shared/list'
import { TrekkError, type AppError } from '../../../shared/result'
import type { LedgerReads } from './ledger-reads'

/** What a thread is started with. */
export interface ThreadStart {
  readonly folder: string
  readonly file: string
  /** Whether it keeps the search index; of two threads only one may. */
  readonly keepsIndex: boolean
}

/** A call to the thread: a method of `LedgerReads` and what it is given. */
export interface ThreadCall {
  readonly id: number
  readonly name: Exclude<keyof LedgerReads, 'close'>
  readonly given: readonly unknown[]
}

export type ThreadAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: AppError }

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/**
 * The reads, on threads of their own (worker.ts): lists and searches on one, and on another what may take minutes, such
 * as checking the whole file, so that no list waits for it.
 */
export class ReaderThread implements LedgerReads {
  readonly #lists: Thread
  readonly #jobs: Thread

  /** @param script the built worker.ts */
  constructor(script: URL, { folder, file }: Omit<ThreadStart, 'keepsIndex'>) {
    this.#lists = new Thread(script, { folder, file, keepsIndex: true })
    this.#jobs = new Thread(script, { folder, file, keepsIndex: false })
  }

  listCharges(accountId: string, query: ChargeQuery): Promise<ListPage<ChargeRow>> {
    return this.#lists.ask('listCharges', accountId, query)
  }

  searchCards(
    accountId: string,
    query: string,
    limit: number
  ): Promise<{ cards: CardView[]; more: boolean }> {
    return this.#lists.ask('searchCards', accountId, query, limit)
  }

  listCards(accountId: string, query: string, offset: number, limit: number): Promise<ListPage<CardView>> {
    return this.#lists.ask('listCards', accountId, query, offset, limit)
  }

  listAudit(query: AuditQuery): Promise<ListPage<AuditEntry>> {
    return this.#lists.ask('listAudit', query)
  }

  verifyAudit(): Promise<AuditVerdict> {
    return this.#jobs.ask('verifyAudit')
  }

  exportAudit(path: string): Promise<number> {
    return this.#jobs.ask('exportAudit', path)
  }

  isWhole(): Promise<boolean> {
    return this.#jobs.ask('isWhole')
  }

  async close(): Promise<void> {
    await Promise.all([this.#lists.close(), this.#jobs.close()])
  }
}

/** One thread. It is started at the first call; when it dies, what was asked of it fails and the next call starts another. */
class Thread {
  readonly #script: URL
  readonly #start: ThreadStart
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #lastId = 0

  constructor(script: URL, start: ThreadStart) {
    this.#script = script
    this.#start = start
  }

  /** The thread answers with what the method of this name gives (worker.ts); the callers above say what that is. */
  ask<T>(name: ThreadCall['name'], ...given: readonly unknown[]): Promise<T> {
    const worker = (this.#worker ??= this.#begin())
    const id = (this.#lastId += 1)
    const call: ThreadCall = { id, name, given }
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
      worker.postMessage(call)
    })
  }

  /** Ends the thread; what it was still asked fails. */
  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }

  #begin(): Worker {
    const worker = new Worker(this.#script, { workerData: this.#start })
    // A thread that only waits must not keep the app from ending.
    worker.unref()
    worker.on('message', (answer: ThreadAnswer) => {
      const waiting = this.#waiting.get(answer.id)
      this.#waiting.delete(answer.id)
      if (answer.ok) waiting?.resolve(answer.value)
      else waiting?.reject(toError(answer.error))
    })
    const end = (cause: unknown): void => {
      if (this.#worker === worker) this.#worker = null
      const error = new TrekkError('storage_failed', 'the reader of the ledger has ended', { cause })
      for (const { reject } of this.#waiting.values()) reject(error)
      this.#waiting.clear()
    }
    worker.on('error', end)
    worker.on('exit', end)
    return worker
  }
}

function toError({ code, message, details, fields }: AppError): TrekkError {
  return new TrekkError(code, message, { ...(details && { details }), ...(fields && { fields }) })
}
