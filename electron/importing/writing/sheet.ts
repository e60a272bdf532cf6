import { currencyDigits } from '../../../shared/money'
import type { Cell, SheetCell } from '../reading/table'

/*
 * What a text file and a workbook are written from alike.
 */

/** An amount that Trekk writes, in whole minor units: a figure, unless its currency must stand in the same cell. */
export interface Money {
  readonly kind: 'money'
  readonly amount: number
  readonly currency: string
  readonly isNamed?: boolean
}

/** A point in time that Trekk writes, ms since 1970 UTC: to the minute, as the clock of this computer shows it. */
export interface Moment {
  readonly kind: 'moment'
  readonly at: number
}

/**
 * A point in time to the second, ms since 1970 UTC. In a workbook it is a date by the clock of this computer, for a
 * spreadsheet knows no time zones; in a text file it says how far that clock is from UTC, so that no hour is there twice.
 */
export interface Instant {
  readonly kind: 'instant'
  readonly at: number
}

/** The day of a point in time, ms since 1970 UTC, by the clock of this computer. */
export interface Day {
  readonly kind: 'day'
  readonly at: number
}

/** What Trekk writes that is no text. */
type OwnValue = Money | Moment | Instant | Day

export type WrittenCell = Cell | OwnValue

/** One column of a file that is written. */
export interface Column<Row> {
  readonly header: string
  /** Whether its texts are values of our own; the cells of somebody's file are written as they came. */
  readonly isOurs: boolean
  readonly cell: (row: Row) => WrittenCell
  /** A column that is empty, and in which somebody will fill in amounts. */
  readonly isAmount?: boolean
}

export interface Sheet<Row> {
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
}

/**
 * A figure with all its decimals and nothing between the thousands, `1299,90`, and `1299,90 NOK` where the currency is
 * named: nobody can read it in two ways.
 * @throws RangeError for an unknown currency or an amount that is not a whole number
 */
export function plainAmount({ amount, currency, isNamed }: Money, decimalMark: ',' | '.'): string {
  const digits = currencyDigits(currency)
  if (!Number.isSafeInteger(amount)) throw new RangeError('An amount is a whole number of minor units')
  const figures = String(Math.abs(amount)).padStart(digits + 1, '0')
  const whole = figures.slice(0, figures.length - digits)
  const decimals = digits === 0 ? '' : decimalMark + figures.slice(-digits)
  return `${amount < 0 ? '-' : ''}${whole}${decimals}${isNamed ? ` ${currency}` : ''}`
}

/** `2026-11-25`, by the clock of this computer. @param at ms since 1970 UTC */
export function localDay(at: number): string {
  const time = new Date(at)
  return [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(twoDigits).join('-')
}

/** `2026-11-25 14:03`, by the clock of this computer. @param at ms since 1970 UTC */
export function localMinute(at: number): string {
  const time = new Date(at)
  return `${localDay(at)} ${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`
}

/** `2026-11-25T14:03:22+01:00` (ISO 8601), by the clock of this computer. @param at ms since 1970 UTC */
export function localInstant(at: number): string {
  const time = new Date(at)
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(':')
  const east = -time.getTimezoneOffset()
  const offset = `${twoDigits(Math.floor(Math.abs(east) / 60))}:${twoDigits(Math.abs(east) % 60)}`
  return `${localDay(at)}T${clock}${east < 0 ? '-' : '+'}${offset}`
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}

/** What stands for a cell where all is text. */
export function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.shown
}

const ownKinds: readonly string[] = ['money', 'moment', 'instant', 'day'] satisfies OwnValue['kind'][]

/** Whether a cell is one of a workbook that is not text. */
export function isSheetCell(cell: WrittenCell): cell is SheetCell {
  return typeof cell !== 'string' && !ownKinds.includes(cell.kind)
}
