import { z } from 'zod'
import { fileField, type FileField } from '../../../shared/charge-file'
import { readStored, writeStored } from './versioned'

/** A field that this version does not know is forgotten: the column is asked about again. */
const columns = z.record(z.string(), fileField.nullable().catch(null))

export function writeRememberedColumns(value: Readonly<Record<string, FileField>>): string {
  return writeStored(1, value)
}

/** What a person once chose for which header; nothing where it cannot be read. */
export function readRememberedColumns(text: string): Record<string, FileField> {
  const read = columns.safeParse(readStored(text)?.value).data ?? {}
  return Object.fromEntries(
    Object.entries(read).flatMap(([header, field]) => (field === null ? [] : [[header, field]]))
  )
}
