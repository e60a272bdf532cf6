import { z } from 'zod'
import { isCurrency } from './money'
import type { Problem } from './fields'

/*
 * The second person: somebody else than the one who brought a charge file in approves its release, by name and PIN.
 */

/**
 * When a file of an account needs a second person.
 * - `over`: when it comes to more than an amount, together with what was released without one in the last day. A
 *   currency without an amount always needs one.
 */
export const approvalRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  z.strictObject({ kind: z.literal('every') }),
  z.strictObject({
    kind: z.literal('over'),
    /** Minor units, by currency. */
    amounts: z.record(
      z.string().refine((code): boolean => isCurrency(code)),
      z.number().int().min(0)
    )
  })
])
export type ApprovalRule = z.infer<typeof approvalRule>

/** Who approves, and the PIN that shows it. The PIN goes in and never comes out. */
export const approval = z.strictObject({ approverId: z.string().min(1).max(64), pin: z.string().max(64) })
export type Approval = z.infer<typeof approval>

/** Somebody who may approve. Times are ms since 1970 UTC. */
export const approverView = z.object({
  id: z.string(),
  name: z.string(),
  addedAt: z.number().int(),
  addedBy: z.string(),
  pinChangedAt: z.number().int(),
  /** After wrong PINs: no PIN is looked at before this. */
  lockedUntil: z.number().int().nullable()
})
export type ApproverView = z.infer<typeof approverView>

/** What the settings show of it, for the account in use. */
export const approvalView = z.object({
  rule: approvalRule,
  /** Some account has the rule: who may approve is then changed only by who may approve. */
  inForce: z.boolean(),
  approvers: z.array(approverView)
})
export type ApprovalView = z.infer<typeof approvalView>

/** Who may approve one file. */
export const approvalAsked = z.object({
  approvers: z.array(
    approverView.pick({ id: true, name: true, lockedUntil: true }).extend({
      /** Brought the file in, changed it, or was at the desk meanwhile. */
      hadHand: z.boolean()
    })
  )
})
export type ApprovalAsked = z.infer<typeof approvalAsked>

export const shortestPin = 6
export const longestPin = 12

/** Found at the top of every list of PINs people choose, beside those that follow a pattern. */
const usualPins = new Set(['159753', '147258', '258456', '147852', '159357', '131313', '246810', '135790'])

/** What is wrong with a PIN that somebody wants to have: `not_allowed` is one of those that are tried first. */
export function pinProblem(pin: string): Problem | null {
  if (pin === '') return 'missing'
  if (!/^[0-9]*$/.test(pin)) return 'malformed'
  if (pin.length < shortestPin) return 'too_small'
  if (pin.length > longestPin) return 'too_long'
  return isUsual(pin) ? 'not_allowed' : null
}

function isUsual(pin: string): boolean {
  const digits = Array.from(pin, Number)
  const steps = new Set(digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10))
  const runs = steps.size === 1
  const repeats = [2, 3, 4].some(
    (size) => pin.length > size && digits.every((digit, index) => digit === digits[index % size])
  )
  // 112233, and 123321.
  const pairs = /^(?:(\d)\1)+$/.test(pin)
  const mirrored = pin === digits.toReversed().join('')
  return runs || repeats || pairs || mirrored || usualPins.has(pin)
}

/**
 * The form in which names of people are held against each other: `Åse  BERG` and `åse berg` are one person, however the
 * letters are composed and whatever stands between them that nobody sees.
 */
export function personKey(name: string): string {
  return name
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .trim()
}
