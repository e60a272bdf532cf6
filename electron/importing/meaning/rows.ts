import type { FileField } from '../../../shared/charge-file'
import { amountUnits, type ColumnMapping } from '../../../shared/column-mapping'
import type { Currency } from '../../../shared/money'
import type { Cell, FileRecord } from '../reading/table'
import { readAmountCell, readTypedAmount } from './amount-cell'
import { isEmpty, refuse, type Reading } from './cell-text'
import { cardReader, noKeys } from './card-keys'
import { holdsCardNumber } from './column-content'
import { nextName, offeredOf } from './earlier-charge'
import { readNotBefore } from './not-before'
import { cellAt, contentColumns } from './references'
import { currencyFinder, type RowCurrency } from './row-currency'
import type { RowEdits, RowMeaning, RowReader } from './row-meaning'
import { RowProblems } from './row-problems'
import { termsReader } from './terms'

/** Understands one row. For many rows of a file `rowReader` does the same and remembers what comes back in each. */
export function readRow(record: FileRecord, mapping: ColumnMapping, edits: RowEdits = {}): RowMeaning {
  return rowReader(mapping)(record, edits)
}

const noEdits: RowEdits = {}

/** A reader for the rows of one file. */
export function rowReader(mapping: ColumnMapping): RowReader {
  const columnOf = contentColumns(mapping.columns)
  const stateColumns = columnsOf(mapping.columns, 'result_state')
  const unread = columnsOf(mapping.columns, 'ignored').filter((column) => !mapping.refused.includes(column))
  const readCurrencyOf = currencyFinder(mapping)
  const readCard = cardReader(mapping.country)
  const readTerms = termsReader(mapping)

  return (record, edits = noEdits) => {
    const problems = new RowProblems()
    const { line, row } = record
    const ofFile = (field: FileField): Cell => cellAt(record.cells, columnOf[field])
    const cellOf = (field: FileField): Cell => edits[field] ?? ofFile(field)
    noteRecord(record, problems)
    // Its cells are in no certain column: none of them is read.
    if (record.problem !== null) {
      return { ...nothing, line, row, problems: problems.found }
    }
    const states = stateColumns.map((column) => record.cells[column] ?? '')
    const used = ofFile('result_reference')
    const offer = offeredOf({ states, transaction: ofFile('result_transaction'), reference: used }, problems)
    if (offer === null) return { ...nothing, line, row, done: true }
    for (const column of unread) {
      const cell = record.cells[column] ?? ''
      if (holdsCardNumber(cell)) problems.warn('card_number', 'ignored', cell, { column })
    }
    const { token, card } = readCard(cellOf, edits, problems)
    const currencyOfRow = readCurrencyOf(cellOf('currency'), cellOf('amount'))
    const { amount, currency } = readMoney(cellOf, currencyOfRow, edits.amount, mapping, problems)
    const names = { own: ofFile('merchant_reference'), used, typed: edits.merchant_reference }
    const { cell: reference, attemptAfter } = nextName(offer, names, problems)
    const wait = ofFile('result_not_before')
    const notBefore =
      offer === 'first_charge' ? null : problems.take(readNotBefore(wait), 'result_not_before', wait)
    const terms = readTerms((field) => (field === 'merchant_reference' ? reference : cellOf(field)), problems)
    return {
      line,
      row,
      done: false,
      token,
      card,
      provider: terms.provider,
      operation: terms.operation,
      amount,
      currency,
      vatRate: terms.vatRate,
      description: terms.description,
      merchantReference: terms.merchantReference,
      attemptAfter,
      notBefore,
      kid: terms.kid,
      autoCapture: terms.autoCapture,
      problems: problems.found
    }
  }
}

function columnsOf(columns: readonly FileField[], field: FileField): readonly number[] {
  return [...columns.keys()].filter((column) => columns[column] === field)
}

/** What a row means that is not read. */
const nothing = {
  done: false,
  token: null,
  card: noKeys,
  provider: null,
  operation: null,
  amount: null,
  currency: null,
  vatRate: null,
  description: '',
  merchantReference: null,
  attemptAfter: null,
  notBefore: null,
  kid: null,
  autoCapture: null,
  problems: []
} as const

function noteRecord({ problem, notes, raw }: FileRecord, problems: RowProblems): void {
  if (problem !== null) {
    problems.block(problem.code, null, raw ?? '', { expected: problem.expected, found: problem.found })
  }
  for (const note of notes) problems.warn(note, null)
}

/** What stands in while a row's currency is not known, to see whether its amount is one at all. */
const anyWithDecimals = 'EUR'

/** What is wrong with an amount in any currency. */
const wrongAnyway: ReadonlySet<string> = new Set([
  ...['malformed', 'control_characters', 'card_number', 'formula', 'is_percent', 'exponent', 'is_date'],
  ...['is_boolean', 'no_value', 'sheet_error', 'digits_lost', 'negative', 'zero']
])

/** An amount of the file. While nobody has said whether it counts kroner or øre, it can be either. */
function readFileAmount(cell: Cell, currency: Currency, mapping: ColumnMapping): Reading<number> {
  const { decimalMark, amountUnit } = mapping
  if (amountUnit !== null) return readAmountCell(cell, currency, decimalMark, amountUnit)
  const readings = amountUnits.map((unit) => readAmountCell(cell, currency, decimalMark, unit))
  const amounts = readings.filter((each) => each.ok).map(({ value }) => value)
  return refuse('ambiguous', { readings: amounts })
}

function readMoney(
  cellOf: (field: FileField) => Cell,
  { column, row }: RowCurrency,
  typed: string | undefined,
  mapping: ColumnMapping,
  problems: RowProblems
): Pick<RowMeaning, 'amount' | 'currency'> {
  const cell = cellOf('amount')
  const read = (currency: Currency): Reading<number> =>
    typed === undefined ? readFileAmount(cell, currency, mapping) : readTypedAmount(typed, currency)

  if (!row.ok) {
    const isOfColumn = column?.ok === false || row.code === 'missing'
    problems.refuse(row, isOfColumn ? 'currency' : 'amount', isOfColumn ? cellOf('currency') : cell)
    const reading = isEmpty(cell) ? null : read(anyWithDecimals)
    if (reading?.ok === false && wrongAnyway.has(reading.code)) problems.refuse(reading, 'amount', cell)
    if (reading === null && mapping.defaults.amount === null) problems.block('missing', 'amount')
    return { amount: null, currency: null }
  }
  const currency = row.value
  if (!isEmpty(cell)) return { amount: problems.take(read(currency), 'amount', cell), currency }
  const { amount, currency: itsCurrency } = mapping.defaults
  // So many øre of one currency are another sum of the next: an amount goes with the currency it was said in.
  if (amount !== null && currency === itsCurrency) return { amount, currency }
  problems.block('missing', 'amount')
  return { amount: null, currency }
}
