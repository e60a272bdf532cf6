import { describe, expect, it } from 'vitest'
import { openCommandDesk } from './support'

describe('a command', () => {
  it('charges its file to the end and writes the result, once', async () => {
    const desk = await openCommandDesk()
    const { done, stop, events } = await desk.run()
    expect(stop).toBeNull()
    expect(done).toMatchObject({ outcome: 'done', counts: { released: 5, charged: 5, waiting: 0 } })
    expect(events.map(({ event }) => event).filter((event) => event !== 'progress')).toEqual([
      'read',
      'released',
      'saved'
    ])
    expect(desk.sent()).toHaveLength(5)
  })
})
