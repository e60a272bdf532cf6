import { classifyTransaction, type Expected, type Outcome } from '../../shared/outcome'
import type { TokenKind } from '../../shared/card'
import type { Transaction } from '../../shared/transaction'
import type { Dintero, Failed, Lookup } from '../dintero/dintero'
import type { ChargeRecord } from '../ledger/charge-record'

/** What Dintero knows of a charge. `empty`: it answered, and has nothing. */
export type Finding =
  | { readonly kind: 'found'; readonly outcome: Outcome }
  | { readonly kind: 'empty'; readonly note: string; readonly sessionId: string | null }
  | Failed

/**
 * A transaction made so long before the charge was written cannot be its own, whatever its reference says; an
 * earlier ledger's charge may have carried the same one. A day leaves room for a desk whose clock is wrong.
 */
const clockTolerance = 24 * 3_600_000

/** A stored token by the id Dintero gave it; a payment and a recurrence token of one card have different ids. */
export interface TokenIdentity {
  readonly kind: TokenKind
  readonly id: string
}

/** Dintero's id of the token of one kind that a transaction was made with; null where it does not say. */
export function tokenIdOf({ card }: Transaction, kind: TokenKind): string | null {
  return (kind === 'recurrence_token' ? card?.recurrenceTokenId : card?.paymentTokenId) ?? null
}

/**
 * Asks Dintero what became of a charge: by transaction id if one is known, else by session, else by merchant reference.
 * @param token the card's token as Dintero knows it; null where its id is not known
 */
export async function lookUp(
  dintero: Dintero,
  charge: ChargeRecord,
  token: TokenIdentity | null
): Promise<Finding> {
  const judge = (transaction: Transaction): Outcome => judged(transaction, charge, token)
  if (charge.transactionId !== null) {
    const one = await dintero.getTransaction(charge.transactionId)
    if (one.kind === 'found') return { kind: 'found', outcome: judge(one.value) }
    if (one.kind === 'failed') return one
  }
  const bySession = charge.sessionId === null ? null : await lookUpSession(dintero, charge.sessionId)
  if (bySession?.kind === 'found') return { kind: 'found', outcome: judge(bySession.value) }
  if (bySession?.kind === 'failed') return bySession

  const listed = await dintero.listTransactions({ merchantReference: charge.merchantReference })
  if (listed.kind === 'failed') return listed
  const all = listed.kind === 'found' ? listed.value : []
  // Whether Dintero's filter matches exactly or by prefix is not documented.
  const outcomes = all.filter((each) => each.merchantReference === charge.merchantReference).map(judge)
  const telling = mostTelling(outcomes)
  if (telling !== null) return { kind: 'found', outcome: telling }
  return charge.sessionId === null
    ? { kind: 'empty', note: 'no transaction with this reference', sessionId: null }
    : { kind: 'empty', note: `session ${charge.sessionId} has no transaction`, sessionId: charge.sessionId }
}

async function lookUpSession(dintero: Dintero, sessionId: string): Promise<Lookup<Transaction>> {
  const session = await dintero.getSession(sessionId)
  if (session.kind !== 'found') return session
  if (session.value.transactionId === null) return { kind: 'not_found' }
  return dintero.getTransaction(session.value.transactionId)
}

function judged(transaction: Transaction, charge: ChargeRecord, token: TokenIdentity | null): Outcome {
  const expected: Expected = {
    amount: charge.amount,
    currency: charge.currency,
    merchantReference: charge.merchantReference
  }
  const outcome = classifyTransaction(transaction, expected)
  const reason = whyNotOurs(transaction, charge, token)
  if (reason === null) return outcome
  return { ...outcome, state: 'unknown', decline: null, next: 'look_up', note: reason }
}

function whyNotOurs(
  transaction: Transaction,
  charge: ChargeRecord,
  token: TokenIdentity | null
): string | null {
  const { createdAt, id } = transaction
  if (createdAt !== null && createdAt < charge.createdAt - clockTolerance) {
    return `transaction ${id ?? 'without id'} has this reference but is older than the charge`
  }
  const charged = token && tokenIdOf(transaction, token.kind)
  if (token !== null && charged !== null && charged !== token.id) {
    return `transaction ${id ?? 'without id'} has this reference but charged another card`
  }
  return null
}

/**
 * Of several transactions under one reference: a payment is a payment whatever else there is, and nothing is over
 * while one of them is undecided.
 */
function mostTelling(outcomes: readonly Outcome[]): Outcome | null {
  for (const state of ['succeeded', 'pending', 'unknown', 'declined'] as const) {
    const outcome = outcomes.find((each) => each.state === state)
    if (outcome !== undefined) return outcome
  }
  return outcomes[0] ?? null
}
