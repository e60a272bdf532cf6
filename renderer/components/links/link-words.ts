import type { LinkDetail, LinkRow } from '../../../shared/link'
import { linkStandingOf, type LinkStanding } from '../../../shared/link-standing'

type Standing = Pick<LinkRow, 'kind' | 'state' | 'transactionStatus' | 'amount' | 'captured'>

/** The key of the word for where a link stands, in the namespaces `links` and `common`. */
export function linkWordKey(link: Standing) {
  return linkStandingKey(linkStandingOf(link))
}

/** As `linkWordKey`, for a standing alone. */
export function linkStandingKey(standing: LinkStanding) {
  switch (standing) {
    case 'held':
    case 'partly_captured':
    case 'partly_captured_refunded':
    case 'partly_refunded':
    case 'refunded':
    case 'voided':
    case 'failed_after_all':
    case 'undecided_again':
    case 'unforeseen':
      return `common:standing.${standing}` as const
    case 'asking':
    case 'not_made':
    case 'lost':
    case 'made':
    case 'sent':
    case 'opened':
    case 'pending':
    case 'declined':
    case 'expired':
    case 'cancelled':
    case 'closed':
    case 'stored':
    case 'captured':
      return `links:standing.${standing}` as const
  }
}

type Facts = Standing & Pick<LinkRow, 'sms'> & Pick<LinkDetail, 'capture' | 'card'>

/** The key of the headline for a link, in the namespaces `links` and `charge`. Its `money` is what was asked for. */
export function linkHeadlineKey(link: Facts) {
  const standing = linkStandingOf(link)
  const isEnrolment = link.kind === 'enrolment'
  switch (standing) {
    case 'stored':
      return 'links:enrolment.headline.stored' as const
    case 'lost':
      return link.sms ? ('links:headline.lostSms' as const) : ('links:headline.lost' as const)
    case 'sent':
    case 'pending':
    case 'declined':
    case 'expired':
      return isEnrolment
        ? (`links:enrolment.headline.${standing}` as const)
        : (`links:headline.${standing}` as const)
    case 'asking':
    case 'not_made':
    case 'made':
    case 'opened':
    case 'cancelled':
    case 'closed':
    case 'captured':
      return `links:headline.${standing}` as const
    case 'held':
    case 'partly_captured':
    case 'partly_captured_refunded':
    case 'partly_refunded':
    case 'refunded':
    case 'voided':
    case 'failed_after_all':
    case 'undecided_again':
    case 'unforeseen':
      return `charge:headline.${standing}` as const
  }
}

/**
 * The key of the sentence that says what a link means for the money and what to do: one piece of advice at a time. A
 * standing without words here does not compile.
 */
export function linkMoneyKey(link: Facts) {
  const standing = linkStandingOf(link)
  return link.kind === 'enrolment' ? enrolmentKey(standing, link) : paymentKey(standing, link)
}

function paymentKey(standing: LinkStanding, { sms, capture }: Facts) {
  switch (standing) {
    case 'lost':
      return sms ? ('links:money.lostSms' as const) : ('links:money.lost' as const)
    case 'held':
      return heldKeys[capture]
    case 'asking':
    case 'not_made':
    case 'made':
    case 'sent':
    case 'opened':
    case 'pending':
    case 'declined':
    case 'expired':
    case 'cancelled':
    case 'closed':
      return `links:money.${standing}` as const
    case 'captured':
    case 'partly_captured':
    case 'partly_captured_refunded':
    case 'partly_refunded':
    case 'refunded':
    case 'voided':
    case 'failed_after_all':
    case 'undecided_again':
    case 'unforeseen':
      return `charge:money.${standing}` as const
    case 'stored':
      return 'links:enrolment.meaning.stored' as const
  }
}

const heldKeys = {
  now: 'links:money.heldNow',
  profile: 'links:money.heldProfile',
  later: 'links:money.heldLater'
} as const

function enrolmentKey(standing: LinkStanding, { card }: Facts) {
  switch (standing) {
    case 'asking':
    case 'not_made':
    case 'lost':
    case 'made':
    case 'sent':
    case 'opened':
    case 'pending':
    case 'declined':
    case 'expired':
    case 'cancelled':
    case 'closed':
      return `links:enrolment.meaning.${standing}` as const
    // A payment's standings: an enrolment has none of them.
    case 'held':
    case 'captured':
    case 'partly_captured':
    case 'partly_captured_refunded':
    case 'partly_refunded':
    case 'refunded':
    case 'voided':
    case 'failed_after_all':
    case 'undecided_again':
    case 'unforeseen':
    case 'stored':
      return card === null
        ? ('links:enrolment.meaning.storedGone' as const)
        : ('links:enrolment.meaning.stored' as const)
  }
}
