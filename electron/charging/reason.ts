import { TrekkError } from '../../shared/result'
import { textProblem } from './draft'

/** Letters a reason must have at least, so that it is one. */
const shortestReason = 3

/**
 * Whether a reason may be kept in the audit trail.
 * @throws TrekkError `card_number_refused` | `invalid_input` | `reason_missing`, at `reason`
 */
export function checkReason(reason: string): void {
  const [problem] = textProblem('reason', reason)
  if (problem?.problem === 'card_number') {
    throw new TrekkError('card_number_refused', 'the reason holds a card number', { fields: [problem] })
  }
  if (problem !== undefined)
    throw new TrekkError('invalid_input', 'the reason was refused', { fields: [problem] })
  if (reason.length < shortestReason) {
    throw new TrekkError('reason_missing', 'a reason is needed', {
      fields: [{ field: 'reason', problem: 'missing' }]
    })
  }
}
