import { z } from 'zod'

/**
 * Where a payment link can be. The ledger's triggers allow only the moves in `linkMoves`.
 * - `asking`: on disk before the request for it left; no answer yet
 * - `not_made`: Dintero refused to make it, or was never reached
 * - `lost`: nobody knows whether it was made; its address is not known here
 * - `made`, `sent`, `opened`: it can be paid; given to somebody; seen by the customer
 * - `pending`: the customer has answered, and Dintero has not decided
 * - `paid`, `declined`, `expired`, `cancelled`: over. Of an enrolment `paid` says that the card is stored
 * - `closed`: lost, nothing was ever seen of it, and a named person closed it
 */
export const linkStates = [
  'asking',
  'not_made',
  'lost',
  'made',
  'sent',
  'opened',
  'pending',
  'paid',
  'declined',
  'expired',
  'cancelled',
  'closed'
] as const
export const linkState = z.enum(linkStates)
export type LinkState = z.infer<typeof linkState>

/**
 * Every legal move. What Dintero shows after all of a link that was over is the truth about it, and an alarm: a page that
 * was open may be paid a moment after.
 */
export const linkMoves: Readonly<Record<LinkState, readonly LinkState[]>> = {
  asking: ['made', 'sent', 'not_made', 'lost'],
  not_made: [],
  lost: ['pending', 'paid', 'declined', 'expired', 'cancelled', 'closed'],
  made: ['sent', 'opened', 'pending', 'paid', 'declined', 'expired', 'cancelled'],
  sent: ['opened', 'pending', 'paid', 'declined', 'expired', 'cancelled'],
  opened: ['pending', 'paid', 'declined', 'expired', 'cancelled'],
  pending: ['paid', 'declined', 'cancelled'],
  paid: [],
  declined: ['pending', 'paid'],
  expired: ['pending', 'paid', 'declined'],
  cancelled: ['pending', 'paid'],
  closed: ['pending', 'paid', 'declined']
}

/** States in which a link may yet be paid, as far as anybody knows; a lost one only where `mayBePaid` says so. */
export const openLinkStates = ['asking', 'lost', 'made', 'sent', 'opened', 'pending'] as const

/**
 * Whether the customer may still pay by a link. One that was lost has an address nobody knows, unless Dintero was asked
 * to send it by SMS.
 */
export function mayBePaid({ state, sms }: { readonly state: LinkState; readonly sms: boolean }): boolean {
  return state === 'lost' ? sms : openLinkStates.some((each) => each === state)
}
