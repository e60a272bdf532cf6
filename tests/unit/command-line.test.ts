import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../electron/command-line'

describe('the command line', () => {
  it.each([[[]], [['--no-sandbox']], [['--lang=nb', '--remote-debugging-port=0']]])(
    'opens the window for %j',
    (words) => {
      expect(readCommandLine(words, '1.2.3')).toEqual({ kind: 'window' })
    }
  )

  it('says its version and how it is used', () => {
    expect(readCommandLine(['--version'], '1.2.3')).toEqual({ kind: 'say', text: '1.2.3\n', code: 0 })
    expect(readCommandLine(['--help'], '1.2.3')).toMatchObject({ kind: 'say', code: 0 })
  })

  it('does not pass over a command it does not know', () => {
    const said = readCommandLine(['--no-sandbox', 'frobnicate', 'file.csv'], '1.2.3')
    expect(said).toMatchObject({ kind: 'say', code: 2 })
    expect(said.kind === 'say' && said.text).toContain('"frobnicate"')
  })
})
