import { describe, expect, it } from 'vitest'
import { Taskbar } from '../../../electron/shell/taskbar'
import { fakeBatch, FakeFiles, type FakeBatch } from '../../support/fake-batches'
import { fakeCards } from '../../support/fake-people'

function desk(...batches: FakeBatch[]) {
  const files = new FakeFiles(batches, fakeCards)
  const bars: unknown[] = []
  const taskbar = new Taskbar((...bar) => bars.push(bar))
  const tell = (batchId: string): void =>
    taskbar.tell({ batchId, stage: files.batch(batchId).stage, run: files.run(batchId) })
  return { files, bars, taskbar, tell }
}

const running = () => fakeBatch('b', { stage: 'running', records: 60, answered: 10, inFlight: 3 })

describe('the bar in the taskbar', () => {
  it('is what has an answer of what was released; what is on its way has none', () => {
    const { files, bars, tell } = desk(running())
    tell('b')
    expect(bars).toEqual([[10 / (files.run('b')?.charges ?? 0), { mode: 'normal' }]])
  })

  it.each(['paused', 'looking'] as const)(
    'is paused while the file is %s, and goes with its end',
    (stage) => {
      const { files, bars, tell } = desk(running())
      tell('b')
      files.batch('b').stage = stage
      tell('b')
      expect(bars.at(-1)).toEqual([expect.any(Number), { mode: 'paused' }])
      files.batch('b').stage = 'stopped'
      tell('b')
      expect(bars.at(-1)).toEqual([-1])
      tell('b')
      expect(bars).toHaveLength(3)
    }
  )

  it('is not there for a file that was not charged since the start, nor changed by another one', () => {
    const { bars, tell } = desk(running(), fakeBatch('old', { stage: 'paused', records: 60, answered: 20 }))
    tell('old')
    expect(bars).toEqual([])
    tell('b')
    tell('old')
    expect(bars).toHaveLength(1)
  })

  it('goes when another account is chosen', () => {
    const { bars, taskbar, tell } = desk(running())
    tell('b')
    taskbar.tell(null)
    expect(bars.at(-1)).toEqual([-1])
  })
})
