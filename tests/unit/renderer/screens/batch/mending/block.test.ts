import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { BatchRow } from '../../../../../../shared/batch-view'
import {
  parseBlock,
  placeBlock,
  type BlockPlace
} from '../../../../../../renderer/screens/batch/mending/block'
import { fakeCards } from '../../../../../support/fake-people'
import { fakeRow, noEdits } from '../../../../../support/fake-rows'

const row = (number: number): BatchRow => fakeRow(number, fakeCards(), noEdits)

describe('a block from the clipboard', () => {
  it.each([
    ['one cell', 'NOK', [['NOK']]],
    [
      'the line end a spreadsheet puts behind the last row',
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd']
      ]
    ],
    [
      'empty cells',
      '\t\n\t',
      [
        ['', ''],
        ['', '']
      ]
    ],
    ['a tab, a line end and quotes in a cell', '"a\tb\nc ""d"""\te', [['a\tb\nc "d"', 'e']]],
    ['quotes that are letters', '5" rør\t"x" y', [['5" rør', '"x" y']]],
    ['a quote that is never closed', '"a\tb', [['"a', 'b']]],
    ['nothing', '', [['']]],
    ['an empty row in between', 'a\n\nb', [['a'], [''], ['b']]]
  ])('is read with %s', (_, text, cells) => expect(parseBlock(text)).toEqual(cells))

  it('reads back whatever a spreadsheet writes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ';', 'ø') })
    const quoted = (text: string): string => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (cells) => {
        const text = cells.map((texts) => texts.map(quoted).join('\t')).join('\n')
        expect(parseBlock(`${text}\n`)).toEqual(cells)
      })
    )
  })
})

describe('putting a block down', () => {
  const place = (changes: Partial<BlockPlace> = {}): BlockPlace => ({
    rowAt: (step) => row(10 + step),
    rowsLeft: 5,
    fields: ['amount', 'currency', null],
    chosen: 1,
    ...changes
  })

  it('names each row and field', () => {
    expect(
      placeBlock(
        [
          ['10,00', 'NOK'],
          ['20,00', 'EUR']
        ],
        place()
      )
    ).toEqual({
      ok: true,
      cells: [
        { row: 10, field: 'amount', text: '10,00' },
        { row: 10, field: 'currency', text: 'NOK' },
        { row: 11, field: 'amount', text: '20,00' },
        { row: 11, field: 'currency', text: 'EUR' }
      ]
    })
  })

  it('puts one text into all rows that are chosen', () => {
    expect(placeBlock([['NOK']], place({ chosen: 3 }))).toMatchObject({
      ok: true,
      cells: [{ row: 10 }, { row: 11 }, { row: 12 }]
    })
  })

  it.each([
    ['too_long', Array.from({ length: 6 }, () => ['1']), {}],
    ['too_wide', [['1', '2', '3', '4']], { fields: ['amount', 'currency', 'email'] }],
    ['no_field', [['1', '2', '3']], {}],
    ['not_here', [['1']], { rowAt: () => null }],
    ['too_many', Array.from({ length: 6_000 }, () => ['1', '2']), { rowsLeft: 6_000 }]
  ] as const)('is refused whole when it is %s', (problem, block, changes) => {
    expect(placeBlock(block, place(changes as Partial<BlockPlace>))).toEqual({ ok: false, problem })
  })
})
