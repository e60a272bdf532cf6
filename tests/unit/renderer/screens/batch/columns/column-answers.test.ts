import { describe, expect, it } from 'vitest'
import {
  hopelessWithout,
  lackingIn,
  samplesOf,
  unitReadings,
  withColumn,
  withFieldIn
} from '../../../../../../renderer/screens/batch/columns/column-answers'
import { percentText, readPercent } from '../../../../../../renderer/screens/batch/columns/percent'
import type { FileField } from '../../../../../../shared/charge-file'
import { columnsOf, noAnswers } from '../../../../../support/fake-columns'
import { fakeCards } from '../../../../../support/fake-people'
import { fakeRow, noEdits } from '../../../../../support/fake-rows'

const columns = (...fields: readonly FileField[]) => ({
  columns: fields.map((field) => ({ header: field, field, by: 'name' as const, refused: false }))
})

describe('an answer about columns', () => {
  it('leaves the others as they are', () => {
    expect(withColumn({ decimalMark: 'comma', columns: { 1: 'kid' } }, 4, 'amount')).toEqual({
      decimalMark: 'comma',
      columns: { 1: 'kid', 4: 'amount' }
    })
  })

  it('says that the columns which are not the one that was asked for are read by nobody', () => {
    const question = { kind: 'field', field: 'amount', columns: [2, 5, 7] } as const
    expect(withFieldIn({}, { ...question, columns: [2, 5, 7] }, 5)).toEqual({
      columns: { 2: 'ignored', 5: 'amount', 7: 'ignored' }
    })
  })

  it('shows what a column says, each thing once and nothing empty', () => {
    const choices = { encoding: null, delimiter: null, headerRow: null, sheet: null }
    const read = { form: 'text', records: 100, reading: false, choices, ...noAnswers } as const
    const view = columnsOf(read, (row) => fakeRow(row, fakeCards(), noEdits))
    expect(samplesOf(view, 3)).toEqual(['NOK', 'EUR', 'NKR?'])
    expect(samplesOf(view, 6)).toEqual(['ring først'])
    expect(samplesOf(view, 99)).toEqual([])
  })
})

describe('what a file lacks', () => {
  it('can be said for all rows', () => {
    expect(lackingIn(columns('amount', 'currency', 'operation', 'kid'))).toEqual([
      'provider',
      'description',
      'vat_rate',
      'auto_capture'
    ])
  })

  it('makes it hopeless where nobody says how much, or from whom', () => {
    const { defaults } = noAnswers
    expect(hopelessWithout(columns('kid'), defaults)).toEqual(['amount', 'card'])
    expect(hopelessWithout(columns('kid', 'customer_number'), { ...defaults, amount: 100 })).toEqual([])
  })
})

describe('whole figures', () => {
  it('come to kroner or to øre', () => {
    expect(unitReadings(' 1250 ', 'NOK')).toEqual({ whole: 125_000, minor: 1_250 })
    expect(unitReadings('1250', 'ISK')).toEqual({ whole: 1_250, minor: 1_250 })
  })

  it.each(['12,50', '', '-4', '1 250', '99999999999'])('are not what %s is', (cell) =>
    expect(unitReadings(cell, 'NOK')).toBeNull()
  )
})

describe('a rate', () => {
  it.each([
    ['25', 2_500],
    ['25 %', 2_500],
    ['12,5', 1_250],
    ['12.05%', 1_205],
    ['0', 0],
    ['100', 10_000]
  ])('is read from %s', (text, rate) => {
    expect(readPercent(text)).toBe(rate)
    expect(readPercent(percentText(rate))).toBe(rate)
  })

  it.each(['', '100,01', '-5', '1,234', 'a lot'])('is not what %s is', (text) =>
    expect(readPercent(text)).toBeNull()
  )
})
