import { hash } from 'node:crypto'
import type { FileField } from '../../../shared/charge-file'
import { foldForSearch } from '../../../shared/text'
import type { Cell, FileRecord } from '../reading/table'
import { readCardHandle } from './card-handle'
import { isEmpty, shownText } from './cell-text'

/*
 * Where a file has no references, they are made here, of nothing but what the file itself says. A desk that has lost
 * its ledger, and another desk that is given the same file, come to the same reference for the same charge, and
 * Dintero's strict check then refuses what was charged already.
 *
 * What counts as the content of a row is therefore chosen so that a charge has one reference rather than two: of two
 * charges under one reference the second is refused, and somebody looks; of one charge under two references the
 * customer pays twice.
 *
 * - The card is named by the first of these that the row has: customer number, token or card handle, earlier
 *   transaction, card reference, e-mail, phone, last four with name. The customer's number comes before the token, so
 *   that a renewed card, which has a new token, is still the same charge. How a desk finds its card does not matter.
 * - The amount counts by its digits without zeros at either end, so neither the decimal mark that somebody chose, nor
 *   the currency's decimals, nor how it is spelled or stored can change it: `1.299,90`, `1299.9` and a workbook's
 *   number are one. 100 and 1 000 are one too, and are told apart by their order, as rows that are alike are.
 * - The currency counts where the file has a column for it, the KID where it has one.
 * - What does not count: corrections in the grid, what is said for the whole file, names of headers, order of columns,
 *   form and encoding of the file, rows that are skipped or wrong, descriptions, VAT, and all other columns.
 *
 * So these change a reference: another name of the batch; in the file itself another customer, amount, currency or KID;
 * and columns that are said to be something else, where that takes away what names the customer. Rows that are alike
 * are numbered in the order of the file. To sort the file changes which of them has which number, and not the set of
 * numbers; to take one away takes the last number away.
 */

/** What of each field counts for the content. */
const identities: readonly FileField[] = [
  'customer_number',
  'token',
  'earlier_transaction',
  'card_reference',
  'email',
  'phone'
]

/** The columns whose cells make the content of a row, found once for a file. */
export type ContentColumns = Readonly<Partial<Record<FileField, number>>>

/** The first column of each field. */
export function contentColumns(columns: readonly FileField[]): ContentColumns {
  const found: Partial<Record<FileField, number>> = {}
  for (const [index, field] of columns.entries()) found[field] ??= index
  return found
}

/** The cell in a column; empty where there is no such column. To ask an array for what it cannot have is slow. */
export function cellAt(cells: readonly Cell[], column: number | undefined): Cell {
  return column === undefined ? '' : (cells[column] ?? '')
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex')
}

const ascii = /^[ -~]*$/

/** A text in the one form that all its spellings have; numbers without zeros before them, which spreadsheets take away. */
function canonical(cell: Cell): string {
  const shown = typeof cell !== 'string' && cell.kind === 'number' ? String(cell.value) : shownText(cell)
  const text = ascii.test(shown) ? foldedAscii(shown) : foldForSearch(shown)
  return text.startsWith('0') && /^0\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text
}

/** What `foldForSearch` makes of a text that has nothing but ASCII. */
function foldedAscii(text: string): string {
  const lower = text.trim().toLowerCase()
  return lower.includes('  ') ? lower.replace(/ +/g, ' ') : lower
}

function identityOf(cells: readonly Cell[], columns: ContentColumns): string {
  for (const field of identities) {
    const cell = cellAt(cells, columns[field])
    if (isEmpty(cell)) continue
    if (field === 'token') return `${field}\u0000${tokenFingerprint(cell)}`
    const text = canonical(cell)
    return `${field}\u0000${field === 'phone' ? text.replace(/\D/g, '').replace(/^0+/, '') : text}`
  }
  const lastFour = cellAt(cells, columns.last_four)
  const digits = /(\d{1,4})\s*$/.exec(shownText(lastFour))?.[1] ?? ''
  const name = canonical(cellAt(cells, columns.customer_name))
  return `last_four\u0000${digits.padStart(4, '0')}\u0000${name}`
}

/** A token counts by a hash, so that it is nowhere in what is hashed again; a card handle is no secret. */
function tokenFingerprint(cell: Cell): string {
  const text = shownText(cell).trim()
  return readCardHandle(text) === null ? sha256(text) : text
}

/** Decimals a workbook's number is taken to: beyond any money, and before the noise of a product. */
const decimalsOfNumbers = 4

function amountDigits(cell: Cell): string {
  const isNumber = typeof cell !== 'string' && cell.kind === 'number'
  const text = isNumber ? cell.value.toFixed(decimalsOfNumbers) : shownText(cell)
  const digits = text.replace(/\D/g, '').replace(/^0+|0+$/g, '')
  return digits === '' ? canonical(cell) : digits
}

/** Two hashes of what a row of a file says, by nothing but its cells. */
export interface RowContent {
  /** What the charge is: what `rowReference` is made of. */
  readonly content: string
  /** The row with its own reference and description, by which a file is known again. */
  readonly fingerprint: string
}

/** Reads the content of a record, whatever is right or wrong with it. */
export function rowContent(record: FileRecord, columns: ContentColumns): RowContent {
  const { cells } = record
  const of = (column: number | undefined): string => canonical(cellAt(cells, column))
  const identity = identityOf(cells, columns)
  const amount = amountDigits(cellAt(cells, columns.amount))
  const kid = of(columns.kid).replaceAll(' ', '')
  const content = sha256(`${identity}\u0000${amount}\u0000${of(columns.currency)}\u0000${kid}`)
  const more = `${of(columns.merchant_reference)}\u0000${of(columns.description)}`
  return { content, fingerprint: sha256(`${content}\u0000${more}`) }
}

/** As in references that are proposed for single charges: no vowels and no look-alikes. */
const letters = '23456789BCDFGHJKLMNPQRSTVWXZ'

/** Letters of the code: 81 bits, so that even a billion rows under one name hardly ever meet. */
const codeLength = 17

/** With the code and the dash between them forty characters: what any gateway takes. */
const longestSlug = 22

/** The name of a batch in the one form of all its spellings. */
function nameKey(batchName: string): string {
  return foldForSearch(batchName)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}

function slugOf(name: string): string {
  const slug = name
    .replace(/[^a-z0-9-]/g, '')
    .replace(/-+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-|-$/g, '')
  return slug === '' ? 'batch' : slug
}

/** The value of a hexadecimal digit, which `sha256` writes small. */
function valueOf(digit: number): number {
  return digit < 97 ? digit - 48 : digit - 87
}

function codeOf(text: string): string {
  const hashed = sha256(text)
  let code = ''
  for (let place = 0; place < codeLength; place++) {
    const byte = 16 * valueOf(hashed.charCodeAt(2 * place)) + valueOf(hashed.charCodeAt(2 * place + 1))
    code += letters.charAt(byte % letters.length)
  }
  return code
}

/** Makes the references of one batch, whose name is read once. */
function referenceMaker(batchName: string): (content: string, occurrence: number) => string {
  const name = nameKey(batchName)
  const slug = slugOf(name)
  return (content, occurrence) => `${slug}-${codeOf(`${name}\u0000${content}\u0000${occurrence}`)}`
}

/**
 * The merchant reference of a row whose file has none: `2026-11-nettleie-K7QF3MX…`. It has no personal data in clear;
 * whoever knows a customer's number and amount can see that the reference is theirs, as they could in the ledger.
 * @param content as `rowContent` gives it
 * @param occurrence how many rows before it in the file have the same content
 * @returns at most forty characters, legal as a merchant reference
 */
export function rowReference(batchName: string, content: string, occurrence: number): string {
  return referenceMaker(batchName)(content, occurrence)
}

/**
 * The references of all rows of a file, in its order. All rows must be given, also those that are done, wrong or left
 * out: that is why nothing a person does to one row touches the reference of another.
 * @param contents as `rowContent` gives them
 */
export function rowReferences(batchName: string, contents: readonly string[]): readonly string[] {
  const make = referenceMaker(batchName)
  const seen = new Map<string, number>()
  return contents.map((content) => {
    const occurrence = seen.get(content) ?? 0
    seen.set(content, occurrence + 1)
    return make(content, occurrence)
  })
}

/**
 * A hash of all rows of a file, the same in any order, form or encoding: the same file again, under whatever name.
 * @param fingerprints as `rowContent` gives them
 */
export function contentHash(fingerprints: readonly string[]): string {
  return sha256([...fingerprints].sort().join('\n'))
}

/**
 * How many rows of a file are in another one too, each counted as often as both have it.
 * @returns `share` of the first file's rows, from 0 to 1; 0 where it has none
 */
export function overlap(
  fingerprints: readonly string[],
  others: readonly string[]
): { readonly shared: number; readonly share: number } {
  const left = new Map<string, number>()
  for (const each of others) left.set(each, (left.get(each) ?? 0) + 1)
  let shared = 0
  for (const each of fingerprints) {
    const count = left.get(each) ?? 0
    if (count === 0) continue
    left.set(each, count - 1)
    shared++
  }
  return { shared, share: fingerprints.length === 0 ? 0 : shared / fingerprints.length }
}
