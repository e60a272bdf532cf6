import { pageSize } from '../../../electron/dintero/whole-list'
import type { ModificationKind, ModificationRow } from '../../../shared/modification'
import type { ModificationAnswer } from '../../../shared/modification-outcome'
import type { Answer } from '../../../shared/outcome'
import type { ChargeDraft, ChargeRow } from '../../../shared/charge'
import type { LinkDetail, LinkDraft, LinkRow } from '../../../shared/link'
import type { ChargeReview } from '../../../shared/review'
import { defaultSettings, type Settings } from '../../../shared/settings'
import type { Limits } from '../../../shared/account'
import type { Transaction } from '../../../shared/transaction'
import type {
  CardToken,
  Dintero,
  LinkAnswer,
  Lookup,
  Session,
  TransactionFilter
} from '../../../electron/dintero/dintero'
import type { EnrolmentBody } from '../../../electron/dintero/enrolment-body'
import type { ModificationBody } from '../../../electron/dintero/modification-bodies'
import type { SessionsPayBody, SessionsProfileBody } from '../../../electron/dintero/requests'
import type { ChargeService } from '../../../electron/charging/charge-service'
import { composeCharging, type Charging, type ComposeParts } from '../../../electron/charging/compose'
import type { Ledger, LedgerOptions } from '../../../electron/ledger/ledger'
import { anEvent } from '../../support/transaction-event'
import { accountId, ledgerWithCard, start } from '../ledger/support'

export { accountId, start }

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

const blankTransaction: Transaction = {
  id: 'T12345678.tx-1',
  sessionId: 'T12345678.session-1',
  status: 'CAPTURED',
  amount: 129_990,
  currency: 'NOK',
  merchantReference: 'order-17',
  paymentProductType: 'dintero_psp.creditcard',
  paymentOperation: 'unscheduled_purchase',
  createdAt: start,
  events: [],
  settlementStatus: null,
  payouts: [],
  card: {
    brand: 'Visa',
    maskedPan: '476173******0416',
    expiry: null,
    paymentTokenId: null,
    recurrenceTokenId: null
  },
  customer: null
}

export function aTransaction(change: Partial<Transaction> = {}): Transaction {
  return { ...blankTransaction, ...change }
}

export function paid(change: Partial<Transaction> = {}): Answer {
  return {
    kind: 'transaction',
    status: 200,
    transaction: aTransaction(change),
    success: true,
    sessionId: null
  }
}

/** A session of a link that nothing has happened in. */
export function aSession(change: Partial<Session> = {}): Session {
  return {
    id: 'session-1',
    transactionId: null,
    merchantReference: null,
    smsStatus: null,
    expiresAt: null,
    events: [],
    ...change
  }
}

/** An answer about the same payment under another reference. */
export function withReference<T extends Answer>(answer: T, merchantReference: string): T {
  return answer.kind === 'transaction'
    ? { ...answer, transaction: { ...answer.transaction, merchantReference } }
    : answer
}

export function declinedWith(
  type: string,
  error: { retryAfter?: number; retryCodes?: string[] } = {}
): Answer {
  const transaction = aTransaction({
    status: 'FAILED',
    events: [
      {
        ...anEvent({ event: 'AUTHORIZE' }),
        transactionStatus: 'FAILED',
        success: false,
        amount: 129_990,
        createdAt: start,
        error: {
          message: 'no',
          code: null,
          types: [type],
          resultCode: null,
          retryCodes: error.retryCodes ?? [],
          retryAfter: error.retryAfter ?? null
        }
      }
    ]
  })
  return { kind: 'transaction', status: 200, transaction, success: false, sessionId: null }
}

export function httpError(
  status: number,
  message: string,
  extra: { sessionId?: string; retryAfter?: number } = {}
): Answer {
  return {
    kind: 'error',
    status,
    message,
    code: null,
    sessionId: extra.sessionId ?? null,
    fromDintero: true,
    hasIds: extra.sessionId !== undefined,
    retryAfter: extra.retryAfter ?? null
  }
}

export const noAnswer: Answer = { kind: 'no_answer', reason: 'connection reset' }
export const notConnected: Answer = { kind: 'not_connected', reason: 'ECONNREFUSED' }

/** A Dintero that answers what the test says, and remembers what it was asked. */
export class ScriptedDintero implements Dintero {
  readonly paid: SessionsPayBody[] = []
  readonly links: SessionsProfileBody[] = []
  readonly filters: TransactionFilter[] = []
  answers: (Answer | Promise<Answer> | (() => Promise<Answer>))[] = []
  transactions: Transaction[] = []
  sessions: Session[] = []
  cardTokens: CardToken[] = []
  broken: Lookup<never> | null = null
  /** Dintero's clock minus the desk's, ms. */
  skew: number | null = 0
  readonly cancelled: string[] = []
  readonly modified: { kind: ModificationKind; transactionId: string; body: ModificationBody | null }[] = []
  modifications: (ModificationAnswer | (() => Promise<ModificationAnswer>))[] = []
  /** What the next requests for a link are answered; each makes one where nothing is scripted. */
  linkAnswers: (LinkAnswer | Promise<LinkAnswer>)[] = []
  readonly enrolments: EnrolmentBody[] = []

  pay(body: SessionsPayBody): Promise<Answer> {
    this.paid.push(body)
    const answer = this.answers.shift()
    if (answer === undefined) throw new Error('a charge nobody expected')
    return typeof answer === 'function' ? answer() : Promise.resolve(answer)
  }

  modify(
    kind: ModificationKind,
    transactionId: string,
    body: ModificationBody | null
  ): Promise<ModificationAnswer> {
    this.modified.push({ kind, transactionId, body })
    const answer = this.modifications.shift()
    if (answer === undefined) throw new Error(`a ${kind} nobody expected`)
    return typeof answer === 'function' ? answer() : Promise.resolve(answer)
  }

  createLink(body: SessionsProfileBody): ReturnType<Dintero['createLink']> {
    this.links.push(body)
    return this.#linkAnswer()
  }

  createEnrolment(body: EnrolmentBody): ReturnType<Dintero['createEnrolment']> {
    this.enrolments.push(body)
    return this.#linkAnswer()
  }

  isPaymentPage(url: string): boolean {
    return url.startsWith('https://checkout.example/')
  }

  #linkAnswer(): Promise<LinkAnswer> {
    const scripted = this.linkAnswers.shift()
    if (scripted !== undefined) return Promise.resolve(scripted)
    if (this.broken?.kind === 'failed') return Promise.resolve(this.broken)
    const sessionId = `session-${this.sessions.length + 1}`
    this.sessions.push(aSession({ id: sessionId }))
    const url = `https://checkout.example/${sessionId}`
    return Promise.resolve({ kind: 'created', sessionId, url, smsStatus: null })
  }

  pageOfSettlements(): ReturnType<Dintero['pageOfSettlements']> {
    return Promise.resolve(this.broken ?? { kind: 'found', value: { settlements: [], next: null } })
  }

  getTransaction(id: string): Promise<Lookup<Transaction>> {
    return Promise.resolve(this.broken ?? one(this.transactions.find((each) => each.id === id)))
  }

  getSession(id: string): Promise<Lookup<Session>> {
    return Promise.resolve(this.broken ?? one(this.sessions.find((each) => each.id === id)))
  }

  listTransactions(filter: TransactionFilter): Promise<Lookup<Transaction[]>> {
    this.filters.push(filter)
    const { merchantReference: wanted } = filter
    const value = this.transactions.filter(
      (each) => wanted === undefined || each.merchantReference?.startsWith(wanted)
    )
    return Promise.resolve(this.broken ?? { kind: 'found', value })
  }

  async pageOfTransactions(filter: TransactionFilter, after: string | null): Promise<Lookup<Transaction[]>> {
    const all = await this.listTransactions(filter)
    if (all.kind !== 'found') return all
    const from = all.value.findIndex(({ id }) => id === after) + 1
    return { kind: 'found', value: all.value.slice(from, from + pageSize) }
  }

  pageOfCardTokens(): ReturnType<Dintero['pageOfCardTokens']> {
    return Promise.resolve(this.broken ?? { kind: 'found', value: this.cardTokens })
  }

  getCardToken(id: string): ReturnType<Dintero['getCardToken']> {
    return Promise.resolve(this.broken ?? one(this.cardTokens.find((each) => each.id === id)))
  }

  deleteCardToken(): ReturnType<Dintero['deleteCardToken']> {
    return Promise.reject(new Error('charging deletes no cards'))
  }

  clockSkew(): number | null {
    return this.skew
  }

  cancelSession(id: string): ReturnType<Dintero['cancelSession']> {
    this.cancelled.push(id)
    if (this.broken?.kind === 'failed') return Promise.resolve(this.broken)
    this.sessions = this.sessions.map((each) =>
      each.id === id ? { ...each, events: [...each.events, { name: 'CANCELLED', createdAt: start }] } : each
    )
    return Promise.resolve({ kind: 'cancelled' })
  }

  proveCredentials(): ReturnType<Dintero['proveCredentials']> {
    return Promise.reject(new Error('charging proves no credentials'))
  }

  getTransactionToken(): ReturnType<Dintero['getTransactionToken']> {
    return Promise.reject(new Error('charging reads no tokens'))
  }
}

function one<T>(value: T | undefined): Lookup<T> {
  return value === undefined ? { kind: 'not_found' } : { kind: 'found', value }
}

export const offline: Lookup<never> = {
  kind: 'failed',
  reason: 'network',
  message: 'no route',
  retryAfter: null
}

export interface Desk extends Charging {
  readonly ledger: Ledger & { readonly folder: string }
  readonly dintero: ScriptedDintero
  readonly changes: ChargeRow[]
  readonly linkChanges: LinkRow[]
  readonly modificationChanges: ModificationRow[]
  readonly errors: unknown[]
  now: number
  settings: Settings
  limits: Limits
  /** Timers the reconciler has set and not cancelled, in ms from when they were set. */
  readonly timers: Map<() => void, number>
  /** A new process over the same ledger: nothing in memory survives. */
  restart(): Charging
  review(change?: Partial<ChargeDraft>): Promise<ChargeReview>
  /** Reviews, answers every confirmation, submits. */
  charge(change?: Partial<ChargeDraft>): ReturnType<ChargeService['submit']>
  /** The same for a payment link. */
  link(change?: Partial<LinkDraft>): Promise<LinkDetail>
}

export interface DeskOptions {
  readonly ledger?: Partial<LedgerOptions>
  readonly parts?: Partial<ComposeParts>
}

/** A desk with one account and one card, a clock that stands still, and a scripted Dintero. */
export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  let ids = 0
  const dintero = new ScriptedDintero()
  const changes: ChargeRow[] = []
  const linkChanges: LinkRow[] = []
  const modificationChanges: ModificationRow[] = []
  const errors: unknown[] = []
  const timers = new Map<() => void, number>()
  const world = {
    now: start,
    settings: { ...defaultSettings, operatorName: 'Kari' },
    limits: { confirmAbove: 500_000, perCharge: 5_000_000, perDay: 50_000_000 }
  }
  const clock = (): number => world.now
  const ledger = await ledgerWithCard({ clock, ...options.ledger })
  const build = (): Charging =>
    composeCharging({
      ledger,
      dinteroFor: () => Promise.resolve(dintero),
      openToken: (cardId, kind) =>
        Promise.resolve(`${kind === 'payment_token' ? 'token' : 'recurrence-token'}-of-${cardId}`),
      limitsOf: () => world.limits,
      clock,
      ids: () => `id-${(ids += 1)}`,
      actor: () => ({ osUser: 'kari', operator: 'Kari', requestId: 'request-1' }),
      settings: () => world.settings,
      onChange: (row) => changes.push(row),
      onLink: (row) => linkChanges.push(row),
      onModification: (row) => modificationChanges.push(row),
      storeCard: () => Promise.resolve('card-1'),
      onInFlight: () => undefined,
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      timer: (work, ms) => {
        timers.set(work, ms)
        return () => timers.delete(work)
      },
      under: (_id, work) => work(),
      onError: (error) => errors.push(error),
      ...options.parts
    })
  const first = build()
  return Object.assign(world, {
    ...first,
    ledger,
    dintero,
    changes,
    linkChanges,
    modificationChanges,
    errors,
    timers,
    restart: build,
    review: (change: Partial<ChargeDraft> = {}) => first.service.review(aDraft(change)),
    charge: async (change: Partial<ChargeDraft> = {}) => {
      const review = await first.service.review(aDraft(change))
      first.service.confirm({
        reviewId: review.reviewId,
        typedAmount: review.amount,
        reason: 'meant twice',
        realMoney: true
      })
      return first.service.submit(review.reviewId)
    },
    link: async (change: Partial<LinkDraft> = {}) => {
      const { reviewId, amount } = await first.links.review(aLinkDraft(change))
      first.links.confirm({ reviewId, typedAmount: amount, reason: 'meant twice', realMoney: true })
      return first.links.submit(reviewId)
    }
  })
}

export function aLinkDraft(change: Partial<LinkDraft> = {}): LinkDraft {
  return {
    cardId: 'card-1',
    amount: 129_990,
    currency: 'NOK',
    lines: [],
    merchantReference: 'link-17',
    email: '',
    phone: '',
    capture: 'profile',
    filled: true,
    sms: false,
    lifetimeHours: null,
    chargeId: null,
    ...change
  }
}

export function aDraft(change: Partial<ChargeDraft> = {}): ChargeDraft {
  return {
    cardId: 'card-1',
    operation: 'unscheduled_purchase',
    amount: 129_990,
    currency: 'NOK',
    lines: [],
    merchantReference: 'order-17',
    email: '',
    phone: '',
    autoCapture: true,
    retryOf: null,
    ...change
  }
}

/** A promise and the means to settle it, for an answer that comes when the test says. */
export function held<T>(): { promise: Promise<T>; give: (value: T) => void } {
  let give: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    give = resolve
  })
  return { promise, give }
}
