import { z } from 'zod'
import { country } from './account'
import { operation, provider } from './card'
import { amount } from './charge'
import { fileField, mostColumns } from './charge-file'
import { longest } from './fields'
import { currencies, type Currency } from './money'

/*
 * Which column of a charge file is what, what is said for the whole file, and what must be asked before its rows mean
 * anything.
 */

const knownCurrency = z.enum(Object.keys(currencies) as [Currency, ...Currency[]])

export const decimalMarks = ['comma', 'point'] as const
export const decimalMark = z.enum(decimalMarks)
export type DecimalMark = z.infer<typeof decimalMark>

/** `whole`: kroner with decimals, as people write them. `minor`: øre, in whole numbers. */
export const amountUnits = ['whole', 'minor'] as const
export const amountUnit = z.enum(amountUnits)
export type AmountUnit = z.infer<typeof amountUnit>

/** What a person says for the whole file; it holds wherever a row says nothing itself. Null is nothing said. */
export const fileDefaults = z.strictObject({
  provider: provider.nullable(),
  operation: operation.nullable(),
  /** Minor units. */
  amount: amount.nullable(),
  currency: knownCurrency.nullable(),
  /** Hundredths of a percent. */
  vatRate: z.number().int().min(0).max(10_000).nullable(),
  description: z.string().max(longest.description),
  autoCapture: z.boolean().nullable()
})
export type FileDefaults = z.infer<typeof fileDefaults>

/** How the columns of a file are read: all that its rows need to be understood. */
export const columnMapping = z.strictObject({
  /** What each column holds, in the order of the header. */
  columns: z.array(fileField).max(mostColumns),
  /** Columns that hold card numbers, from 0: never read, never kept. */
  refused: z.array(z.number().int().min(0)),
  /** Null where no cell needs it: then each amount must be clear by itself. */
  decimalMark: decimalMark.nullable(),
  /** Null while it is asked: then no amount can be read. */
  amountUnit: amountUnit.nullable(),
  /** The currencies that the header of the amounts allows (`Amount (EUR)`); null where it names none. */
  headerCurrencies: z.array(knownCurrency).nullable(),
  /** A person has looked at KIDs that could be card numbers, and they are KIDs. */
  kidConfirmed: z.boolean(),
  /** How phone numbers without a calling code are read. */
  country,
  defaults: fileDefaults
})
export type ColumnMapping = z.infer<typeof columnMapping>

/** What a person has answered. What is not answered is left out, and found out or asked. */
export const mappingChoices = z.strictObject({
  /** By column, from 0. Wins over everything. */
  columns: z.record(z.string().regex(/^\d{1,3}$/), fileField).optional(),
  decimalMark: decimalMark.optional(),
  amountUnit: amountUnit.optional(),
  kidConfirmed: z.boolean().optional()
})
export type MappingChoices = z.infer<typeof mappingChoices>

/** How it came that a column is what it is: Trekk's own header, a name, an earlier choice for that header, a person. */
export const columnBasis = z.enum(['own', 'name', 'remembered', 'chosen', 'nothing'])
export type ColumnBasis = z.infer<typeof columnBasis>

/** One column, as it is understood. */
export const columnReading = z.strictObject({
  header: z.string(),
  field: fileField,
  by: columnBasis,
  /** It is mostly card numbers: it may hold nothing, be chosen for nothing, and is kept nowhere. */
  refused: z.boolean()
})
export type ColumnReading = z.infer<typeof columnReading>

/** An amount that can be read two ways, minor units; null where it is no amount with that mark. */
export const markSample = z.strictObject({
  seen: z.string(),
  currency: knownCurrency,
  comma: z.number().int().nullable(),
  point: z.number().int().nullable()
})
export type MarkSample = z.infer<typeof markSample>

/** What a person must answer before the rows can be read. `column` and `columns` count from 0. */
export const fileQuestion = z.discriminatedUnion('kind', [
  /** The header may mean several things, or its cells are not what it says: which is it? */
  z.strictObject({
    kind: z.literal('column'),
    column: z.number().int(),
    why: z.enum(['name', 'content']),
    candidates: z.array(fileField)
  }),
  /** Several columns are this field: which one is it? */
  z.strictObject({ kind: z.literal('field'), field: fileField, columns: z.array(z.number().int()) }),
  /** Nothing in the file says whether comma or point is the decimal mark. */
  z.strictObject({ kind: z.literal('decimal_mark'), samples: z.array(markSample) }),
  /** The header of the amounts speaks of øre or cents: are they? */
  z.strictObject({ kind: z.literal('amount_unit'), column: z.number().int() }),
  /** Some KIDs could be card numbers. Samples show no more of them than of a card. */
  z.strictObject({
    kind: z.literal('kid_looks_like_card'),
    column: z.number().int(),
    samples: z.array(z.string())
  })
])
export type FileQuestion = z.infer<typeof fileQuestion>

/** How the decimal mark came about. `conflict`: both are in use, so each amount must be clear by itself. */
export const markBasis = z.enum(['not_needed', 'content', 'conflict', 'chosen', 'asked'])
export type MarkBasis = z.infer<typeof markBasis>

/** A file's columns, understood as far as possible. Rows may be shown by `mapping` at once, and charged when nothing is asked. */
export const fileMeaning = z.strictObject({
  columns: z.array(columnReading),
  markBy: markBasis,
  questions: z.array(fileQuestion),
  mapping: columnMapping
})
export type FileMeaning = z.infer<typeof fileMeaning>
