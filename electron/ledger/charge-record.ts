import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Brand, Operation, Provider } from '../../shared/card'
import type { ChargeRow, ChargeState, Decline, OrderLine } from '../../shared/charge'
import type { LinkState } from '../../shared/link-state'
import type { FoundTransaction } from '../../shared/found-transaction'
import { currencyDigits } from '../../shared/money'
import type { ChargeTable } from './schema'
import { haystackOf } from './search-text'
import { readDeclined, writeDecline } from './stored/decline'
import { readFound, writeFound } from './stored/found'
import { readLines, writeLines } from './stored/order-lines'
import { readSends, writeSends, type Send } from './stored/sends'

/** Who or what wanted a charge. */
export type ChargeSource = 'person' | 'batch' | 'command'

/** Which row of which batch a charge is, and under which life of the batch it was begun. */
export interface BatchPlace {
  readonly batchId: string
  /** The row of the file, as a spreadsheet counts. */
  readonly row: number
  readonly life: number
  /** What the row says, by which it is found again in another file. */
  readonly rowHash: string
}

/** What a charge is about: fixed once the intent is on disk. Amounts in minor units, times in ms since 1970 UTC. */
export interface NewCharge {
  readonly id: string
  readonly accountId: string
  readonly cardId: string
  readonly source: ChargeSource
  readonly provider: Provider
  readonly brand: Brand
  readonly lastFour: string
  readonly customerName: string
  readonly operation: Operation
  readonly amount: number
  readonly currency: string
  readonly merchantReference: string
  readonly lines: readonly OrderLine[]
  readonly vatAmount: number
  readonly email: string
  readonly phone: string
  readonly autoCapture: boolean
  readonly operator: string
  readonly osUser: string
  readonly requestId: string
  readonly duplicateReason: string | null
  readonly retryOf: string | null
  /** Whether this desk made the merchant reference up, random letters and all, so that nobody else has it. */
  readonly ownReference: boolean
  /**
   * Whether the merchant reference is made of the batch's name and the row's content, so that whoever charged under it
   * charged this very row.
   */
  readonly contentReference: boolean
  /** Null for a charge made on its own. */
  readonly batch: BatchPlace | null
  readonly createdAt: number
}

/** What is known of a charge so far. */
export interface ChargeFacts {
  readonly sessionId: string | null
  readonly transactionId: string | null
  readonly transactionStatus: string | null
  readonly decline: Decline | null
  readonly problem: string | null
  /** When Dintero is to be asked next, ms; null when nothing is left to ask. */
  readonly nextLookupAt: number | null
  readonly lookups: number
  /** Lookups since the request was last sent that found nothing, and when the first of them was. */
  readonly emptyLookups: number
  readonly firstEmptyAt: number | null
  /** The request is not sent again before this time, ms, because Dintero asked to wait. */
  readonly resendNotBefore: number | null
  /** What Dintero shows under the reference that is not, or not surely, this charge. */
  readonly found: readonly FoundTransaction[]
  readonly closedBy: string | null
  readonly closedReason: string | null
  /** By the transaction when it was last read, minor units; null while it was not. */
  readonly captured: number | null
  readonly refunded: number | null
}

export interface ChargeRecord extends NewCharge, ChargeFacts {
  /** The desk that made it, and that alone sorts out what a crash left of it. */
  readonly deskId: string
  /** Grows with every change, so that no write goes by what another has changed meanwhile. */
  readonly revision: number
  readonly state: ChargeState
  readonly changedAt: number
  /** When the request was last sent. */
  readonly sentAt: number | null
  /** True once nobody knew what became of a request: then only Dintero's decision ends the charge. */
  readonly doubtful: boolean
  /** Requests that have left, or are about to. */
  readonly sends: number
  /** All of them but the last, oldest first; null when they cannot be read. */
  readonly earlierSends: readonly Send[] | null
  /** False when the order lines cannot be read: such a request cannot be sent again as it was. */
  readonly isWhole: boolean
  /** Dintero's clock minus this desk's when the request was last sent, ms; null while it had not been seen. */
  readonly clockSkew: number | null
}

/** What of a charge decides whether it may be attempted again, and when. */
export interface AttemptEnd extends Pick<ChargeRecord, 'state' | 'transactionStatus' | 'decline'> {
  /** The newest payment link made in its place. */
  readonly link: { readonly state: LinkState; readonly sms: boolean } | null
}

export function toRecord(row: Selectable<ChargeTable>): ChargeRecord {
  const lines = readLines(row.lines)
  return {
    id: row.id,
    accountId: row.account_id,
    cardId: row.card_id,
    deskId: row.desk_id,
    source: row.source,
    revision: row.revision,
    provider: row.provider,
    brand: row.brand,
    lastFour: row.last_four,
    customerName: row.customer_name,
    operation: row.operation,
    amount: row.amount,
    currency: row.currency,
    merchantReference: row.merchant_reference,
    lines: lines ?? [],
    isWhole: lines !== null,
    vatAmount: row.vat_amount,
    email: row.email,
    phone: row.phone,
    autoCapture: row.auto_capture === 1,
    operator: row.operator,
    osUser: row.os_user,
    requestId: row.request_id,
    duplicateReason: row.duplicate_reason,
    retryOf: row.retry_of,
    ownReference: row.own_reference === 1,
    contentReference: row.content_reference === 1,
    batch: toPlace(row),
    createdAt: row.created_at,
    state: row.state,
    changedAt: row.changed_at,
    sentAt: row.sent_at,
    sessionId: row.session_id,
    transactionId: row.transaction_id,
    transactionStatus: row.transaction_status,
    decline: row.decline === null ? null : readDeclined(row.decline),
    problem: row.problem,
    nextLookupAt: row.next_lookup_at,
    lookups: row.lookups,
    emptyLookups: row.empty_lookups,
    firstEmptyAt: row.first_empty_at,
    resendNotBefore: row.resend_not_before,
    doubtful: row.doubtful === 1,
    sends: row.sends,
    earlierSends: row.earlier_sends === null ? [] : readSends(row.earlier_sends),
    clockSkew: row.clock_skew,
    found: row.found === null ? [] : readFound(row.found),
    closedBy: row.closed_by,
    closedReason: row.closed_reason,
    captured: row.captured,
    refunded: row.refunded
  }
}

function toPlace(row: Selectable<ChargeTable>): BatchPlace | null {
  const { batch_id: batchId, batch_row: place, batch_life: life, row_hash: rowHash } = row
  if (batchId === null || place === null || life === null) return null
  return { batchId, row: place, life, rowHash: rowHash ?? '' }
}

/** The columns of which the line of a list is made: a small part of a row, and none of its JSON. */
export const listColumns = [
  'id',
  'account_id',
  'state',
  'merchant_reference',
  'amount',
  'currency',
  'customer_name',
  'brand',
  'last_four',
  'provider',
  'operation',
  'created_at',
  'changed_at',
  'transaction_id',
  'transaction_status',
  'captured',
  'decline_reason',
  'batch_id',
  'batch_row'
] as const satisfies readonly (keyof ChargeTable)[]

/** The line of a list; `decline_reason` is a column of its own so that no list has to read JSON. */
export function toListRow(row: Pick<Selectable<ChargeTable>, (typeof listColumns)[number]>): ChargeRow {
  return {
    id: row.id,
    accountId: row.account_id,
    state: row.state,
    merchantReference: row.merchant_reference,
    amount: row.amount,
    currency: row.currency,
    customerName: row.customer_name,
    brand: row.brand,
    lastFour: row.last_four,
    provider: row.provider,
    operation: row.operation,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    transactionId: row.transaction_id,
    transactionStatus: row.transaction_status,
    captured: row.captured,
    declineReason: row.decline_reason,
    batchId: row.batch_id,
    batchRow: row.batch_row
  }
}

/** The line of a list for a record that is already in hand. */
export function rowOf(charge: ChargeRecord): ChargeRow {
  return {
    id: charge.id,
    accountId: charge.accountId,
    state: charge.state,
    merchantReference: charge.merchantReference,
    amount: charge.amount,
    currency: charge.currency,
    customerName: charge.customerName,
    brand: charge.brand,
    lastFour: charge.lastFour,
    provider: charge.provider,
    operation: charge.operation,
    createdAt: charge.createdAt,
    changedAt: charge.changedAt,
    transactionId: charge.transactionId,
    transactionStatus: charge.transactionStatus,
    captured: charge.captured,
    declineReason: charge.decline?.reason ?? null,
    batchId: charge.batch?.batchId ?? null,
    batchRow: charge.batch?.row ?? null
  }
}

export function toInsert(charge: NewCharge, deskId: string): Insertable<ChargeTable> {
  return {
    id: charge.id,
    account_id: charge.accountId,
    card_id: charge.cardId,
    desk_id: deskId,
    source: charge.source,
    provider: charge.provider,
    brand: charge.brand,
    last_four: charge.lastFour,
    customer_name: charge.customerName,
    operation: charge.operation,
    amount: charge.amount,
    currency: charge.currency,
    merchant_reference: charge.merchantReference,
    lines: writeLines(charge.lines),
    vat_amount: charge.vatAmount,
    email: charge.email,
    phone: charge.phone,
    auto_capture: charge.autoCapture ? 1 : 0,
    operator: charge.operator,
    os_user: charge.osUser,
    request_id: charge.requestId,
    duplicate_reason: charge.duplicateReason,
    retry_of: charge.retryOf,
    own_reference: charge.ownReference ? 1 : 0,
    content_reference: charge.contentReference ? 1 : 0,
    batch_id: charge.batch?.batchId ?? null,
    batch_row: charge.batch?.row ?? null,
    batch_life: charge.batch?.life ?? null,
    row_hash: charge.batch?.rowHash ?? null,
    created_at: charge.createdAt,
    state: 'intent',
    changed_at: charge.createdAt,
    haystack: chargeHaystack(charge, null)
  }
}

/** A charge as `toInsert` writes it. */
export function begun(charge: NewCharge, deskId: string): ChargeRecord {
  return {
    ...charge,
    deskId,
    revision: 0,
    isWhole: true,
    state: 'intent',
    changedAt: charge.createdAt,
    sentAt: null,
    sessionId: null,
    transactionId: null,
    transactionStatus: null,
    decline: null,
    problem: null,
    nextLookupAt: null,
    lookups: 0,
    emptyLookups: 0,
    firstEmptyAt: null,
    resendNotBefore: null,
    found: [],
    closedBy: null,
    closedReason: null,
    doubtful: false,
    sends: 0,
    earlierSends: [],
    clockSkew: null,
    captured: null,
    refunded: null
  }
}

/** The columns of a charge that change in its life. */
export type ChargeChange = Omit<Updateable<ChargeTable>, 'id'>

/** The columns that hold what a charge has under another name, as it is. */
const plainColumns = {
  state: 'state',
  changedAt: 'changed_at',
  sentAt: 'sent_at',
  sessionId: 'session_id',
  transactionId: 'transaction_id',
  transactionStatus: 'transaction_status',
  problem: 'problem',
  nextLookupAt: 'next_lookup_at',
  lookups: 'lookups',
  emptyLookups: 'empty_lookups',
  firstEmptyAt: 'first_empty_at',
  resendNotBefore: 'resend_not_before',
  closedBy: 'closed_by',
  closedReason: 'closed_reason',
  sends: 'sends',
  clockSkew: 'clock_skew',
  captured: 'captured',
  refunded: 'refunded'
} as const satisfies Partial<Record<keyof ChargeRecord, keyof ChargeChange>>

/**
 * What changes in the row when a charge does, and nothing else: SQLite writes every index anew that has a column which is
 * named, whether or not it is another value.
 */
export function toUpdate(before: ChargeRecord, after: ChargeRecord): ChargeChange {
  const plain = Object.entries(plainColumns) as [keyof typeof plainColumns, string][]
  const changed = plain.filter(([name]) => after[name] !== before[name])
  return {
    ...Object.fromEntries(changed.map(([name, column]) => [column, after[name]])),
    revision: after.revision,
    ...(after.doubtful !== before.doubtful && { doubtful: after.doubtful ? 1 : 0 }),
    // What has not changed stays as it was written, in the form of the version that wrote it.
    ...(after.decline !== before.decline && {
      decline: after.decline === null ? null : writeDecline(after.decline),
      decline_reason: after.decline?.reason ?? null,
      retry_at: retryAt(after)
    }),
    ...(after.found !== before.found && { found: after.found.length === 0 ? null : writeFound(after.found) }),
    ...(after.earlierSends !== before.earlierSends &&
      after.earlierSends !== null && { earlier_sends: writeSends(after.earlierSends) }),
    ...(after.transactionId !== before.transactionId && {
      haystack: chargeHaystack(after, after.transactionId)
    })
  }
}

/** From when Dintero lets a declined card be tried again, ms; null where it does not, or has given no advice. */
function retryAt({ decline, changedAt }: ChargeRecord): number | null {
  if (decline?.retry.kind === 'now') return changedAt
  return decline?.retry.kind === 'after' ? (decline.retry.notBefore ?? changedAt) : null
}

/** What a charge is found by: reference, transaction id, customer, last four, and its amount as people write it. */
export function chargeHaystack(
  charge: Pick<NewCharge, 'merchantReference' | 'customerName' | 'lastFour' | 'amount' | 'currency'>,
  transactionId: string | null
): string {
  return haystackOf([
    charge.merchantReference,
    transactionId ?? '',
    charge.customerName,
    charge.lastFour,
    ...amountTexts(charge.amount, charge.currency)
  ])
}

function amountTexts(amount: number, currency: string): string[] {
  const digits = currencyDigits(currency)
  if (digits === 0) return [String(amount)]
  const figures = String(amount).padStart(digits + 1, '0')
  const whole = figures.slice(0, -digits)
  const part = figures.slice(-digits)
  return [`${whole}.${part}`, `${whole},${part}`]
}
