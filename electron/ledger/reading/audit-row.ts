import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { AuditEntry } from '../../../shared/audit'
import type { AuditTable } from '../schema'

const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).catch({})

/** An entry as it is shown and exported; facts that cannot be read are shown as none, and the hash tells. */
export function toEntry(row: Selectable<AuditTable>): AuditEntry {
  return {
    sequence: row.sequence,
    at: row.at,
    osUser: row.os_user,
    operator: row.operator,
    accountId: row.account_id,
    action: row.action,
    requestId: row.request_id,
    subject: row.subject,
    facts: facts.parse(JSON.parse(row.facts)),
    hash: row.hash
  }
}
