import { describe, expect, it } from 'vitest'
import { guessHeaderRow } from '../../../../electron/importing/reading/header'
import type { Cell } from '../../../../electron/importing/reading/table'

/** @param lines rows as they stand in a spreadsheet, cells between bars */
function guess(...lines: string[]): number {
  return guessHeaderRow(lines.map((line, index) => ({ row: index + 1, cells: line.split('|') })))
}

describe('the row of the header', () => {
  it.each([
    ['token|amount', 'T-1|10'],
    ['Kundenr.|Beløp (kr)|MVA 25 %|Adresse 1', '1|2|3|4'],
    ['#|Navn|Beløp', '1|Ola|10'],
    ['token|amount|NOK', 'T-1|10|x'],
    ['navn|e-post', 'Ola|Kari']
  ])('is the first where names stand there: %s', (...lines) => {
    expect(guess(...lines)).toBe(1)
  })

  it.each([
    'T-1|10,00|NOK',
    'T-1|1 299,-',
    'T-1|kr 1.299,90',
    'T-1|1299 kroner',
    'T-1|NOK 10',
    'T-1|€10',
    'T-1|−10,00',
    'Ola|2026-11-25',
    'Ola|ola@example.no',
    'Ola|+47 999 99 999',
    'Ola|P12345678.abcdefgh',
    'Ola|0f8fad5b-d9cb-469f-a165-70867728950e'
  ])('is none where a value stands in place of a name: %s', (line) => {
    expect(guess(line, line)).toBe(0)
  })

  it('is none where a workbook has numbers, dates or booleans in its first row', () => {
    const cells: Cell[] = [
      { kind: 'number', value: 1, shown: '1' },
      { kind: 'date', shown: '2026-11-25' },
      { kind: 'boolean', value: true, shown: 'TRUE' }
    ]
    for (const cell of cells) expect(guessHeaderRow([{ row: 1, cells: ['Ola', cell] }])).toBe(0)
  })

  it.each([
    [3, ['Eksempel AS', '25.11.2026', 'token|amount', 'T-1|10', 'T-2|20']],
    [2, ['Eksempel AS', 'token|amount', 'T-1|10']],
    [2, ['Utskrift|25.11.2026||', 'a|b|c|d|e', '1|2|3|4|5']]
  ])('is row %i, below titles', (row, lines) => {
    expect(guess(...lines)).toBe(row)
  })

  it.each([
    ['nothing below has a value', ['Eksempel AS', 'token|amount', 'Ola|Kari']],
    ['a name stands twice', ['Eksempel AS', 'token|token', 'T-1|10']],
    ['what is below is not full', ['Eksempel AS', 'token|amount', 'T-1|10', 'T-2']],
    ['nothing is below', ['Eksempel AS', 'token|amount']],
    ['what is above is as full as a header', ['a|b', 'token|amount', 'T-1|10']]
  ])('stays the first where %s', (_, lines) => {
    expect(guess(...lines)).toBe(1)
  })

  it('is looked for in no time in cells that are long', () => {
    const began = performance.now()
    expect(guess(`${'1'.repeat(32_000)}x|${'@.'.repeat(16_000)}|b`, 'a|b|c')).toBe(0)
    expect(performance.now() - began).toBeLessThan(200)
  })
})
