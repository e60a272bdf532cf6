import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { changedCard, sessionRecord, storedCard, transactionRecord } from './records'
import { settlementRecord } from './settlements/record'

const line = z.union([
  z.strictObject({ session: sessionRecord }),
  z.strictObject({ transaction: transactionRecord }),
  z.strictObject({ storedCard }),
  z.strictObject({ changedCard }),
  z.strictObject({ settlement: settlementRecord })
])
export type RecordLine = z.infer<typeof line>

/**
 * The simulator's memory on disk: one JSON record a line, the last one for an id holds. Appending keeps the cost of a
 * charge the same however many there are, and a charge is in the file before it is answered.
 */
export interface RecordFile {
  append(record: RecordLine): void
  /** Replaces the file by these records: a temporary file, then a rename. */
  rewrite(records: readonly RecordLine[]): void
  /** All records in order. A line that cannot be read (the torn end of a crash) is left out. */
  read(): RecordLine[]
}

/** @param path the file; its folder is made if need be */
export function openRecordFile(path: string): RecordFile {
  mkdirSync(dirname(path), { recursive: true })
  const write = (record: RecordLine): string => `${JSON.stringify(record)}\n`
  return {
    append: (record) => appendFileSync(path, write(record), { mode: 0o600 }),
    rewrite: (records) => {
      const temporary = `${path}.new`
      writeFileSync(temporary, records.map(write).join(''), { mode: 0o600 })
      renameSync(temporary, path)
    },
    read: () => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').flatMap(parseLine) : [])
  }
}

function parseLine(text: string): RecordLine[] {
  try {
    const parsed = line.safeParse(JSON.parse(text))
    return parsed.success ? [parsed.data] : []
  } catch {
    return []
  }
}
