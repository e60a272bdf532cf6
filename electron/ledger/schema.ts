import type { Generated } from 'kysely'
import type { AuditEntry } from '../../shared/audit'
import type { SecretHome } from '../../shared/account'
import type { ApprovalRule } from '../../shared/approval'
import type { Brand, Operation, Provider, TokenKind } from '../../shared/card'
import type { AlarmKind } from '../../shared/alarm'
import type { BatchReason, BatchState } from '../../shared/batch'
import type { ChargeEvent, ChargeState, DeclineReason } from '../../shared/charge'
import type { LinkState } from '../../shared/link-state'
import type { GivenHow, LinkCapture, LinkEvent, LinkKind, SmsStatus } from '../../shared/link'
import type { ModificationEvent, ModificationKind, ModificationState } from '../../shared/modification'
import type { ChargeSource } from './charge-record'

/*
 * The tables as Kysely sees them. Times are ms since 1970 UTC, amounts whole minor units, flags 0 or 1.
 * What the rows may hold and which changes they allow is written in SQL, in migrations/.
 */

/** ms; the grain of `charged_amounts`, as the migrations have it. */
export const quarterHour = 900_000
/** ms; the grain of the counts of charges, as the migrations have it. */
export const oneHour = 3_600_000
/** ms; the grain of the counts of the audit trail. */
export const oneDay = 86_400_000

export interface AccountTable {
  id: string
  name: string
  client_id: string
  /** JSON, see stored/account-settings.ts. */
  settings: string
  created_at: number
  removed_at: number | null
}

/** Where this desk keeps an account's secret. */
export interface DeskAccountTable {
  account_id: string
  secret_home: SecretHome
}

/** A token, and the card it is of: of two tokens of one card, one row is the card and the other its twin. */
export interface CardTable {
  id: string
  account_id: string
  /** The card whose other token this is; null for the card itself. */
  twin_of: Generated<string | null>
  provider: Provider
  token_kind: TokenKind
  /** The sealed token; gone once it is destroyed. */
  sealed_token: Uint8Array | null
  /** Hash of account and token: finds the same token again without opening any. */
  token_fingerprint: string
  /** Dintero's id of that token, where it is known. */
  token_id: string | null
  /** What Dintero said of it when it was last asked. */
  token_status: Generated<string | null>
  token_expiry: Generated<string | null>
  asked_at: Generated<number | null>
  brand: Brand
  last_four: string
  expiry: string | null
  /** The first of the last months of the card and its tokens, `YYYYMM`. */
  last_month: string | null
  masked_pan: string | null
  customer_name: string
  customer_number: string
  email: string
  phone: string
  reference: string
  haystack: string
  blocked_until: number | null
  added_at: number
  last_charged_at: number | null
  /** The later of added and last charged: the order in which cards are offered. */
  recent_at: number
  /** Of a card: since when none of its tokens is here. */
  removed_at: number | null
}

/** What was taken of a card, given back and held, minor units; kept by triggers. */
export interface CardSumTable {
  card_id: string
  currency: string
  taken: number
  returned: number
  held: number
  /** Charges of which a part was captured or given back, and nobody has read how much. */
  unread: number
}

export interface CustomerNoteTable {
  id: string
  account_id: string
  /** Empty once it is removed. */
  text: string
  author: string
  os_user: string
  written_at: number
  removed_at: Generated<number | null>
  removed_by: Generated<string | null>
}

/** By what the customer of a note is known. */
export interface CustomerNoteKeyTable {
  account_id: string
  key: string
  note_id: string
}

export interface ChargeTable {
  /** The order in which they were made. */
  number: Generated<number>
  id: string
  account_id: string
  card_id: string
  /** The desk that made it. */
  desk_id: string
  source: ChargeSource
  provider: Provider
  brand: Brand
  last_four: string
  customer_name: string
  operation: Operation
  amount: number
  currency: string
  merchant_reference: string
  /** JSON, see stored/order-lines.ts. */
  lines: string
  vat_amount: number
  email: string
  phone: string
  auto_capture: number
  operator: string
  os_user: string
  request_id: string
  duplicate_reason: string | null
  retry_of: string | null
  /** 1 when this desk made the merchant reference up, so that nobody else has it. */
  own_reference: number
  created_at: number
  /** Grows with every change. */
  revision: Generated<number>
  state: ChargeState
  changed_at: number
  sent_at: number | null
  session_id: string | null
  transaction_id: string | null
  transaction_status: string | null
  /** JSON, see stored/decline.ts. */
  decline: string | null
  decline_reason: DeclineReason | null
  problem: string | null
  next_lookup_at: number | null
  lookups: Generated<number>
  empty_lookups: Generated<number>
  first_empty_at: number | null
  /** Dintero asked to wait (429): until then the request is not sent again. */
  resend_not_before: number | null
  /** 1 once the charge has ever been `unknown`; kept by a trigger. */
  doubtful: Generated<number>
  /** Requests that have left, as the ledger knew before each. */
  sends: Generated<number>
  /** JSON, see stored/sends.ts: the requests before the last; null when there was none. */
  earlier_sends: string | null
  /** Dintero's clock minus this desk's when the request was last sent, ms; null while it had not been seen. */
  clock_skew: number | null
  /** JSON, see stored/found.ts: what was found that is not, or not surely, the charge's own. */
  found: string | null
  closed_by: string | null
  closed_reason: string | null
  haystack: string
  /** The batch it is of, and the row of its file; null for a charge made on its own. */
  batch_id: Generated<string | null>
  batch_row: Generated<number | null>
  /** Under which life of the batch it was begun. */
  batch_life: Generated<number | null>
  /** 1 when the merchant reference is made of the batch's name and the row's content. */
  content_reference: Generated<number>
  row_hash: Generated<string | null>
  /** When Dintero lets the card be tried again, as long as nobody has and no link stands in its place; ms. */
  retry_at: Generated<number | null>
  /** By Dintero's transaction when it was last read; null while it was not. */
  captured: Generated<number | null>
  refunded: Generated<number | null>
}

/** A payment link, or an address at which a card is stored. */
export interface LinkTable {
  /** The order in which they were made. */
  number: Generated<number>
  id: string
  account_id: string
  desk_id: string
  source: ChargeSource
  kind: LinkKind
  card_id: string | null
  charge_id: string | null
  provider: Provider
  brand: Brand
  last_four: string
  customer_name: string
  customer_number: string
  amount: number | null
  currency: string
  merchant_reference: string
  /** JSON, see stored/order-lines.ts. */
  lines: string
  vat_amount: number
  email: string
  phone: string
  capture: LinkCapture
  /** 1 when the stored card is filled in. */
  filled: number
  sms: number
  operator: string
  os_user: string
  request_id: string
  duplicate_reason: string | null
  created_at: number
  revision: Generated<number>
  state: LinkState
  changed_at: number
  session_id: Generated<string | null>
  url: Generated<string | null>
  expires_at: number | null
  sms_status: Generated<SmsStatus | null>
  given_at: Generated<number | null>
  given_how: Generated<GivenHow | null>
  opened_at: Generated<number | null>
  transaction_id: Generated<string | null>
  transaction_status: Generated<string | null>
  /** JSON, see stored/decline.ts. */
  decline: Generated<string | null>
  decline_reason: Generated<DeclineReason | null>
  captured: Generated<number | null>
  refunded: Generated<number | null>
  problem: Generated<string | null>
  clock_skew: number | null
  next_lookup_at: Generated<number | null>
  lookups: Generated<number>
  haystack: string
}

export interface LinkMoveTable {
  from_state: LinkState
  to_state: LinkState
}

export interface LinkEventTable {
  id: Generated<number>
  link_id: string
  at: number
  kind: LinkEvent['kind']
  state: LinkState
  note: string
}

/** By what a link's customer and card are known again. */
export interface LinkIdentityTable {
  link_id: string
  identity: string
  /** Of the link, minor units; 0 for an enrolment. */
  amount: number
}

/** A capture, a void or a refund. */
export interface ModificationTable {
  /** The order in which they were made. */
  number: Generated<number>
  id: string
  account_id: string
  desk_id: string
  source: ChargeSource
  kind: ModificationKind
  transaction_id: string
  charge_id: string | null
  link_id: string | null
  amount: number | null
  currency: string
  merchant_reference: string
  customer_name: string
  reason: string
  repeat_reason: string | null
  /** Ours for it, by which Dintero's event is known again. */
  reference: string
  /** JSON: the money of the transaction before. */
  seen: string
  operator: string
  os_user: string
  request_id: string
  created_at: number
  revision: Generated<number>
  state: ModificationState
  changed_at: number
  event_request_id: Generated<string | null>
  event_id: Generated<string | null>
  transaction_status: Generated<string | null>
  decline_reason: Generated<DeclineReason | null>
  problem: Generated<string | null>
  doubtful: Generated<number>
  clock_skew: number | null
  next_lookup_at: Generated<number | null>
  lookups: Generated<number>
  empty_lookups: Generated<number>
  first_empty_at: Generated<number | null>
  closed_by: Generated<string | null>
  closed_reason: Generated<string | null>
}

export interface ModificationMoveTable {
  from_state: ModificationState
  to_state: ModificationState
}

export interface ModificationEventTable {
  id: Generated<number>
  modification_id: string
  at: number
  kind: ModificationEvent['kind']
  state: ModificationState
  note: string
}

/** Charges that were released together. Which of them are made is said by `charges`. */
export interface BatchTable {
  /** The order in which they were released. */
  number: Generated<number>
  id: string
  account_id: string
  desk_id: string
  source: ChargeSource
  name: string
  file_name: string
  file_hash: string
  content_hash: string
  plan_hash: string
  charges: number
  /** JSON, see stored/sums.ts. */
  sums: string
  imported_by: string
  released_by: string
  approved_by: string | null
  created_at: number
  released_at: number
  starts_at: number
  first_charges: number
  /** JSON, see stored/pace.ts. */
  pace: string
  state: BatchState
  reason: BatchReason | null
  /** JSON, see stored/batch-details.ts. */
  details: string | null
  looked_at_by: string | null
  changed_at: number
  ended_at: number | null
  revision: Generated<number>
  life: Generated<number>
}

/** Who may approve the release of a charge file. */
export interface ApproverTable {
  id: string
  name: string
  /** The name as `personKey` has it. */
  person: string
  /** JSON, see stored/pin-hash.ts; gone once somebody is removed. */
  pin: string | null
  pin_changed_at: number
  failures: Generated<number>
  failed_at: Generated<number | null>
  added_at: number
  added_by: string
  removed_at: Generated<number | null>
}

/** Which files of an account need a second person; none where it has no row. */
export interface ApprovalRuleTable {
  account_id: string
  kind: ApprovalRule['kind']
  /** JSON, see stored/approval-amounts.ts. */
  amounts: string
}

export interface BatchMoveTable {
  from_state: BatchState
  to_state: BatchState
}

/** How many charges of a batch are in each state, and what they come to; kept by triggers. */
export interface BatchCountTable {
  batch_id: string
  state: ChargeState
  currency: string
  charges: number
  amount: number
}

/** Every merchant reference ever used in an account, by a charge or by a payment link. */
export interface MerchantReferenceTable {
  account_id: string
  reference: string
  charge_id: string | null
  link_id: string | null
}

/** How many charges an hour of UTC has of each kind, and what they come to; kept by triggers. */
export interface ChargeCountTable {
  account_id: string
  /** whole hours since 1970 UTC */
  hour: number
  state: ChargeState
  /** Empty for what was not declined. */
  reason: DeclineReason | ''
  operation: Operation
  provider: Provider
  currency: string
  charges: number
  amount: number
}

/** As `ChargeCountTable`, by day. */
export interface ChargeDayTable extends Omit<ChargeCountTable, 'hour'> {
  /** whole days since 1970 UTC */
  day: number
}

/** How many entries of each action a day of UTC has; kept by a trigger. */
export interface AuditCountTable {
  day: number
  action: AuditEntry['action']
  entries: number
}

/** By what a charge's customer and card are known again. */
export interface ChargeIdentityTable {
  charge_id: string
  identity: string
  /** Of the charge, minor units. */
  amount: number
}

/** A contradiction; of it only whether it was read may change. */
export interface AlarmTable {
  id: Generated<number>
  account_id: string
  /** What it is about: one of the three. */
  charge_id: string | null
  link_id: string | null
  modification_id: string | null
  kind: AlarmKind
  /** The transactions it is about: the same contradiction is raised once. */
  subject: string
  /** JSON, see stored/alarm-transactions.ts. */
  transactions: string
  raised_at: number
  read_at: number | null
  read_by: string | null
}

/** What the charges of a quarter of an hour come to, where money moved or may have; kept by triggers. */
export interface ChargedAmountTable {
  account_id: string
  currency: string
  /** Of the time the charge was last sent, or else created: whole quarters since 1970 UTC. */
  quarter: number
  amount: number
}

export interface ChargeMoveTable {
  from_state: ChargeState
  to_state: ChargeState
}

export interface ChargeEventTable {
  id: Generated<number>
  charge_id: string
  at: number
  kind: ChargeEvent['kind']
  state: ChargeState
  note: string
}

export interface AuditTable {
  sequence: number
  at: number
  os_user: string
  operator: string
  account_id: string | null
  action: AuditEntry['action']
  request_id: string
  subject: string
  /** Canonical JSON of the entry's facts. */
  facts: string
  hash: string
}

export interface StateTable {
  key: string
  value: string
}

export interface Schema {
  accounts: AccountTable
  approvers: ApproverTable
  approval_rules: ApprovalRuleTable
  cards: CardTable
  card_sums: CardSumTable
  customer_notes: CustomerNoteTable
  customer_note_keys: CustomerNoteKeyTable
  charges: ChargeTable
  charge_counts: ChargeCountTable
  charge_days: ChargeDayTable
  charge_identities: ChargeIdentityTable
  charged_amounts: ChargedAmountTable
  alarms: AlarmTable
  charge_moves: ChargeMoveTable
  charge_events: ChargeEventTable
  audit: AuditTable
  audit_counts: AuditCountTable
  batches: BatchTable
  batch_counts: BatchCountTable
  batch_moves: BatchMoveTable
  desk_accounts: DeskAccountTable
  desk_state: StateTable
  links: LinkTable
  link_events: LinkEventTable
  link_identities: LinkIdentityTable
  link_moves: LinkMoveTable
  modifications: ModificationTable
  modification_events: ModificationEventTable
  modification_moves: ModificationMoveTable
  merchant_references: MerchantReferenceTable
  state: StateTable
}
