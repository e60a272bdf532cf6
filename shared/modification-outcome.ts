import type { DeclineReason } from './charge'
import { readFailure } from './decline'
import { isOfAnother } from './identity'
import type { ModificationKind, ModificationState } from './modification'
import type { NoAnswer } from './outcome'
import type { Transaction, TransactionEvent } from './transaction'

/** What came back from a request to capture, void or refund, before anyone judged it. */
export type ModificationAnswer =
  /** HTTP 200 with a readable transaction. */
  | { kind: 'transaction'; transaction: Transaction }
  /** HTTP 202: taken in and not done. The event of it comes later, by this id; `transaction` where the body has one. */
  | { kind: 'accepted'; eventRequestId: string | null; transaction: Transaction | null }
  /** Any other HTTP 2xx, one whose body could not be read, or an error with a transaction in it. */
  | { kind: 'unreadable'; status: number }
  /** Any other HTTP status. */
  | {
      kind: 'error'
      status: number
      message: string
      code: string | null
      /** Whether it is Dintero's own error shape (docs/dintero.md 3.4), and not a proxy's or a gateway's. */
      fromDintero: boolean
      /** ms, from `Retry-After` */
      retryAfter: number | null
    }
  | NoAnswer

/** Everything by which Dintero's event of a modification can be told to be its own. */
export interface ModificationClaim {
  readonly accountId: string
  readonly transactionId: string
  readonly kind: ModificationKind
  /** minor units; null for a void */
  readonly amount: number | null
  readonly currency: string
  /** Ours for it, which nobody else has. */
  readonly reference: string
  /** Dintero's for it, once it was taken in (HTTP 202). */
  readonly eventRequestId: string | null
  /** Dintero's event of it, where it was seen before. */
  readonly eventId: string | null
  /** When the request left, ms since 1970 UTC by Dintero's own clock; null where that clock was never seen. */
  readonly sentAt: number | null
  /** Whether it has ended. Then a later void, which names nobody, is somebody else's. */
  readonly isOver: boolean
}

/** What a transaction shows of a modification. */
export type Trace =
  /** Done. `isOtherAmount`: another amount than was asked for. */
  | {
      readonly kind: 'done'
      readonly event: TransactionEvent | null
      readonly isOtherAmount: boolean
      readonly note: string
    }
  | { readonly kind: 'failed'; readonly event: TransactionEvent; readonly note: string }
  /** Taken in, and not done yet. */
  | { readonly kind: 'begun'; readonly event: TransactionEvent; readonly note: string }
  /** Nothing of it that is surely its own. */
  | { readonly kind: 'none'; readonly note: string }

/** The judgement. */
export interface ModificationOutcome {
  readonly state: Exclude<ModificationState, 'sent' | 'closed'>
  readonly eventRequestId: string | null
  readonly eventId: string | null
  readonly transactionStatus: string | null
  readonly declineReason: DeclineReason | null
  readonly isOtherAmount: boolean
  /** Short English fact for the timeline and support; no secrets. */
  readonly note: string
  /** ms to wait before it is tried again, where Dintero was too busy (429) and said so */
  readonly retryAfter: number | null
}

/** Statuses with which Dintero refuses a request it has read (docs/dintero.md 5.4), so that nothing was done. */
const refusals: readonly number[] = [400, 401, 403, 404]

/** How much earlier than its request an event may seem to be made, ms: HTTP dates are whole seconds, and skew drifts. */
const tooEarly = 2 * 60_000

const blank = {
  eventRequestId: null,
  eventId: null,
  transactionStatus: null,
  declineReason: null,
  isOtherAmount: false,
  retryAfter: null
} as const satisfies Partial<ModificationOutcome>

/**
 * Judges the answer to a request to capture, void or refund (docs/architecture.md 3). Total: every answer has an outcome,
 * and one that nobody foresaw is `unknown`. Done is only what an event of its own says to be done, whatever the status.
 */
export function classifyModification(
  answer: ModificationAnswer,
  claim: ModificationClaim
): ModificationOutcome {
  switch (answer.kind) {
    case 'transaction': {
      const trace = traceOf(answer.transaction, claim)
      return trace.kind === 'none'
        ? { ...blank, state: 'unknown', note: `HTTP 200: ${trace.note}` }
        : outcomeOf(trace, answer.transaction)
    }
    case 'accepted':
      return classifyAccepted(answer, claim)
    case 'unreadable':
      return {
        ...blank,
        state: 'unknown',
        note: `HTTP ${answer.status} with a body that says nothing certain`
      }
    case 'error':
      return classifyError(answer)
    case 'not_connected':
      return { ...blank, state: 'not_sent', note: `Never reached Dintero: ${answer.reason}` }
    case 'no_answer':
      return { ...blank, state: 'unknown', note: `No answer: ${answer.reason}` }
  }
}

/** The judgement of a trace that there is, in the transaction that has it. */
export function outcomeOf(
  trace: Exclude<Trace, { kind: 'none' }>,
  { status }: Transaction
): ModificationOutcome {
  const { event, note } = trace
  const about = { ...blank, eventId: event?.id ?? null, transactionStatus: status, note }
  switch (trace.kind) {
    case 'done':
      return { ...about, state: 'succeeded', isOtherAmount: trace.isOtherAmount }
    case 'failed':
      return { ...about, state: 'failed', declineReason: readFailure(trace.event).reason }
    case 'begun':
      return { ...about, state: 'pending', eventId: null, eventRequestId: trace.event.requestId }
  }
}

/**
 * What a transaction shows of a modification. An event is its own by the reference it was asked for with, or by the
 * request that Dintero took in. A void has no reference: whoever voided the reservation, it is gone.
 */
export function traceOf(transaction: Transaction, claim: ModificationClaim): Trace {
  const stranger = strangenessOf(transaction, claim)
  if (stranger !== null) return { kind: 'none', note: stranger }
  const final = finalKinds[claim.kind]
  const own = transaction.events.filter((event) => isEventOf(event, claim))
  const isGone = claim.kind === 'void' && !claim.isOver ? releaseIn(transaction) : null
  if (isGone !== null) return isGone
  const ended = latest(own.filter(({ event, success }) => event === final && success !== null))
  if (ended?.success === true) return done(ended, claim)
  if (ended !== undefined) return failed(ended)
  const begun = latest(own.filter(({ event, success }) => event === `INITIATE_${final}` && success !== false))
  if (begun !== undefined) return { kind: 'begun', event: begun, note: begun.event }
  const since = claim.kind === 'void' && !claim.isOver ? failedVoidSince(transaction, claim) : undefined
  return since === undefined ? { kind: 'none', note: `no ${final} of ours` } : failed(since)
}

const finalKinds = { capture: 'CAPTURE', void: 'VOID', refund: 'REFUND' } as const

/** What says that a transaction is not the one that was asked to be changed. */
function strangenessOf({ id, sessionId, currency }: Transaction, claim: ModificationClaim): string | null {
  if (id !== claim.transactionId) return `the transaction ${id ?? 'without an id'}`
  if (isOfAnother(id, claim.accountId) || isOfAnother(sessionId, claim.accountId))
    return "another account's transaction"
  return currency !== null && currency !== claim.currency ? `a transaction in ${currency}` : null
}

/**
 * Whether an event is of a modification: by the reference it was asked for with, by the request, or as it was seen before.
 */
export function isEventOf(
  event: TransactionEvent,
  { reference, eventRequestId, eventId }: Pick<ModificationClaim, 'reference' | 'eventRequestId' | 'eventId'>
): boolean {
  if (eventId !== null && event.id === eventId) return true
  if (event.reference === reference || event.mark === reference) return true
  return (
    eventRequestId !== null &&
    [event.id, event.requestId, event.correlationRequestId].includes(eventRequestId)
  )
}

/** The last by time, where all say when they were; else the last as Dintero lists them. */
function latest(events: readonly TransactionEvent[]): TransactionEvent | undefined {
  const areDated = events.every(({ createdAt }) => createdAt !== null)
  return areDated
    ? events.toSorted((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0)).at(-1)
    : events.at(-1)
}

function done(event: TransactionEvent, { amount }: ModificationClaim): Trace {
  const isOtherAmount = amount !== null && event.amount !== null && event.amount !== amount
  const note = isOtherAmount ? `${event.event} of ${event.amount} instead of ${amount}` : event.event
  return { kind: 'done', event, isOtherAmount, note }
}

function failed(event: TransactionEvent): Trace {
  const { message, types } = readFailure(event)
  const why = [message, ...types].filter((word) => word !== '').join(', ')
  return {
    kind: 'failed',
    event,
    note: why === '' ? `${event.event} failed` : `${event.event} failed: ${why}`
  }
}

/** Right before it was asked for nothing was voided, so what is voided now was voided since. */
function releaseIn({ status, events }: Transaction): Trace | null {
  const there = latest(events.filter(({ event, success }) => event === 'VOID' && success === true)) ?? null
  if (there === null && status !== 'AUTHORIZATION_VOIDED') return null
  const by = there?.createdBy ?? null
  return { kind: 'done', event: there, isOtherAmount: false, note: by === null ? 'VOID' : `VOID by ${by}` }
}

/** A void has no reference, so one that failed is known by its time. */
function failedVoidSince(
  { events }: Transaction,
  { sentAt }: ModificationClaim
): TransactionEvent | undefined {
  if (sentAt === null) return undefined
  const since = sentAt - tooEarly
  return latest(
    events.filter(
      ({ event, success, createdAt }) =>
        event === 'VOID' && success === false && createdAt !== null && createdAt >= since
    )
  )
}

function classifyAccepted(
  { eventRequestId, transaction }: Extract<ModificationAnswer, { kind: 'accepted' }>,
  claim: ModificationClaim
): ModificationOutcome {
  const stranger = transaction === null ? null : strangenessOf(transaction, claim)
  if (stranger !== null) return { ...blank, state: 'unknown', note: `HTTP 202: ${stranger}` }
  const begun = transaction?.events.find(
    (event) => isEventOf(event, claim) && event.event.startsWith('INITIATE_')
  )
  return {
    ...blank,
    state: 'pending',
    eventRequestId: eventRequestId ?? begun?.requestId ?? null,
    transactionStatus: transaction?.status ?? null,
    note: 'HTTP 202: taken in, not done yet'
  }
}

function classifyError(answer: Extract<ModificationAnswer, { kind: 'error' }>): ModificationOutcome {
  const { status, fromDintero, retryAfter } = answer
  const words = [answer.code, answer.message].filter((word) => word !== null && word !== '')
  const note = words.length === 0 ? `HTTP ${status}` : `HTTP ${status}: ${words.join(': ')}`
  const about = { ...blank, note }
  if (status === 429) return { ...about, state: 'not_sent', retryAfter }
  // A page of a gateway, or a status nobody documents, may have come after it was done.
  return { ...about, state: fromDintero && refusals.includes(status) ? 'refused' : 'unknown' }
}
