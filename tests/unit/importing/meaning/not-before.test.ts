import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { notAgainWords, readNotBefore } from '../../../../electron/importing/meaning/not-before'
import { localMinute } from '../../../../electron/importing/writing/sheet'
import type { Cell } from '../../../../electron/importing/reading/table'
import { date, number } from './support'
import { runs } from '../runs'

/** By the clock of this computer, as the cells are. */
function at(month: number, day: number, hours = 0, minutes = 0): number {
  return new Date(2026, month - 1, day, hours, minutes).getTime()
}

describe('a time before which a row is not charged again', () => {
  it.each<[string, Cell, number]>([
    ['as Trekk writes it', '2026-11-26 09:05', at(11, 26, 9, 5)],
    ['as Excel saves it in Norway', '26.11.2026 09:05', at(11, 26, 9, 5)],
    ['in Finland', '26.11.2026 9.05', at(11, 26, 9, 5)],
    ['in Denmark', '26-11-2026 09:05', at(11, 26, 9, 5)],
    ['in Britain', '26/11/2026 09:05', at(11, 26, 9, 5)],
    ['in America', '11/26/2026 9:05', at(11, 26, 9, 5)],
    ['in America after noon', '11/26/2026 9:05 PM', at(11, 26, 21, 5)],
    ['in America at midnight', '11/26/2026 12:05 am', at(11, 26, 0, 5)],
    ['with seconds', '2026-11-26 09:05:59', at(11, 26, 9, 5)],
    ['of a workbook', date('2026-11-26T09:05:00'), at(11, 26, 9, 5)],
    ['without its hour, as the end of the day', '2026-11-26', at(11, 27)],
    ['of a workbook without its hour', date('2026-11-26'), at(11, 27)],
    ['that may be two days, as the later one', '03/12/2026 09:05', at(12, 3, 9, 5)],
    ['that may be two days, whichever comes first', '12/03/2026 09:05', at(12, 3, 9, 5)]
  ])('is read %s', (_how, cell, time) => {
    expect(readNotBefore(cell)).toEqual({ ok: true, value: time })
  })

  it.each<[string, Cell]>([
    ['a word', 'snart'],
    ['a number', number(46_352.5)],
    ['no day', '2026-02-30 09:05'],
    ['no month', '26.13.2026 09:05'],
    ['month nought', '26.00.2026 09:05'],
    ['no hour', '2026-11-26 24:05'],
    ['no hour of a half', '11/26/2026 13:05 PM'],
    ['half a time', '2026-11-26 09'],
    ['what a spreadsheet could not show', '########']
  ])('that is %s is asked about', (_what, cell) => {
    expect(readNotBefore(cell)).toEqual({ ok: false, code: 'state_unclear' })
  })

  it('may be none, or never, in whatever language and spelling', () => {
    expect([readNotBefore(''), readNotBefore('  ')]).toEqual([
      { ok: true, value: null },
      { ok: true, value: null }
    ])
    const words = Object.values(notAgainWords).flatMap((each) => Object.values(each))
    const spelled = [...words, 'ALDRI', ' bare  med kunden ']
    expect(spelled.map(readNotBefore)).toEqual(spelled.map(() => ({ ok: true, value: 'not_again' })))
  })

  it('is never read as an earlier one than was written', () => {
    const minute = 60_000
    const anyMinute = fc.integer({ min: at(1, 1) / minute, max: at(12, 31) / minute })
    fc.assert(
      fc.property(anyMinute, (minutes) => {
        const reading = readNotBefore(localMinute(minutes * minute))
        const read = reading.ok ? Number(reading.value) : Number.NaN
        // In the hour that comes twice in autumn a clock shows the same for two times.
        const hour = 3_600_000
        expect([0, -hour, hour]).toContain(read - minutes * minute)
      }),
      runs(200)
    )
  })
})
