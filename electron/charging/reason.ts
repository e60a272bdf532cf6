import { reasonProblem } from '../../shared/fields'
import { TrekkError } from '../../shared/result'

/**
 * Whether a reason may be kept in the audit trail.
 * @param field in which it was typed
 * @throws TrekkError `card_number_refused` | `invalid_input` | `reason_missing`, at the field
 */
export function checkReason(reason: string, field = 'reason'): void {
  const problem = reasonProblem(reason)
  if (problem === null) return
  const code =
    problem === 'card_number'
      ? 'card_number_refused'
      : problem === 'missing'
        ? 'reason_missing'
        : 'invalid_input'
  throw new TrekkError(code, `the reason was refused: ${problem}`, { fields: [{ field, problem }] })
}
