import type { FileRefusal } from '../../../../shared/charge-file'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadableFile } from '../../../fixtures/charge-files/expected/expected-file'
import {
  FileRefused,
  type FileRecord,
  type RecordProblem
} from '../../../../electron/importing/reading/table'

export const fixtureFolder = join(import.meta.dirname, '../../../fixtures/charge-files')

export function fixture(name: string): Uint8Array {
  return readFileSync(join(fixtureFolder, name))
}

/** The records that a file of the fixtures must give, each in full. */
export function recordsIn({ header, rows, problems = {}, notes = {} }: ReadableFile): FileRecord[] {
  return rows.map(([line, row, ...cells]) => {
    const [code, found = 0, raw = null] = problems[row] ?? []
    const problem: RecordProblem | null = code === undefined ? null : { code, expected: header.length, found }
    return { line, row, cells, raw, problem, notes: notes[row] ?? [] }
  })
}

/** What a reading is refused with. @throws Error where it is not refused, or fails otherwise */
export async function refusalOf(
  reading: () => unknown
): Promise<{ code: FileRefusal; details: FileRefused['details'] }> {
  try {
    await reading()
  } catch (error) {
    if (error instanceof FileRefused) return { code: error.code, details: error.details }
    throw error
  }
  throw new Error('the file was read')
}
