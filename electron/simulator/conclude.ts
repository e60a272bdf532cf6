import { decide } from './decide'
import { declineError } from './decline-error'
import { authorise, become, capture, initiated, polled, refuse, undecided } from './lifecycle'
import { lookedAt } from './operations/perform'
import { noted } from './session-events'
import { momentOf } from './world'
import type { ChargePlan } from './faults'
import type { CardRecord, KnownToken, SessionRecord, TransactionRecord } from './records'
import type { ValidRequest } from './validate'
import type { World } from './world'

/** Keeps a session for a valid request. Tokens are left out: the record names the card by its token's id. */
export function openSession(
  world: World,
  accountId: string,
  request: ValidRequest,
  token: KnownToken,
  headers: Record<string, string>,
  publish: SessionRecord['publish'] = null
): SessionRecord {
  const { provider, tokenKind, tokenId, brand, maskedPan, expiry } = token
  const { now, ids } = momentOf(world)
  return world.store.putSession({
    id: ids.record(accountId),
    accountId,
    merchantReference: request.order.merchant_reference,
    amount: request.order.amount,
    currency: request.order.currency,
    autoCapture: request.autoCapture,
    operation: request.operation,
    card: { provider, tokenKind, tokenId, brand, maskedPan, expiry },
    url: request.url,
    customer: request.customer,
    order: request.order,
    configuration: request.configuration,
    metadata: request.metadata,
    publish,
    enrolment: null,
    expiresAt: request.expiresAt,
    headers,
    events: [{ id: ids.uuid(), name: 'INITIATED', at: now }],
    transactionId: null,
    createdAt: now,
    updatedAt: now
  })
}

/** A card with how it answers: a stored one, or one that a customer took out. */
export type PayingCard = CardRecord & Pick<KnownToken, 'behaviour'>

/** Decides and keeps the one transaction of a session. Nothing here waits, so two requests never see each other half done. */
export function conclude(
  world: World,
  session: SessionRecord,
  paying: PayingCard,
  plan: ChargePlan,
  customerPresent: boolean
): { transaction: TransactionRecord; session: SessionRecord } {
  const lag = plan.find('list_lag')
  const hidden = lag ? { calls: lag.calls, until: world.clock() + lag.ms } : null
  const decided = decideTransaction(world, session, paying, plan, customerPresent)
  const change = plan.find('later')
  const later = change ? { polls: change.polls, status: change.status, amount: change.amount } : null
  const transaction = world.store.putTransaction({ ...decided, hidden, later })
  return {
    transaction,
    session: noteStatus(world, { ...session, transactionId: transaction.id }, transaction)
  }
}

function decideTransaction(
  world: World,
  session: SessionRecord,
  paying: PayingCard,
  plan: ChargePlan,
  customerPresent: boolean
): TransactionRecord {
  const moment = momentOf(world)
  const { provider, tokenKind, tokenId, brand, maskedPan, expiry, behaviour } = paying
  const card = { provider, tokenKind, tokenId, brand, maskedPan, expiry }
  const fresh = initiated(session, card, moment)
  const vocabulary = world.vocabulary[provider]

  const waiting = plan.find('undecided')
  if (waiting) return undecided(fresh, waiting.as, waiting)

  const forced = plan.find('decline')
  if (forced) {
    const error = forced.error ?? declineError(forced.cause, vocabulary, null)
    return refuse(fresh, { cause: forced.cause, counted: true, error, status: forced.status }, moment)
  }

  const attempts = world.store.attempts(session.accountId, card)
  const { amount } = session
  const { now } = moment
  const decision = decide({ provider, brand, expiry, behaviour, amount, attempts, now, customerPresent })
  const { cause, counted, retryAt } = decision
  if (cause !== null) {
    return refuse(
      fresh,
      { cause, counted, error: declineError(cause, vocabulary, retryAt), status: 'FAILED' },
      moment
    )
  }
  const authorised = authorise(fresh, moment)
  if (!session.autoCapture) return authorised
  if (world.captureAfterPolls === 0) return capture(authorised, moment)
  return {
    ...authorised,
    due: { polls: world.captureAfterPolls - 1, becomes: 'CAPTURED', cause: 'rejected' }
  }
}

/** A lookup of a transaction, which may be what it was waiting for. */
export function look(
  world: World,
  transaction: TransactionRecord,
  session: SessionRecord
): TransactionRecord {
  const vocabulary = world.vocabulary[transaction.card.provider]
  const moment = momentOf(world)
  const asked = later(polled(transaction, session.autoCapture, vocabulary, moment), world)
  const after = lookedAt(asked, moment)
  if (after === transaction) return transaction
  if (after.status !== transaction.status) noteStatus(world, session, after)
  return world.store.putTransaction(after)
}

function later(transaction: TransactionRecord, world: World): TransactionRecord {
  const plan = transaction.later
  if (plan === null) return transaction
  if (plan.polls > 0) return { ...transaction, later: { ...plan, polls: plan.polls - 1 } }
  return become(transaction, plan.status, plan.amount, momentOf(world))
}

const sessionEventOf: Partial<Record<TransactionRecord['status'], string>> = {
  AUTHORIZED: 'AUTHORIZED',
  CAPTURED: 'AUTHORIZED',
  FAILED: 'PAY_FAILED',
  DECLINED: 'DECLINED',
  AUTHORIZATION_VOIDED: 'CANCELLED',
  UNKNOWN: 'UNKNOWN'
}

function noteStatus(world: World, session: SessionRecord, { status }: TransactionRecord): SessionRecord {
  return noted(world, session, sessionEventOf[status])
}
