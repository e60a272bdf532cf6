import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileStamp } from './file'

const setAsidePrefix = 'trekk-damaged-'
/** Left beside a database that was found damaged while it was in use. */
const foundSuffix = '-found-damaged'

/** The latest of the databases that were set aside at earlier starts; null when none lies in the folder. */
export function earlierSetAside(folder: string): string | null {
  const names = readdirSync(folder).filter((name) => name.startsWith(setAsidePrefix) && name.endsWith('.db'))
  const latest = names.sort().at(-1)
  return latest === undefined ? null : join(folder, latest)
}

/** Whether a database was found damaged while it was in use, so that the next start sets it aside. */
export function wasFoundDamaged(path: string): boolean {
  return existsSync(path + foundSuffix)
}

/** Remembers for the next start that a database is damaged. Best effort: the check would find it again. */
export function markDamaged(path: string): void {
  try {
    writeFileSync(path + foundSuffix, '')
  } catch {
    // A disk that takes not even this is told of by everything else.
  }
}

/**
 * Moves a database with its write-ahead log to a dated name: together they are what can still be rescued.
 * @returns where it is now
 */
export function setAside(folder: string, file: string, at: number): string {
  const name = join(folder, `${setAsidePrefix}${fileStamp(at)}`)
  let to = `${name}.db`
  for (let again = 2; existsSync(to); again += 1) to = `${name}-${again}.db`
  for (const suffix of ['', '-wal', '-shm']) {
    const from = join(folder, file + suffix)
    if (existsSync(from)) renameSync(from, to + suffix)
  }
  rmSync(join(folder, file + foundSuffix), { force: true })
  return to
}
