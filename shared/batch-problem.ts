import { z } from 'zod'
import { fileField } from './charge-file'

/*
 * What can be wrong with a row of a charge file. Codes are kept in the ledger and never renamed; their words are in
 * the locales, under `batch.problem.<code>`.
 */

/** Every code, with what mends it. */
export const cellProblemCodes = [
  /** Fewer or more fields than the header has, so that no cell is surely in its column: mend the line in the file. */
  'too_few_fields',
  'too_many_fields',
  /** Quotes that programs read differently, so that no cell is surely what was meant: mend the line in the file. */
  'broken_quotes',
  /** A row nobody saw in the workbook, or one with merged cells: look at it, and leave it out if it was not meant. */
  'hidden_row',
  'hidden_by_filter',
  'merged_cells',

  /** A full card number, or what cannot be told from one: take it out of the file, and write the customer instead. */
  'card_number',
  /** Characters nobody can see: type the cell anew. */
  'control_characters',
  /** `details.atMost` characters are taken: shorten it. */
  'too_long',
  /** Nothing in the cell, and nothing said for the whole file: fill it in, or say it for the whole file. */
  'missing',
  /** Not in the form this field has: type it anew. */
  'malformed',
  /** A word that is none of this field's: `details.words` are some of those that are. */
  'unknown_word',
  /** It can be read more than one way, `details.readings`: for an amount minor units, for VAT hundredths of a percent. */
  'ambiguous',

  /** `#REF!` and the like: mend the formula in the workbook, or type the value. */
  'sheet_error',
  /** A formula whose result is not in the file: open and save the workbook once, or type the value. */
  'no_value',
  /** A formula that stands in the cell as text: type the value. */
  'formula',
  /** A date, a yes or no, a percentage where the field is something else: the columns may be wrong. */
  'is_date',
  'is_boolean',
  'is_percent',
  /** A number the spreadsheet has shortened to `4,76E+15`: format the column as text and type it anew. */
  'exponent',
  /** Longer than the 15 digits a spreadsheet keeps, so its end is lost: format the column as text and type it anew. */
  'digits_lost',
  /** Zeros at the beginning that the spreadsheet took away were put back: see that it is right. */
  'zeros_restored',

  /** An amount below nothing, or of nothing: a charge is at least one minor unit. */
  'negative',
  'zero',
  /** Above what Dintero takes. */
  'too_large',
  /** More decimals than the currency has, or a sum that was never rounded: write it as money. */
  'too_many_decimals',
  /** Written with the decimal mark that this file does not use: type it with the other one. */
  'other_decimal_mark',
  /** The currency beside the amount, over its column, and in the currency column are not the same: correct one. */
  'wrong_currency',
  /** `kr` is the money of several countries, and nothing says which: say the currency. */
  'currency_unclear',
  /** A currency Trekk does not charge in. */
  'unknown_currency',

  /** Neither MOD10 nor MOD11 of the KID comes out: a digit is wrong or missing. */
  'check_digit',
  /** Nothing in the row says which card: a token, a customer number, an earlier transaction, or whom it belongs to. */
  'card_missing',
  /** The row comes from one of Trekk's own result files, and its state was taken away or changed: leave it as it was. */
  'state_unclear'
] as const
export const cellProblemCode = z.enum(cellProblemCodes)
export type CellProblemCode = z.infer<typeof cellProblemCode>

/** The cell a problem is about: a field of the file, or the card that a person chose for the row. */
export const problemField = z.enum([...fileField.options, 'card'])
export type ProblemField = z.infer<typeof problemField>

/** Characters of a cell that are shown beside its problem at most. */
export const longestSeen = 200

/** One thing that is wrong with a row. A row with a blocker is not charged; a warning is shown and left to a person. */
export const cellProblem = z.strictObject({
  code: cellProblemCode,
  /** Null for what is wrong with the row as a whole. */
  field: problemField.nullable(),
  severity: z.enum(['blocker', 'warning']),
  /** The cell as the file has it, cut; empty for what must not be kept: card numbers, tokens. */
  seen: z.string().max(longestSeen),
  /** Figures and words for the sentence; what they are stands at the code. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.number())])).optional()
})
export type CellProblem = z.infer<typeof cellProblem>

/** What can be wrong with a row beside other rows, the stored cards and the ledger, with what mends it. */
export const checkProblemCodes = [
  /** No stored card of the account is the one the row names: correct the row, or add the card. */
  'card_unknown',
  /** Several stored cards could be meant: choose one. */
  'card_ambiguous',
  /** The row names one card by one field and another by another: correct one of them. */
  'card_contradiction',
  /** The row's name and the stored card's have nothing in common: the columns may have slipped. */
  'name_differs',
  'card_removed',
  /** Its last month has passed; the bank may still take it. */
  'card_expired',
  /** It answered "do not retry"; not before `details.blockedUntil`. */
  'card_blocked',
  /** Too many failed attempts: `details.failures` of `details.allowed`. */
  'retry_budget_spent',
  /** The bank asked to wait with another attempt; not before `details.notBefore`. */
  'retry_too_early',
  /** The bank allows no other attempt at the row's charge, or the customer has a payment link for it. */
  'retry_not_allowed',
  /** A new attempt is named after the charge it follows, `details.after`; this reference is of another charge. */
  'attempt_name',
  /** The row's provider is not the card's. */
  'provider_differs',
  /** The card's token may not be charged like that. */
  'operation_not_allowed',

  /** Another row has this reference, `details.other`. */
  'reference_twice',
  /** The account has used it before. */
  'reference_used',
  /** The account has begun a charge with it that never left. */
  'reference_unsent',
  'over_limit',
  /** A charge of the same customer or card and the same money is not decided yet, `details.reference`. */
  'duplicate_open',
  /** The customer can still pay the same by a link, `details.reference`. */
  'link_open',
  /** The same customer or card was charged the same lately, `details.reference`: say why this is another one. */
  'charged_lately',
  /** The same customer or card and the same money stand in another row, `details.other`: say why. */
  'twice_in_file',

  /** Dintero has a payment under this reference that was not made here, `details.status`: leave the row out. */
  'reference_at_dintero',
  /** Dintero has declined a payment under this reference, and takes no other under it: give it another reference. */
  'reference_declined',
  /** Dintero lists the same money from the same customer or card, made elsewhere, `details.reference`: say why. */
  'charged_elsewhere',
  /** Dintero says the card may not be charged, `details.status`: choose another card, or leave the row out. */
  'card_not_active',
  /** Dintero's list of stored cards does not have it. It may be charged all the same. */
  'card_not_known'
] as const

export const rowProblemCode = z.enum([...cellProblemCodes, ...checkProblemCodes])
export type RowProblemCode = z.infer<typeof rowProblemCode>

/** A problem of a row. `reason`: the row is not charged until somebody has said why it may be. */
export const rowProblem = cellProblem.extend({
  code: rowProblemCode,
  severity: z.enum(['blocker', 'reason', 'warning'])
})
export type RowProblem = z.infer<typeof rowProblem>
