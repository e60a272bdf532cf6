import { createStore, type StoreApi } from 'zustand/vanilla'
import type { BatchDetail } from '../../../shared/batch-view'
import type { Api, EventPayload } from '../../../shared/ipc'
import type { AppError, Result } from '../../../shared/result'

export interface BatchState {
  /** Null until the first answer. */
  readonly detail: BatchDetail | null
  /** Why it could not be read. */
  readonly error: AppError | null
  /** Why the last thing a person did was refused. */
  readonly refusal: AppError | null
  /** Something a person did is under way. */
  readonly busy: boolean
}

export interface BatchStore extends StoreApi<BatchState> {
  readonly load: () => Promise<void>
  /** Main says that the file has come further. */
  readonly hear: (event: EventPayload<'batchChanged'>) => void
  /**
   * Does one thing after the other: what is started while another is under way waits for it.
   * @returns null when it is done, or why it was refused
   */
  readonly act: (call: () => Promise<Result<BatchDetail>>) => Promise<AppError | null>
  readonly forget: () => void
}

/** One charge file as the page has it, kept up to date by what main tells. */
export function createBatchStore(api: Pick<Api, 'getBatch'>, batchId: string): BatchStore {
  const store = createStore<BatchState>(() => ({ detail: null, error: null, refusal: null, busy: false }))
  /** What a person did last, which the next thing waits for. */
  let tail: Promise<unknown> = Promise.resolve()
  let waiting = 0
  /** Counts what was done: an answer that is older than it is dropped. */
  let done = 0
  let isReading = false
  let isStale = false

  async function load(): Promise<void> {
    isStale = true
    if (isReading) return
    isReading = true
    try {
      while (isStale) {
        isStale = false
        const before = done
        const answer = await api.getBatch({ batchId })
        if (before !== done) isStale = true
        else if (answer.ok) store.setState({ detail: answer.value, error: null })
        else store.setState({ error: answer.error })
      }
    } finally {
      isReading = false
    }
  }
  async function perform(call: () => Promise<Result<BatchDetail>>): Promise<AppError | null> {
    store.setState({ busy: true, refusal: null })
    const answer = await call()
    done++
    waiting--
    const busy = waiting > 0
    if (answer.ok) store.setState({ detail: answer.value, error: null, busy })
    else store.setState({ refusal: answer.error, busy })
    return answer.ok ? null : answer.error
  }
  return {
    ...store,
    load,
    hear({ batchId: changed, stage, run }) {
      const { detail } = store.getState()
      if (changed !== batchId) return
      if (detail !== null && detail.stage === stage && detail.run !== null && run !== null) {
        store.setState({ detail: { ...detail, run } })
      } else void load()
    },
    act(call) {
      waiting++
      const mine = tail.then(() => perform(call))
      // One that breaks is the caller's to hear of; the next one goes on.
      tail = mine.catch(() => null)
      return mine
    },
    forget: () => store.setState({ refusal: null })
  }
}

/** Whether the rest of a file turned out to be none that can be charged, whose beginning looked like one. */
export function isNoChargeFile({ code }: AppError): boolean {
  return code === 'file_refused'
}
