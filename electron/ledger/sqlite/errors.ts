import { TrekkError } from '../../../shared/result'

/** Primary result codes, https://www.sqlite.org/rescode.html. The low byte of an extended code is its primary code. */
const primary = { full: 13, readonly: 8, cannotOpen: 14, corrupt: 11, notADatabase: 26 } as const
const permissionErrno = new Set([1, 13, 30])
/** EROFS: what a file that was open for writing meets when the kernel protects a broken file system. */
const protectedErrno = 30
const extendedUnique = new Set([1555, 2067, 2579])
const constraintTrigger = 1811

function numberIn(error: unknown, key: string): number | null {
  if (typeof error !== 'object' || error === null) return null
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'number' ? value : null
}

/** SQLite's extended result code of a driver error, or null when it is not one. */
export function sqliteCode(error: unknown): number | null {
  return numberIn(error, 'errcode')
}

/** Whether the file itself is damaged or not a database at all. */
export function isDamage(error: unknown): boolean {
  if (error instanceof TrekkError) return error.details?.['reason'] === 'damaged' || isDamage(error.cause)
  const code = sqliteCode(error)
  return code !== null && ((code & 0xff) === primary.corrupt || (code & 0xff) === primary.notADatabase)
}

/** Whether a statement broke a UNIQUE or PRIMARY KEY rule. */
export function isUniqueViolation(error: unknown): boolean {
  const code = sqliteCode(error)
  return code !== null && extendedUnique.has(code)
}

/** The message of the trigger that refused a statement, such as `illegal_move`; null for any other error. */
export function refusedByTrigger(error: unknown): string | null {
  return error instanceof Error && sqliteCode(error) === constraintTrigger ? error.message : null
}

/**
 * A SQLite error in the app's own codes. Broken rules (constraints) and mistakes in SQL pass unchanged: they are
 * not the disk's fault.
 * @returns `storage_full`, `storage_readonly` or `storage_failed`, with SQLite's error as the cause
 */
export function storageError(error: unknown): unknown {
  const code = sqliteCode(error)
  if (!(error instanceof Error)) return error
  if (code === null) return fileError(error)
  const errno = numberIn(error, 'systemErrno')
  const kind = code & 0xff
  if (kind === primary.full || errno === 28) {
    return new TrekkError('storage_full', `the disk is full: ${error.message}`, { cause: error })
  }
  if (
    kind === primary.readonly ||
    errno === protectedErrno ||
    (kind === primary.cannotOpen && errno !== null && permissionErrno.has(errno))
  ) {
    return new TrekkError('storage_readonly', `the profile cannot be written: ${error.message}`, {
      cause: error
    })
  }
  // 1 SQLITE_ERROR, 19 SQLITE_CONSTRAINT, 20 SQLITE_MISMATCH, 21 SQLITE_MISUSE, 25 SQLITE_RANGE
  if ([1, 19, 20, 21, 25].includes(kind)) return error
  return new TrekkError('storage_failed', `storage error ${code}: ${error.message}`, {
    ...(isDamage(error) && { details: { reason: 'damaged' } }),
    cause: error
  })
}

/** The same for an error of the file system, met while copying or moving the database. */
function fileError(error: Error): unknown {
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code !== 'string' || !('syscall' in error)) return error
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new TrekkError('storage_full', error.message, { cause: error })
  const readOnly = code === 'EROFS' || code === 'EACCES' || code === 'EPERM'
  return new TrekkError(readOnly ? 'storage_readonly' : 'storage_failed', error.message, { cause: error })
}
