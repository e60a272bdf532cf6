import { open } from 'node:fs/promises'
import { TrekkError } from '../shared/result'
import type { Services } from './services'

/**
 * Writes the whole audit trail to a file, one JSON object a line with its hash, so that it can be verified elsewhere.
 * @param chooseFile asks the person where; null when they closed the dialog
 * @throws TrekkError `cancelled`; `storage_failed` when the file cannot be written
 */
export async function exportAudit(
  services: Services,
  chooseFile: (suggestion: string) => Promise<string | null>
): Promise<{ entries: number }> {
  const at = services.clock()
  const path = await chooseFile(`trekk-audit-${new Date(at).toISOString().slice(0, 10)}.jsonl`)
  if (path === null) throw new TrekkError('cancelled', 'no file was chosen')
  const entries = await writeEntries(services, path).catch((error: unknown) => {
    throw new TrekkError('storage_failed', 'the audit trail could not be written', { cause: error })
  })
  await services.ledger.audit.append({
    at,
    osUser: services.osUser,
    operator: services.settings.settings.operatorName,
    requestId: services.context.requestId,
    accountId: null,
    action: 'audit_exported',
    subject: 'audit',
    facts: { entries }
  })
  return { entries }
}

async function writeEntries(services: Services, path: string): Promise<number> {
  const file = await open(path, 'w', 0o600)
  try {
    let entries = 0
    for await (const entry of services.ledger.audit.exportRows()) {
      await file.write(`${JSON.stringify(entry)}\n`)
      entries += 1
    }
    await file.sync()
    return entries
  } finally {
    await file.close()
  }
}
