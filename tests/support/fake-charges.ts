import { auditActions, type AuditEntry } from '../../shared/audit'
import { alarmKinds } from '../../shared/alarm'
import type { CardView } from '../../shared/card'
import {
  chargeStates,
  isUnresolved,
  type ChargeDetail,
  type ChargeRow,
  type ChargeState,
  type Decline,
  type DeclineReason
} from '../../shared/charge'
import { isModificationOpen, type ModificationRow } from '../../shared/modification'
import { saysMoneyTaken, standingOf, type Standing } from '../../shared/standing'
import { transactionStatuses, type TransactionStatus } from '../../shared/transaction'
import type { Alarm, Unresolved } from '../../shared/tray'
import { fakeNow, test } from './fake-people'

const oneMinute = 60_000
const amounts = [129_990, 49_900, 24_950, 899_000, 159_900, 7_900, 1_249_000, 34_500]

const states: readonly ChargeState[] = [
  'unknown',
  'sent',
  'succeeded',
  'succeeded',
  'declined',
  'pending',
  'succeeded',
  'refused',
  'succeeded',
  'not_sent',
  'succeeded',
  'declined',
  'succeeded',
  'succeeded'
]
/** What became of the succeeded ones, in turn: every status that can follow. */
const statuses: readonly TransactionStatus[] = [
  'CAPTURED',
  'AUTHORIZED',
  'PARTIALLY_CAPTURED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
  'AUTHORIZATION_VOIDED',
  'CAPTURED',
  'FAILED',
  'UNKNOWN'
]
const reasons: readonly DeclineReason[] = [
  'insufficient_funds',
  'do_not_retry',
  'customer_needed',
  'expired_card'
]

/** Charges of the last days, newest first, in every state; amounts in minor units. */
export function fakeCharges(cards: readonly CardView[], count = 240): ChargeDetail[] {
  return Array.from({ length: count }, (_, index) => {
    const card = cards[index % cards.length]
    const state = index < states.length ? states[index] : index % 9 === 4 ? 'declined' : 'succeeded'
    if (!card || !state) throw new RangeError('The default world has no such card')
    return chargeOf(index, card, state)
  })
}

/** One charge as main would describe it, of any card in any state. */
export function chargeOf(index: number, card: CardView, state: ChargeState): ChargeDetail {
  const createdAt = fakeNow - (3 + index * 47) * oneMinute
  const unresolved = isUnresolved(state)
  const known = state === 'succeeded' || state === 'declined' || state === 'pending'
  const decline = state === 'declined' ? declineOf(reasons[Math.floor(index / 4) % reasons.length]) : null
  return {
    id: `charge-${index}`,
    accountId: 'P11223344',
    state,
    merchantReference: index % 5 === 3 ? `ordre-${88_400 - index}~2` : `ordre-${88_400 - index}`,
    amount: amounts[index % amounts.length] ?? 100,
    currency: index % 11 === 5 ? 'EUR' : index % 13 === 6 ? 'ISK' : 'NOK',
    customerName: card.customerName,
    brand: card.brand,
    lastFour: card.lastFour,
    provider: card.provider,
    operation: card.operations[0] ?? 'unscheduled_purchase',
    createdAt,
    changedAt: createdAt + 1_400,
    transactionId: known ? `P11223344.5uR${index}kZq8` : null,
    transactionStatus: statusOf(index, state),
    captured: null,
    declineReason: decline?.reason ?? null,
    batchId: null,
    batchRow: null,
    card,
    lines: [],
    vatAmount: 0,
    email: card.email,
    phone: card.phone,
    autoCapture: true,
    sessionId: null,
    operator: 'Hanne',
    duplicateReason: null,
    decline,
    problem: state === 'unknown' ? 'The connection was lost before the answer came' : null,
    retryOf: null,
    retriedBy: null,
    link: null,
    found: [],
    captureOverdue: false,
    receipt: null,
    closed: null,
    alarms: [],
    timeline: [
      { at: createdAt, kind: 'created', state: 'intent', note: '' },
      { at: createdAt + 40, kind: 'sent', state: 'sent', note: 'POST sessions/pay' },
      ...(state === 'sent'
        ? []
        : [{ at: createdAt + 1_400, kind: 'answered' as const, state, note: 'HTTP 200' }])
    ],
    actions: {
      ask: true,
      resend: state === 'not_sent',
      retry: decline?.retry.kind === 'now',
      retryNotBefore: decline?.retry.notBefore ?? null,
      link: decline !== null,
      close: false
    },
    nextLookupAt: unresolved ? (index === 0 ? null : Date.now() + 45_000) : null,
    emptyLookups: state === 'unknown' ? 4 : 0,
    answerUnwritten: false
  }
}

function statusOf(index: number, state: ChargeState): TransactionStatus | null {
  if (state === 'pending') return 'ON_HOLD'
  if (state === 'declined') return 'FAILED'
  return state === 'succeeded'
    ? index < states.length
      ? (statuses[index % statuses.length] ?? null)
      : 'CAPTURED'
    : null
}

function declineOf(reason: DeclineReason = 'declined'): Decline {
  const kinds = {
    do_not_retry: 'never',
    customer_needed: 'with_customer',
    expired_card: 'fix_first'
  } as const
  const kind = reason in kinds ? kinds[reason as keyof typeof kinds] : 'now'
  return {
    reason,
    retry: { kind, notBefore: null },
    message: 'The issuer declined the payment',
    types: [reason],
    resultCode: null
  }
}

/** A charge that stands somewhere, with the state and Dintero's status that make it so. */
export function chargeStanding(standing: Standing, card: CardView): ChargeDetail {
  const statuses = [null, ...transactionStatuses, 'REVERSED']
  const all = chargeStates.flatMap((state) =>
    statuses.map((transactionStatus) => ({ state, transactionStatus }))
  )
  const found = all.find((each) => standingOf({ ...each, amount: 100, captured: null }) === standing)
  if (found === undefined) throw new RangeError(`No charge stands ${standing}`)
  const { state, transactionStatus } = found
  const charge = chargeOf(0, card, state)
  return {
    ...charge,
    transactionStatus,
    transactionId: transactionStatus === null ? null : 'P11223344.5uR0kZq8',
    actions: saysMoneyTaken(transactionStatus)
      ? { ...charge.actions, retry: false, link: false }
      : charge.actions,
    problem: state === 'refused' ? 'order.amount must be at least 1' : charge.problem,
    closed: state === 'closed' ? { by: 'Hanne', reason: 'Not in Backoffice, asked Dintero by phone' } : null
  }
}

/** What of these charges is unresolved, with one thing to look at in another account. */
export function unresolvedOf(
  charges: readonly ChargeDetail[],
  alarms: readonly Alarm[] = [],
  modifications: readonly ModificationRow[] = []
): Unresolved {
  const open = charges.filter(({ state }) => isUnresolved(state))
  const sums = new Map<string, number>()
  for (const { currency, amount } of open) sums.set(currency, (sums.get(currency) ?? 0) + amount)
  return {
    accountId: 'P11223344',
    charges: open,
    total: open.length,
    modifications: modifications.filter(({ state }) => isModificationOpen(state)),
    atStake: [...sums].map(([currency, amount]) => ({ currency, amount })),
    alarms: [...alarms],
    alarmCount: alarms.length,
    others:
      charges.length === 0
        ? []
        : [
            {
              accountId: test.id,
              name: test.name,
              environment: 'test',
              charges: 2,
              modifications: 0,
              alarms: 0
            }
          ]
  }
}

/** One alarm of each kind, about charges that fit it. */
export function fakeAlarms(charges: readonly ChargeDetail[]): Alarm[] {
  return alarmKinds.flatMap((kind, index) => {
    const charge = charges[index + 2]
    if (charge === undefined) return []
    const { amount, currency } = charge
    const one = { transactionId: `P11223344.9xT${index}mQa2`, status: 'CAPTURED', amount, currency }
    const captured = kind === 'other_amount' ? amount * 10 : null
    const other = { ...one, transactionId: `P11223344.9xT${index}mQa3`, captured }
    const transactions = kind === 'charged_twice' ? [{ ...one, captured }, other] : [{ ...one, captured }]
    const raisedAt = fakeNow - (index + 1) * 17 * oneMinute
    const about = { kind: 'charge', charge } as const
    return [{ id: index + 1, kind, raisedAt, about, transactions, readAt: null, readBy: null }]
  })
}

const releaseFacts: AuditEntry['facts'] = {
  charges: 12_295,
  sums: '1566879351 NOK',
  fileName: 'november.csv',
  paymentsAsked: 'asked_in_part',
  paymentsAskedEnd: 'too_many',
  cardsAsked: 'not_asked'
}

/** The audit entry of a sequence number; entries are ten minutes apart. */
export function auditEntryAt(sequence: number, newest: number, charges: readonly ChargeRow[]): AuditEntry {
  const charge = charges[sequence % charges.length]
  const action = auditActions[(sequence * 7) % auditActions.length] ?? 'settings_changed'
  return {
    sequence,
    at: fakeNow - (newest - sequence) * 10 * oneMinute,
    osUser: 'hanne.berg',
    operator: sequence % 3 === 0 ? '' : 'Hanne',
    accountId: 'P11223344',
    action,
    requestId: `req-${sequence}`,
    subject: charge?.merchantReference ?? '',
    facts:
      action === 'batch_released'
        ? releaseFacts
        : { amount: charge?.amount ?? 0, currency: charge?.currency ?? 'NOK', state: charge?.state ?? '' },
    hash: sequence.toString(16).padStart(64, '4c1f')
  }
}
