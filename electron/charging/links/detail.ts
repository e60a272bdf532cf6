import type { LinkDetail } from '../../../shared/link'
import { linkStandingOf } from '../../../shared/link-standing'
import { mayBePaid } from '../../../shared/link-state'
import { receiptOfferOf } from '../../../shared/receipt'
import type { ReceiptOffer } from '../../../shared/receipt-offer'
import { rowOf } from '../../ledger/charge-record'
import type { LedgerTables } from '../../ledger/ledger'
import { linkRowOf, type LinkRecord } from '../../ledger/link-record'

/** A lost link of which nothing was seen for so long may be put away by a person, ms. */
const closableAfter = 24 * 3_600_000

/** What the ledger does not hold. */
interface Now {
  /** ms since 1970 UTC */
  readonly now: number
  readonly inFlight: boolean
}

/** Whether a person may put a lost link away: nobody has its address, and Dintero has shown nothing of it for a day. */
export function isLinkClosable({ state, sms, changedAt }: LinkRecord, now: number): boolean {
  return state === 'lost' && !sms && now - changedAt >= closableAfter
}

/** Everything the page may know of one link. */
export async function linkDetailOf(
  ledger: LedgerTables,
  link: LinkRecord,
  { now, inFlight }: Now
): Promise<LinkDetail> {
  const card = link.cardId === null ? null : await ledger.cards.getRecord(link.cardId)
  const charge = link.chargeId === null ? null : await ledger.charges.get(link.chargeId)
  const payable = mayBePaid(link)
  return {
    ...linkRowOf(link),
    url: payable ? link.url : null,
    sessionId: link.sessionId,
    card: card === null || card.removed ? null : card.view,
    charge: charge === null ? null : rowOf(charge),
    lines: [...link.lines],
    vatAmount: link.vatAmount,
    customerNumber: link.customerNumber,
    email: link.email,
    phone: link.phone,
    capture: link.capture,
    filled: link.filled,
    operator: link.operator,
    duplicateReason: link.duplicateReason,
    decline: link.decline,
    givenHow: link.givenHow,
    problem: link.problem,
    alarms: await ledger.alarms.of('link', link.id),
    timeline: await ledger.links.timeline(link.id),
    actions: {
      ask: !inFlight && link.state !== 'not_made',
      cancel: !inFlight && payable && link.sessionId !== null,
      give: payable && link.url !== null && link.state !== 'pending',
      close: isLinkClosable(link, now),
      again:
        link.kind === 'payment' &&
        ['not_made', 'declined', 'expired', 'cancelled', 'closed'].includes(link.state)
    },
    receipt: await receiptOf(ledger, link),
    nextLookupAt: link.nextLookupAt
  }
}

/** Only what was paid has a receipt: of a link that was not, nobody was ever charged. */
async function receiptOf(ledger: LedgerTables, link: LinkRecord): Promise<ReceiptOffer | null> {
  const { amount, state } = link
  if (state !== 'paid' || amount === null) return null
  const standing = linkStandingOf(link)
  return receiptOfferOf({ ...link, amount, standing }, await ledger.modifications.isOpen(link))
}
