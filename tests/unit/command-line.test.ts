import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../electron/command-line'

describe('the command line', () => {
  it.each([[[]], [['--no-sandbox']], [['--lang=nb', '--remote-debugging-port=0']]])(
    'opens the window for %j',
    (words) => {
      expect(readCommandLine(words, '1.2.3', 'en')).toEqual({ kind: 'window' })
    }
  )

  it('says its version and how it is used', () => {
    expect(readCommandLine(['--version'], '1.2.3', 'en')).toEqual({ kind: 'say', text: '1.2.3\n', code: 0 })
    expect(readCommandLine(['--help'], '1.2.3', 'en')).toMatchObject({ kind: 'say', code: 0 })
  })

  it('does not pass over a command it does not know', () => {
    const said = readCommandLine(['--no-sandbox', 'frobnicate', 'file.csv'], '1.2.3', 'en')
    expect(said).toMatchObject({ kind: 'say', code: 2 })
    expect(said.kind === 'say' && said.text).toContain('"frobnicate"')
  })

  const typed = [
    '--account',
    'T12345678',
    '--mapping',
    'm',
    '--name',
    'n',
    '--release',
    '1.00 NOK',
    '--out',
    'o.csv'
  ]

  it('reads a batch to its last word, after what is Chromium’s', () => {
    expect(readCommandLine(['--no-sandbox', 'batch', 'f.csv', ...typed], '1.2.3', 'en')).toMatchObject({
      kind: 'batch',
      options: { file: 'f.csv', accountId: 'T12345678' }
    })
    expect(readCommandLine(['batch', 'f.csv', ...typed, '--no-sandbox'], '1.2.3', 'en')).toMatchObject({
      kind: 'say',
      code: 2
    })
  })

  it('explains a batch in the language of the system', () => {
    for (const [language, word] of [
      ['en', 'Usage'],
      ['nb', 'Bruk']
    ] as const) {
      const said = readCommandLine(['batch', '--help'], '1.2.3', language)
      expect(said).toMatchObject({ kind: 'say', code: 0 })
      expect(said.kind === 'say' && said.text).toContain(`${word}: trekk batch`)
    }
  })
})
