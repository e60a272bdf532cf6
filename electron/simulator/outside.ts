import { z } from 'zod'
import { brand, operation, provider, status, tokenKind, type Status } from './contract'
import { become, newEvent } from './lifecycle'
import { carriedOut } from './operations/perform'
import { allowed } from './operations/rules'
import type { OperationKind, SessionRecord, TransactionRecord } from './records'
import { momentOf, type World } from './world'

/** A payment that somebody else made: another system of the merchant's, a web shop, a terminal. */
export const plantedTransaction = z.strictObject({
  accountId: z.string(),
  merchantReference: z.string().min(1),
  amount: z.number().int(),
  currency: z.string().default('NOK'),
  status: status.default('CAPTURED'),
  /** `vipps`, `payex.swish`, `payex.creditcard` ... */
  productType: z.string().min(1),
  operation: operation.nullable().default(null),
  /** Of a card payment. An empty `tokenId` leaves it out. */
  card: z
    .strictObject({
      brand: brand.default('visa'),
      maskedPan: z.string(),
      tokenKind: tokenKind.default('payment_token'),
      tokenId: z.string().default(''),
      expiry: z.string().nullable().default(null)
    })
    .nullable()
    .default(null),
  /** What it says of the customer, in Dintero's words: `customer_id`, `email`, `phone_number`. */
  customer: z.record(z.string(), z.string()).optional(),
  /** ms since 1970 UTC; now unless given */
  createdAt: z.number().int().nullable().default(null),
  /** Another account's form, to see whether anybody looks. */
  idOf: z.string().nullable().default(null)
})
export type PlantedTransaction = z.infer<typeof plantedTransaction>

/** Puts a payment into the account's list that no request of ours made, with a session of its own. */
export function plant(world: World, given: PlantedTransaction): TransactionRecord {
  const { now, ids } = momentOf(world)
  const at = given.createdAt ?? now
  const owner = given.idOf ?? given.accountId
  const { accountId, merchantReference, amount, currency } = given
  const card = {
    provider: provider.safeParse(given.productType.split('.')[0]).data ?? ('payex' as const),
    tokenKind: given.card?.tokenKind ?? ('payment_token' as const),
    tokenId: given.card?.tokenId ?? '',
    brand: given.card?.brand ?? ('other' as const),
    maskedPan: given.card?.maskedPan ?? '',
    expiry: given.card?.expiry ?? null
  }
  const common = { accountId, merchantReference, amount, currency, card, createdAt: at, updatedAt: at }
  const session: SessionRecord = {
    ...common,
    id: ids.record(owner),
    autoCapture: false,
    operation: given.operation,
    ...(given.customer && { customer: given.customer }),
    order: { amount, currency, merchant_reference: merchantReference },
    configuration: {},
    publish: null,
    enrolment: null,
    expiresAt: null,
    headers: {},
    events: [],
    transactionId: ids.record(owner)
  }
  world.store.putSession(session)
  const moment = { now: at, ids }
  const reserved = newEvent({ event: 'AUTHORIZE', status: 'AUTHORIZED', amount }, moment)
  const captured = newEvent({ event: 'CAPTURE', status: 'CAPTURED', amount }, moment)
  const transaction: TransactionRecord = {
    ...common,
    id: session.transactionId ?? '',
    sessionId: session.id,
    status: given.status,
    events:
      given.status === 'CAPTURED' ? [reserved, captured] : given.status === 'AUTHORIZED' ? [reserved] : [],
    attempt: null,
    due: null,
    hidden: null,
    foreign: given.productType,
    later: null,
    pending: [],
    stored: null
  }
  return world.store.putTransaction(transaction)
}

/** Something happened to a transaction at Dintero that nobody here asked for. @throws Error when there is none */
export function setStatus(world: World, id: string, to: Status, amount?: number): void {
  const transaction = world.store.anyTransaction(id)
  if (!transaction) throw new Error(`no transaction ${id}`)
  world.store.putTransaction(become(transaction, to, amount ?? null, momentOf(world)))
}

/**
 * Somebody captured, refunded or voided in Backoffice: the event is nobody's of ours, and has no reference.
 * @param amount minor units; null: all that is left
 * @throws Error when there is no such transaction, or no such money
 */
export function operateOutside(world: World, kind: OperationKind, id: string, amount: number | null): void {
  const transaction = world.store.anyTransaction(id)
  const session = transaction && world.store.session(transaction.accountId, transaction.sessionId)
  if (!transaction || !session) throw new Error(`no transaction ${id}`)
  const asked = { kind, reference: null, metadata: null, items: null }
  const there = allowed(transaction, session.order, { ...asked, amount })
  if (!there.ok) throw new Error(there.message)
  const { ids } = world
  const by = { createdBy: 'somebody-in-backoffice', requestId: ids.uuid(), unmarked: false }
  world.store.putTransaction(
    carriedOut(transaction, { ...asked, ...by, amount: there.value }, momentOf(world))
  )
}
