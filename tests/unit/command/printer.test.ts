import { describe, expect, it } from 'vitest'
import { batchReasons } from '../../../shared/batch'
import { languages } from '../../../shared/languages'
import { errorCodes } from '../../../shared/result'
import { commandEvent, type Happened, type RowCounts } from '../../../electron/command/events'
import { readPageWords } from '../../../electron/command/page-words'
import { jsonPrinter, TextPrinter, type Output } from '../../../electron/command/printer'
import { ownStops } from '../../../electron/command/stop'

const counts: RowCounts = {
  released: 9,
  charged: 5,
  declined: 1,
  refused: 0,
  unknown: 1,
  left_out: 0,
  waiting: 2
}
const progress: Happened = { event: 'progress', batch: 'b', state: 'running', counts }

function printed(
  isTerminal: boolean
): Output & { readonly said: () => string; readonly failed: () => string } {
  let [said, failed] = ['', '']
  return {
    isTerminal,
    out: (text) => void (said += text),
    err: (text) => void (failed += text),
    said: () => said,
    failed: () => failed
  }
}

function ended(code: string, more: Partial<Extract<Happened, { event: 'ended' }>> = {}): Happened {
  return {
    event: 'ended',
    exit_code: 10,
    outcome: 'file',
    code,
    details: {},
    problems: [],
    batch: null,
    counts: null,
    ...more
  }
}

describe('what a command prints', () => {
  it('is one object a line for programs', () => {
    const output = printed(false)
    const print = jsonPrinter(output, () => 1_700_000_000_000)
    print(progress)
    print(ended('rows'))
    const lines = output.said().split('\n')
    expect(lines.at(-1)).toBe('')
    expect(lines.slice(0, -1).map((line) => commandEvent.parse(JSON.parse(line)))).toMatchObject([
      { event: 'progress', at: '2023-11-14T22:13:20.000Z', counts },
      { event: 'ended', code: 'rows' }
    ])
  })

  it('is one line that changes at a terminal, and few lines in a log', async () => {
    let now = 0
    const words = await readPageWords('en')
    const [terminal, log] = [printed(true), printed(false)]
    const both = [terminal, log].map((output) => new TextPrinter(output, 'en', words, () => now).print)
    for (const charged of [5, 6, 7]) {
      now += 1_000
      for (const print of both) print({ ...progress, counts: { ...counts, charged } })
    }
    expect(terminal.said().match(/\r/g)).toHaveLength(3)
    expect(terminal.said()).not.toContain('\n')
    expect(log.said()).toBe('5 of 9 charged, 1 declined, 1 without an answer\n')
  })

  it.each(languages)(
    'says in %s why it did not go on, whatever it was, with nothing left to fill in',
    async (language) => {
      const words = await readPageWords(language)
      for (const code of [...ownStops, ...errorCodes, ...batchReasons]) {
        const output = printed(true)
        const details = {
          out: 'o',
          folder: 'f',
          name: 'n',
          fileName: 'f',
          accountId: 'T',
          ending: 'xlsx',
          end: 'network',
          questions: 'q',
          releasedAt: 1
        }
        new TextPrinter(output, language, words, () => 0).print(
          ended(code, { details: { ...details, said: '100 NOK', found: '200 NOK' } })
        )
        expect({ code, said: /\S.*\n/.test(output.failed()) }).toEqual({ code, said: true })
        expect({ code, left: /undefined|\{\{|NaN/.exec(output.failed()) }).toEqual({ code, left: null })
      }
    }
  )

  it('shows both totals as money, and the rows by what is wrong with them', async () => {
    const output = printed(false)
    const { print } = new TextPrinter(output, 'nb', await readPageWords('nb'), () => 0)
    print(ended('totals_differ', { details: { said: '12845000 NOK', found: '12845001 NOK' } }))
    expect(output.failed()).toMatch(/128.450,00.+128.450,01/)
    const samples = [{ row: 4, line: 4, seen: 'K-9' }]
    print(
      ended('rows', {
        problems: [{ code: 'card_unknown', field: 'customer_number', severity: 'blocker', rows: 2, samples }]
      })
    )
    expect(output.failed()).toMatch(/2 rader: .+ \(rad 4: K-9\)/)
  })
})
