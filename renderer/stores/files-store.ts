import { createStore, type StoreApi } from 'zustand/vanilla'
import { hasEnded, type BatchState } from '../../shared/batch'
import { draftStages, type BatchDetail, type BatchStage, type BatchSummary } from '../../shared/batch-view'
import type { Api, EventPayload } from '../../shared/ipc'
import type { AppError, Result } from '../../shared/result'

/** How long the store rests between two readings of the list while events keep coming, ms. */
export const refreshEvery = 1_000

/** Files looked through for one that is released and has not ended: such a file is among the newest. */
const lookedThrough = 50

export type FilesApi = Pick<Api, 'listBatches' | 'importDropped' | 'importPasted' | 'pauseBatch'>

export interface FilesState {
  /** The file of the account in use that is released and has not ended: of several the most pressing. */
  readonly active: BatchSummary | null
  /** What is being read: the name of a file, empty for cells that were pasted; null while nothing is. */
  readonly reading: string | null
}

/** What a file that was taken in has become, or why it was refused. */
export type Imported = Result<BatchDetail> | null

export interface FilesStore extends StoreApi<FilesState> {
  /** Looks again which file is under way. */
  readonly refresh: () => Promise<void>
  readonly hear: (event: EventPayload<'batchChanged'>) => void
  /** Pauses the file that is being charged. @returns null while none is */
  readonly pause: () => Promise<Imported>
  /** @returns null while another file is being read */
  readonly importFile: (file: File) => Promise<Imported>
  /** @returns null while another file is being read */
  readonly importPasted: () => Promise<Imported>
}

/** Whether a file is released and has not ended: it is shown wherever a person is. */
export function isUnderWay(stage: BatchStage): stage is BatchState {
  return !draftStages.some((draft) => draft === stage) && !hasEnded(stage as BatchState)
}

/** What moves money now comes before what waits for a person, and that before what waits for its time. */
const pressing = ['running', 'looking', 'paused', 'held'] as const satisfies readonly BatchState[]

function mostPressing(files: readonly BatchSummary[]): BatchSummary | null {
  const first = pressing.flatMap((stage) => files.find((file) => file.stage === stage) ?? [])
  return first[0] ?? null
}

/** What the whole window knows of charge files: the one that is under way, and the one that is being read. */
export function createFilesStore(api: FilesApi): FilesStore {
  const store = createStore<FilesState>(() => ({ active: null, reading: null }))
  let timer: ReturnType<typeof setTimeout> | undefined

  async function refresh(): Promise<void> {
    const answer = await api.listBatches({ offset: 0, limit: lookedThrough })
    if (answer.ok) store.setState({ active: mostPressing(answer.value.rows) })
  }
  function refreshSoon(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      void refresh()
    }, refreshEvery)
  }
  async function take(name: string, call: () => Promise<Result<BatchDetail>>): Promise<Imported> {
    if (store.getState().reading !== null) return null
    store.setState({ reading: name })
    try {
      return await call()
    } finally {
      store.setState({ reading: null })
    }
  }
  return {
    ...store,
    refresh,
    hear({ batchId, stage, run }) {
      const { active } = store.getState()
      if (active?.id !== batchId || run === null || !isUnderWay(stage)) {
        refreshSoon()
        return
      }
      const { reason, start, charges, sums, counts } = run
      store.setState({ active: { ...active, stage, reason, start, charges, sums, counts } })
    },
    async pause() {
      const { active } = store.getState()
      return active?.stage === 'running' ? api.pauseBatch({ batchId: active.id }) : null
    },
    importFile: (file) => take(file.name, () => api.importDropped(file)),
    importPasted: () => take('', api.importPasted)
  }
}

/** Whether a refusal is worth showing: one a person made by closing a dialog is not. */
export function isWorthSaying({ code }: AppError): boolean {
  return code !== 'cancelled'
}
