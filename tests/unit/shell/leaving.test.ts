import { describe, expect, it } from 'vitest'
import { mayLeave, type LeavingParts, type Unresolved } from '../../../electron/shell/leaving'

interface Desk {
  readonly isFileCharged?: boolean
  readonly inFlight?: number
  readonly unresolved?: Unresolved
  /** What the person answers to each question. */
  readonly pause?: boolean
  readonly leave?: boolean
}

async function leave({ isFileCharged = false, inFlight = 0, unresolved, pause, leave }: Desk) {
  const done: unknown[] = []
  const parts: LeavingParts = {
    isFileCharged: () => isFileCharged,
    agreesToPause: async () => {
      done.push('ask to pause')
      return pause ?? false
    },
    inFlight: () => inFlight,
    sayWaiting: (count) => void done.push(`wait for ${count}`),
    drain: async () => void done.push('drain'),
    unresolved: async () => {
      done.push('look')
      return unresolved ?? null
    },
    agreesToLeave: async (open) => {
      done.push(open)
      return leave ?? false
    }
  }
  return { leaves: await mayLeave(parts), done }
}

const open = { count: 2, atStake: 'NOK 2.00' }

describe('quitting', () => {
  it('asks nothing when nothing is under way', async () => {
    expect(await leave({})).toEqual({ leaves: true, done: ['look'] })
  })

  it('touches nothing of a file that is being charged before somebody says so', async () => {
    expect(await leave({ isFileCharged: true, inFlight: 5 })).toEqual({
      leaves: false,
      done: ['ask to pause']
    })
  })

  it('pauses the file and waits for what is on its way, also when nothing is just then', async () => {
    expect(await leave({ isFileCharged: true, inFlight: 5, pause: true })).toEqual({
      leaves: true,
      done: ['ask to pause', 'wait for 5', 'drain', 'look']
    })
    expect((await leave({ isFileCharged: true, pause: true })).done).toContain('drain')
  })

  it('waits for a single charge without asking', async () => {
    expect(await leave({ inFlight: 1 })).toEqual({ leaves: true, done: ['wait for 1', 'drain', 'look'] })
  })

  it('tells what is unresolved when it is known, and stays unless somebody leaves all the same', async () => {
    expect(await leave({ inFlight: 1, unresolved: open })).toEqual({
      leaves: false,
      done: ['wait for 1', 'drain', 'look', open, 'wait for 0']
    })
    expect(await leave({ unresolved: open, leave: true })).toEqual({ leaves: true, done: ['look', open] })
  })
})
