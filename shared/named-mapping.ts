import { z } from 'zod'
import { longestBatchName, readingChoices } from './batch-view'
import { fileField, mostColumns } from './charge-file'
import {
  amountUnit,
  decimalMark,
  fileDefaults,
  type FileMeaning,
  type MappingChoices
} from './column-mapping'

/**
 * How files with one header are read, kept by a person under a name: a command reads its file by just that, and no other
 * file with it.
 */
export const namedMapping = z.strictObject({
  name: z.string().min(1).max(longestBatchName),
  /** The names of the columns, in their order. */
  header: z.array(z.string()).min(1).max(mostColumns),
  reading: readingChoices,
  /** What each column holds, however that came about. */
  columns: z.array(fileField).max(mostColumns),
  /** Null where the amounts did not settle it: then those of another file must. */
  decimalMark: decimalMark.nullable(),
  amountUnit,
  /** A person has looked at KIDs that could be card numbers, and said that this column holds KIDs. */
  kidConfirmed: z.boolean(),
  defaults: fileDefaults,
  keptBy: z.string(),
  /** ms since 1970 UTC */
  keptAt: z.number().int()
})
export type NamedMapping = z.infer<typeof namedMapping>

/** What settings show of columns that are kept. */
export const keptMapping = namedMapping.pick({ name: true, header: true, keptBy: true, keptAt: true })
export type KeptMapping = z.infer<typeof keptMapping>

/** The header of a file as it is compared: no blanks around a name, letters composed. */
export function headerOf({ columns }: Pick<FileMeaning, 'columns'>): string[] {
  return columns.map(({ header }) => header.normalize('NFC').trim())
}

/** What a mapping answers of a file's columns. */
export function choicesOf({
  columns,
  decimalMark: mark,
  amountUnit: unit,
  kidConfirmed
}: NamedMapping): MappingChoices {
  return {
    columns: Object.fromEntries(columns.map((field, column) => [String(column), field])),
    ...(mark !== null && { decimalMark: mark }),
    amountUnit: unit,
    kidConfirmed
  }
}
