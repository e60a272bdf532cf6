import { z } from 'zod'

/*
 * How a charge file is understood: what page and main say to each other about its form and its columns.
 */

/** Bytes of a file at most. A million lines of a hundred bytes, and no desk's memory in danger. */
export const mostFileBytes = 64 * 1024 * 1024
/** Charges in one file at most. */
export const mostRecords = 100_000
export const mostColumns = 200
/** Characters in one cell at most, as Excel has it. */
export const longestCell = 32_767

/** Encodings a file can be read in. The last two cannot be told from Windows-1252, so a person chooses them. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-15',
  'macintosh',
  'cp850'
] as const
export const encoding = z.enum(encodings)
export type Encoding = z.infer<typeof encoding>

export const delimiters = [';', ',', '\t', '|'] as const
export const delimiter = z.enum(delimiters)
export type Delimiter = z.infer<typeof delimiter>

/** How the form of a file was understood, and by what. `chosen` is a person. */
export const understood = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    /** Cells that were pasted are text with tabs that needs no decoding. */
    pasted: z.boolean(),
    encoding,
    encodingBy: z.enum(['mark', 'content', 'fallback', 'chosen']),
    /** A piece of the text with letters beyond ASCII, by which a person sees that it is right; empty when there are none. */
    sample: z.string().max(200),
    delimiter,
    delimiterBy: z.enum(['sep_line', 'header', 'chosen', 'only_column']),
    /** The row of the header as a spreadsheet counts, from 1; 0 for a file that has none. */
    headerRow: z.number().int().min(0),
    lineEnd: z.enum(['\r\n', '\n', '\r'])
  }),
  z.object({
    kind: z.literal('workbook'),
    sheet: z.string(),
    /** `rows` are those its part of the file has, blank ones too. */
    sheets: z.array(z.object({ name: z.string(), rows: z.number().int(), hidden: z.boolean() })).max(100),
    headerRow: z.number().int().min(0)
  })
])
export type Understood = z.infer<typeof understood>

/** What a column of a charge file can hold. Words under `batch.field.<field>`. */
export const fileFields = [
  'token',
  'customer_number',
  'earlier_transaction',
  'card_reference',
  'last_four',
  'customer_name',
  'provider',
  'operation',
  'amount',
  'currency',
  'vat_rate',
  'description',
  'merchant_reference',
  'kid',
  'email',
  'phone',
  'auto_capture',
  /**
   * Columns of Trekk's own result files: what became of the row, so that one that is done is left out; the transaction and
   * the reference of its charge; when another may be made; the stored card it was charged with.
   */
  'result_state',
  'result_transaction',
  'result_reference',
  'result_not_before',
  'result_card',
  /** Read by nobody. */
  'ignored'
] as const
export const fileField = z.enum(fileFields)
export type FileField = z.infer<typeof fileField>

/** Why a file is refused as a whole, by what a person can do about it. Words under `errors.refusal.<refusal>`. */
export const fileRefusals = [
  'empty',
  'no_records',
  'old_workbook',
  'open_document',
  'numbers_document',
  'pdf',
  /** An archive, or a document that is one inside, such as a text of Word's. */
  'other_archive',
  /** A web page, XML or RTF, which some programs write under the name of a workbook. */
  'other_document',
  /** `.xlsb` */
  'binary_workbook',
  'image',
  'binary',
  'encrypted_workbook',
  'damaged_workbook',
  'workbook_too_large',
  /** The chosen sheet is not there, or every sheet is hidden. */
  'no_such_sheet',
  /** The row chosen for the header does not exist, or is empty: `row`. */
  'no_such_row',
  /** A `sep=` line that names what Trekk does not split at: `found`. */
  'unknown_delimiter',
  /** `found` and `limit` are bytes; of what was pasted, characters. */
  'too_large',
  /** More than `limit`. */
  'too_many_records',
  /** In a `line`, `found` and `limit`. */
  'too_many_columns',
  'cell_too_long',
  /** It begins in a `line` and never ends. */
  'open_quote',
  /** It is not written in `encoding`. */
  'encoding_does_not_fit'
] as const
export const fileRefusal = z.enum(fileRefusals)
export type FileRefusal = z.infer<typeof fileRefusal>
