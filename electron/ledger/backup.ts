import { closeSync, fsyncSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { TrekkError } from '../../shared/result'
import type { OpenConnection, SqlConnection } from './sql-connection'
import { storageError } from './storage-error'

/** `20261122-094853`, UTC: sorts by time and is a legal file name everywhere. */
export function fileStamp(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
}

/**
 * Whether SQLite finds a database whole.
 * @param pragma `quick_check` skips comparing indexes with their tables, `integrity_check` skips nothing
 */
export function isWhole(connection: SqlConnection, pragma: 'quick_check' | 'integrity_check'): boolean {
  const rows = connection.prepare(`PRAGMA ${pragma}(1)`).all()
  const first = rows[0]
  return (
    rows.length === 1 && typeof first === 'object' && first !== null && Object.values(first).includes('ok')
  )
}

/**
 * Copies the ledger into `backups/` and proves the copy before anyone relies on it: every page is checked and the
 * file is on disk.
 * @param label what is about to happen, part of the file's name
 * @returns the copy's path
 * @throws TrekkError `storage_full` | `storage_readonly` | `storage_failed`; nothing half-made is left
 */
export function backUp(
  connection: SqlConnection,
  open: OpenConnection,
  folder: string,
  label: string,
  at: number
): string {
  const backups = join(folder, 'backups')
  const path = join(backups, `trekk-${fileStamp(at)}-before-${label}.db`)
  try {
    mkdirSync(backups, { recursive: true })
    connection.prepare('VACUUM INTO ?').run(path)
    const copy = open(path)
    try {
      if (!isWhole(copy, 'integrity_check'))
        throw new TrekkError('storage_failed', `the backup ${path} is damaged`)
    } finally {
      copy.close()
    }
    const file = openSync(path, 'r+')
    fsyncSync(file)
    closeSync(file)
    return path
  } catch (error) {
    rmSync(path, { force: true })
    throw storageError(error)
  }
}
