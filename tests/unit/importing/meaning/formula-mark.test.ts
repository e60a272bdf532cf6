import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  escapedMarks,
  markedCell,
  markedValue,
  withoutMarks
} from '../../../../electron/importing/meaning/formula-mark'
import { runs } from '../runs'

/** Texts of what could make a formula, or undo a mark. */
const nasty = fc
  .array(
    fc.constantFrom(...'=+-@\'";,|\t\r\n \0\u200B\uFF1D\uFF0B\uFF0D\uFF20\uFE63x1Åk'.split(''), 'kr', ',-'),
    {
      maxLength: 12
    }
  )
  .map((parts) => parts.join(''))
const text = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 12 }))

describe('the mark before what a spreadsheet would take for a formula', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+4791234567', "'+4791234567"],
    ['-5,00', "'-5,00"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t'=1"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['\nx', "'\nx"],
    ['\0=1', "'\0=1"],
    ['  =1', "'  =1"],
    ['\u200B=1', "'\u200B=1"],
    ['\uFF1D1+1', "'\uFF1D1+1"],
    ['\uFF0B1', "'\uFF0B1"],
    ['\uFF0D1', "'\uFF0D1"],
    ['\uFF20A', "'\uFF20A"],
    ["x;=cmd|'/C calc'!A0", "x;'=cmd|'/C calc'!A0"],
    ['x;"=A1', 'x;\'"=A1'],
    ['x\n@A1', "x\n'@A1"]
  ])('stands in %j', (cell, written) => {
    expect([markedCell(cell), markedValue(cell)]).toEqual([written, written])
    expect(withoutMarks(written)).toBe(cell)
  })

  it.each([
    '',
    'Bjørn Åsen',
    '1 299,-',
    '1299,-- kr',
    '1299,90',
    'order-17~2',
    'ola@example.no',
    'Strøm, -10 %',
    "l'Hôpital",
    '#N/A',
    'a+b=c',
    '\u22125,00'
  ])('does not stand in %j', (cell) => {
    expect([markedCell(cell), markedValue(cell), withoutMarks(cell)]).toEqual([cell, cell, cell])
  })

  it('is not put where it is already, so that a file that goes round and round stays as it is', () => {
    expect(markedCell("'=1+1")).toBe("'=1+1")
    expect(markedCell("''=1+1")).toBe("''=1+1")
  })

  it('leaves a value that began with an apostrophe its own', () => {
    expect(markedValue("'=1+1")).toBe("''=1+1")
    expect(withoutMarks("''=1+1")).toBe("'=1+1")
    expect(escapedMarks("'=1+1")).toBe("''=1+1")
    expect([markedValue("'abc"), withoutMarks("'abc")]).toEqual(["'abc", "'abc"])
  })

  it('comes off every value of our own again, in a text file and in a workbook', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(withoutMarks(markedValue(value))).toBe(value)
        expect(withoutMarks(escapedMarks(value))).toBe(value)
      }),
      runs(2000)
    )
  })

  it('changes nothing of what a cell of a file says, and is put once', () => {
    fc.assert(
      fc.property(text, (cell) => {
        const written = markedCell(cell)
        expect(withoutMarks(written)).toBe(withoutMarks(cell))
        expect(markedCell(written)).toBe(written)
      }),
      runs(2000)
    )
  })

  it('leaves no text that begins with a dangerous character', () => {
    fc.assert(
      fc.property(text, (cell) => {
        expect(markedCell(cell)).not.toMatch(/^[=+\-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20]/)
        expect(markedValue(cell)).not.toMatch(/^[=+\-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20]/)
      }),
      runs(2000)
    )
  })
})
