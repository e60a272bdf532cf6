import { reservationDays, type HeldPayment } from '../../../shared/transaction-detail'
import type { ModificationKind } from '../../../shared/modification'
import type { LinkRecord } from '../../ledger/link-record'
import type { Reservation } from '../../ledger/reservation'
import { captureWindow } from '../backoff'
import { isCaptureDue } from '../happenings'

const day = 24 * 3_600_000

/**
 * A reservation as the page sees it.
 * @param now ms since 1970 UTC
 * @param underWay what is under way of which transaction
 */
export function heldPaymentOf(
  reservation: Reservation,
  now: number,
  underWay: ReadonlyMap<string, ModificationKind>
): HeldPayment {
  const { since, left } = reservation
  const own = reservation.kind === 'charge' ? reservation.charge : reservation.link
  const transactionId = own.transactionId ?? ''
  return {
    kind: reservation.kind,
    id: own.id,
    accountId: own.accountId,
    transactionId,
    transactionStatus: own.transactionStatus ?? '',
    merchantReference: own.merchantReference,
    customerName: own.customerName,
    brand: own.brand,
    lastFour: own.lastFour,
    amount: own.amount ?? 0,
    currency: own.currency,
    captured: left === null ? null : (own.captured ?? 0),
    left,
    heldSince: since,
    lapsesAt: since + reservationDays.usual * day,
    lapsesAtLatest: since + reservationDays.longest * day,
    captureDue:
      reservation.kind === 'charge'
        ? isCaptureDue(reservation.charge, now)
        : isLinkCaptureDue(reservation.link, since, now),
    underWay: underWay.get(transactionId) ?? null
  }
}

/** Whether Dintero is to capture a payment by link by itself, as it was asked to, and still has time for it. */
function isLinkCaptureDue({ capture, transactionStatus }: LinkRecord, since: number, now: number): boolean {
  return capture === 'now' && transactionStatus === 'AUTHORIZED' && now - since < captureWindow
}
