import type { FailureReason, Lookup } from './dintero'
import { pageSize } from './whole-list'

/**
 * How a walk through a list ended. Anything but `end` means that rows may be missing:
 * - `cancelled`: somebody called it off
 * - `too_many`, `too_long`: the list goes on beyond what is read of any
 * - `repeats`: it brings the same rows again, or cannot be gone on with
 */
export type WalkEnd = 'end' | 'cancelled' | 'too_many' | 'too_long' | 'repeats' | FailureReason

/** What is read of a list at most, and how fast. */
export interface WalkBounds {
  readonly rows: number
  /** ms */
  readonly time: number
  /** From the beginning of one page to that of the next, ms: Dintero's rates are not published (docs/dintero.md 7). */
  readonly apart: number
}

/** By what a walk is called off, and how it waits. */
export interface WalkControl {
  readonly signal: AbortSignal
  /** ms since 1970 UTC */
  readonly clock: () => number
  /** Resolves after so many ms, or at once when the signal is aborted. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>
  /** Dintero asked to wait until then, ms since 1970 UTC; null when it goes on. */
  readonly onWait: (until: number | null) => void
}

export interface Walk<Row> {
  readonly readPage: (after: string | null) => Promise<Lookup<Row[]>>
  readonly idOf: (row: Row) => string | null
  /** Takes rows in that this walk has not seen before. */
  readonly onRows: (rows: readonly Row[]) => void | Promise<void>
  readonly bounds: WalkBounds
}

/** After a 429 without a time to wait, ms; and the longest a walk waits for one page. */
const usualWait = 5_000
const longestWait = 60_000
const mostWaits = 5

/**
 * Reads a list page after page, handing rows on as they come: for lists that are too long to be held as a whole.
 * Never rejects for what Dintero or the network does; it rejects as `readPage` and `onRows` do.
 */
export async function walkPages<Row>(walk: Walk<Row>, control: WalkControl): Promise<WalkEnd> {
  const { idOf, onRows, bounds } = walk
  const { signal, clock, pause } = control
  const startedAt = clock()
  const seen = new Set<string>()
  let taken = 0
  for (let after: string | null = null; ;) {
    const pageAt = clock()
    const page: Page<Row> = await readPatiently(walk.readPage, after, control)
    if (!Array.isArray(page)) return page
    const fresh = page.filter((row) => {
      const id = idOf(row)
      const isNew = id === null || !seen.has(id)
      if (id !== null) seen.add(id)
      return isNew
    })
    taken += fresh.length
    await onRows(fresh)
    if (signal.aborted) return 'cancelled'
    if (page.length < pageSize) return 'end'
    const last = page.at(-1)
    after = last === undefined ? null : idOf(last)
    if (after === null || fresh.every((row) => idOf(row) === null)) return 'repeats'
    if (taken >= bounds.rows) return 'too_many'
    if (clock() - startedAt >= bounds.time) return 'too_long'
    await pause(Math.max(0, bounds.apart - (clock() - pageAt)), signal)
  }
}

/** The rows of a page, or why there are none. */
type Page<Row> = Row[] | Exclude<WalkEnd, 'end'>

/** One page. Where Dintero is too busy it is waited for, as long as it says and within reason. */
async function readPatiently<Row>(
  readPage: Walk<Row>['readPage'],
  after: string | null,
  control: WalkControl
): Promise<Page<Row>> {
  const page = await patiently(() => readPage(after), control)
  if (page === 'cancelled') return page
  // A list that holds nothing is empty, not absent: a 404 here says nothing about its rows.
  if (page.kind === 'not_found') return 'server'
  return page.kind === 'failed' ? page.reason : page.value
}

/**
 * Asks once, and again where Dintero is too busy: as late as it says, a few times, for a minute at most each.
 * @returns `cancelled` as soon as the signal is aborted, whatever is still on its way
 */
export async function patiently<T>(
  ask: () => Promise<Lookup<T>>,
  { signal, clock, pause, onWait }: WalkControl
): Promise<Lookup<T> | 'cancelled'> {
  for (let waits = 0; ; waits += 1) {
    const answer = await unlessAborted(ask, signal)
    if (answer === 'cancelled') return answer
    if (answer.kind !== 'failed' || answer.reason !== 'rate_limited' || waits >= mostWaits) return answer
    const wait = Math.min(longestWait, answer.retryAfter ?? usualWait)
    onWait(clock() + wait)
    await pause(wait, signal)
    onWait(null)
  }
}

async function unlessAborted<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T | 'cancelled'> {
  if (signal.aborted) return 'cancelled'
  let stop: (() => void) | undefined
  const aborted = new Promise<'cancelled'>((resolve) => {
    stop = () => resolve('cancelled')
    signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([ask(), aborted])
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop)
  }
}
