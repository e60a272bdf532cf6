import { chmodSync, lstatSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { TrekkError } from '../../../shared/result'

const usualMode = 0o600
const anyMayWrite = 0o222

/**
 * Puts a file where a person said: whole, or not at all, for half a result would say of charged rows that they were not.
 * One that is there is replaced as if it were written over: a link stays a link, who may read it stays, and one that may
 * not be written is left alone.
 * @throws TrekkError `file_unwritable`
 */
export function writeWhole(path: string, bytes: Uint8Array): void {
  try {
    const { place, mode } = placeOf(path)
    const unfinished = `${place}.unfinished`
    // What an earlier try left. It is made anew, so that nothing is written through what stands in its place.
    rmSync(unfinished, { force: true })
    try {
      writeFileSync(unfinished, bytes, { flag: 'wx', mode: usualMode, flush: true })
      chmodSync(unfinished, mode)
      renameSync(unfinished, place)
    } catch (error) {
      rmSync(unfinished, { force: true })
      throw error
    }
  } catch (error) {
    throw new TrekkError('file_unwritable', 'the file could not be written', { cause: error })
  }
}

/** Where a file stands, and with which rights. @throws Error for what is no file, or may not be written */
function placeOf(path: string): { readonly place: string; readonly mode: number } {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return { place: path, mode: usualMode }
  const place = realpathSync(path)
  const there = lstatSync(place)
  if (!there.isFile()) throw new Error('it is no file')
  if ((there.mode & anyMayWrite) === 0) throw new Error('it may not be written')
  return { place, mode: there.mode & 0o777 }
}
