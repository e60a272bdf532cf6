import { z } from 'zod'
import { windowOf } from './list'

export const auditActions = [
  'account_connected',
  'account_renamed',
  'account_removed',
  'account_switched',
  'account_settings_changed',
  'limits_changed',
  'settings_changed',
  'card_added',
  'cards_joined',
  'card_removed',
  'card_edited',
  'card_told',
  'card_delete_asked',
  'card_deleted',
  'note_added',
  'note_removed',
  'charge_submitted',
  'charge_answered',
  'charge_asked',
  'charge_decided',
  'charge_resent',
  'duplicate_explained',
  'link_created',
  'link_answered',
  'link_given',
  'link_asked',
  'link_closed',
  'link_ended',
  'charge_closed',
  'modification_submitted',
  'modification_answered',
  'modification_asked',
  'modification_decided',
  'modification_closed',
  'alarm_raised',
  'alarm_read',
  'batch_released',
  'batch_started',
  'batch_waits',
  'batch_looked_at',
  'batch_paused',
  'batch_cancelled',
  'batch_stopped',
  'batch_done',
  'approval_refused',
  'approval_rule_changed',
  'approver_added',
  'approver_removed',
  'approver_pin_changed',
  'mapping_kept',
  'mapping_removed',
  'audit_exported',
  'list_exported'
] as const
export const auditAction = z.enum(auditActions)
export type AuditAction = z.infer<typeof auditAction>

/** What `charge_decided` was called once. Entries are sealed, so those that say it keep saying it. */
export const formerAuditActions = ['charge_settled'] as const
const recordedAction = z.enum([...auditActions, ...formerAuditActions])

/** Who does something, and for which request of the page, round of the reconciler or command. */
export interface Actor {
  readonly osUser: string
  /** Who says to be at the desk. */
  readonly operator: string
  readonly requestId: string
}

/** One link of the chain: who, when (ms since 1970 UTC), what. `facts` never holds a secret. */
export const auditEntry = z.object({
  sequence: z.number().int(),
  at: z.number().int(),
  osUser: z.string(),
  operator: z.string(),
  accountId: z.string().nullable(),
  action: recordedAction,
  /** The id of the page's request that caused it, or of the background job. */
  requestId: z.string(),
  subject: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  hash: z.string()
})
export type AuditEntry = z.infer<typeof auditEntry>

/** What the trail is asked for, newest first. Times are ms since 1970 UTC: `from` is included, `to` is not. */
export const auditQuery = z.strictObject({
  search: z.string().max(200),
  actions: z.array(auditAction).max(auditActions.length),
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
  ...windowOf
})
export type AuditQuery = z.infer<typeof auditQuery>

/** `firstBroken` is the sequence number of the first entry whose hash does not follow from the one before. */
export const auditVerdict = z.object({
  entries: z.number().int(),
  intact: z.boolean(),
  firstBroken: z.number().int().nullable()
})
export type AuditVerdict = z.infer<typeof auditVerdict>
