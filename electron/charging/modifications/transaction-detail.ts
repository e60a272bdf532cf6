import { environmentOf } from '../../../shared/account'
import { brandNamed } from '../../../shared/card'
import { readFailure } from '../../../shared/decline'
import { lastFourOf } from '../../../shared/identity'
import { isModificationOpen } from '../../../shared/modification'
import { isEventOf } from '../../../shared/modification-outcome'
import { offersOf } from '../../../shared/modification-offers'
import type { Transaction, TransactionEvent } from '../../../shared/transaction'
import {
  transactionEventKind,
  type TransactionDetail,
  type TransactionDetailEvent
} from '../../../shared/transaction-detail'
import { moneyOf } from '../../../shared/transaction-money'
import { rowOf } from '../../ledger/charge-record'
import type { LedgerTables } from '../../ledger/ledger'
import { linkRowOf } from '../../ledger/link-record'
import { modificationRowOf, type ModificationRecord } from '../../ledger/modification-record'
import { isModificationClosable } from './backoff'
import { ownerOf } from './owner'

/**
 * Everything the page may know of a transaction as Dintero has just shown it.
 * @param now ms since 1970 UTC
 */
export async function transactionDetailOf(
  ledger: LedgerTables,
  accountId: string,
  transaction: Transaction,
  now: number
): Promise<TransactionDetail> {
  const transactionId = transaction.id ?? ''
  const owner = await ownerOf(ledger, accountId, transaction)
  const charge = owner.chargeId === null ? null : await ledger.charges.get(owner.chargeId)
  const link = owner.linkId === null ? null : await ledger.links.get(owner.linkId)
  const own = await ledger.modifications.ofTransaction(accountId, transactionId)
  const reading = moneyOf(transaction)
  return {
    transactionId,
    accountId,
    environment: environmentOf(accountId),
    status: transaction.status,
    amount: transaction.amount,
    currency: transaction.currency,
    merchantReference: owner.merchantReference,
    customerName: owner.customerName,
    product: transaction.paymentProductType,
    createdAt: transaction.createdAt,
    money: reading.kind === 'read' ? reading.money : null,
    problem: reading.kind === 'read' ? null : reading.problem,
    offers: offersOf(
      transaction,
      reading,
      own.some(({ state }) => isModificationOpen(state))
    ),
    events: transaction.events.map((event) => detailEventOf(event, own)),
    card: cardOf(transaction),
    settlement: {
      status: transaction.settlementStatus,
      payouts: (transaction.payouts ?? []).map((each) => ({ ...each }))
    },
    charge: charge === null ? null : rowOf(charge),
    link: link === null ? null : linkRowOf(link),
    modifications: own.map((each) => modificationRowOf(each, isModificationClosable(each, now)))
  }
}

function detailEventOf(event: TransactionEvent, own: readonly ModificationRecord[]): TransactionDetailEvent {
  const failure = event.success === false ? readFailure(event) : null
  return {
    kind: transactionEventKind.safeParse(event.event.toLowerCase()).data ?? 'other',
    name: event.event,
    at: event.createdAt,
    amount: event.amount,
    success: event.success,
    status: event.transactionStatus,
    decline: failure === null ? null : { reason: failure.reason, message: failure.message },
    by: event.createdBy,
    reference: event.reference ?? event.mark,
    modificationId: own.find((each) => isEventOf(event, each))?.id ?? null
  }
}

function cardOf(transaction: Transaction): TransactionDetail['card'] {
  const { card } = transaction
  if (card === null) return null
  return { brand: brandNamed(card.brand ?? ''), lastFour: lastFourOf(transaction) ?? '', expiry: card.expiry }
}
