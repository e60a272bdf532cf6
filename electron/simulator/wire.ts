import { moved } from './money'
import type { Brand } from './contract'
import type { CardRecord, EventRecord, KnownToken, SessionRecord, TransactionRecord } from './records'

/** What `GET /transactions/{id}` may be asked to include (docs/dintero.md 5.1). */
export const transactionIncludes = [
  'card.payment_token',
  'card.recurrence_token',
  'session',
  'session.events.latest',
  'events.request_headers',
  'events.success.true',
  'initiating_system_request_headers'
] as const
export type TransactionInclude = (typeof transactionIncludes)[number]

export const brandNames: Readonly<Record<Brand, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  other: 'Unknown'
}

const iso = (time: number): string => new Date(time).toISOString()

/** A session as Dintero sends it. Tokens are never part of it. */
export function sessionBody(session: SessionRecord): Record<string, unknown> {
  const cancelled = session.events.find(({ name }) => name === 'CANCELLED')
  return {
    id: session.id,
    created_at: iso(session.createdAt),
    updated_at: iso(session.updatedAt),
    ...given('cancelled_at', cancelled ? iso(cancelled.at) : null),
    ...(session.expiresAt === null ? {} : { expires_at: iso(session.expiresAt) }),
    url: session.url ?? {},
    customer: session.customer,
    order: session.order,
    configuration: {
      ...session.configuration,
      ...given('publish', session.publish)
    },
    metadata: session.metadata,
    ...given('payment_operation', operationOf(session)),
    initiating_system_request_headers: session.headers,
    events: session.events.map(({ id, name, at }) => ({ id, name, created_at: iso(at) })),
    ...(session.transactionId === null ? {} : { transaction_id: session.transactionId })
  }
}

/**
 * A transaction as Dintero sends it. A token's value is there only when it was asked for; its id always is.
 * @param tokens the card's tokens as they are known now
 */
export function transactionBody(
  transaction: TransactionRecord,
  session: SessionRecord,
  tokens: readonly KnownToken[],
  includes: readonly TransactionInclude[]
): Record<string, unknown> {
  const { provider, brand, maskedPan, expiry } = transaction.card
  const { events: sessionEvents, ...sessionRest } = session
  const type = transaction.foreign ?? `${provider}.creditcard`
  const isCard = type.endsWith('.creditcard')
  const told = tokens.filter(({ tokenKind }) => includes.includes(`card.${tokenKind}`))
  return {
    id: transaction.id,
    session_id: transaction.sessionId,
    status: transaction.status,
    amount: transaction.amount,
    currency: transaction.currency,
    payment_product: type.split('.')[0],
    payment_product_type: type,
    ...given('payment_operation', operationOf(session)),
    ...session.order,
    settlement_status: settlementStatus(transaction.events),
    channel: session.configuration['channel'] ?? 'ecommerce',
    customer: session.customer,
    ...(session.metadata === undefined ? {} : { metadata: session.metadata }),
    url: session.url ?? {},
    ...(isCard && {
      card: {
        brand: brandNames[brand],
        masked_pan: maskedPan,
        ...(expiry === null ? {} : { expiry_date: expiry }),
        ...Object.fromEntries(tokensOf(transaction).map((each) => [`${each.tokenKind}_id`, each.tokenId])),
        ...Object.fromEntries(told.map(({ tokenKind, token }) => [tokenKind, token]))
      }
    }),
    events: eventBodies(transaction, session, includes),
    created_at: iso(transaction.createdAt),
    updated_at: iso(transaction.updatedAt),
    ...(includes.includes('initiating_system_request_headers')
      ? { initiating_system_request_headers: session.headers }
      : {}),
    ...(includes.includes('session') ? { session: sessionBody(session) } : {}),
    ...(includes.includes('session.events.latest')
      ? { session: sessionBody({ ...sessionRest, events: sessionEvents.slice(-1) }) }
      : {})
  }
}

function eventBodies(
  { events }: TransactionRecord,
  { headers, order }: SessionRecord,
  includes: readonly TransactionInclude[]
): Record<string, unknown>[] {
  return events
    .filter(({ success }) => success || !includes.includes('events.success.true'))
    .map((event) => ({
      id: event.id,
      event: event.event,
      transaction_status: event.status,
      success: event.success,
      amount: event.amount,
      // What somebody asked for has the lines they named; what Dintero did by itself was about all of them.
      ...given('items', event.items ?? (event.createdBy === null ? (order['items'] ?? null) : null)),
      created_at: iso(event.at),
      ...given('created_by', event.createdBy),
      ...given('request_id', event.requestId),
      ...given('correlation_request_id', event.correlationRequestId),
      ...given('event_reference', event.unmarked ? null : event.reference),
      ...given('metadata', event.unmarked ? null : event.metadata),
      ...given('error', event.error),
      ...given('settlements', event.settlement && settlementsBody(event)),
      ...(includes.includes('events.request_headers') ? { request_headers: headers } : {})
    }))
}

/**
 * How far the captures and refunds were paid out (docs/dintero.md 11). Which word stands for what is not documented:
 * here it is settled when nothing that was captured or refunded is left out, and pending while it is only reported.
 */
function settlementStatus(events: readonly EventRecord[]): string {
  const money = events.filter((event) => moved(event, 'CAPTURE') || moved(event, 'REFUND'))
  const parts = money.flatMap(({ settlement }) => settlement ?? [])
  const paid = parts.filter(({ postponed }) => !postponed)
  if (paid.length === 0) return parts.length === 0 ? 'NOT_SETTLED' : 'PENDING_SETTLEMENT'
  return paid.length < money.length ? 'PARTIALLY_SETTLED' : 'SETTLED'
}

function settlementsBody({ settlement, ...event }: EventRecord): Record<string, unknown> | null {
  if (settlement === null) return null
  const { settlementId, providerReference, correlationId, capture, refund, fee } = settlement
  return {
    settlement_status: settlementStatus([{ ...event, settlement }]),
    events: [
      {
        settlement_id: settlementId,
        provider_reference: providerReference,
        event_correlation_id: correlationId,
        amount: capture - refund - fee,
        ...(event.event === 'CAPTURE' ? { capture, fee } : { refund })
      }
    ]
  }
}

/** What a payment was made for, in Dintero's word; null where the customer pays (docs/dintero.md 5.3). */
export function operationOf({ operation, enrolment }: SessionRecord): string | null {
  return enrolment === null ? operation : 'generate_payment_token'
}

/** The tokens of a transaction's card, by their ids: those it made, or the one it was paid with. */
export function tokensOf({
  card,
  stored
}: TransactionRecord): readonly Pick<CardRecord, 'tokenKind' | 'tokenId'>[] {
  return stored ?? (card.tokenId === '' ? [] : [card])
}

/** A property that is left out when there is nothing to say. */
function given(name: string, value: unknown): Record<string, unknown> {
  return value === null ? {} : { [name]: value }
}
