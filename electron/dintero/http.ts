import { DeadlineError } from './network-failure'

/** Far above any answer of ours (a full page of 100 transactions is a few hundred kB). */
const maxBodyBytes = 4 * 1024 * 1024

/**
 * Runs `work` for at most `ms`, its body included: the signal it is given is aborted at the deadline, and the promise
 * ends then even if `work` does not heed it.
 * @throws DeadlineError when the time is up, else whatever `work` throws
 */
export async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new DeadlineError(ms)
      // First said and then done: what `work` makes of being aborted is not what happened.
      reject(error)
      controller.abort(error)
    }, ms)
  })
  try {
    return await Promise.race([work(controller.signal), deadline])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The whole body as text, or null when it is larger than any answer of Dintero's.
 * @throws what the connection throws when the body ends before it should
 */
export async function readText(response: Response): Promise<string | null> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  const parts: string[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > maxBodyBytes) return null
    parts.push(decoder.decode(chunk, { stream: true }))
  }
  parts.push(decoder.decode())
  return parts.join('')
}

/** A wait that Dintero names is kept within these, ms: at once would be a storm, and weeks would strand a charge. */
const shortestWait = 1_000
const longestWait = 3_600_000

const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** A date as HTTP writes it (RFC 9110, 5.6.7, IMF-fixdate). @returns ms since 1970 UTC, or null for anything else */
export function httpDateOf(text: string | null): number | null {
  if (text === null || !httpDate.test(text.trim())) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}

/**
 * `Retry-After`, whole seconds or a date (RFC 9110, 10.2.3), clamped to between a second and an hour. A date counts from
 * the answer's own `Date`, as the desk's clock may be wrong.
 * @param now ms since 1970 UTC, for an answer without a `Date`
 * @returns ms to wait, or null when the header is absent or unreadable
 */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+$/.test(value)) return clamped(Number(value) * 1000)
  const until = httpDateOf(value)
  return until === null ? null : clamped(until - (httpDateOf(headers.get('date')) ?? now))
}

function clamped(ms: number): number {
  return Math.min(longestWait, Math.max(shortestWait, ms))
}
