import { open } from 'node:fs/promises'
import type { Kysely, Selectable } from 'kysely'
import type { AuditVerdict } from '../../../shared/audit'
import { TrekkError } from '../../../shared/result'
import { beginning, hashOf, headKey, readHead } from '../audit-chain'
import type { AuditTable, Schema } from '../schema'
import { KeyedTexts } from '../state'
import { toEntry } from './audit-row'

/** Entries read at a time, so that a long trail never fills memory. */
const pageSize = 1_000

/** See `LedgerReads.verifyAudit`. */
export async function verifyTrail(db: Kysely<Schema>): Promise<AuditVerdict> {
  let previous = beginning
  let entries = 0
  for await (const row of everything(db)) {
    entries += 1
    if (row.sequence !== previous.sequence + 1)
      return { entries, intact: false, firstBroken: previous.sequence + 1 }
    if (row.hash !== hashOf(row, previous.hash)) return { entries, intact: false, firstBroken: row.sequence }
    previous = { sequence: row.sequence, hash: row.hash }
  }
  const end = readHead(await new KeyedTexts(db, 'state').get(headKey))
  if (end.sequence === previous.sequence && end.hash === previous.hash) {
    return { entries, intact: true, firstBroken: null }
  }
  const rewritten = end.sequence === previous.sequence
  const firstBroken = rewritten ? end.sequence : Math.min(end.sequence, previous.sequence) + 1
  return { entries, intact: false, firstBroken }
}

/** See `LedgerReads.exportAudit`. */
export async function exportTrail(db: Kysely<Schema>, path: string): Promise<number> {
  try {
    const file = await open(path, 'w', 0o600)
    try {
      let entries = 0
      for await (const row of everything(db)) {
        await file.write(`${JSON.stringify(toEntry(row))}\n`)
        entries += 1
      }
      await file.sync()
      return entries
    } finally {
      await file.close()
    }
  } catch (error) {
    throw new TrekkError('storage_failed', 'the audit trail could not be written', { cause: error })
  }
}

async function* everything(db: Kysely<Schema>): AsyncGenerator<Selectable<AuditTable>> {
  let after = 0
  for (;;) {
    const page = await db
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(pageSize)
      .execute()
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    after = last.sequence
  }
}
