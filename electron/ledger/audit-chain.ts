import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { AuditEntry } from '../../shared/audit'
import type { AuditTable } from './schema'

/** Where the chain ends. A trigger of the table keeps it in `state`, so that entries cut off at the end are missed. */
const head = z.object({ sequence: z.number().int(), hash: z.string() })
export type Head = z.infer<typeof head>

/** Spelled as in the trigger `audit_head`. */
export const headKey = 'audit_head'
export const beginning: Head = { sequence: 0, hash: '0'.repeat(64) }

/** @param kept what `state` has under `headKey` */
export function readHead(kept: string | null): Head {
  return kept === null ? beginning : head.parse(JSON.parse(kept))
}

/** JSON with its keys in code unit order, so that the same facts always give the same bytes (as RFC 8785). */
export function canonical(facts: AuditEntry['facts']): string {
  const sorted = Object.entries(facts).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify(Object.fromEntries(sorted))
}

/** The seal of an entry: over all that it says and the seal of the one before. */
export function hashOf(row: Omit<AuditTable, 'hash'>, previous: string): string {
  const fields = [
    row.sequence,
    row.at,
    row.os_user,
    row.operator,
    row.account_id,
    row.action,
    row.request_id,
    row.subject,
    row.facts
  ]
  return createHash('sha256')
    .update(JSON.stringify([previous, ...fields]))
    .digest('hex')
}
