import { AsyncLocalStorage } from 'node:async_hooks'

/** What the code now running serves: a call of the page, a round of the reconciler, a command. The audit trail names it. */
export class RequestContext {
  readonly #storage = new AsyncLocalStorage<string>()

  run<T>(requestId: string, task: () => T): T {
    return this.#storage.run(requestId, task)
  }

  /** @returns the request's id, or `background` outside any request */
  get requestId(): string {
    return this.#storage.getStore() ?? 'background'
  }
}
