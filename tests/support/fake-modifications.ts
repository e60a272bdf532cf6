import type { ChargeDetail } from '../../shared/charge'
import type { LinkDetail } from '../../shared/link'
import type { ListPage } from '../../shared/list'
import {
  isModificationOpen,
  type ModificationDetail,
  type ModificationDraft,
  type ModificationReview,
  type ModificationRow,
  type ModificationState
} from '../../shared/modification'
import { mostOf, obstacleTo, offersOf } from '../../shared/modification-offers'
import { TrekkError } from '../../shared/result'
import type { Transaction, TransactionEvent } from '../../shared/transaction'
import type { HeldPayment, HeldSums, TransactionDetail } from '../../shared/transaction-detail'
import { moneyOf } from '../../shared/transaction-money'
import type { FakeHandlers } from './fake-api'
import { fakeNow } from './fake-people'
import { aPayment } from './payment'
import { anEvent } from './transaction-event'

const oneHour = 3_600_000
const oneDay = 24 * oneHour

/** The newest of the default world, in states in which they might stand. */
const newest: readonly ModificationState[] = [
  'unknown',
  'succeeded',
  'pending',
  'failed',
  'succeeded',
  'refused',
  'closed',
  'not_sent'
]

/** Captures, voids and refunds of the last days, newest first; amounts in minor units. */
export function fakeModifications(charges: readonly ChargeDetail[]): ModificationDetail[] {
  const done = charges.filter(({ state, transactionId }) => state === 'succeeded' && transactionId !== null)
  return newest.flatMap((state, index) => {
    const charge = done[index * 2]
    return charge === undefined ? [] : [modificationOf(index, charge, state)]
  })
}

/** One refund as main would describe it, of any charge in any state. */
export function modificationOf(
  index: number,
  charge: ChargeDetail,
  state: ModificationState
): ModificationDetail {
  const createdAt = fakeNow - (9 + index * 131) * 60_000
  const isOpen = isModificationOpen(state)
  const isDone = state === 'succeeded'
  return {
    id: `modification-${index}`,
    accountId: charge.accountId,
    kind: 'refund',
    state,
    transactionId: charge.transactionId ?? `P11223344.5uR${index}kZq8`,
    chargeId: charge.id,
    linkId: null,
    amount: Math.max(1, Math.floor(charge.amount / 4)),
    currency: charge.currency,
    merchantReference: charge.merchantReference,
    customerName: charge.customerName,
    reason: 'Returned one of four',
    operator: 'Hanne',
    createdAt,
    changedAt: createdAt + 1_100,
    transactionStatus: isDone ? 'PARTIALLY_REFUNDED' : charge.transactionStatus,
    declineReason: state === 'failed' ? 'issuer_unavailable' : null,
    problem: isDone ? null : problems[state],
    nextLookupAt: isOpen ? Date.now() + 30_000 : null,
    mayClose: state === 'unknown',
    reference: `R-20261122-K7QF3MB29X${String(10 + index)}`,
    repeatReason: null,
    seen: null,
    closed: state === 'closed' ? { by: 'Hanne', reason: 'Not in Backoffice' } : null,
    alarms: [],
    timeline: [
      { at: createdAt, kind: 'sent', state: 'sent', note: '' },
      ...(state === 'sent'
        ? []
        : [{ at: createdAt + 1_100, kind: 'answered' as const, state, note: 'HTTP 200' }])
    ],
    emptyLookups: state === 'unknown' ? 4 : 0,
    inFlight: state === 'sent',
    answerUnwritten: false
  }
}

const problems: Readonly<Record<Exclude<ModificationState, 'succeeded'>, string>> = {
  sent: '',
  pending: 'HTTP 202: taken in, not done yet',
  unknown: 'No answer: ECONNRESET',
  failed: 'REFUND failed: The gateway did not carry out the refund',
  refused: 'HTTP 400: amount is more than what is left',
  not_sent: 'Never reached Dintero: ECONNREFUSED',
  closed: 'No answer: ECONNRESET'
}

/** The transaction of a charge, as Dintero would list it. */
function transactionOf(charge: ChargeDetail): Transaction {
  const { amount, transactionStatus: status, createdAt } = charge
  const at = (event: string, part: number, after: number): TransactionEvent =>
    anEvent({
      id: `${charge.id}-${event}-${after}`,
      event,
      amount: part,
      createdAt: createdAt + after,
      createdBy: 'trekk'
    })
  const reserved = at('AUTHORIZE', amount, 900)
  const half = Math.max(1, Math.floor(amount / 2))
  const events: Readonly<Record<string, readonly TransactionEvent[]>> = {
    AUTHORIZED: [reserved],
    CAPTURED: [reserved, at('CAPTURE', amount, 1_200)],
    PARTIALLY_CAPTURED: [reserved, at('CAPTURE', half, oneHour)],
    PARTIALLY_REFUNDED: [reserved, at('CAPTURE', amount, 1_200), at('REFUND', half, oneDay)],
    REFUNDED: [reserved, at('CAPTURE', amount, 1_200), at('REFUND', amount, oneDay)],
    AUTHORIZATION_VOIDED: [reserved, at('VOID', amount, oneHour)]
  }
  return aPayment({
    id: charge.transactionId,
    status,
    amount,
    currency: charge.currency,
    merchantReference: charge.merchantReference,
    paymentProductType: `${charge.provider}.creditcard`,
    createdAt,
    events: events[status ?? ''] ?? [],
    settlementStatus: 'NOT_SETTLED'
  })
}

/** What the double knows of captures, voids and refunds, and what it answers when the page asks. */
export class FakeModifications {
  modifications: ModificationDetail[]
  readonly #charges: () => readonly ChargeDetail[]
  readonly #links: () => readonly LinkDetail[]
  readonly #reviews = new Map<string, ModificationReview>()

  constructor(
    modifications: ModificationDetail[],
    charges: () => readonly ChargeDetail[],
    links: () => readonly LinkDetail[]
  ) {
    this.modifications = modifications
    this.#charges = charges
    this.#links = links
  }

  /** Amounts decide: over 5,000 is typed again. */
  handlers(): Pick<
    FakeHandlers,
    | 'reviewModification'
    | 'submitModification'
    | 'askModification'
    | 'closeModification'
    | 'listModifications'
    | 'getTransactionDetail'
    | 'listAwaitingCapture'
    | 'sumAwaitingCapture'
  > {
    return {
      reviewModification: (draft) => this.#review(draft),
      submitModification: ({ reviewId }) => this.#submit(reviewId),
      askModification: ({ modificationId }) => this.#end(modificationId, 'succeeded'),
      closeModification: ({ modificationId }) => this.#end(modificationId, 'closed'),
      listModifications: ({ kinds, states, transactionId, from, to, offset, limit }) => {
        const fits = this.modifications.filter(
          (each) =>
            (kinds.length === 0 || kinds.includes(each.kind)) &&
            (states.length === 0 || states.includes(each.state)) &&
            (transactionId === null || transactionId === each.transactionId) &&
            each.createdAt >= (from ?? 0) &&
            each.createdAt < (to ?? Infinity)
        )
        return pageOf<ModificationRow>(fits, offset, limit)
      },
      getTransactionDetail: ({ transactionId }) => this.#detail(transactionId),
      listAwaitingCapture: ({ offset, limit }) => pageOf(this.#held(), offset, limit),
      sumAwaitingCapture: () => heldSumsOf(this.#held())
    }
  }

  #chargeOf(transactionId: string): ChargeDetail {
    const known =
      this.#charges().find((each) => each.transactionId === transactionId) ?? this.#byLink(transactionId)
    // Whatever was made elsewhere looks like some charge of this desk.
    const charge =
      known ??
      (transactionId.includes('els3where')
        ? this.#charges().find((each) => each.transactionStatus === 'CAPTURED')
        : undefined)
    if (charge === undefined) throw new TrekkError('not_found', transactionId)
    return charge
  }

  /** A payment by link looks like a charge of the same amount. */
  #byLink(transactionId: string): ChargeDetail | undefined {
    const link = this.#links().find((each) => each.transactionId === transactionId)
    const [like] = this.#charges()
    if (link === undefined || like === undefined) return undefined
    const { id, merchantReference, transactionStatus, currency, customerName, createdAt, provider } = link
    const amount = link.amount ?? like.amount
    const facts = { id, merchantReference, transactionId, transactionStatus, amount, currency, createdAt }
    return { ...like, ...facts, customerName, provider }
  }

  #detail(transactionId: string): TransactionDetail {
    const charge = this.#chargeOf(transactionId)
    const transaction = transactionOf(charge)
    const modifications = this.modifications.filter((each) => each.transactionId === transactionId)
    const reading = moneyOf(transaction)
    const isOpen = modifications.some(({ state }) => isModificationOpen(state))
    return {
      transactionId,
      accountId: charge.accountId,
      environment: 'production',
      status: transaction.status,
      amount: transaction.amount,
      currency: transaction.currency,
      merchantReference: charge.merchantReference,
      customerName: charge.customerName,
      product: transaction.paymentProductType,
      createdAt: transaction.createdAt,
      money: reading.kind === 'read' ? reading.money : null,
      problem: reading.kind === 'read' ? null : reading.problem,
      offers: offersOf(transaction, reading, isOpen),
      events: transaction.events.map((event) => ({
        kind: event.event.toLowerCase() as TransactionDetail['events'][number]['kind'],
        name: event.event,
        at: event.createdAt,
        amount: event.amount,
        success: event.success,
        status: event.transactionStatus,
        decline: null,
        by: event.createdBy,
        reference: event.reference,
        modificationId: null
      })),
      card: { brand: charge.brand, lastFour: charge.lastFour, expiry: charge.card?.expiry ?? null },
      settlement: { status: transaction.settlementStatus, payouts: [] },
      charge,
      link: null,
      modifications
    }
  }

  #review(draft: ModificationDraft): ModificationReview {
    const { kind, transactionId, amount, currency, reason } = draft
    const { offers, money, merchantReference, customerName } = this.#detail(transactionId)
    const obstacle = obstacleTo(kind, offers)
    if (money === null || obstacle !== null)
      throw new TrekkError('modification_not_possible', kind, {
        details: { kind, obstacle: obstacle ?? 'unreadable' }
      })
    const moves = amount ?? money.leftToCapture
    if (moves > mostOf(kind, offers))
      throw new TrekkError('invalid_input', 'amount', { fields: [{ field: 'amount', problem: 'too_large' }] })
    const { leftToCapture, leftToRefund } = money
    const review: ModificationReview = {
      reviewId: `modification-review-${this.#reviews.size + 1}`,
      transactionId,
      environment: 'production',
      kind,
      amount,
      currency,
      reason,
      merchantReference,
      customerName,
      money,
      after: {
        leftToCapture: kind === 'refund' ? leftToCapture : leftToCapture - moves,
        leftToRefund: kind === 'void' ? leftToRefund : leftToRefund + (kind === 'capture' ? moves : -moves)
      },
      confirmations: [
        ...((amount ?? 0) > 500_000 ? [{ kind: 'type_amount' as const }] : []),
        { kind: 'real_money' }
      ]
    }
    this.#reviews.set(review.reviewId, review)
    return review
  }

  #submit(reviewId: string): ModificationDetail {
    const review = this.#reviews.get(reviewId)
    if (review === undefined) throw new TrekkError('review_unknown', reviewId)
    const { kind, amount, currency, reason, transactionId } = review
    const index = this.modifications.length
    const made = {
      ...modificationOf(index, this.#chargeOf(transactionId), 'succeeded'),
      ...{ id: `modification-new-${index}`, kind, amount, currency, reason, createdAt: Date.now() }
    }
    this.modifications = [made, ...this.modifications]
    return made
  }

  #end(id: string, state: ModificationState): ModificationDetail {
    const modification = this.modifications.find((each) => each.id === id)
    if (modification === undefined) throw new TrekkError('not_found', id)
    const next = { ...modification, state, nextLookupAt: null, mayClose: false, changedAt: Date.now() }
    this.modifications = this.modifications.map((each) => (each.id === id ? next : each))
    return next
  }

  #held(): HeldPayment[] {
    return this.#charges()
      .filter(({ transactionStatus: status }) => status === 'AUTHORIZED' || status === 'PARTIALLY_CAPTURED')
      .map((charge, index) => ({ charge, ...partOf(charge, index) }))
      .map(({ charge, captured, left }) => ({
        kind: 'charge' as const,
        id: charge.id,
        accountId: charge.accountId,
        transactionId: charge.transactionId ?? '',
        transactionStatus: charge.transactionStatus ?? '',
        merchantReference: charge.merchantReference,
        customerName: charge.customerName,
        brand: charge.brand,
        lastFour: charge.lastFour,
        amount: charge.amount,
        currency: charge.currency,
        captured,
        left,
        heldSince: charge.createdAt,
        lapsesAt: charge.createdAt + 7 * oneDay,
        lapsesAtLatest: charge.createdAt + 30 * oneDay,
        captureDue: false,
        underWay: null
      }))
      .toSorted((one, other) => one.heldSince - other.heldSince)
  }
}

/** Of one in seven that were captured in part nobody has read how much. */
function partOf(charge: ChargeDetail, index: number): Pick<HeldPayment, 'captured' | 'left'> {
  if (charge.transactionStatus === 'AUTHORIZED') return { captured: 0, left: charge.amount }
  const captured = Math.floor(charge.amount / 2)
  return index % 7 === 6 ? { captured: null, left: null } : { captured, left: charge.amount - captured }
}

function heldSumsOf(held: readonly HeldPayment[]): HeldSums {
  const currencies = [...new Set(held.map(({ currency }) => currency))].toSorted()
  return {
    sums: currencies.map((currency) => {
      const own = held.filter((each) => each.currency === currency)
      return {
        currency,
        charges: own.length,
        amount: own.reduce((sum, { left }) => sum + (left ?? 0), 0)
      }
    }),
    unread: held.filter(({ left }) => left === null).length,
    oldest: held[0]?.heldSince ?? null
  }
}

function pageOf<Row>(fits: readonly Row[], offset: number, limit: number): ListPage<Row> {
  return { rows: fits.slice(offset, offset + limit), total: fits.length, atLeast: false }
}
