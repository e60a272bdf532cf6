import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { ledgerFile, openLedger } from '../../electron/ledger/ledger'

let made: Promise<Buffer> | null = null

/**
 * Puts the file of a new ledger into a folder, as the first start leaves it, with names of its own for itself and its
 * desk. Making its tables takes ten times as long as copying them, and the tests that are not about that need not wait.
 */
export async function putNewLedger(folder: string): Promise<void> {
  made ??= makeOnce()
  const path = join(folder, ledgerFile)
  writeFileSync(path, await made, { flag: 'wx' })
  const database = new DatabaseSync(path)
  database.exec(`PRAGMA synchronous = OFF;
    UPDATE state SET value = lower(hex(randomblob(16))) WHERE key = 'ledger_id';
    UPDATE desk_state SET value = lower(hex(randomblob(16))) WHERE key = 'desk_id';
    DELETE FROM desk_state WHERE key = 'checked_at'`)
  database.close()
}

async function makeOnce(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'trekk-new-ledger-'))
  try {
    const ledger = await openLedger({ folder, clock: Date.now })
    await ledger.close()
    return readFileSync(join(folder, ledgerFile))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
