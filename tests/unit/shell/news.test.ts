import { describe, expect, it } from 'vitest'
import { endOfModification, News, type Known } from '../../../electron/shell/news'

function desk(isWatched = false) {
  const told: Known[] = []
  const later: (() => void)[] = []
  const world = { isWatched }
  const news = new News({
    isWatched: () => world.isWatched,
    notify: (known) => told.push(known),
    later: (work) => later.push(work)
  })
  return { news, told, world, tick: () => later.splice(0).forEach((work) => work()) }
}

const none: Known = { charged: 0, not_charged: 0, done: 0, not_done: 0 }

describe('news of what nobody knew', () => {
  it('is told once, together, when it is known', () => {
    const { news, told, tick } = desk()
    news.stands('a', true, null)
    news.stands('b', true, null)
    news.stands('c', true, null)
    news.stands('a', false, 'charged')
    news.stands('a', false, 'charged')
    news.stands('b', false, 'not_charged')
    expect(told).toEqual([])
    tick()
    expect(told).toEqual([{ ...none, charged: 1, not_charged: 1 }])
    news.stands('c', false, 'charged')
    tick()
    expect(told.at(-1)).toEqual({ ...none, charged: 1, not_charged: 0 })
    tick()
    expect(told).toHaveLength(2)
  })

  it('is none of what was never in doubt, or still is', () => {
    const { news, told, tick } = desk()
    news.stands('a', false, 'charged')
    news.stands('b', true, null)
    news.stands('b', false, null)
    tick()
    expect(told).toEqual([])
    news.stands('b', false, 'charged')
    tick()
    expect(told).toEqual([{ ...none, charged: 1, not_charged: 0 }])
  })

  it('is not told to whoever sees it in the window', () => {
    const { news, told, tick, world } = desk(true)
    news.stands('a', true, null)
    news.stands('a', false, 'charged')
    tick()
    expect(told).toEqual([])
    world.isWatched = false
    tick()
    expect(told).toEqual([])
  })

  it('counts what was done to payments apart from charges, and nothing that somebody closed', () => {
    const { news, told, tick } = desk()
    const ends = { a: 'succeeded', b: 'failed', c: 'closed', d: 'unknown', e: 'refused' } as const
    for (const id of Object.keys(ends)) news.stands(id, true, null)
    for (const [id, state] of Object.entries(ends))
      news.stands(id, state === 'unknown', endOfModification(state))
    tick()
    expect(told).toEqual([{ ...none, done: 1, not_done: 2 }])
  })
})
