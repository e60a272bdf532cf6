import type { Brand } from './contract'
import type { KnownToken, SessionRecord, TransactionRecord } from './records'

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

const brandNames: Readonly<Record<Brand, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  other: 'Unknown'
}

const iso = (time: number): string => new Date(time).toISOString()

/** A session as Dintero sends it. Tokens are never part of it. */
export function sessionBody(session: SessionRecord): Record<string, unknown> {
  return {
    id: session.id,
    created_at: iso(session.createdAt),
    updated_at: iso(session.updatedAt),
    ...(session.expiresAt === null ? {} : { expires_at: iso(session.expiresAt) }),
    url: session.url ?? {},
    customer: session.customer,
    order: session.order,
    configuration: session.configuration,
    metadata: session.metadata,
    ...(session.operation === null ? {} : { payment_operation: session.operation }),
    initiating_system_request_headers: session.headers,
    events: session.events.map(({ id, name, at }) => ({ id, name, created_at: iso(at) })),
    ...(session.transactionId === null ? {} : { transaction_id: session.transactionId })
  }
}

/**
 * A transaction as Dintero sends it. The token's value is there only when it was asked for; its id always is.
 * @param token the card's token as it is known now, or undefined when it was removed
 */
export function transactionBody(
  transaction: TransactionRecord,
  session: SessionRecord,
  token: KnownToken | undefined,
  includes: readonly TransactionInclude[]
): Record<string, unknown> {
  const { provider, tokenKind, tokenId, brand, maskedPan, expiry } = transaction.card
  const { events: sessionEvents, ...sessionRest } = session
  const type = transaction.foreign ?? `${provider}.creditcard`
  const isCard = type.endsWith('.creditcard')
  const withToken = token !== undefined && includes.includes(`card.${tokenKind}`)
  return {
    id: transaction.id,
    session_id: transaction.sessionId,
    status: transaction.status,
    amount: transaction.amount,
    currency: transaction.currency,
    payment_product: type.split('.')[0],
    payment_product_type: type,
    ...(session.operation === null ? {} : { payment_operation: session.operation }),
    ...session.order,
    settlement_status: 'NOT_SETTLED',
    customer: session.customer,
    ...(session.metadata === undefined ? {} : { metadata: session.metadata }),
    url: session.url ?? {},
    ...(isCard && {
      card: {
        brand: brandNames[brand],
        masked_pan: maskedPan,
        ...(expiry === null ? {} : { expiry_date: expiry }),
        ...(tokenId !== '' && { [`${tokenKind}_id`]: tokenId }),
        ...(withToken ? { [tokenKind]: token.token } : {})
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
    .map(({ id, event, status, success, amount, at, error }) => ({
      id,
      event,
      transaction_status: status,
      success,
      amount,
      ...(order['items'] === undefined ? {} : { items: order['items'] }),
      created_at: iso(at),
      ...(error === null ? {} : { error }),
      ...(includes.includes('events.request_headers') ? { request_headers: headers } : {})
    }))
}
