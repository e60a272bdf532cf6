import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commandEvent, rowCounts } from '../../../electron/command/events'
import { exitCodes } from '../../../electron/command/exit-codes'
import { commandWords } from '../../../electron/command/words'

const text = readFileSync(new URL('../../../docs/command.md', import.meta.url), 'utf8')
const section = (number: number): string =>
  text.split(/^## /m).find((each) => each.startsWith(`${number}.`)) ?? ''

describe('docs/command.md', () => {
  it('has each exit code, with its name', () => {
    const rows = [...section(4).matchAll(/^\| (\d+) +\| `(\w+)`/gm)].map(([, code, name]) => [
      name,
      Number(code)
    ])
    expect(rows).toEqual(Object.entries(exitCodes).sort(([, one], [, other]) => one - other))
  })

  it('has each event with its fields', () => {
    const rows = new Map(
      [...section(5).matchAll(/^\| `((?!event`)\w+)` +\| (.+?) *\|$/gm)].map(([, event = '', said = '']) => [
        event,
        said
      ])
    )
    const shapes = commandEvent.options.map(({ shape }) => shape)
    expect([...rows.keys()].sort()).toEqual(shapes.map(({ event }) => event.value).sort())
    for (const { event, at: _at, ...fields } of shapes)
      for (const field of Object.keys(fields))
        expect(rows.get(event.value), `${event.value}.${field}`).toContain(`\`${field}\``)
    for (const count of Object.keys(rowCounts.shape)) expect(section(5)).toContain(`\`${count}\``)
  })

  it('has each option that the help has', () => {
    for (const { batchHelp } of Object.values(commandWords))
      for (const [option] of batchHelp.matchAll(/--[a-z-]+/g)) expect(section(2)).toContain(option)
  })
})
