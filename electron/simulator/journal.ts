import type { Incoming } from './world'

/** A request as it arrived. `at` is ms since 1970 UTC. */
export interface JournalEntry {
  readonly at: number
  readonly method: string
  /** Path and query. */
  readonly path: string
  /** Names in lower case; of `authorization` only the scheme is kept. */
  readonly headers: Readonly<Record<string, string>>
  /** The parsed JSON, else the text, else null. */
  readonly body: unknown
  /** The HTTP status answered, or null while there is none and where the connection was dropped. */
  status: number | null
}

/** Every request the simulator received, oldest first; the oldest go when there are too many. */
export class Journal {
  readonly #limit: number
  #entries: JournalEntry[] = []

  /** @param limit how many requests are remembered */
  constructor(limit: number) {
    this.#limit = limit
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries
  }

  clear(): void {
    this.#entries = []
  }

  /** Requests to a path, which is compared without its query. */
  to(method: string, path: string): JournalEntry[] {
    return this.#entries.filter((entry) => entry.method === method && entry.path.split('?')[0] === path)
  }

  add(at: number, incoming: Incoming): JournalEntry {
    const { method, path, query, headers, body } = incoming
    const scheme = headers['authorization']?.split(' ')[0]
    const entry: JournalEntry = {
      at,
      method,
      path: query.size === 0 ? path : `${path}?${query.toString()}`,
      headers: scheme === undefined ? headers : { ...headers, authorization: scheme },
      body: readable(body),
      status: null
    }
    if (this.#limit > 0) this.#entries.push(entry)
    if (this.#entries.length > this.#limit) this.#entries.splice(0, this.#entries.length - this.#limit)
    return entry
  }
}

function readable(body: string): unknown {
  if (body === '') return null
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
