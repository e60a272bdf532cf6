import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AskedAbout, AskingView } from '../../../../shared/batch-asking'
import type { BatchReview } from '../../../../shared/batch-view'
import type { Api, EventPayload } from '../../../../shared/ipc'
import type { AppError, Result } from '../../../../shared/result'

export interface AskingState {
  /** What Dintero is being asked now; null while it is not. */
  readonly asking: AskingView | null
  /** Why it could not be begun, or stopped. */
  readonly refused: AppError | null
  /** How often it was over: each time another review says what came of it. */
  readonly ended: number
}

export interface AskingStore extends StoreApi<AskingState> {
  /**
   * Takes in a review that was asked for. What the account was paid lately is asked by itself where nobody has, or too
   * long ago to count; once for each state of things, so that what fails is not tried for ever.
   */
  readonly review: (ask: () => Promise<Result<BatchReview | null>>) => Promise<Result<BatchReview | null>>
  readonly hear: (event: EventPayload<'batchAsking'>) => void
  readonly start: (what: AskedAbout) => Promise<void>
  readonly stop: () => Promise<void>
}

/** Asking Dintero about a file, beside its review. */
export function createAskingStore(
  api: Pick<Api, 'askAboutBatch' | 'stopAskingAboutBatch'>,
  batchId: string
): AskingStore {
  const store = createStore<AskingState>(() => ({ asking: null, refused: null, ended: 0 }))
  const end = (): void => store.setState({ ended: store.getState().ended + 1 })
  /** Counts how often main has said that this file is not being asked about: an answer that is older than that is dropped. */
  let ends = 0
  const tried = new Set<number | null>()

  async function start(what: AskedAbout): Promise<void> {
    store.setState({ refused: null })
    const before = ends
    const answer = await api.askAboutBatch({ batchId, what })
    if (!answer.ok) store.setState({ refused: answer.error })
    else if (before === ends) store.setState({ asking: answer.value })
    else end()
  }
  return {
    ...store,
    start,
    async review(ask) {
      const before = ends
      const answer = await ask()
      if (!answer.ok || answer.value === null) return answer
      const { asking, atDintero } = answer.value
      const { payments } = atDintero
      if (asking !== null && before === ends) store.setState({ asking })
      const key = payments?.startedAt ?? null
      if (asking === null && payments?.fresh !== true && !tried.has(key)) {
        tried.add(key)
        void start('payments')
      }
      return answer
    },
    hear({ files }) {
      const asking = files.find((file) => file.batchId === batchId) ?? null
      const before = store.getState().asking
      if (asking === null) ends++
      store.setState({ asking })
      if (asking === null && before !== null) end()
    },
    async stop() {
      const answer = await api.stopAskingAboutBatch({ batchId })
      if (!answer.ok) store.setState({ refused: answer.error })
    }
  }
}
