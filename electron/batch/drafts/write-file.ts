import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { TrekkError } from '../../../shared/result'

/**
 * Puts a file where a person said: whole, or not at all, for half a result would say of charged rows that they were not.
 * @throws TrekkError `file_unwritable`
 */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const unfinished = `${path}.unfinished`
  try {
    writeFileSync(unfinished, bytes, { mode: 0o600, flush: true })
    renameSync(unfinished, path)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw new TrekkError('file_unwritable', 'the file could not be written', { cause: error })
  }
}
