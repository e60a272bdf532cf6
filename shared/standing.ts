import type { ChargeFace, ChargeState } from './charge'
import { transactionStatuses, type TransactionStatus } from './transaction'

/**
 * Where a charge stands, by what Trekk has decided and what Dintero says of its transaction now. Every standing has its
 * own words (`standing.<name>` and more) and one of the faces.
 * - `held` to `refunded`: the charge succeeded, and this became of the money
 * - `failed_after_all`: it succeeded, and Dintero now says it never did
 * - `undecided_again`, `unforeseen`: it succeeded, and what Dintero now says means nothing certain
 * - `charged_after_all`: Trekk said that nothing was charged, and Dintero says something was
 */
export const standings = [
  'intent',
  'sent',
  'pending',
  'unknown',
  'declined',
  'refused',
  'not_sent',
  'closed',
  'held',
  'captured',
  'partly_captured',
  'partly_captured_refunded',
  'partly_refunded',
  'refunded',
  'voided',
  'failed_after_all',
  'undecided_again',
  'unforeseen',
  'charged_after_all'
] as const
export type Standing = (typeof standings)[number]

/** What may become of money that was reserved or taken, by a charge or by a payment link. */
export const standingsAfterSuccess = [
  'held',
  'captured',
  'partly_captured',
  'partly_captured_refunded',
  'partly_refunded',
  'refunded',
  'voided',
  'failed_after_all',
  'undecided_again',
  'unforeseen'
] as const satisfies readonly Standing[]
export type StandingAfterSuccess = (typeof standingsAfterSuccess)[number]

/** What each status means for a charge that succeeded. A new status of Dintero's has no entry and does not compile. */
const afterSuccess: Readonly<Record<TransactionStatus, StandingAfterSuccess>> = {
  INITIATED: 'undecided_again',
  ON_HOLD: 'undecided_again',
  UNKNOWN: 'undecided_again',
  AUTHORIZED: 'held',
  CAPTURED: 'captured',
  PARTIALLY_CAPTURED: 'partly_captured',
  PARTIALLY_CAPTURED_REFUNDED: 'partly_captured_refunded',
  PARTIALLY_REFUNDED: 'partly_refunded',
  REFUNDED: 'refunded',
  AUTHORIZATION_VOIDED: 'voided',
  DECLINED: 'failed_after_all',
  FAILED: 'failed_after_all'
}

/** Whether a status says that money is held or was taken, now or once. */
const tookMoney: Readonly<Record<TransactionStatus, boolean>> = {
  INITIATED: false,
  ON_HOLD: false,
  UNKNOWN: false,
  DECLINED: false,
  FAILED: false,
  AUTHORIZATION_VOIDED: false,
  AUTHORIZED: true,
  CAPTURED: true,
  PARTIALLY_CAPTURED: true,
  PARTIALLY_CAPTURED_REFUNDED: true,
  PARTIALLY_REFUNDED: true,
  REFUNDED: true
}

/** Reads Dintero's word for a status. @returns null for one this version does not know, and for none */
export function knownStatus(status: string | null): TransactionStatus | null {
  return transactionStatuses.find((each) => each === status) ?? null
}

/** Whether Dintero's status says that money is held or was taken; false for a status nobody foresaw. */
export function saysMoneyTaken(status: string | null): boolean {
  const known = knownStatus(status)
  return known !== null && tookMoney[known]
}

/** What of a payment's amount was captured, minor units; null while nobody has read it. */
export interface CapturedPart {
  readonly amount: number | null
  readonly captured: number | null
}

/**
 * What a payment is called of which a part was captured and the rest given up: Dintero's word is CAPTURED,
 * AUTHORIZATION_VOIDED or REFUNDED (docs/dintero.md 5.4), which of the whole amount would be another sum.
 */
const ofPart: Partial<Record<StandingAfterSuccess, StandingAfterSuccess>> = {
  captured: 'partly_captured',
  voided: 'partly_captured',
  refunded: 'partly_captured_refunded'
}

/**
 * What Dintero's status, and what was captured, mean for money that was reserved or taken. A status this version does not
 * know is never taken for good.
 */
export function standingAfterSuccess(
  status: string | null,
  { amount, captured }: CapturedPart
): StandingAfterSuccess {
  const known = knownStatus(status)
  if (known === null) return 'unforeseen'
  const standing = afterSuccess[known]
  const isPart = captured !== null && amount !== null && captured > 0 && captured < amount
  return (isPart ? ofPart[standing] : undefined) ?? standing
}

/** Where a charge stands. A status this version does not know is never taken for a good one. */
export function standingOf(
  charge: CapturedPart & {
    readonly state: ChargeState
    readonly transactionStatus: string | null
  }
): Standing {
  const { state, transactionStatus } = charge
  switch (state) {
    case 'succeeded':
      return standingAfterSuccess(transactionStatus, charge)
    case 'declined':
    case 'refused':
    case 'not_sent':
    case 'closed':
      return saysMoneyTaken(transactionStatus) || (charge.captured ?? 0) > 0 ? 'charged_after_all' : state
    case 'intent':
    case 'sent':
    case 'pending':
    case 'unknown':
      return state
  }
}

/** The face each standing has wherever a charge is shown. */
export const faceOfStanding: Readonly<Record<Standing, ChargeFace>> = {
  intent: 'ready',
  not_sent: 'ready',
  sent: 'sent',
  pending: 'sent',
  unknown: 'unknown',
  undecided_again: 'unknown',
  unforeseen: 'unknown',
  failed_after_all: 'unknown',
  charged_after_all: 'unknown',
  closed: 'declined',
  declined: 'declined',
  refused: 'declined',
  held: 'succeeded',
  captured: 'succeeded',
  partly_captured: 'succeeded',
  partly_refunded: 'returned',
  partly_captured_refunded: 'returned',
  refunded: 'returned',
  voided: 'returned'
}
