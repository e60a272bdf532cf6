import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFilesStore, isUnderWay, refreshEvery } from '../../../../renderer/stores/files-store'
import { batchStates } from '../../../../shared/batch'
import type { BatchDetail } from '../../../../shared/batch-view'
import type { Result } from '../../../../shared/result'
import { createFakeApi } from '../../../support/fake-api'
import { fakeBatch, FakeFiles, type FakeBatch } from '../../../support/fake-batches'
import { defaultWorld, handlersOver } from '../../../support/fake-world'

function storeOf(...batches: FakeBatch[]) {
  const world = defaultWorld()
  const files = new FakeFiles(batches, () => world.cards)
  const fake = createFakeApi(handlersOver(world, files))
  return { store: createFilesStore(fake.api), files, ...fake }
}

const running = () => fakeBatch('b', { stage: 'running', records: 50, answered: 10 })

describe('the file that is under way', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is one that is released and has not ended', () => {
    expect(batchStates.filter(isUnderWay)).toEqual(['held', 'running', 'looking', 'paused'])
    expect([isUnderWay('columns'), isUnderWay('mending')]).toEqual([false, false])
  })

  it('is found among the others', async () => {
    const { store } = storeOf(fakeBatch('a', { stage: 'mending', records: 50 }), running())
    await store.refresh()
    expect(store.getState().active).toMatchObject({ id: 'b', stage: 'running' })
  })

  it.each([
    ['running', ['held', 'paused', 'running', 'looking']],
    ['looking', ['paused', 'looking', 'held']],
    ['paused', ['held', 'paused']]
  ] as const)('is the one that is %s, of several', async (stage, stages) => {
    const { store } = storeOf(
      ...stages.map((each) => fakeBatch(each, { stage: each, records: 50, answered: 10 }))
    )
    await store.refresh()
    expect(store.getState().active?.stage).toBe(stage)
  })

  it('follows what main tells', async () => {
    const { store, files, made } = storeOf(running())
    await store.refresh()
    files.advance('b', 20)
    store.hear({ batchId: 'b', stage: 'running', run: files.run('b') })
    expect(store.getState().active?.counts).toEqual(files.run('b')?.counts)
    await vi.advanceTimersByTimeAsync(refreshEvery)
    expect(made).toHaveLength(1)
  })

  it('is looked for again, once, when another file is told of or it has ended', async () => {
    const { store, files, made } = storeOf(running())
    await store.refresh()
    files.batch('b').stage = 'stopped'
    store.hear({ batchId: 'b', stage: 'stopped', run: files.run('b') })
    store.hear({ batchId: 'c', stage: 'columns', run: null })
    await vi.advanceTimersByTimeAsync(refreshEvery)
    expect(store.getState().active).toBeNull()
    expect(made).toHaveLength(2)
  })

  it('is paused only while it is being charged', async () => {
    const { store, files, made } = storeOf(running())
    files.batch('b').stage = 'held'
    await store.refresh()
    expect(await store.pause()).toBeNull()
    files.batch('b').stage = 'running'
    await store.refresh()
    expect(await store.pause()).toMatchObject({ ok: true, value: { stage: 'paused' } })
    expect(files.batch('b').stage).toBe('paused')
    expect(made.filter(({ name }) => name === 'pauseBatch')).toHaveLength(1)
  })
})

describe('a file that is taken in', () => {
  it('is read alone: another one waits until it has been', async () => {
    let finish: (answer: Result<BatchDetail>) => void = () => {}
    const { api } = storeOf()
    const store = createFilesStore({
      ...api,
      importDropped: () => new Promise((resolve) => (finish = resolve))
    })
    const first = store.importFile(new File(['a'], 'november.csv'))
    expect(store.getState().reading).toBe('november.csv')
    expect(await store.importPasted()).toBeNull()
    finish({ ok: false, error: { code: 'cancelled', message: '' } })
    expect(await first).toMatchObject({ ok: false })
    expect(store.getState().reading).toBeNull()
  })

  it('is no longer read when the call breaks', async () => {
    const { api } = storeOf()
    const store = createFilesStore({ ...api, importPasted: () => Promise.reject(new Error('gone')) })
    await expect(store.importPasted()).rejects.toThrow('gone')
    expect(store.getState().reading).toBeNull()
  })
})
