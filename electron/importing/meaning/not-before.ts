import type { Cell } from '../reading/table'
import { isEmpty, read, readText, refuse, type Reading } from './cell-text'
import type { FileLanguage } from './own-columns'
import { wordKey } from './word-key'

/*
 * From when on a row may be charged again, as Trekk's files say it and read it. The desk that reads it may know nothing
 * of the charge, and what the bank said counts there too.
 */

/** Why a row is not charged again by itself, whenever. */
export type NotAgain = 'never' | 'with_customer'

/** What stands in place of a time. */
export const notAgainWords: Readonly<Record<FileLanguage, Readonly<Record<NotAgain, string>>>> = {
  en: { never: 'Never', with_customer: 'Only with the customer' },
  nb: { never: 'Aldri', with_customer: 'Bare med kunden' },
  sv: { never: 'Aldrig', with_customer: 'Bara med kunden' },
  da: { never: 'Aldrig', with_customer: 'Kun med kunden' }
}

const notAgain: ReadonlySet<string> = new Set(
  Object.values(notAgainWords).flatMap((words) => Object.values(words).map(wordKey))
)

const yearFirst = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(.+))?$/
const yearLast = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:,? +(.+))?$/
const clock = /^(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?(?: ?([ap])\.?m\.?)?$/i
const endOfDay = 24 * 60

/**
 * Reads such a cell, also as a spreadsheet spells it that has opened the file and saved it: `26.11.2026 09:05`. Where it
 * may mean several times it means the latest, and a day without a time ends before anything is charged: to wait too long
 * is asked about, to charge too early is not mended.
 * @returns ms since 1970 UTC by the clock of this computer; null where the cell says nothing; refused with `state_unclear`
 */
export function readNotBefore(cell: Cell): Reading<number | 'not_again' | null> {
  if (isEmpty(cell)) return read(null)
  const text = readText(typeof cell !== 'string' && cell.kind === 'date' ? cell.shown : cell)
  if (!text.ok) return refuse('state_unclear')
  if (notAgain.has(wordKey(text.value))) return read('not_again')
  const times = timesIn(text.value)
  return times.length === 0 ? refuse('state_unclear') : read(Math.max(...times))
}

/** All times that a text may mean. */
function timesIn(text: string): readonly number[] {
  const [, year = '', month = '', day = '', time] = yearFirst.exec(text) ?? []
  if (year !== '') return timeOf(year, month, day, time)
  const [, first = '', mark, second = '', last = '', itsTime] = yearLast.exec(text) ?? []
  const dayFirst = timeOf(last, second, first, itsTime)
  return mark === '/' ? [...dayFirst, ...timeOf(last, first, second, itsTime)] : dayFirst
}

function timeOf(year: string, month: string, day: string, time: string | undefined): readonly number[] {
  const minutes = time === undefined ? endOfDay : minutesOf(time)
  const date = new Date(Number(year), Number(month) - 1, Number(day))
  const isDay = Number(month) >= 1 && date.getMonth() === Number(month) - 1 && date.getDate() === Number(day)
  if (year === '' || !isDay || minutes === null) return []
  date.setMinutes(minutes)
  return [date.getTime()]
}

/** Since midnight. */
function minutesOf(time: string): number | null {
  const [, hour = '', minute = '', half = ''] = clock.exec(time.trim()) ?? []
  const most = half === '' ? 23 : 12
  if (hour === '' || Number(hour) > most || Number(minute) > 59) return null
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  return hours * 60 + Number(minute)
}
