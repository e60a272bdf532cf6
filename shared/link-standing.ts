import type { ChargeFace } from './charge'
import type { LinkKind } from './link'
import { linkStates, type LinkState } from './link-state'
import {
  faceOfStanding,
  standingAfterSuccess,
  standingsAfterSuccess,
  type CapturedPart,
  type StandingAfterSuccess
} from './standing'

/**
 * Where a payment link stands, by what Trekk has concluded and what Dintero says of its payment now. Of a link that was
 * paid the standing is that of a charge that succeeded; `stored` is an enrolment that has ended well.
 */
export type LinkStanding = Exclude<LinkState, 'paid'> | StandingAfterSuccess | 'stored'

/** Every standing of a link. */
export const linkStandings: readonly LinkStanding[] = [
  ...linkStates.filter((state) => state !== 'paid'),
  'stored',
  ...standingsAfterSuccess
]

/** Where a link stands. */
export function linkStandingOf(
  link: CapturedPart & {
    readonly kind: LinkKind
    readonly state: LinkState
    readonly transactionStatus: string | null
  }
): LinkStanding {
  const { kind, state, transactionStatus } = link
  if (state !== 'paid') return state
  return kind === 'enrolment' ? 'stored' : standingAfterSuccess(transactionStatus, link)
}

/** The faces of links that were not paid. What is over without a payment is calm: no money moved, and it can be done again. */
const unpaid: Readonly<Record<Exclude<LinkState, 'paid'>, ChargeFace>> = {
  asking: 'sent',
  made: 'sent',
  sent: 'sent',
  opened: 'sent',
  pending: 'sent',
  lost: 'unknown',
  not_made: 'declined',
  declined: 'declined',
  closed: 'declined',
  expired: 'ready',
  cancelled: 'ready'
}

function isUnpaid(standing: LinkStanding): standing is Exclude<LinkState, 'paid'> {
  return Object.hasOwn(unpaid, standing)
}

/** The face a link has wherever it is shown: those of charges. */
export function faceOfLink(standing: LinkStanding): ChargeFace {
  if (isUnpaid(standing)) return unpaid[standing]
  return standing === 'stored' ? 'succeeded' : faceOfStanding[standing]
}

/** The face of a state alone, as a link's timeline has it. */
export function faceOfLinkState(state: LinkState): ChargeFace {
  return state === 'paid' ? 'succeeded' : unpaid[state]
}

/** What staff look for among links, and the states that are it. Every state is in one. */
export const linkGroups = ['waiting', 'paid', 'over', 'lost'] as const
export type LinkGroup = (typeof linkGroups)[number]

const groupOf: Readonly<Record<LinkState, LinkGroup>> = {
  asking: 'waiting',
  made: 'waiting',
  sent: 'waiting',
  opened: 'waiting',
  pending: 'waiting',
  paid: 'paid',
  not_made: 'over',
  declined: 'over',
  expired: 'over',
  cancelled: 'over',
  closed: 'over',
  lost: 'lost'
}

/** What staff look for that a state belongs to. */
export function linkGroupOf(state: LinkState): LinkGroup {
  return groupOf[state]
}

/** The states of a group, in the order of a link's life. */
export function statesOfGroup(group: LinkGroup): LinkState[] {
  return linkStates.filter((state) => groupOf[state] === group)
}
