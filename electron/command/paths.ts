import { lstatSync, realpathSync, statSync, type Stats } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { TrekkError } from '../../shared/result'
import { isWritable } from '../desk/is-writable'
import { Stop } from './stop'

/** The files of a command. */
export interface Paths {
  readonly file: string
  readonly out: string
  /** There is something at `out` already. */
  readonly outExists: boolean
}

/**
 * Looks before anything is charged whether the result can be written where it is wanted. What is in the file's place is
 * never touched.
 * @param folder what relative paths are relative to
 * @throws TrekkError `file_unreadable`; Stop `out_no_folder` | `out_unwritable` | `out_is_file`
 */
export function checkPaths(file: string, out: string, folder: string): Paths {
  const from = resolve(folder, file)
  const to = resolve(folder, out)
  if (!statOf(from)?.isFile()) throw new TrekkError('file_unreadable', 'it is no file')
  if (!statOf(dirname(to))?.isDirectory()) throw new Stop('out', 'out_no_folder', { folder: dirname(to) })
  if (!isWritable(dirname(to))) throw new Stop('out', 'out_unwritable', { out: to })
  // Written beside it first, see `writeWhole`: neither of the two may be the file, by whatever name.
  for (const path of [to, `${to}.unfinished`])
    if (isSame(path, from)) throw new Stop('out', 'out_is_file', { out: to })
  const there = lstatSync(to, { throwIfNoEntry: false })
  if (there !== undefined && !there.isFile()) throw new Stop('out', 'out_unwritable', { out: to })
  return { file: from, out: to, outExists: there !== undefined }
}

/** What a path leads to, by whatever links; null for nothing. */
function statOf(path: string): Stats | null {
  try {
    return statSync(path)
  } catch {
    return null
  }
}

function isSame(path: string, file: string): boolean {
  const [one, other] = [statOf(path), statOf(file)]
  if (one !== null && other !== null && one.ino === other.ino && one.dev === other.dev && one.ino !== 0)
    return true
  return join(realpathSync(dirname(path)), basename(path)) === realpathSync(file)
}
