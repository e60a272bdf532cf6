import type { RunView } from '../../../../shared/batch-view'

/**
 * After its time a file is given so long to say that it has begun, ms: main starts it by its own clock, and first waits
 * for what an earlier end has left.
 */
const graceful = 5_000

/**
 * Where a held file stands beside the clock.
 * - `waits`: its time has not come
 * - `starts`: it has just come
 * - `late`: it came and went, and nothing began: Trekk was closed then, or something was in the way
 */
export type HeldPhase = 'waits' | 'starts' | 'late'

/** @param startsAt ms since 1970 UTC @param now ms since 1970 UTC */
export function heldPhase(startsAt: number, now: number): HeldPhase {
  if (now < startsAt) return 'waits'
  return now < startsAt + graceful ? 'starts' : 'late'
}

/** Whether a held file has to be started by somebody, because nothing starts it any more. */
export function isLeftToStart(
  { startsAt, start }: Pick<RunView, 'startsAt' | 'start'>,
  now: number
): boolean {
  if (start?.byItself === true && start.kept !== null) return false
  return heldPhase(startsAt, now) === 'late' || (now >= startsAt && start !== null && start.kept !== null)
}

/** Time as a clock that counts down. @param span ms */
export function countdown(span: number): string {
  const seconds = Math.max(0, Math.ceil(span / 1000))
  const two = (figure: number): string => String(figure).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}
