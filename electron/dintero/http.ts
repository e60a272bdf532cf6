import { DeadlineError } from './network-failure'

/** Far above any answer of ours (a full page of 100 transactions is a few hundred kB). */
const maxBodyBytes = 4 * 1024 * 1024

/**
 * Runs `work` for at most `ms`, its body included: the signal it is given is aborted at the deadline or when the
 * caller gives up, and the promise settles then even if `work` does not heed it.
 * @throws DeadlineError when the time is up, else whatever `work` or the caller's signal throws
 */
export async function within<T>(
  ms: number,
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  const controller = new AbortController()
  const giveUp = (): void => controller.abort(new DOMException('given up by the caller', 'AbortError'))
  const timer = setTimeout(() => controller.abort(new DeadlineError(ms)), ms)
  caller?.addEventListener('abort', giveUp, { once: true })
  if (caller?.aborted === true) giveUp()
  const aborted = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(reasonOf(controller.signal))
    if (controller.signal.aborted) stop()
    else controller.signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work(controller.signal), aborted])
  } finally {
    clearTimeout(timer)
    caller?.removeEventListener('abort', giveUp)
  }
}

function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason
  return reason instanceof Error ? reason : new Error('aborted')
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

/**
 * `Retry-After`, seconds or a date (RFC 9110, 10.2.3).
 * @param now ms since 1970 UTC
 * @returns ms to wait, or null when the header is absent or unreadable
 */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
