import { freshFor, type AskingEnd, type CardsAsked, type PaymentsAsked } from '../../../shared/batch-asking'
import { isExpired } from '../../../shared/card'
import { decisionOf } from '../../../shared/outcome'
import type { Transaction } from '../../../shared/transaction'
import type { CardFact } from '../../accounts/card-check'
import { identitiesIn } from '../../charging/identities'
import { nothingElsewhere, PaymentIndex, type Elsewhere, type KnownPayment } from '../checking/elsewhere'

/** What is being asked about an account's payments, and since when. Times are ms since 1970 UTC. */
export interface PaymentQuestion {
  readonly startedAt: number
  readonly since: number
  /** Payments from then on may be repeated; null when that is not asked. */
  readonly alikeSince: number | null
}

/**
 * What Dintero was found to have that a file is held against. It is in memory alone, for it ages; what was found to stand in
 * the way of a row stays until Dintero was asked to the end again.
 */
export class AtDintero implements Elsewhere {
  #reading: {
    readonly question: PaymentQuestion
    read: number
    readonly payments: Map<string, KnownPayment>
  } | null = null
  #payments: ReadonlyMap<string, KnownPayment> = new Map()
  #index: Elsewhere = nothingElsewhere
  #asked: Omit<PaymentsAsked, 'fresh'> | null = null
  readonly #cards = new Map<string, CardFact>()
  #cardsEnd: { readonly end: AskingEnd; readonly at: number } | null = null

  begin(question: PaymentQuestion): void {
    this.#reading = { question, read: 0, payments: new Map() }
  }

  /** Takes a page of transactions in. @param cardOf the stored card with a token, by Dintero's id of the token */
  take(transactions: readonly Transaction[], cardOf: (tokenId: string) => string | undefined): void {
    const reading = this.#reading
    if (reading === null) return
    reading.read += transactions.length
    for (const transaction of transactions) {
      const payment = knownPayment(transaction, identitiesIn(transaction, cardOf))
      reading.payments.set(payment.id, payment)
    }
  }

  /** What was read of payments that is not over yet. */
  get reading(): readonly KnownPayment[] {
    return [...(this.#reading?.payments.values() ?? [])]
  }

  /** Reading is over. @param own which of the payments this ledger knows: they are no evidence against themselves */
  end(end: AskingEnd, own: ReadonlySet<string>): void {
    const reading = this.#reading
    if (reading === null) return
    this.#reading = null
    const { question, read, payments } = reading
    for (const id of own) payments.delete(id)
    // A list that was not read to its end says nothing of what it did not show.
    this.#payments = end === 'end' ? payments : new Map([...this.#payments, ...payments])
    this.#index = new PaymentIndex(this.#payments.values(), question.alikeSince)
    this.#asked = { startedAt: question.startedAt, since: question.since, read, end }
  }

  under(reference: string): KnownPayment | undefined {
    return this.#index.under(reference)
  }

  like(moneyKey: string): readonly KnownPayment[] {
    return this.#index.like(moneyKey)
  }

  get isAnyAlike(): boolean {
    return this.#index.isAnyAlike
  }

  takeCards(facts: readonly CardFact[]): void {
    for (const fact of facts) this.#cards.set(fact.cardId, fact)
  }

  endCards(end: AskingEnd, at: number): void {
    this.#cardsEnd = { end, at }
  }

  card(cardId: string): CardFact | undefined {
    return this.#cards.get(cardId)
  }

  /** Whether a card need not be asked about: it was lately, and nothing stands in its way. */
  isKnown(cardId: string, now: number): boolean {
    const fact = this.#cards.get(cardId)
    return fact !== undefined && fact.found !== 'not_active' && isFresh(fact.at, now)
  }

  /** @param now ms since 1970 UTC */
  paymentsAsked(now: number): PaymentsAsked | null {
    return this.#asked && { ...this.#asked, fresh: isFresh(this.#asked.startedAt, now) }
  }

  /** What is known of these cards, each once; null when nobody has asked about cards. */
  cardsAsked(cardIds: ReadonlySet<string>, now: number): CardsAsked | null {
    if (this.#cardsEnd === null) return null
    const counts = { active: 0, expired: 0, notActive: 0, notKnown: 0, notCovered: 0, unasked: 0 }
    for (const cardId of cardIds) {
      const fact = this.#cards.get(cardId)
      if (fact?.found === 'not_active') counts.notActive += 1
      else if (fact === undefined || !isFresh(fact.at, now)) counts.unasked += 1
      else if (fact.found === 'not_known') counts.notKnown += 1
      else if (fact.found === 'not_covered') counts.notCovered += 1
      else {
        counts.active += 1
        if (isExpired(fact.expiry, now)) counts.expired += 1
      }
    }
    return { cards: cardIds.size, ...counts, askedAt: this.#cardsEnd.at, end: this.#cardsEnd.end }
  }
}

/** A clock that was set back meanwhile makes nothing fresh again. */
function isFresh(at: number, now: number): boolean {
  return now >= at && now - at < freshFor
}

function knownPayment(
  { id, merchantReference, status, amount, currency, createdAt }: Transaction,
  identities: readonly string[]
): KnownPayment {
  return {
    // One without an id is told apart by what it says.
    id: id ?? `${merchantReference ?? ''} ${amount ?? ''} ${currency ?? ''} ${createdAt ?? ''}`,
    reference: merchantReference,
    status: status ?? '',
    isDeclined: decisionOf(status) === 'declined',
    amount,
    currency,
    at: createdAt,
    identities
  }
}
