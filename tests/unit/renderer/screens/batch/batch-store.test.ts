import { describe, expect, it } from 'vitest'
import { createBatchStore } from '../../../../../renderer/screens/batch/batch-store'
import type { BatchDetail } from '../../../../../shared/batch-view'
import type { Result } from '../../../../../shared/result'
import { fakeBatch, FakeFiles } from '../../../../support/fake-batches'
import { fakeCards } from '../../../../support/fake-people'

const files = (stage: 'mending' | 'running') =>
  new FakeFiles([fakeBatch('b', { stage, records: 50 })], fakeCards)

/** Answers that a test gives when it is time. */
function questions() {
  const open: ((answer: Result<BatchDetail>) => void)[] = []
  const ask = (): Promise<Result<BatchDetail>> => new Promise((resolve) => open.push(resolve))
  const answer = async (value: BatchDetail): Promise<void> => {
    open.shift()?.({ ok: true, value })
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { ask, answer, open }
}

describe('one file as the page has it', () => {
  it('says why it could not be read', async () => {
    const store = createBatchStore(
      { getBatch: async () => ({ ok: false, error: { code: 'storage_failed', message: '' } }) },
      'b'
    )
    await store.load()
    expect(store.getState()).toMatchObject({ detail: null, error: { code: 'storage_failed' } })
  })

  it('follows the run by what main tells, without asking again', async () => {
    const fake = files('running')
    let asked = 0
    const getBatch = async (): Promise<Result<BatchDetail>> => {
      asked++
      return { ok: true, value: fake.detail('b') }
    }
    const store = createBatchStore({ getBatch }, 'b')
    await store.load()
    fake.advance('b', 2)
    store.hear({ batchId: 'b', stage: 'running', run: fake.run('b') })
    expect(store.getState().detail?.run?.counts.length).toBeGreaterThan(0)
    store.hear({ batchId: 'another', stage: 'done', run: null })
    expect(asked).toBe(1)
  })

  it('asks again when the file is at another stage', async () => {
    const fake = files('running')
    const store = createBatchStore({ getBatch: async () => ({ ok: true, value: fake.detail('b') }) }, 'b')
    await store.load()
    fake.advance('b', 5)
    store.hear({ batchId: 'b', stage: 'looking', run: fake.run('b') })
    await new Promise((resolve) => setImmediate(resolve))
    expect(store.getState().detail?.stage).toBe('looking')
  })

  it('drops an answer that is older than what a person did since', async () => {
    const fake = files('mending')
    const old = fake.detail('b')
    const { ask, answer, open } = questions()
    const store = createBatchStore({ getBatch: ask }, 'b')
    const loading = store.load()
    await store.act(async () => ({ ok: true, value: { ...old, name: 'New' } }))
    await answer(old)
    expect(store.getState().detail?.name).toBe('New')
    expect(open).toHaveLength(1)
    await answer({ ...old, name: 'New' })
    await loading
  })

  it('does one thing after the other', async () => {
    const detail = files('mending').detail('b')
    const { ask, answer, open } = questions()
    const store = createBatchStore({ getBatch: ask }, 'b')
    const first = store.act(ask)
    const second = store.act(ask)
    await new Promise((resolve) => setImmediate(resolve))
    expect(open).toHaveLength(1)
    expect(store.getState().busy).toBe(true)
    await answer({ ...detail, name: 'one' })
    await answer({ ...detail, name: 'two' })
    expect([await first, await second]).toEqual([null, null])
    expect(store.getState()).toMatchObject({ busy: false, detail: { name: 'two' } })
  })

  it('keeps what it has when something is refused, and says why until that is put away', async () => {
    const detail = files('mending').detail('b')
    const store = createBatchStore({ getBatch: async () => ({ ok: true, value: detail }) }, 'b')
    await store.load()
    const refused = await store.act(async () => ({ ok: false, error: { code: 'batch_busy', message: '' } }))
    expect(refused?.code).toBe('batch_busy')
    expect(store.getState()).toMatchObject({ detail, refusal: { code: 'batch_busy' }, busy: false })
    store.forget()
    expect(store.getState().refusal).toBeNull()
  })
})
