import type { Worker } from 'node:worker_threads'
import { TrekkError, type AppError } from '../../shared/result'

/** A call to a thread: the name of what it is to do, and what it is given. */
export interface ThreadCall {
  readonly id: number
  readonly name: string
  readonly given: readonly unknown[]
}

export type ThreadAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: AppError }

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Starts the worker of a thread. */
export type StartWorker = () => Worker

/** A thread that is asked. It is started at the first call; when it dies, what was asked of it fails and the next call starts another. */
export class Thread {
  readonly #start: StartWorker
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #lastId = 0

  constructor(start: StartWorker) {
    this.#start = start
  }

  /** The thread answers with what it gives under this name; the callers say what that is. */
  ask<T>(name: string, ...given: readonly unknown[]): Promise<T> {
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
    const worker = this.#start()
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
      const error = new TrekkError('storage_failed', 'a thread has ended', { cause })
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
