import { Buffer } from 'node:buffer'
import { writeXlsxStream } from 'hucre'
import { longestCell } from '../../../shared/charge-file'
import { amountStep, currencyDigits } from '../../../shared/money'
import { escapedMarks } from '../meaning/formula-mark'
import { isSheetCell, plainAmount, textOf, type Column, type Sheet, type WrittenCell } from './sheet'

type WorkbookValue = string | number | boolean | Date | null

/** What a column of a workbook looks like, whatever its rows hold. */
interface Look {
  readonly width: number
  readonly format: string | undefined
}

export interface WorkbookChoices {
  /** The sheet's name, as it came; what Excel forbids in it is left out. */
  readonly name: string
  /** What stands before the decimals of an amount that has its currency in the same cell, and so is a text. */
  readonly decimalMark: ',' | '.'
  /** Whether empty columns are texts, so that what is typed there keeps its leading zeros. */
  readonly isToFillIn?: boolean
}

/**
 * A sheet as a workbook: figures as figures, dates as dates, texts as texts that stay so when somebody edits them. There
 * is no formula in it, so no text needs a mark. What a formula of the file gave is written, not the formula.
 */
export async function writeWorkbook<Row>(sheet: Sheet<Row>, choices: WorkbookChoices): Promise<Uint8Array> {
  const looks = sheet.columns.map((column) => lookOf(column, sheet.rows, choices.isToFillIn === true))
  const stream = writeXlsxStream(valuesOf(sheet, choices.decimalMark), {
    name: sheetName(choices.name),
    columns: looks.map(({ width, format }) => ({
      width,
      ...(format !== undefined && { style: { numFmt: format } })
    })),
    freezePane: { rows: 1 }
  })
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** What a column holds whose rows are not there beforehand: then they cannot say what it is to look like. */
export interface StreamedColumn<Row> extends Column<Row> {
  readonly holds: 'text' | 'number' | 'money' | 'instant' | 'day'
}

/**
 * As `writeWorkbook`, for rows that come some at a time and are never all in memory. The first of them say how wide the
 * columns are. More rows than Excel has room for are the caller's to keep away.
 * @returns the bytes, some at a time, as the rows are taken
 */
export async function* streamWorkbook<Row>(
  columns: readonly StreamedColumn<Row>[],
  pieces: AsyncIterator<readonly Row[]>,
  choices: WorkbookChoices
): AsyncGenerator<Uint8Array> {
  const first = await pieces.next()
  const firstRows = first.done === true ? [] : first.value
  yield* writeXlsxStream(streamedValues(columns, firstRows, pieces, choices.decimalMark), {
    name: sheetName(choices.name),
    columns: columns.map((column) => ({
      width: widthOf(column, firstRows),
      style: { numFmt: streamedFormats[column.holds] }
    })),
    freezePane: { rows: 1 }
  })
}

async function* streamedValues<Row>(
  columns: readonly Column<Row>[],
  first: readonly Row[],
  others: AsyncIterator<readonly Row[]>,
  decimalMark: ',' | '.'
): AsyncGenerator<WorkbookValue[]> {
  yield* valuesOf({ columns, rows: first }, decimalMark)
  for (let more = await others.next(); more.done !== true; more = await others.next())
    for (const row of more.value) yield rowValues(columns, row, decimalMark)
}

function* valuesOf<Row>({ columns, rows }: Sheet<Row>, decimalMark: ',' | '.'): Generator<WorkbookValue[]> {
  yield columns.map(({ header, isOurs }) => textValue(header, isOurs))
  for (const row of rows) yield rowValues(columns, row, decimalMark)
}

function rowValues<Row>(columns: readonly Column<Row>[], row: Row, decimalMark: ',' | '.'): WorkbookValue[] {
  return columns.map(({ cell, isOurs }) => valueOf(cell(row), isOurs, decimalMark))
}

function valueOf(cell: WrittenCell, isOurs: boolean, decimalMark: ',' | '.'): WorkbookValue {
  if (typeof cell === 'string') return textValue(cell, isOurs)
  switch (cell.kind) {
    case 'number':
    case 'boolean':
      return cell.value
    case 'date':
      return dateShown(cell.shown) ?? textValue(cell.shown, false)
    case 'money':
      return cell.isNamed ? plainAmount(cell, decimalMark) : cell.amount / amountStep(cell.currency)
    case 'moment':
      return localClock(cell.at, oneMinute)
    case 'instant':
      return localClock(cell.at, oneSecond)
    case 'day':
      return localClock(cell.at, oneDay)
    case 'no_value':
    case 'card_number':
    case 'error':
      return textValue(cell.shown, false)
  }
}

/** Characters no XML may hold: Excel would call the whole workbook damaged. Half a surrogate pair is none either. */
const forbidden = /[\uFFFE\uFFFF]|\p{Cs}/gu

/**
 * What Excel takes for one character that was written as a code, also where the end of it is that of the next: the library
 * writes a carriage return as `_x000D_`. The underscore is written as its own code then.
 */
const codes = /_(?=x[\dA-Fa-f]{4}(?:_|[^\P{Cc}\t\n]))/gu

/** Nearly no text holds any of them. */
const needsCare = /[_\uFFFE\uFFFF\uD800-\uDFFF]/

function textValue(text: string, isOurs: boolean): string | null {
  if (text === '') return null
  const value = cut(isOurs ? escapedMarks(text) : text)
  if (!needsCare.test(value)) return value
  return value.replace(forbidden, '\uFFFD').replace(codes, '_x005F_')
}

/** Excel refuses a longer cell. */
function cut(text: string): string {
  return text.length > longestCell ? `${text.slice(0, longestCell - 1)}…` : text
}

/**
 * A date as the library writes it: what the clock shows, taken for UTC.
 * @returns null for a day no workbook of today can hold, such as Excel's own 29 February 1900
 */
function dateShown(shown: string): Date | null {
  const date = new Date(shown.includes('T') ? `${shown}Z` : shown)
  const isExact = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(shown)
  return isExact && date.getTime() >= firstDay ? date : null
}

/** No workbook counts days before it. */
const firstDay = Date.UTC(1900, 0, 1)

const oneSecond = 1_000
const oneMinute = 60 * oneSecond
const oneDay = 24 * 60 * oneMinute

/** What the clock of this computer shows, taken for UTC as the library writes it. @param to how exact it is, ms */
function localClock(at: number, to: number): Date {
  const time = new Date(at)
  const day = Date.UTC(time.getFullYear(), time.getMonth(), time.getDate())
  const sinceMidnight = (time.getHours() * 60 + time.getMinutes()) * oneMinute + time.getSeconds() * oneSecond
  return new Date(day + sinceMidnight - (sinceMidnight % to))
}

/** Rows by which a column is judged: enough for a width, and few enough to cost nothing. */
const judgedRows = 200
const narrowest = 8
const widest = 48

function lookOf<Row>(column: Column<Row>, rows: readonly Row[], isToFillIn: boolean): Look {
  const { cell, isAmount } = column
  const whenEmpty = isAmount ? centsFormat : isToFillIn ? textFormat : undefined
  return { width: widthOf(column, rows), format: formatOf(rows, cell) ?? whenEmpty }
}

function widthOf<Row>({ header, cell }: Column<Row>, rows: readonly Row[]): number {
  let longest = header.length
  for (const row of rows.slice(0, judgedRows)) longest = Math.max(longest, lengthOf(cell(row)))
  return Math.min(widest, Math.max(narrowest, longest + 2))
}

function lengthOf(cell: WrittenCell): number {
  if (typeof cell === 'string') return cell.length
  if (cell.kind === 'money') return String(cell.amount).length + 1
  return isSheetCell(cell) ? textOf(cell).length : clockFormats[cell.kind].length
}

const textFormat = '@'
const general = 'General'
const centsFormat = '0.00'
const dayFormat = 'yyyy-mm-dd'
const minuteFormat = `${dayFormat} hh:mm`
const secondFormat = `${minuteFormat}:ss`
const clockFormats = { moment: minuteFormat, instant: secondFormat, day: dayFormat } as const

const streamedFormats: Readonly<Record<StreamedColumn<never>['holds'], string>> = {
  text: textFormat,
  number: '0',
  money: centsFormat,
  instant: secondFormat,
  day: dayFormat
}

/** Words without figures and signs: Excel takes them for nothing else, whatever the format. */
const words = /^[\p{L}][\p{L}\p{M} .,:;/()&’]*$/u

/**
 * The format of a column whose cells are alike; one that shows them all where they differ in how exact they are. Texts get
 * Excel's own for texts: without it `=1+1` becomes a formula, and `0012` twelve, as soon as somebody edits the cell.
 * Where texts, figures and dates are mixed there is none, for each would make something else of the others.
 */
function formatOf<Row>(rows: readonly Row[], cell: (row: Row) => WrittenCell): string | undefined {
  const formats = new Set<string>()
  for (const row of rows) {
    const content = cell(row)
    if (typeof content !== 'string') formats.add(cellFormat(content))
    else if (content !== '' && !words.test(content)) formats.add(textFormat)
  }
  const [longest = general] = [...formats].sort((a, b) => b.length - a.length)
  const isOne = [...formats].every((format) => longest.startsWith(format))
  return isOne && longest !== general ? longest : undefined
}

function cellFormat(cell: Exclude<WrittenCell, string>): string {
  switch (cell.kind) {
    case 'date':
      return cell.shown.includes('T') ? secondFormat : dayFormat
    case 'moment':
    case 'instant':
    case 'day':
      return clockFormats[cell.kind]
    case 'money':
      if (cell.isNamed) return textFormat
      return (1 / amountStep(cell.currency)).toFixed(currencyDigits(cell.currency)).replaceAll('1', '0')
    case 'number':
    case 'boolean':
    case 'no_value':
    case 'card_number':
    case 'error':
      return general
  }
}

const longestName = 31

/** What Excel takes for the name of a sheet; other programs take more. */
function sheetName(name: string): string {
  const allowed = name.slice(0, longestName).replace(/[[\]:*?/\\]|\p{C}/gu, ' ')
  const trimmed = allowed.replace(/^[' ]+|[' ]+$/g, '')
  return trimmed === '' || trimmed.toLowerCase() === 'history' ? 'Trekk' : trimmed
}
