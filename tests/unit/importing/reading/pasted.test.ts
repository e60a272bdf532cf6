import { describe, expect, it } from 'vitest'
import { readPasted } from '../../../../electron/importing/reading/read-file'
import { refusalOf } from './fixtures'

describe('pasted cells', () => {
  it('of Excel are separated by tabs, and quoted where a cell has lines', () => {
    const table = readPasted('token\tamount\tnote\r\nT-1\t1 299,90\t"one\ntwo"\r\nT-2\t5\t6" pipe\r\n', {})
    expect(table.understood).toEqual({
      kind: 'text',
      pasted: true,
      encoding: 'utf-8',
      encodingBy: 'content',
      sample: '',
      delimiter: '\t',
      delimiterBy: 'header',
      headerRow: 1,
      lineEnd: '\r\n'
    })
    expect(table.records.map(({ line, row, cells }) => [line, row, ...cells])).toEqual([
      [2, 2, 'T-1', '1 299,90', 'one\ntwo'],
      [4, 3, 'T-2', '5', '6" pipe']
    ])
  })

  it('may be one column, without a header', () => {
    const { header, records, understood } = readPasted('100,50\n200,00', {})
    expect([header, understood.headerRow]).toEqual([[''], 0])
    expect(records.map(({ cells }) => cells)).toEqual([['100,50'], ['200,00']])
  })

  it('may be a piece of a text file', () => {
    const { records } = readPasted('token;amount\nT-1;10,00', {})
    expect(records.map(({ cells }) => cells)).toEqual([['T-1', '10,00']])
  })

  it('begin behind a byte order mark, where a program leaves one', () => {
    expect(readPasted('\ufefftoken\tamount\nT-1\t1', {}).header).toEqual(['token', 'amount'])
  })

  it('that begin with a quote of their own are told to be doubtful, because Excel does not double it', () => {
    const { records } = readPasted('token\tname\tamount\nT-1\t"Best" AS, "Oslo"\t10\n', {})
    expect(records[0]).toMatchObject({
      problem: { code: 'broken_quotes', expected: 3, found: 3 },
      raw: 'T-1\t"Best" AS, "Oslo"\t10'
    })
  })

  it.each([
    ['', 'empty'],
    [' \r\n\t', 'empty'],
    ['token\tamount', 'no_records'],
    ['token\tamount\nT-1\t\0', 'binary']
  ] as const)('are refused: %j is %s', async (text, code) => {
    expect((await refusalOf(() => readPasted(text, {}))).code).toBe(code)
  })
})
