import { randomInt } from 'node:crypto'
import type { ModificationKind } from '../../../shared/modification'
import { dayCode } from '../references'

const initials = { capture: 'C', void: 'V', refund: 'R' } as const
/** So many random letters that no two desks, and no two years, ever come up with the same. */
const codeLength = 12

/**
 * Our own name for a capture, a void or a refund, such as `R-20261122-K7QF3MB29XHD`: by it Dintero's event of it is known
 * again, also in the reports of payouts. Nobody else has it.
 * @param now ms since 1970 UTC
 */
export function modificationReference(
  kind: ModificationKind,
  now: number,
  random: (below: number) => number = randomInt
): string {
  return `${initials[kind]}-${dayCode(now, codeLength, random)}`
}
