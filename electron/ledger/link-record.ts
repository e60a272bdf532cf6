import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Brand, Provider } from '../../shared/card'
import type { Decline, OrderLine } from '../../shared/charge'
import type { GivenHow, LinkCapture, LinkKind, LinkRow, SmsStatus } from '../../shared/link'
import type { LinkState } from '../../shared/link-state'
import { chargeHaystack, type ChargeSource } from './charge-record'
import type { LinkTable } from './schema'
import { haystackOf, withoutSpacing } from './search-text'
import { readDeclined, writeDecline } from './stored/decline'
import { readLines, writeLines } from './stored/order-lines'

/** What a link is about: fixed once it is on disk. Amounts in minor units, times in ms since 1970 UTC. */
export interface NewLink {
  readonly id: string
  readonly accountId: string
  readonly source: ChargeSource
  readonly kind: LinkKind
  /** Null for an enrolment, whose card is stored when it is over. */
  readonly cardId: string | null
  /** The declined charge it is in place of. */
  readonly chargeId: string | null
  readonly provider: Provider
  readonly brand: Brand
  readonly lastFour: string
  readonly customerName: string
  readonly customerNumber: string
  /** Null for an enrolment. */
  readonly amount: number | null
  readonly currency: string
  readonly merchantReference: string
  readonly lines: readonly OrderLine[]
  readonly vatAmount: number
  readonly email: string
  readonly phone: string
  readonly capture: LinkCapture
  /** Whether the stored card is filled in; else the customer takes another. */
  readonly filled: boolean
  readonly sms: boolean
  readonly operator: string
  readonly osUser: string
  readonly requestId: string
  readonly duplicateReason: string | null
  readonly createdAt: number
  /** Until when it can be paid, as it is asked for; null where that is left to Dintero. */
  readonly expiresAt: number | null
  /** Dintero's clock minus this desk's, ms; null while it has not been seen. */
  readonly clockSkew: number | null
}

/** What is known of a link so far. */
export interface LinkFacts {
  readonly cardId: string | null
  readonly brand: Brand
  readonly lastFour: string
  readonly sessionId: string | null
  readonly url: string | null
  readonly expiresAt: number | null
  readonly smsStatus: SmsStatus | null
  readonly givenAt: number | null
  readonly givenHow: GivenHow | null
  readonly openedAt: number | null
  readonly transactionId: string | null
  readonly transactionStatus: string | null
  readonly decline: Decline | null
  /** By its transaction when it was last read, minor units; null while it was not. */
  readonly captured: number | null
  readonly refunded: number | null
  readonly problem: string | null
  /** When Dintero is to be asked next, ms; null when nothing is left to learn. */
  readonly nextLookupAt: number | null
  readonly lookups: number
}

export interface LinkRecord extends Omit<NewLink, keyof LinkFacts>, LinkFacts {
  readonly number: number
  readonly deskId: string
  /** Grows with every change, so that no write goes by what another has changed meanwhile. */
  readonly revision: number
  readonly state: LinkState
  readonly changedAt: number
}

export function toLink(row: Selectable<LinkTable>): LinkRecord {
  return {
    number: row.number,
    id: row.id,
    accountId: row.account_id,
    deskId: row.desk_id,
    source: row.source,
    kind: row.kind,
    cardId: row.card_id,
    chargeId: row.charge_id,
    provider: row.provider,
    brand: row.brand,
    lastFour: row.last_four,
    customerName: row.customer_name,
    customerNumber: row.customer_number,
    amount: row.amount,
    currency: row.currency,
    merchantReference: row.merchant_reference,
    lines: readLines(row.lines) ?? [],
    vatAmount: row.vat_amount,
    email: row.email,
    phone: row.phone,
    capture: row.capture,
    filled: row.filled === 1,
    sms: row.sms === 1,
    operator: row.operator,
    osUser: row.os_user,
    requestId: row.request_id,
    duplicateReason: row.duplicate_reason,
    createdAt: row.created_at,
    revision: row.revision,
    state: row.state,
    changedAt: row.changed_at,
    sessionId: row.session_id,
    url: row.url,
    expiresAt: row.expires_at,
    smsStatus: row.sms_status,
    givenAt: row.given_at,
    givenHow: row.given_how,
    openedAt: row.opened_at,
    transactionId: row.transaction_id,
    transactionStatus: row.transaction_status,
    decline: row.decline === null ? null : readDeclined(row.decline),
    captured: row.captured,
    refunded: row.refunded,
    problem: row.problem,
    clockSkew: row.clock_skew,
    nextLookupAt: row.next_lookup_at,
    lookups: row.lookups
  }
}

/** The line of a list. */
export function linkRowOf(link: LinkRecord): LinkRow {
  return {
    id: link.id,
    accountId: link.accountId,
    kind: link.kind,
    state: link.state,
    merchantReference: link.merchantReference,
    amount: link.amount,
    currency: link.currency,
    customerName: link.customerName,
    brand: link.brand,
    lastFour: link.lastFour,
    provider: link.provider,
    sms: link.sms,
    smsStatus: link.smsStatus,
    createdAt: link.createdAt,
    changedAt: link.changedAt,
    expiresAt: link.expiresAt,
    givenAt: link.givenAt,
    openedAt: link.openedAt,
    chargeId: link.chargeId,
    transactionId: link.transactionId,
    transactionStatus: link.transactionStatus,
    captured: link.captured,
    declineReason: link.decline?.reason ?? null
  }
}

export function toLinkInsert(link: NewLink, deskId: string): Insertable<LinkTable> {
  return {
    id: link.id,
    account_id: link.accountId,
    desk_id: deskId,
    source: link.source,
    kind: link.kind,
    card_id: link.cardId,
    charge_id: link.chargeId,
    provider: link.provider,
    brand: link.brand,
    last_four: link.lastFour,
    customer_name: link.customerName,
    customer_number: link.customerNumber,
    amount: link.amount,
    currency: link.currency,
    merchant_reference: link.merchantReference,
    lines: writeLines(link.lines),
    vat_amount: link.vatAmount,
    email: link.email,
    phone: link.phone,
    capture: link.capture,
    filled: link.filled ? 1 : 0,
    sms: link.sms ? 1 : 0,
    operator: link.operator,
    os_user: link.osUser,
    request_id: link.requestId,
    duplicate_reason: link.duplicateReason,
    created_at: link.createdAt,
    state: 'asking',
    changed_at: link.createdAt,
    expires_at: link.expiresAt,
    clock_skew: link.clockSkew,
    haystack: linkHaystack(link, null)
  }
}

/** The columns of a link that change in its life. */
export function toLinkUpdate(before: LinkRecord, after: LinkRecord): Updateable<LinkTable> {
  return {
    revision: after.revision,
    state: after.state,
    changed_at: after.changedAt,
    card_id: after.cardId,
    brand: after.brand,
    last_four: after.lastFour,
    session_id: after.sessionId,
    url: after.url,
    expires_at: after.expiresAt,
    sms_status: after.smsStatus,
    given_at: after.givenAt,
    given_how: after.givenHow,
    opened_at: after.openedAt,
    transaction_id: after.transactionId,
    transaction_status: after.transactionStatus,
    captured: after.captured,
    refunded: after.refunded,
    problem: after.problem,
    next_lookup_at: after.nextLookupAt,
    lookups: after.lookups,
    // What has not changed stays as it was written, in the form of the version that wrote it.
    ...(after.decline !== before.decline && {
      decline: after.decline === null ? null : writeDecline(after.decline),
      decline_reason: after.decline?.reason ?? null
    }),
    ...(after.transactionId !== before.transactionId && {
      haystack: linkHaystack(after, after.transactionId)
    })
  }
}

/** What a link is found by: what a charge is, and how its customer is reached. */
function linkHaystack(
  link: Pick<
    NewLink,
    | 'merchantReference'
    | 'customerName'
    | 'customerNumber'
    | 'lastFour'
    | 'amount'
    | 'currency'
    | 'email'
    | 'phone'
  >,
  transactionId: string | null
): string {
  const { merchantReference, customerName, lastFour, amount, currency } = link
  const contact = haystackOf([link.customerNumber, link.email, withoutSpacing(link.phone)])
  const own =
    amount === null
      ? haystackOf([merchantReference, customerName, lastFour])
      : chargeHaystack({ merchantReference, customerName, lastFour, amount, currency }, transactionId)
  return contact === '' ? own : `${own}\n${contact}`
}
