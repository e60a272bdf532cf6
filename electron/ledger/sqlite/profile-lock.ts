import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { TrekkError } from '../../../shared/result'
import { openConnection, type OpenConnection, type SqlConnection } from './connection'
import { sqliteCode, storageError } from './errors'

const busy = 5

/** Held by the one process that may write a profile. */
export interface ProfileLock {
  release(): void
}

/**
 * Takes the lock on a profile folder, which is made if need be, so that two copies of the app never write one ledger.
 * It is SQLite's own file lock on a tiny database: the operating system drops it when the process dies, however it
 * dies, so no lock is ever left behind for a person to clean up.
 * @throws TrekkError `profile_in_use` when another process holds it, `storage_readonly` | `storage_full` | `storage_failed` when the folder cannot be written
 */
export function takeProfileLock(folder: string, open: OpenConnection = openConnection): ProfileLock {
  let connection: SqlConnection | null = null
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    connection = open(join(folder, 'profile.lock'))
    connection.exec('PRAGMA busy_timeout = 0')
    connection.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    connection?.close()
    const code = sqliteCode(error)
    if (code !== null && (code & 0xff) === busy) {
      throw new TrekkError('profile_in_use', 'another copy of the app is using this profile', {
        cause: error
      })
    }
    throw storageError(whyNotWritable(folder) ?? error)
  }
  const held = connection
  return {
    release: () => {
      held.exec('ROLLBACK')
      held.close()
    }
  }
}

/** SQLite does not tell why it could not make a file; the folder does. @returns null when it can be written */
function whyNotWritable(folder: string): unknown {
  try {
    accessSync(folder, constants.W_OK)
    return null
  } catch (error) {
    return error
  }
}
