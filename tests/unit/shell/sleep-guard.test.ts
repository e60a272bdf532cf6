import { describe, expect, it } from 'vitest'
import { SleepGuard } from '../../../electron/shell/sleep-guard'

function machine() {
  const held = new Set<number>()
  let next = 0
  const guard = new SleepGuard({
    start: (type) => {
      expect(type).toBe('prevent-app-suspension')
      held.add(++next)
      return next
    },
    stop: (id) => held.delete(id)
  })
  return { guard, isAwake: () => held.size > 0, blockers: () => held.size }
}

describe('the machine', () => {
  it('stays awake while a charge is on its way, and may sleep after it', () => {
    const { guard, isAwake } = machine()
    guard.update(1)
    expect(isAwake()).toBe(true)
    guard.update(0)
    expect(isAwake()).toBe(false)
  })

  it('stays awake from the first to the last charge of a file, also when none is on its way', () => {
    const { guard, isAwake, blockers } = machine()
    guard.update(1)
    guard.keepAwake(true)
    guard.update(0)
    expect(isAwake()).toBe(true)
    guard.update(3)
    expect(blockers()).toBe(1)
    guard.keepAwake(false)
    expect(isAwake()).toBe(true)
    guard.update(0)
    expect(isAwake()).toBe(false)
  })
})
