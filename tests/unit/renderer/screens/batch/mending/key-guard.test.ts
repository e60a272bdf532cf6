import { describe, expect, it } from 'vitest'
import { KeyGuard } from '../../../../../../renderer/screens/batch/mending/key-guard'

describe('keys beside a problem that is looked for', () => {
  it('are taken before and after it', async () => {
    const guard = new KeyGuard()
    expect(guard.takes(0)).toBe(true)
    await guard.during(() => Promise.resolve())
    expect(guard.takes(1)).toBe(true)
  })

  it('are not taken meanwhile, nor is what is typed on: half of it would be something else', async () => {
    const guard = new KeyGuard()
    let over = (): void => undefined
    const looking = guard.during(() => new Promise<void>((resolve) => (over = resolve)))
    expect([1_000, 1_100].map((at) => guard.takes(at))).toEqual([false, false])
    over()
    await looking
    expect([1_200, 1_500, 1_850].map((at) => guard.takes(at))).toEqual([false, false, false])
    expect(guard.takes(2_251)).toBe(true)
  })

  it('are taken again when the search has failed, and while two are under way only after both', async () => {
    const guard = new KeyGuard()
    let fail = (_error: Error): void => undefined
    const first = guard.during(() => new Promise<void>((_resolve, reject) => (fail = reject)))
    let over = (): void => undefined
    const second = guard.during(() => new Promise<void>((resolve) => (over = resolve)))
    fail(new Error('gone'))
    await expect(first).rejects.toThrow('gone')
    expect(guard.takes(0)).toBe(false)
    over()
    await second
    expect(guard.takes(401)).toBe(true)
  })
})
