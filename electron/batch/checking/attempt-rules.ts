import type { RowProblem } from '../../../shared/batch-problem'
import { retryRule } from '../../charging/actions'
import type { AttemptEnd } from '../../ledger/charge-record'

const none: readonly never[] = []

/**
 * Holds a new attempt against what the bank said of the one before, by the rule of a charge that is tried again on its own.
 * @param before how the attempt before it ended; null where there is none, or this ledger does not have it
 * @param now ms since 1970 UTC
 */
export function aboutAttempt(before: AttemptEnd | null, now: number): readonly RowProblem[] {
  if (before === null) return none
  const { allowed, notBefore } = retryRule(before)
  if (!allowed) return [held('retry_not_allowed')]
  return notBefore !== null && now < notBefore ? [held('retry_too_early', { notBefore })] : none
}

function held(code: RowProblem['code'], details?: Record<string, number>): RowProblem {
  return { code, field: null, severity: 'blocker', seen: '', ...(details && { details }) }
}
