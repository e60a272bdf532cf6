import { describe, expect, it } from 'vitest'
import { pressHotkey, type Armed, type HotkeyMove } from '../../../../../renderer/screens/charge/hotkey'

interface Press {
  readonly at: number
  readonly review?: string | null
  readonly repeat?: boolean
}

function moves(...presses: readonly Press[]): HotkeyMove[] {
  let armed: Armed | null = null
  return presses.map(({ at, review = 'r1', repeat = false }) => {
    const pressed = pressHotkey(armed, { reviewId: review, repeat, now: at })
    armed = pressed.armed
    return pressed.move
  })
}

describe('Ctrl+Enter', () => {
  it('moves to the button first and charges the second time', () =>
    expect(moves({ at: 0 }, { at: 400 })).toEqual(['focus', 'charge']))

  it('does not take a press that comes too soon, and waits again from there', () =>
    expect(moves({ at: 0 }, { at: 399 }, { at: 500 }, { at: 900 })).toEqual([
      'focus',
      'nothing',
      'nothing',
      'charge'
    ]))

  it('never takes a held key', () =>
    expect(moves({ at: 0 }, { at: 500, repeat: true }, { at: 5000, repeat: true })).toEqual([
      'focus',
      'nothing',
      'nothing'
    ]))

  it('begins anew when the review has changed in between', () =>
    expect(moves({ at: 0 }, { at: 1000, review: 'r2' }, { at: 1500, review: 'r2' })).toEqual([
      'focus',
      'focus',
      'charge'
    ]))

  it('only moves while there is nothing to charge', () =>
    expect(moves({ at: 0, review: null }, { at: 1000, review: null })).toEqual(['focus', 'focus']))

  it('charges once', () =>
    expect(moves({ at: 0 }, { at: 400 }, { at: 800 })).toEqual(['focus', 'charge', 'focus']))
})
