import type { Actor } from '../../shared/audit'
import { TrekkError } from '../../shared/result'
import type { Ledger } from '../ledger/ledger'

export interface AuditExportParts {
  readonly ledger: Ledger
  readonly actor: () => Actor
  /** ms since 1970 UTC */
  readonly clock: () => number
}

/**
 * Writes the whole audit trail to a file, one JSON object a line with its hash, so that it can be verified elsewhere.
 * @param chooseFile asks the person where; null when they closed the dialog
 * @throws TrekkError `cancelled`; `storage_failed` when the file cannot be written
 */
export async function exportAudit(
  { ledger, actor, clock }: AuditExportParts,
  chooseFile: (suggestion: string) => Promise<string | null>
): Promise<{ entries: number }> {
  const at = clock()
  const path = await chooseFile(`trekk-audit-${new Date(at).toISOString().slice(0, 10)}.jsonl`)
  if (path === null) throw new TrekkError('cancelled', 'no file was chosen')
  const entries = await ledger.reads.exportAudit(path)
  await ledger.write(({ audit }) =>
    audit.append({
      at,
      ...actor(),
      accountId: null,
      action: 'audit_exported',
      subject: 'audit',
      facts: { entries }
    })
  )
  return { entries }
}
