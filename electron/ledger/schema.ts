import type { Generated } from 'kysely'
import type { AuditEntry } from '../../shared/audit'
import type { SecretHome } from '../../shared/account'
import type { ApprovalRule } from '../../shared/approval'
import type { Brand, Operation, Provider, TokenKind } from '../../shared/card'
import type { AlarmKind } from '../../shared/alarm'
import type { BatchReason, BatchState } from '../../shared/batch'
import type { ChargeEvent, ChargeState, DeclineReason, LinkState } from '../../shared/charge'
import type { ChargeSource } from './charge-record'

/*
 * The tables as Kysely sees them. Times are ms since 1970 UTC, amounts whole minor units, flags 0 or 1.
 * What the rows may hold and which changes they allow is written in SQL, in migrations/.
 */

/** ms; the grain of `charged_amounts`, as the migrations have it. */
export const quarterHour = 900_000
/** ms; the grain of the counts, as the migrations have it. */
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

export interface CardTable {
  id: string
  account_id: string
  provider: Provider
  token_kind: TokenKind
  /** The sealed payment token; gone once the card is removed. */
  sealed_token: Uint8Array | null
  /** Hash of account and token: finds the same token again without opening any. */
  token_fingerprint: string
  /** Dintero's id of that token, where it is known. */
  token_id: string | null
  brand: Brand
  last_four: string
  expiry: string | null
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
  removed_at: number | null
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
  /** The merchant reference a payment link was made under; no charge may use it. */
  link_reference: string | null
  link_url: string | null
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
  link_session_id: string | null
  link_state: LinkState | null
  link_changed_at: number | null
  link_expires_at: number | null
  haystack: string
  /** The batch it is of, and the row of its file; null for a charge made on its own. */
  batch_id: Generated<string | null>
  batch_row: Generated<number | null>
  /** Under which life of the batch it was begun. */
  batch_life: Generated<number | null>
  /** 1 when the merchant reference is made of the batch's name and the row's content. */
  content_reference: Generated<number>
  row_hash: Generated<string | null>
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

/** Every merchant reference ever used in an account, by a charge or by the payment link made for one. */
export interface MerchantReferenceTable {
  account_id: string
  reference: string
  used_by: 'charge' | 'link'
  charge_id: string
}

/** How many charges a day of UTC has in each state and of each kind; kept by triggers. */
export interface ChargeCountTable {
  account_id: string
  /** whole days since 1970 UTC */
  day: number
  state: ChargeState
  operation: Operation
  charges: number
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
  charge_id: string
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
  charges: ChargeTable
  charge_counts: ChargeCountTable
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
  merchant_references: MerchantReferenceTable
  state: StateTable
}
