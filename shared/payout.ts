import { z } from 'zod'
import { windowOf } from './list'
import { appError } from './result'

/*
 * Payouts to the merchant, which Dintero calls settlements (docs/dintero.md 11), and whether they agree with the ledger.
 * They are Dintero's word at the time it was asked, and not kept (docs/decisions/0020). Amounts are whole minor units, times
 * ms since 1970 UTC by Dintero's clock unless said otherwise.
 */

const time = z.number().int().nullable()
const money = z.number().int()

/** `amount` is what reaches the merchant: the capture less the refund and the fee. */
export const payoutMoney = z.object({ capture: money, refund: money, fee: money, amount: money })
export type PayoutMoney = z.infer<typeof payoutMoney>

/**
 * Why a line of a payout does not agree with the ledger.
 * - `unknown_here`: no charge and no link of this ledger has the transaction
 * - `not_ours`: reference and transaction are not of one and the same payment here
 * - `currency_differs`: captured in another currency than it was charged in here
 * - `capture_differs`, `refund_differs`: Dintero has paid out another sum than was captured, or given back, here
 * - `unread_here`: the ledger has not read yet how much was captured
 * - `does_not_add_up`: the line's amount is not its capture less its refund and its fee
 * - `not_split`: Dintero does not say what of the amount was captured and what given back
 * - `other_currency`: the payout has no sum in the currency of the line
 */
export const lineDifferences = [
  'unknown_here',
  'not_ours',
  'currency_differs',
  'capture_differs',
  'refund_differs',
  'unread_here',
  'does_not_add_up',
  'not_split',
  'other_currency'
] as const
export type LineDifferenceKind = (typeof lineDifferences)[number]

/** `here` and `there` are what the ledger and Dintero have, where two sums differ. */
export const lineDifference = z.object({
  kind: z.enum(lineDifferences),
  here: money.nullable(),
  there: money.nullable()
})
export type LineDifference = z.infer<typeof lineDifference>

/** Whose a transaction is here: by its id and the merchant reference both, never by one of them. */
export const paymentOwner = z.object({
  kind: z.enum(['charge', 'link']),
  id: z.string(),
  customerName: z.string()
})
export type PaymentOwner = z.infer<typeof paymentOwner>

/** What a payout has of one capture or refund. */
export const payoutLine = z.object({
  key: z.string(),
  transactionId: z.string(),
  merchantReference: z.string().nullable(),
  createdAt: time,
  currency: z.string().nullable(),
  amount: money,
  capture: money.nullable(),
  refund: money.nullable(),
  fee: money.nullable(),
  /** Null for a payment that was made elsewhere. */
  owner: paymentOwner.nullable(),
  differences: z.array(lineDifference)
})
export type PayoutLine = z.infer<typeof payoutLine>

/** `partly`: its lines were not read to their end, so nobody can say whether it agrees. */
export const agreements = ['unread', 'partly', 'agrees', 'differs'] as const
export const agreement = z.enum(agreements)
export type Agreement = z.infer<typeof agreement>

const payoutFacts = {
  payoutId: z.string(),
  /** The gateway, in Dintero's word. */
  provider: z.string().nullable(),
  providerReference: z.string().nullable(),
  settledAt: time,
  /** `paid`, `postponed`, or a word nobody foresaw. */
  status: z.string().nullable(),
  agreement,
  /** Lines, and how many things do not agree; both null while they were not read. */
  lines: z.number().int().nullable(),
  differences: z.number().int().nullable()
} as const

/** One payout in one of its currencies: a line of the list. Without any sum the currency is empty. */
export const payoutRow = z.object({
  key: z.string(),
  ...payoutFacts,
  currency: z.string(),
  ...payoutMoney.shape
})
export type PayoutRow = z.infer<typeof payoutRow>

/** What a payout says of one currency, and what its lines come to. */
export const payoutSum = z.object({
  currency: z.string(),
  /** Null where lines have a currency that the payout has no sum of. */
  said: payoutMoney.nullable(),
  /** Of lines that are this ledger's, and of all others. */
  here: payoutMoney,
  elsewhere: payoutMoney,
  /** What is said and stands in no line; zero throughout where the lines come to what is said. */
  missing: payoutMoney,
  /** Whether what is said adds up in itself. */
  addsUp: z.boolean()
})
export type PayoutSum = z.infer<typeof payoutSum>

export const payoutDetail = z.object({
  ...payoutFacts,
  startAt: time,
  endAt: time,
  sums: z.array(payoutSum)
})
export type PayoutDetail = z.infer<typeof payoutDetail>

/** How long after a capture a payment may be in no payout before it is named, days. */
export const payoutDays = 7

/**
 * Money that was captured here and is in no payout.
 * - `unpaid`: Dintero lists the transaction, and no payout of it
 * - `partly`: less of it was paid out than was captured
 * - `unread`: what Dintero says of payouts of it cannot be read
 * - `not_listed`: Dintero did not list the transaction among those captured
 */
export const unpaidReasons = ['unpaid', 'partly', 'unread', 'not_listed'] as const
export const unpaidPayment = z.object({
  owner: paymentOwner,
  transactionId: z.string(),
  merchantReference: z.string(),
  currency: z.string(),
  /** What was captured here; null where nobody has read how much. */
  captured: money.nullable(),
  /** What of it is in payouts. */
  paidOut: money,
  capturedAt: time,
  reason: z.enum(unpaidReasons)
})
export type UnpaidPayment = z.infer<typeof unpaidPayment>

/**
 * How reading ended; anything but `end` means that something may be missing.
 * - `stopped`: somebody stopped it
 * - `too_many`, `too_long`, `repeats`: the list goes on beyond what is read of any, or brings the same again
 * - `failed`: `problem` says why
 */
export const readingEnds = ['end', 'stopped', 'too_many', 'too_long', 'repeats', 'failed'] as const
export type ReadingEnd = (typeof readingEnds)[number]

const reading = z.object({
  read: z.number().int(),
  /** Null while it goes on. */
  end: z.enum(readingEnds).nullable(),
  problem: appError.nullable()
})

/** What was asked of Dintero about payouts, and how far that has come. */
export const payoutsView = z.object({
  accountId: z.string(),
  from: z.number().int(),
  to: z.number().int(),
  /** By this computer's clock. */
  askedAt: z.number().int(),
  /** False when the client may not read settlements. */
  allowed: z.boolean(),
  payouts: reading,
  /** The transactions from which the lines are made; null while nobody has asked for them. */
  lines: reading.nullable(),
  /** Dintero asked to wait until then, ms since 1970 UTC by this computer's clock. */
  waitsUntil: time,
  /** How many payments are captured here and in no payout; null while that cannot be said. */
  unpaid: z.number().int().nullable(),
  /** Grows whenever rows or lines have changed. */
  revision: z.number().int()
})
export type PayoutsView = z.infer<typeof payoutsView>

export const payoutPeriod = z.strictObject({ from: z.number().int(), to: z.number().int() })
export type PayoutPeriod = z.infer<typeof payoutPeriod>

export const payoutLineQuery = z.strictObject({
  payoutId: z.string().min(1).max(200),
  /** Only those that do not agree. */
  differing: z.boolean(),
  ...windowOf
})
export type PayoutLineQuery = z.infer<typeof payoutLineQuery>

/**
 * Whether a charge was paid out, as Dintero says it when asked.
 * - `paid`: everything that was captured is in a payout
 * - `partly`: some of it
 * - `reported`: in a payout that is postponed
 * - `none`: in no payout yet
 * - `preparing`: Dintero has a payout of it under way, and none to name
 * - `unsaid`: Dintero says nothing about payouts
 * - `contradicts`: Dintero says that it is settled, and names no payout
 * - `unread`: what it says cannot be read
 * - `not_ours`: the transaction carries another merchant reference than the charge
 */
export const paidOutVerdicts = [
  'paid',
  'partly',
  'reported',
  'none',
  'preparing',
  'unsaid',
  'contradicts',
  'unread',
  'not_ours'
] as const
export type PaidOutVerdict = (typeof paidOutVerdicts)[number]

export const chargePayouts = z.object({
  askedAt: z.number().int(),
  verdict: z.enum(paidOutVerdicts),
  currency: z.string(),
  /** Whether the dates of payouts may be read, and could be. */
  dates: z.enum(['known', 'not_allowed', 'failed']),
  payouts: z.array(
    z.object({
      payoutId: z.string(),
      amount: money,
      capture: money.nullable(),
      refund: money.nullable(),
      fee: money.nullable(),
      settledAt: time,
      /** As of a payout; null where it was not read. */
      status: z.string().nullable()
    })
  )
})
export type ChargePayouts = z.infer<typeof chargePayouts>
