import type { RowProblem } from '../../../shared/batch-problem'
import { retryRule } from '../../charging/actions'
import { isLaterAttempt } from '../../charging/references'
import type { RowMeaning } from '../../importing/meaning/row-meaning'
import type { AttemptEnd } from '../../ledger/charge-record'

const none: readonly never[] = []

/** Holds a row that was sent before against all that a new attempt must be. Parameters as of `aboutTime`. */
export function aboutAttempt(
  before: AttemptEnd | null,
  meaning: RowMeaning,
  now: number
): readonly RowProblem[] {
  const { attemptAfter, merchantReference } = meaning
  const time = aboutTime(before, meaning, now)
  if (attemptAfter === null || merchantReference === null) return time
  if (isLaterAttempt(merchantReference, attemptAfter)) return time
  const field = 'merchant_reference'
  return [...time, { ...held('attempt_name', { after: attemptAfter }), field, seen: merchantReference }]
}

/**
 * Holds a row that was sent before against what the bank said then, by the rule of a charge that is tried again on its own.
 * @param before how the attempt before it ended; null where there is none, or this ledger does not have it
 * @param now ms since 1970 UTC
 */
function aboutTime(
  before: AttemptEnd | null,
  { notBefore: said }: Pick<RowMeaning, 'notBefore'>,
  now: number
): readonly RowProblem[] {
  const { allowed, notBefore } = ruleOf(before, said)
  if (!allowed) return [held('retry_not_allowed')]
  return notBefore !== null && now < notBefore ? [held('retry_too_early', { notBefore })] : none
}

/** What the bank has said counts: to this desk, or, where it was never asked from here, to the one that wrote the file. */
function ruleOf(before: AttemptEnd | null, said: RowMeaning['notBefore']): ReturnType<typeof retryRule> {
  const here = before === null ? anyTime : retryRule(before)
  if (!here.allowed || (before !== null && before.decline !== null)) return here
  return said === 'not_again' ? { allowed: false, notBefore: null } : { allowed: true, notBefore: said }
}

const anyTime = { allowed: true, notBefore: null } as const

function held(code: RowProblem['code'], details?: Record<string, number | string>): RowProblem {
  return { code, field: null, severity: 'blocker', seen: '', ...(details && { details }) }
}
