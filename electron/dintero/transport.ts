import ky, { HTTPError } from 'ky'
import type { DinteroClientOptions, Timeouts } from './client-options'
import type { Exchange } from './exchange'
import { httpDateOf, retryAfterOf, within } from './http'
import { networkFailure } from './network-failure'
import { readResponse, type ReadResponse } from './read-response'
import { redactor } from './redact'
import type { Redactor } from './redact'
import { parseJson } from './wire'

/** A read told to wait longer than this is given up and the wait passed on. ms */
const longestWait = 5_000

export interface PostOptions {
  readonly headers: Record<string, string>
  /** ms, the body of the answer included */
  readonly timeout: number
  readonly redact: Redactor
}

/** The HTTP under the client: one call is one exchange, and whatever happens on the wire becomes a value. */
export class Transport {
  readonly #options: Pick<DinteroClientOptions, 'clock' | 'log' | 'fetch' | 'onClockSkew'>
  readonly #timeouts: Timeouts
  #clockSkew: number | null = null

  constructor(
    options: Pick<DinteroClientOptions, 'clock' | 'log' | 'fetch' | 'onClockSkew'>,
    timeouts: Timeouts
  ) {
    this.#options = options
    this.#timeouts = timeouts
  }

  /** Dintero's clock minus this machine's by its latest answer, ms; null before the first. */
  get clockSkew(): number | null {
    return this.#clockSkew
  }

  /** Sends once: no repetition, no redirect. @param body as JSON; null for none at all */
  async post(url: string, body: object | null, options: PostOptions): Promise<Exchange> {
    return this.#sendOnce('POST', url, body, options)
  }

  /** As `post`. */
  async delete(url: string, body: object, options: PostOptions): Promise<Exchange> {
    return this.#sendOnce('DELETE', url, body, options)
  }

  async #sendOnce(
    method: 'POST' | 'DELETE',
    url: string,
    body: object | null,
    options: PostOptions
  ): Promise<Exchange> {
    return this.#exchange(method, url, options.redact, () =>
      within(options.timeout, async (signal) => {
        const response = await ky(url, {
          method,
          ...(body !== null && { json: body }),
          headers: { Accept: 'application/json', ...options.headers },
          retry: 0,
          redirect: 'error',
          timeout: false,
          throwHttpErrors: false,
          signal,
          ...this.#fetch()
        })
        return readResponse(response)
      })
    )
  }

  /** Reads, and again where that may help: a read moves nothing. */
  async get(url: string, token: string): Promise<Exchange> {
    const { read, attempt, retryDelay } = this.#timeouts
    return this.#exchange('GET', url, redactor([token]), () =>
      within(read, async (signal) => {
        const response = await ky.get(url, {
          headers: { Accept: 'application/json', Authorization: `Bearer ${token}` },
          retry: {
            limit: 2,
            statusCodes: [408, 429, 500, 502, 503, 504],
            afterStatusCodes: [429, 503],
            maxRetryAfter: longestWait,
            delay: (count) => retryDelay * 2 ** (count - 1),
            jitter: (delay) => delay * (0.5 + Math.random()),
            retryOnTimeout: true,
            shouldRetry: ({ error }) => (this.#mustWaitLong(error) ? false : undefined)
          },
          redirect: 'error',
          timeout: attempt,
          totalTimeout: read,
          signal,
          ...this.#fetch()
        })
        return readResponse(response)
      })
    )
  }

  #fetch(): { fetch?: typeof globalThis.fetch } {
    return this.#options.fetch === undefined ? {} : { fetch: this.#options.fetch }
  }

  #mustWaitLong(error: Error): boolean {
    if (!(error instanceof HTTPError)) return false
    return (retryAfterOf(error.response.headers, this.#options.clock()) ?? 0) > longestWait
  }

  /** The `Date` was written between sending and receiving, and its second began half a second before, on average. */
  #noteClock(headers: Headers, sentAt: number, receivedAt: number): void {
    const date = httpDateOf(headers.get('date'))
    if (date === null) return
    this.#clockSkew = Math.round(date + 500 - (sentAt + receivedAt) / 2)
    this.#options.onClockSkew?.(this.#clockSkew)
  }

  /** Turns whatever happened on the wire into a value, and tells the log: method, path without its query, status, time. */
  async #exchange(
    method: string,
    url: string,
    redact: Redactor,
    send: () => Promise<ReadResponse>
  ): Promise<Exchange> {
    const { clock, log } = this.#options
    const startedAt = clock()
    const told = (outcome: string | number): void =>
      log?.info('dintero', { method, path: new URL(url).pathname, outcome, ms: clock() - startedAt })
    try {
      const { status, headers, body } = await send().catch(httpErrorAsAnswer)
      told(status)
      this.#noteClock(headers, startedAt, clock())
      const retryAfter = retryAfterOf(headers, clock())
      return { kind: 'answered', status, body, redact, retryAfter, eventRequestId: eventRequestIdOf(headers) }
    } catch (error) {
      const failure = networkFailure(error)
      const clean = { kind: failure.kind, reason: redact(failure.reason) }
      told(`${clean.kind}: ${clean.reason}`)
      return { kind: 'lost', failure: clean }
    }
  }
}

/** By what Dintero's later event of an accepted request is known (docs/dintero.md 5.4). */
function eventRequestIdOf(headers: Headers): string | null {
  const id = headers.get('event-request-id')?.trim() ?? ''
  return /^[\w.:-]{1,200}$/.test(id) ? id : null
}

/** ky throws for a read's error statuses, because it repeats only what was thrown; by then it has read the body. */
function httpErrorAsAnswer(error: unknown): ReadResponse {
  if (!(error instanceof HTTPError)) throw error
  const { response, data } = error
  return {
    status: response.status,
    headers: response.headers,
    body: typeof data === 'string' ? parseJson(data) : data
  }
}
