import { describe, expect, it } from 'vitest'
import { Turns } from '../../../electron/batch/turns'
import { held } from '../charging/desk'

describe('work on one thing', () => {
  it('is done one after another, in the order in which it was asked for, and beside that on others', async () => {
    const turns = new Turns()
    const said: string[] = []
    const gate = held<null>()
    const first = turns.take('one', async () => {
      said.push('first begins')
      await gate.promise
      said.push('first ends')
    })
    const second = turns.take('one', () => said.push('second'))
    const third = turns.take('one', () => said.push('third'))
    await turns.take('other', () => said.push('other'))
    expect(said).toEqual(['first begins', 'other'])
    gate.give(null)
    await Promise.all([first, second, third])
    expect(said).toEqual(['first begins', 'other', 'first ends', 'second', 'third'])
  })

  it('goes on after what failed, which fails for its asker alone', async () => {
    const turns = new Turns()
    const failed = turns.take('one', () => Promise.reject(new Error('no')))
    const next = turns.take('one', () => 'yes')
    await expect(failed).rejects.toThrow('no')
    expect(await next).toBe('yes')
    await expect(
      turns.take('one', () => {
        throw new Error('at once')
      })
    ).rejects.toThrow('at once')
    expect(await turns.take('one', () => 'still')).toBe('still')
  })
})
