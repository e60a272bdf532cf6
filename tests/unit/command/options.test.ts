import { describe, expect, it } from 'vitest'
import { readBatchOptions, type OptionProblem } from '../../../electron/command/options'

const said = {
  '--account': 'T12345678',
  '--mapping': 'nettleie',
  '--name': '2026-11 nettleie',
  '--release': '128450.00 NOK',
  '--out': 'result of november.csv'
}

function words(
  change: Partial<Record<keyof typeof said, string | null>> = {},
  more: readonly string[] = []
): string[] {
  const all = Object.entries({ ...said, ...change })
  return [
    'november 2026.csv',
    ...all.flatMap(([option, value]) => (value === null ? [] : [option, value])),
    ...more
  ]
}

function problemOf(typed: readonly string[]): OptionProblem | null {
  const read = readBatchOptions(typed)
  return read.kind === 'problem' ? read.problem : null
}

describe('what is typed after trekk batch', () => {
  it('is a file, and all that a release needs', () => {
    expect(readBatchOptions(words())).toEqual({
      kind: 'batch',
      options: {
        file: 'november 2026.csv',
        out: 'result of november.csv',
        accountId: 'T12345678',
        mapping: 'nettleie',
        name: '2026-11 nettleie',
        totals: [{ currency: 'NOK', amount: 12_845_000 }],
        firstCharges: 3,
        accept: new Set(),
        realMoney: false,
        json: false
      }
    })
  })

  it('may say more', () => {
    const more = [
      '--real-money',
      '--json',
      '--first',
      '0',
      '--accept',
      'card_expired',
      '--accept',
      'same_file'
    ]
    expect(readBatchOptions(words({ '--account': 'P12345678' }, more))).toMatchObject({
      options: {
        realMoney: true,
        json: true,
        firstCharges: 0,
        accept: new Set(['card_expired', 'same_file'])
      }
    })
  })

  it.each([
    ['128 450,00 NOK', 12_845_000, 'NOK'],
    ['NOK 128450', 12_845_000, 'NOK'],
    ['128450.00nok', 12_845_000, 'NOK'],
    ['412 345 678,90 SEK', 41_234_567_890, 'SEK'],
    ['5000 JPY', 5_000, 'JPY']
  ])('reads the total %s', (text, amount, currency) => {
    expect(readBatchOptions(words({ '--release': text }))).toMatchObject({
      options: { totals: [{ amount, currency }] }
    })
  })

  it.each<[string, readonly string[], OptionProblem['kind']]>([
    ['nothing', [], 'no_file'],
    ['no file', words().slice(1), 'no_file'],
    ['an empty file', ['', ...words().slice(1)], 'no_file'],
    ['two files', words({}, ['december.csv']), 'many_files'],
    ['the standard input', ['-', ...words().slice(1)], 'stdin'],
    ['no total', words({ '--release': null }), 'missing'],
    ['no place for the result', words({ '--out': '' }), 'missing'],
    ['a slip of the hand', words({}, ['--realmoney']), 'unknown'],
    ['a switch with a value', words({}, ['--real-money=no']), 'unknown'],
    ['an option in place of a value', words({}, ['--first', '--json']), 'unknown'],
    ['two names', words({}, ['--name', 'other']), 'twice'],
    ['two accounts', words({}, ['--account', 'T12345678']), 'twice'],
    ['another kind of account', words({ '--account': 't12345678' }), 'account'],
    ['a name of blanks', words({ '--name': '  ' }), 'name'],
    ['a name with a card number', words({ '--name': '4761739001010416' }), 'name'],
    ['a total without a currency', words({ '--release': '128450.00' }), 'total'],
    ['a total in kr', words({ '--release': '128450.00 kr' }), 'total'],
    ['a total in two currencies', words({ '--release': '128450.00 NOK SEK' }), 'total'],
    ['an unknown currency', words({ '--release': '128450.00 XXX' }), 'total'],
    ['a total below nought', words({ '--release': null }, ['--release=-1.00 NOK']), 'total'],
    ['a total that can be read two ways', words({ '--release': '128.450 NOK' }), 'total_ambiguous'],
    ['a currency twice', words({}, ['--release', '1.00 NOK']), 'total_twice'],
    ['too many first rows', words({}, ['--first', '101']), 'first'],
    ['half a first row', words({}, ['--first', '1.5']), 'first'],
    ['a warning that is none', words({}, ['--accept', 'everything']), 'accept']
  ])('is refused: %s', (_what, typed, kind) => expect(problemOf(typed)?.kind).toBe(kind))

  it('is explained wherever help is asked for', () => {
    expect(readBatchOptions(['--help'])).toEqual({ kind: 'help' })
    expect(readBatchOptions(words({}, ['--help', '--nonsense']))).toEqual({ kind: 'help' })
  })
})
