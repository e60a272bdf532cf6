import { describe, expect, it } from 'vitest'
import { Lately, lookedFor } from '../../../../electron/batch/drafts/lately'

function desk() {
  const world = { now: 10_000, looks: 0 }
  const lately = new Lately<number>(() => world.now)
  const look = (batchId = 'one', version = 'a', isRunning = true): Promise<number> =>
    lately.of(batchId, version, isRunning, () => Promise.resolve((world.looks += 1)))
  return { world, lately, look }
}

describe('what was found out lately', () => {
  it('holds as long as nothing has changed, however long', async () => {
    const { world, look } = desk()
    await look('one', 'a', false)
    world.now += 3_600_000
    expect(await look('one', 'a', false)).toBe(1)
    expect(await look('one', 'b', false)).toBe(2)
  })

  it('holds for a second while a batch runs, and no longer', async () => {
    const { world, look } = desk()
    await look('one', 'a')
    world.now += lookedFor - 1
    expect(await look('one', 'b')).toBe(1)
    world.now += 1
    expect(await look('one', 'b')).toBe(2)
  })

  it('is looked at anew when the batch has come to rest: nobody would ask again', async () => {
    const { look } = desk()
    await look('one', 'a', true)
    expect(await look('one', 'b', false)).toBe(2)
  })

  it('is looked at anew when the clock was set back', async () => {
    const { world, look } = desk()
    await look('one', 'a')
    world.now -= 1
    expect(await look('one', 'b')).toBe(2)
  })

  it('is never that of another batch, and nothing that was forgotten', async () => {
    const { lately, look } = desk()
    expect([await look('one'), await look('two'), await look('one')]).toEqual([1, 2, 1])
    lately.forget('one')
    expect([await look('one'), await look('two')]).toEqual([3, 2])
  })
})
