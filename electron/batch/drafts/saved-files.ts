import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { mostFileBytes } from '../../../shared/charge-file'
import type { Staging } from '../../ledger/staging/staging'
import { writeOut, type FileOut } from './files-out'
import { writeWhole } from '../../disk/whole-file'

const key = 'result_hash'
/** No result is larger: the file as it came, and a few columns. */
const mostBytes = 16 * mostFileBytes

/**
 * Writes a file out, and remembers of a result what it said.
 * @returns how many rows are in it; 0 when there are none, and then nothing is written
 * @throws TrekkError `file_unwritable`
 */
export async function saveOut(
  staging: Staging,
  out: FileOut,
  path: string
): Promise<{ rows: number; reencoded: boolean }> {
  const written = await writeOut(out)
  if (written === null) return { rows: 0, reencoded: false }
  const { file, rows } = written
  writeWhole(path, file.bytes)
  if (out.what === 'result') staging.setFacts({ [key]: hashOf(file.bytes) })
  return { rows, reencoded: file.isReencoded }
}

/** Whether a file is the result as it was last saved, and nobody has changed it since. */
export function isLastResult(staging: Staging, path: string): boolean {
  const saved = staging.fact(key)
  const { size } = statSync(path)
  return saved !== null && size <= mostBytes && hashOf(readFileSync(path)) === saved
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
