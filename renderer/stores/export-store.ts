import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Api, CallInput } from '../../shared/ipc'
import type { Exported, ExportedList, ExportView } from '../../shared/list-export'
import type { AppError } from '../../shared/result'
import { isWorthSaying } from './files-store'

export type ExportApi = Pick<Api, 'exportList' | 'cancelExport' | 'getExport'>

export interface ExportState {
  /** How far the export under way has come; null while none is being written. */
  readonly view: ExportView | null
  /** A person is asked where to save, or a list is being written. */
  readonly isBusy: boolean
  readonly done: (Exported & { readonly list: ExportedList }) | null
  readonly error: AppError | null
  /** Whether the dialog is open, which says it all. */
  readonly isWatched: boolean
}

export interface ExportStore extends StoreApi<ExportState> {
  /** Exports a list; nothing while another is. */
  readonly start: (wish: CallInput<'exportList'>) => Promise<void>
  readonly stop: () => void
  /** Forgets how the last one ended. */
  readonly clear: () => void
  readonly watch: (isWatched: boolean) => void
  readonly hear: (view: ExportView | null) => void
  /** Looks whether one is under way, for a page that was loaded anew. */
  readonly find: () => Promise<void>
}

const nothing = { view: null, isBusy: false, done: null, error: null }

/** What the window knows of the export of a list, which goes on wherever a person goes. */
export function createExportStore(api: ExportApi): ExportStore {
  const store = createStore<ExportState>(() => ({ ...nothing, isWatched: false }))
  /** Whether this page waits for the answer to one that it began. */
  let isAsking = false
  return {
    ...store,
    async start(wish) {
      if (store.getState().isBusy) return
      store.setState({ ...nothing, isBusy: true })
      isAsking = true
      const answer = await api.exportList(wish)
      isAsking = false
      store.setState({
        ...nothing,
        // Closing the dialog and stopping are answers, not failures.
        error: !answer.ok && isWorthSaying(answer.error) ? answer.error : null,
        done: answer.ok ? { ...answer.value, list: wish.order.list } : null
      })
    },
    stop: () => void api.cancelExport(),
    clear: () => store.setState({ done: null, error: null }),
    watch: (isWatched) => store.setState({ isWatched }),
    // How one has ended that this page began is said by the answer, before which it is not over.
    hear: (view) => store.setState({ view, isBusy: view !== null || isAsking }),
    async find() {
      const answer = await api.getExport()
      if (answer.ok && answer.value.view !== null) store.setState({ view: answer.value.view, isBusy: true })
    }
  }
}
