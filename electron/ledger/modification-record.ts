import type { Insertable, Selectable, Updateable } from 'kysely'
import type { DeclineReason } from '../../shared/charge'
import type {
  ModificationKind,
  ModificationRow,
  ModificationState,
  TransactionMoney
} from '../../shared/modification'
import type { ChargeSource } from './charge-record'
import type { ModificationTable } from './schema'
import { readMoneySeen, writeMoneySeen } from './stored/money-seen'

/** What a capture, a void or a refund is about: fixed once it is on disk. Amounts in minor units, times in ms. */
export interface NewModification {
  readonly id: string
  readonly accountId: string
  readonly source: ChargeSource
  readonly kind: ModificationKind
  readonly transactionId: string
  readonly chargeId: string | null
  readonly linkId: string | null
  /** Null for a void. */
  readonly amount: number | null
  readonly currency: string
  readonly merchantReference: string
  readonly customerName: string
  /** Never empty for a refund. */
  readonly reason: string
  /** Why it is done again, where the same was done a short while before; null where nobody was asked. */
  readonly repeatReason: string | null
  /** Ours for it, by which Dintero's event is known again; nobody else has it. */
  readonly reference: string
  /** The money of the transaction when it was reviewed; null where it cannot be read any more. */
  readonly seen: TransactionMoney | null
  readonly operator: string
  readonly osUser: string
  readonly requestId: string
  readonly createdAt: number
  /** Dintero's clock minus this desk's, ms; null while it has not been seen. */
  readonly clockSkew: number | null
}

/** What is known of it so far. */
export interface ModificationFacts {
  readonly eventRequestId: string | null
  readonly eventId: string | null
  readonly transactionStatus: string | null
  /** Why it was tried and not done. */
  readonly declineReason: DeclineReason | null
  readonly problem: string | null
  /** When the transaction is to be read next, ms; null when nothing is left to learn. */
  readonly nextLookupAt: number | null
  readonly lookups: number
  /** Readings that found no trace of it, and when the first of them was. */
  readonly emptyLookups: number
  readonly firstEmptyAt: number | null
  readonly closedBy: string | null
  readonly closedReason: string | null
}

export interface ModificationRecord extends NewModification, ModificationFacts {
  readonly number: number
  readonly deskId: string
  /** Grows with every change, so that no write goes by what another has changed meanwhile. */
  readonly revision: number
  readonly state: ModificationState
  readonly changedAt: number
  /** True once nobody knew what became of the request. */
  readonly doubtful: boolean
}

export function toModification(row: Selectable<ModificationTable>): ModificationRecord {
  return {
    number: row.number,
    id: row.id,
    accountId: row.account_id,
    deskId: row.desk_id,
    source: row.source,
    kind: row.kind,
    transactionId: row.transaction_id,
    chargeId: row.charge_id,
    linkId: row.link_id,
    amount: row.amount,
    currency: row.currency,
    merchantReference: row.merchant_reference,
    customerName: row.customer_name,
    reason: row.reason,
    repeatReason: row.repeat_reason,
    reference: row.reference,
    seen: readMoneySeen(row.seen),
    operator: row.operator,
    osUser: row.os_user,
    requestId: row.request_id,
    createdAt: row.created_at,
    revision: row.revision,
    state: row.state,
    changedAt: row.changed_at,
    eventRequestId: row.event_request_id,
    eventId: row.event_id,
    transactionStatus: row.transaction_status,
    declineReason: row.decline_reason,
    problem: row.problem,
    doubtful: row.doubtful === 1,
    clockSkew: row.clock_skew,
    nextLookupAt: row.next_lookup_at,
    lookups: row.lookups,
    emptyLookups: row.empty_lookups,
    firstEmptyAt: row.first_empty_at,
    closedBy: row.closed_by,
    closedReason: row.closed_reason
  }
}

/** The line of a list; whether it may be closed depends on the time and is said by who knows it. */
export function toModificationRow(row: Selectable<ModificationTable>): ModificationRow {
  return modificationRowOf(toModification(row), false)
}

/** @param mayClose see `ModificationRow.mayClose` */
export function modificationRowOf(modification: ModificationRecord, mayClose: boolean): ModificationRow {
  return {
    id: modification.id,
    accountId: modification.accountId,
    kind: modification.kind,
    state: modification.state,
    transactionId: modification.transactionId,
    chargeId: modification.chargeId,
    linkId: modification.linkId,
    amount: modification.amount,
    currency: modification.currency,
    merchantReference: modification.merchantReference,
    customerName: modification.customerName,
    reason: modification.reason,
    operator: modification.operator,
    createdAt: modification.createdAt,
    changedAt: modification.changedAt,
    transactionStatus: modification.transactionStatus,
    declineReason: modification.declineReason,
    problem: modification.problem,
    nextLookupAt: modification.nextLookupAt,
    mayClose
  }
}

export function toModificationInsert(
  modification: NewModification,
  deskId: string
): Insertable<ModificationTable> {
  return {
    id: modification.id,
    account_id: modification.accountId,
    desk_id: deskId,
    source: modification.source,
    kind: modification.kind,
    transaction_id: modification.transactionId,
    charge_id: modification.chargeId,
    link_id: modification.linkId,
    amount: modification.amount,
    currency: modification.currency,
    merchant_reference: modification.merchantReference,
    customer_name: modification.customerName,
    reason: modification.reason,
    repeat_reason: modification.repeatReason,
    reference: modification.reference,
    seen: writeMoneySeen(modification.seen),
    operator: modification.operator,
    os_user: modification.osUser,
    request_id: modification.requestId,
    created_at: modification.createdAt,
    state: 'sent',
    changed_at: modification.createdAt,
    clock_skew: modification.clockSkew
  }
}

/** The columns that change in its life. */
export function toModificationUpdate(after: ModificationRecord): Updateable<ModificationTable> {
  return {
    revision: after.revision,
    state: after.state,
    changed_at: after.changedAt,
    event_request_id: after.eventRequestId,
    event_id: after.eventId,
    transaction_status: after.transactionStatus,
    decline_reason: after.declineReason,
    problem: after.problem,
    doubtful: after.doubtful ? 1 : 0,
    next_lookup_at: after.nextLookupAt,
    lookups: after.lookups,
    empty_lookups: after.emptyLookups,
    first_empty_at: after.firstEmptyAt,
    closed_by: after.closedBy,
    closed_reason: after.closedReason
  }
}
