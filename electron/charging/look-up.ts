import type { FoundTransaction } from '../../shared/found-transaction'
import { contradictionsOf, foundOf, identityOf, type Claim } from '../../shared/identity'
import { classifyTransaction, type Outcome } from '../../shared/outcome'
import type { Transaction } from '../../shared/transaction'
import type { Dintero, Failed, Lookup } from '../dintero/dintero'
import type { ChargeRecord } from '../ledger/charge-record'

/** What Dintero answered about a charge. */
export interface Answered {
  readonly kind: 'answered'
  /** The charge's own transactions, the most telling first; empty when Dintero has none, or none that is surely it. */
  readonly ours: readonly Transaction[]
  /** The judgement of the first of them; null when there is none. */
  readonly outcome: Outcome | null
  /** Of the same facts in another session, or with too little said: a second payment, whoever made it. */
  readonly twins: readonly Transaction[]
  /** The transaction named to us, where it now says something a transaction of ours cannot. */
  readonly changed: Transaction | null
  /** What else is under the reference. */
  readonly others: readonly FoundTransaction[]
  /** For the timeline: English, no secrets. */
  readonly note: string
}

export type Finding = Answered | Failed

/**
 * Asks Dintero what became of a charge: by the transaction and the session it named, and by merchant reference, because
 * only the list shows what else happened under it. Every transaction found is held against all that is known.
 */
export async function lookUp(
  dintero: Dintero,
  charge: ChargeRecord,
  claimNow: () => Claim
): Promise<Finding> {
  const named = await lookUpNamed(dintero, charge)
  const listed = await dintero.listTransactions({ merchantReference: charge.merchantReference })
  // Whether Dintero's filter matches exactly or by prefix is not documented.
  const rows =
    listed.kind === 'found'
      ? listed.value.filter((each) => each.merchantReference === charge.merchantReference)
      : []
  const all = withoutRepeats([...(named.kind === 'found' ? [named.value] : []), ...rows])
  const claim = claimNow()
  const ours = mostTellingFirst(all.filter((each) => identityOf(each, claim) === 'ours'))
  // A list that was not read may hold what a read one would show; what was found by id stands without it.
  if (ours.length === 0 && named.kind === 'failed') return named
  if (ours.length === 0 && listed.kind === 'failed') return listed
  const rest = all.filter((each) => !ours.includes(each))
  const others = rest.map((each) => foundOf(each, claim))
  const [first] = ours
  return {
    kind: 'answered',
    ours,
    outcome: first === undefined ? null : classifyTransaction(first),
    twins: rest.filter((each) => contradictionsOf(each, claim).every((what) => what === 'session')),
    changed: rest.find((each) => isNamed(each, charge)) ?? null,
    others,
    note: first === undefined ? noteOfNothing(charge, others) : ''
  }
}

async function lookUpNamed(dintero: Dintero, charge: ChargeRecord): Promise<Lookup<Transaction>> {
  if (charge.transactionId !== null) {
    const one = await dintero.getTransaction(charge.transactionId)
    if (one.kind !== 'not_found') return one
  }
  return charge.sessionId === null ? { kind: 'not_found' } : lookUpSession(dintero, charge.sessionId)
}

/** The transaction of a session, which has at most one (docs/dintero.md 4). */
export async function lookUpSession(dintero: Dintero, sessionId: string): Promise<Lookup<Transaction>> {
  const session = await dintero.getSession(sessionId)
  if (session.kind !== 'found') return session
  if (session.value.transactionId === null) return { kind: 'not_found' }
  return dintero.getTransaction(session.value.transactionId)
}

function isNamed({ id }: Transaction, { transactionId }: ChargeRecord): boolean {
  return transactionId !== null && id === transactionId
}

/** The first of those with the same id: what was asked by id is newer than a list that may lag. */
function withoutRepeats(all: readonly Transaction[]): Transaction[] {
  return all.filter(({ id }, index) => id === null || all.findIndex((other) => other.id === id) === index)
}

/**
 * Of several transactions: a payment is a payment whatever else there is, and nothing is over while one of them is
 * undecided.
 */
function mostTellingFirst(transactions: readonly Transaction[]): Transaction[] {
  const order: readonly Outcome['state'][] = ['succeeded', 'pending', 'unknown', 'declined']
  const rank = (each: Transaction): number => order.indexOf(classifyTransaction(each).state)
  return transactions.toSorted((one, other) => rank(one) - rank(other))
}

function noteOfNothing(charge: ChargeRecord, others: readonly FoundTransaction[]): string {
  const said = others.map(
    ({ transactionId, contradictions }) =>
      `${transactionId ?? 'a transaction without id'} ${
        contradictions.length === 0
          ? 'may be this charge or another'
          : `is another's (${contradictions.join(', ')})`
      }`
  )
  if (said.length > 0) return said.join('; ')
  return charge.sessionId === null
    ? 'no transaction with this reference'
    : `session ${charge.sessionId} has no transaction`
}
