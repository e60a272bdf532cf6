import { brandNamed, providers } from '../../shared/card'
import type { FindFilters, FoundAdoption, FoundRow } from '../../shared/find'
import { isOfAnother, lastFourOf } from '../../shared/identity'
import type { Transaction } from '../../shared/transaction'
import type { TransactionFilter } from '../dintero/dintero'
import type { OwnPayment } from '../ledger/payments'

/*
 * What is asked of Dintero for what a person looks for, and which of its answers are it: without side effects.
 */

/** One of the lists that are read one after another, and which of its rows are taken. */
export interface Question {
  readonly filter: TransactionFilter
  readonly fits: (transaction: Transaction) => boolean
}

/**
 * The lists in which a payment may be: those that carry the text as their reference first, for that is the one filter that
 * is sure to be about it; then whatever Dintero's own search finds, by the text and by the phone number it may be.
 * @param phone the text as a whole phone number; null where it is none
 */
export function questionsFor(filters: FindFilters, phone: string | null): Question[] {
  const { search, amount, currency, operation, from, to } = filters
  const common: TransactionFilter = {
    ...(amount !== null && { amount }),
    ...(currency !== '' && { currency }),
    ...(operation !== null && { operation }),
    ...(from !== null && { createdFrom: from }),
    // Dintero's bound is included, and a day ends before the next begins.
    ...(to !== null && { createdTo: to - 1 })
  }
  const fits = (transaction: Transaction): boolean => isAsked(transaction, filters)
  if (search === '') return [{ filter: common, fits }]
  const byReference: Question = {
    filter: { ...common, merchantReference: search },
    // Whether it must match wholly or at the beginning is not documented; a list that does not heed it holds others.
    fits: (transaction) => (transaction.merchantReference ?? '').startsWith(search) && fits(transaction)
  }
  const texts = [...new Set([search, ...(phone === null ? [] : [phone])])]
  return [
    ...(search.includes(' ') ? [] : [byReference]),
    ...texts.map((text) => ({ filter: { ...common, search: text }, fits }))
  ]
}

/** What of a question can be compared is compared again: a filter that Dintero did not heed must not show others' payments. */
function isAsked(transaction: Transaction, filters: FindFilters): boolean {
  const { amount, currency, operation, lastFour, from, to } = filters
  const { createdAt } = transaction
  return (
    (amount === null || transaction.amount === amount) &&
    (currency === '' || transaction.currency === currency) &&
    (operation === null || transaction.paymentOperation === operation) &&
    (lastFour === '' || lastFourOf(transaction) === lastFour) &&
    (createdAt === null || ((from === null || createdAt >= from) && (to === null || createdAt < to)))
  )
}

/** Whether a transaction can be of the account at all. */
export function isOfAccount({ id, sessionId }: Transaction, accountId: string): boolean {
  return id !== null && !isOfAnother(id, accountId) && !isOfAnother(sessionId, accountId)
}

/** What is here of a transaction: the payment with its id, whether its reference is used, and cards by Dintero's token ids. */
export interface Here {
  readonly own: OwnPayment | undefined
  readonly isReferenceUsed: boolean
  readonly cardOf: ReadonlyMap<string, string>
}

/** A transaction as the page may know it. A stranger's is never shown as ours: both id and reference must be. */
export function foundRow(transaction: Transaction, { own, isReferenceUsed, cardOf }: Here): FoundRow {
  const { merchantReference, card, customer } = transaction
  const isOwn = own !== undefined && own.merchantReference === merchantReference
  const isHalfOwn = own !== undefined || isReferenceUsed
  return {
    transactionId: transaction.id ?? '',
    merchantReference,
    status: transaction.status,
    amount: transaction.amount,
    currency: transaction.currency,
    product: transaction.paymentProductType,
    operation: transaction.paymentOperation,
    createdAt: transaction.createdAt,
    customerName: customer?.name ?? (isOwn ? own.customerName : null),
    email: customer?.email ?? null,
    phone: customer?.phone ?? null,
    brand: brandNamed(card?.brand ?? null),
    lastFour: lastFourOf(transaction) ?? '',
    owner: isOwn ? own.kind : isHalfOwn ? 'contradicts' : 'elsewhere',
    ownId: isOwn ? own.id : null,
    ...adoptionOf(transaction, cardOf)
  }
}

/** Dintero's ids of the tokens that a transaction stored or was paid with. */
export function tokenIdsOf({ card }: Transaction): string[] {
  return [card?.paymentTokenId, card?.recurrenceTokenId].flatMap((id) => id ?? [])
}

function adoptionOf(
  transaction: Transaction,
  cardOf: ReadonlyMap<string, string>
): { readonly adoption: FoundAdoption; readonly cardId: string | null } {
  const isChargeable = providers.some(
    (provider) => transaction.paymentProductType === `${provider}.creditcard`
  )
  if (!isChargeable) return { adoption: 'not_chargeable', cardId: null }
  const ids = tokenIdsOf(transaction)
  if (ids.length === 0) return { adoption: 'unnamed', cardId: null }
  const cards = ids.map((id) => cardOf.get(id) ?? null)
  // Of a card with two tokens of which one is here, the other can still be stored.
  const isWhole = cards.every((card) => card !== null)
  return { adoption: isWhole ? 'stored' : 'named', cardId: cards.find((card) => card !== null) ?? null }
}
