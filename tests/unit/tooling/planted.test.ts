import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { everyPlanted } from '../../mutation/every-planted'

const root = join(import.meta.dirname, '..', '..', '..')

// Whether a mistake is caught takes minutes to find out; whether it can still be made, no time at all.
describe('a planted mistake', () => {
  it.each(everyPlanted)(
    'can be made in the program as it is: $name',
    ({ file, from, to, caughtBy: [test] }) => {
      expect(readFileSync(join(root, file), 'utf8').split(from)).toHaveLength(2)
      expect(to).not.toBe(from)
      expect(existsSync(join(root, 'tests', 'unit', test))).toBe(true)
    }
  )

  it('has a name of its own', () => {
    const names = everyPlanted.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})
