import type { CardView } from '../../../../../shared/card'
import type { ChargeDetail, ChargeReview } from '../../../../../shared/charge'
import type { AppError } from '../../../../../shared/result'

/** What the tests of the charge form share: a card, a review, a charge, as main would answer. */
export const card: CardView = {
  id: 'card-1',
  provider: 'bambora',
  tokenKind: 'payment_token',
  brand: 'visa',
  lastFour: '0416',
  expiry: '04/2030',
  expired: false,
  customerName: 'Kari Nordmann',
  customerNumber: '1001',
  email: 'kari@example.com',
  phone: '+4790000000',
  reference: 'abo-1',
  blockedUntil: null,
  addedAt: 1,
  lastChargedAt: null
}

export const review: ChargeReview = {
  reviewId: 'review-1',
  card,
  environment: 'test',
  operation: 'unscheduled_purchase',
  amount: 129_990,
  currency: 'NOK',
  lines: [],
  vatAmount: 0,
  merchantReference: 'T-20261122-0004',
  email: card.email,
  phone: card.phone,
  autoCapture: true,
  retryOf: null,
  budget: null,
  open: [],
  referenceChecked: true,
  confirmations: []
}

export const charge: ChargeDetail = {
  id: 'charge-1',
  accountId: 'T12345678',
  state: 'succeeded',
  merchantReference: review.merchantReference,
  amount: review.amount,
  currency: 'NOK',
  customerName: card.customerName,
  brand: 'visa',
  lastFour: '0416',
  provider: 'bambora',
  operation: 'unscheduled_purchase',
  createdAt: 10,
  changedAt: 20,
  transactionId: 'tx-1',
  transactionStatus: 'CAPTURED',
  declineReason: null,
  batchId: null,
  batchRow: null,
  card,
  lines: [],
  vatAmount: 0,
  email: card.email,
  phone: card.phone,
  autoCapture: true,
  sessionId: null,
  operator: '',
  duplicateReason: null,
  decline: null,
  problem: null,
  retryOf: null,
  retriedBy: null,
  linkUrl: null,
  linkState: null,
  found: [],
  captureOverdue: false,
  closed: null,
  alarms: [],
  timeline: [],
  actions: {
    ask: false,
    resend: false,
    retry: false,
    retryNotBefore: null,
    link: false,
    cancelLink: false,
    close: false
  },
  nextLookupAt: null,
  emptyLookups: 0,
  answerUnwritten: false
}

export function appError(code: AppError['code'], extra: Partial<AppError> = {}): AppError {
  return { code, message: 'as the test wants it', ...extra }
}
