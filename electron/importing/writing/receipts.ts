import type { Standing } from '../../../shared/standing'
import type { Money } from './sheet'

/*
 * Three receipts for a file, each the answer to a question somebody asks later: what did we receive, who let it go, and
 * what became of it. Each adds up to the one before. Times are ms since 1970 UTC, sums minor units.
 */

/** The sum of one currency. */
export interface CurrencySum {
  readonly currency: string
  readonly amount: number
}

/** So many rows, and what they come to; rows without a readable amount are counted, and come to nothing. */
export interface Tally {
  readonly rows: number
  readonly withoutAmount: number
  /** By currency, in the order of their codes. */
  readonly sums: readonly CurrencySum[]
}

/** What was read of which file. */
export interface ReceivedReceipt {
  readonly fileName: string
  /** Of the file's bytes, hexadecimal. */
  readonly sha256: string
  readonly by: string
  readonly at: number
  readonly all: Tally
}

/** What was let go, by whom, and what was not. */
export interface CheckedReceipt {
  readonly by: string
  readonly at: number
  readonly released: Tally
  readonly skipped: Tally
  readonly invalid: Tally
}

/** Some of what was released, and why it came so: the reasons as they were given, the most frequent first. */
export interface DoneTally extends Tally {
  readonly byReason: readonly (Tally & { readonly reason: string })[]
}

export const doneGroups = [
  'succeeded',
  'declined',
  'unknown',
  'pending',
  'refused',
  'not_sent',
  'closed',
  'never_begun'
] as const
/** `closed` is what was never answered, and a named person looked at and closed: neither charged nor surely not. */
export type DoneGroup = (typeof doneGroups)[number]

/** What became of what was released. */
export type DoneReceipt = Readonly<Record<DoneGroup, DoneTally>> & { readonly at: number }

/** A row as receipts count it; `money` is null where the row has no amount that could be read. */
export interface CountedRow {
  readonly money: Pick<Money, 'amount' | 'currency'> | null
}

export interface DoneRow extends CountedRow {
  /** Where its charge stands; null where it was released and has none. */
  readonly state: Standing | null
  /** A code or words; empty where there is none. */
  readonly reason: string
}

/** @throws RangeError for an amount that is no whole number, and for sums beyond what is exact */
export function receivedReceipt(
  facts: Omit<ReceivedReceipt, 'all'>,
  rows: readonly CountedRow[]
): ReceivedReceipt {
  return { ...facts, all: tally(rows) }
}

/** @throws RangeError as `receivedReceipt` */
export function checkedReceipt(
  facts: Pick<CheckedReceipt, 'by' | 'at'>,
  rows: Readonly<Record<'released' | 'skipped' | 'invalid', readonly CountedRow[]>>
): CheckedReceipt {
  return {
    ...facts,
    released: tally(rows.released),
    skipped: tally(rows.skipped),
    invalid: tally(rows.invalid)
  }
}

/** @throws RangeError as `receivedReceipt` */
export function doneReceipt(at: number, rows: readonly DoneRow[]): DoneReceipt {
  const of = (group: DoneGroup) => doneTally(rows.filter(({ state }) => groupOf(state) === group))
  return {
    at,
    succeeded: of('succeeded'),
    declined: of('declined'),
    unknown: of('unknown'),
    pending: of('pending'),
    refused: of('refused'),
    not_sent: of('not_sent'),
    closed: of('closed'),
    never_begun: of('never_begun')
  }
}

/** Where a standing is counted. Money that went back was charged; what Dintero contradicts is known to nobody. */
const groups: Readonly<Record<Standing, DoneGroup>> = {
  intent: 'never_begun',
  sent: 'pending',
  pending: 'pending',
  unknown: 'unknown',
  declined: 'declined',
  refused: 'refused',
  not_sent: 'not_sent',
  closed: 'closed',
  held: 'succeeded',
  captured: 'succeeded',
  partly_captured: 'succeeded',
  partly_captured_refunded: 'succeeded',
  partly_refunded: 'succeeded',
  refunded: 'succeeded',
  voided: 'succeeded',
  failed_after_all: 'unknown',
  undecided_again: 'unknown',
  unforeseen: 'unknown',
  charged_after_all: 'unknown'
}

function groupOf(state: Standing | null): DoneGroup {
  return state === null ? 'never_begun' : groups[state]
}

function doneTally(rows: readonly DoneRow[]): DoneTally {
  const byReason = new Map<string, DoneRow[]>()
  for (const row of rows) {
    const same = byReason.get(row.reason)
    if (same === undefined) byReason.set(row.reason, [row])
    else same.push(row)
  }
  const reasons = [...byReason].map(([reason, some]) => ({ reason, ...tally(some) }))
  return { ...tally(rows), byReason: reasons.sort((a, b) => b.rows - a.rows || compare(a.reason, b.reason)) }
}

function tally(rows: readonly CountedRow[]): Tally {
  const sums = new Map<string, bigint>()
  let withoutAmount = 0
  for (const { money } of rows) {
    if (money === null) withoutAmount += 1
    else sums.set(money.currency, (sums.get(money.currency) ?? 0n) + BigInt(money.amount))
  }
  return {
    rows: rows.length,
    withoutAmount,
    sums: [...sums]
      .map(([currency, sum]) => ({ currency, amount: exactly(sum) }))
      .sort((a, b) => compare(a.currency, b.currency))
  }
}

function exactly(sum: bigint): number {
  const amount = Number(sum)
  if (!Number.isSafeInteger(amount)) throw new RangeError('A sum is too large to be exact')
  return amount
}

/** By code points, the same on every computer. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
