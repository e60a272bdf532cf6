import type { ChargeDetail } from '../../shared/charge'
import { receiptOfferOf } from '../../shared/receipt'
import { standingOf } from '../../shared/standing'
import { rowOf, type ChargeRecord } from '../ledger/charge-record'
import type { LedgerTables } from '../ledger/ledger'
import { actionsOf } from './actions'
import { isCaptureOverdue } from './happenings'

/** What the ledger does not hold. */
interface Moment {
  readonly inFlight: boolean
  /** More is known of the charge than the disk would take. */
  readonly unwritten: boolean
  /** ms since 1970 UTC */
  readonly now: number
}

/** Everything the page may know of one charge. */
export async function detailOf(
  ledger: LedgerTables,
  charge: ChargeRecord,
  { inFlight, unwritten, now }: Moment
): Promise<ChargeDetail> {
  const card = await ledger.cards.getRecord(charge.cardId)
  const retriedBy = await ledger.charges.retriedBy(charge.id)
  const link = await ledger.links.newestOf(charge.id)
  return {
    ...rowOf(charge),
    card: card === null || card.removed ? null : card.view,
    lines: [...charge.lines],
    vatAmount: charge.vatAmount,
    email: charge.email,
    phone: charge.phone,
    autoCapture: charge.autoCapture,
    sessionId: charge.sessionId,
    operator: charge.operator,
    duplicateReason: charge.duplicateReason,
    decline: charge.decline,
    problem: charge.problem,
    retryOf: charge.retryOf,
    retriedBy,
    link: link === null ? null : { id: link.id, state: link.state },
    found: [...charge.found],
    captureOverdue: isCaptureOverdue(charge, now),
    closed: charge.closedBy === null ? null : { by: charge.closedBy, reason: charge.closedReason ?? '' },
    alarms: await ledger.alarms.of('charge', charge.id),
    timeline: await ledger.charges.timeline(charge.id),
    actions: actionsOf(charge, { card, link, retriedBy, inFlight, now }),
    receipt: receiptOfferOf(
      { ...charge, standing: standingOf(charge) },
      await ledger.modifications.isOpen(charge)
    ),
    nextLookupAt: charge.nextLookupAt,
    emptyLookups: charge.emptyLookups,
    // While the request is on its way, its answer is being written; only then has the disk refused it.
    answerUnwritten: charge.state === 'sent' && unwritten && !inFlight
  }
}
