import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ChargeQuery, ChargeRow } from '../../../shared/charge'
import type { Api } from '../../../shared/ipc'
import type { AppError } from '../../../shared/result'

/** Rows asked for at a time. */
export const windowSize = 200

/** How long events rest before the windows in view are read again, ms. */
export const refreshDelay = 400

export type HistoryFilter = Omit<ChargeQuery, 'offset' | 'limit'>

export const noFilter: HistoryFilter = { search: '', states: [], operations: [], from: null, to: null }

export interface HistoryData {
  readonly filter: HistoryFilter
  /** Null until the first answer to this filter. */
  readonly total: number | null
  /** Windows of rows by their number: window 2 begins at row 400. */
  readonly windows: ReadonlyMap<number, readonly ChargeRow[]>
  readonly error: AppError | null
}

export interface HistoryStore extends HistoryData {
  readonly setFilter: (change: Partial<HistoryFilter>) => void
  /** Makes sure the rows from `first` to `last` are here or on their way. */
  readonly need: (first: number, last: number) => void
  readonly row: (index: number) => ChargeRow | null
  /** An event: the row is put right at once, the windows in view a moment later. */
  readonly chargeChanged: (row: ChargeRow) => void
  readonly retry: () => void
}

/** The rows of the history that are in view, fetched in windows, so that 100,000 charges open like ten. */
export function createHistoryStore(api: Pick<Api, 'listCharges'>): StoreApi<HistoryStore> {
  return createStore<HistoryStore>()((set, get) => {
    // Counts filters: rows of an older one are dropped.
    let generation = 0
    const asked = new Map<number, number>()
    let inView: readonly number[] = [0]
    let timer: ReturnType<typeof setTimeout> | undefined

    async function load(number: number): Promise<void> {
      const mine = generation
      const turn = (asked.get(number) ?? 0) + 1
      asked.set(number, turn)
      const { filter } = get()
      const answer = await api.listCharges({ ...filter, offset: number * windowSize, limit: windowSize })
      if (mine !== generation || asked.get(number) !== turn) return
      if (!answer.ok) {
        asked.delete(number)
        return set({ error: answer.error })
      }
      const { rows, total } = answer.value
      set({ windows: new Map(get().windows).set(number, rows), total, error: null })
    }

    /** Reads the windows in view again; the others are forgotten and read when they come into view. */
    function refresh(): void {
      for (const number of asked.keys()) if (!inView.includes(number)) asked.delete(number)
      set({ windows: new Map([...get().windows].filter(([number]) => inView.includes(number))) })
      for (const number of inView) void load(number)
    }

    return {
      filter: noFilter,
      total: null,
      windows: new Map(),
      error: null,

      setFilter(change) {
        generation++
        asked.clear()
        inView = [0]
        clearTimeout(timer)
        set({ filter: { ...get().filter, ...change }, windows: new Map(), total: null, error: null })
        void load(0)
      },

      need(first, last) {
        const from = Math.max(0, Math.floor(first / windowSize))
        const to = Math.max(from, Math.floor(Math.max(0, last) / windowSize))
        inView = Array.from({ length: to - from + 1 }, (_, step) => from + step)
        for (const number of inView) if (!asked.has(number)) void load(number)
      },

      row: (index) => get().windows.get(Math.floor(index / windowSize))?.[index % windowSize] ?? null,

      chargeChanged(row) {
        const windows = new Map(get().windows)
        for (const [number, rows] of windows) {
          if (rows.some(({ id }) => id === row.id)) {
            windows.set(
              number,
              rows.map((each) => (each.id === row.id ? row : each))
            )
            set({ windows })
          }
        }
        clearTimeout(timer)
        timer = setTimeout(refresh, refreshDelay)
      },

      retry() {
        asked.clear()
        set({ error: null })
        for (const number of inView) void load(number)
      }
    }
  })
}
