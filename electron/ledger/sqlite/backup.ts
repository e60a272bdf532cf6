import { closeSync, fsyncSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { TrekkError } from '../../../shared/result'
import type { OpenConnection, SqlConnection } from './connection'
import { storageError } from './errors'
import { fileStamp, isWhole } from './file'

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
