import { createStore, type StoreApi } from 'zustand/vanilla'
import type { BatchEdit, BatchRow, ProblemGroup, RowFilter } from '../../../../shared/batch-view'
import type { ProblemField } from '../../../../shared/batch-problem'
import type { Api } from '../../../../shared/ipc'
import type { AppError } from '../../../../shared/result'
import type { BatchStore } from '../batch-store'
import { parseBlock, placeBlock, type BlockPlace, type BlockProblem, type PlacedCell } from './block'

export type MendingApi = Pick<Api, 'editBatch' | 'undoBatch' | 'redoBatch' | 'findBatchProblem'>

/** A cell that is being typed over. It stays until main has taken it or it is given up. */
export interface Draft {
  readonly row: number
  readonly field: ProblemField
  /** What the cell said before. */
  readonly was: string
  readonly text: string
  /** Why main did not take it. */
  readonly refused: AppError | null
  readonly saving: boolean
}

/** What can be told under the grid. */
export type Note =
  /** The text that was typed over is in other rows too, perhaps. */
  | { readonly kind: 'same'; readonly field: ProblemField; readonly from: string; readonly to: string }
  | { readonly kind: 'pasted'; readonly cells: number }
  | { readonly kind: 'block'; readonly problem: BlockProblem }
  | { readonly kind: 'no_problem' }
  /** Nothing was done, because not all of the chosen rows are here, or they are more than one edit takes. */
  | { readonly kind: 'not_copied' | 'not_read' | 'not_filled' }

export interface MendingState {
  readonly filter: RowFilter
  readonly draft: Draft | null
  readonly note: Note | null
}

export const allRows: RowFilter = { show: 'all', code: null, field: null, search: '' }

/** Which rows a group of problems is about. */
export function filterOf({ code, field, severity }: ProblemGroup): RowFilter {
  return { show: severity === 'warning' ? 'warnings' : 'problems', code, field, search: '' }
}

export interface MendingStore extends StoreApi<MendingState> {
  readonly show: (filter: Partial<RowFilter>) => void
  /** Begins to type over a cell. @returns false while another one is not taken yet */
  readonly begin: (row: BatchRow, field: ProblemField, typed: string | null) => boolean
  readonly type: (text: string) => void
  /**
   * Gives what was typed to main.
   * @param scope `same`: every row that says what this one said
   * @returns whether it was taken; what is refused stays as it was typed
   */
  readonly commit: (scope: 'row' | 'same') => Promise<boolean>
  /** As `commit` of one row; waits for one that is on its way. @returns whether nothing is being typed any more */
  readonly finish: () => Promise<boolean>
  readonly giveUp: () => void
  readonly edit: (edit: BatchEdit) => Promise<AppError | null>
  readonly paste: (text: string, place: BlockPlace) => Promise<void>
  readonly put: (cells: readonly PlacedCell[]) => Promise<void>
  readonly tell: (note: Note) => void
  readonly undo: () => Promise<void>
  readonly redo: () => Promise<void>
  /**
   * The next row with a problem from a place on, beginning anew at the other end when there is none.
   * @param total how many rows are shown
   */
  readonly find: (from: number, direction: 'next' | 'previous', total: number) => Promise<Found | null>
}

export interface Found {
  readonly index: number
  readonly field: ProblemField | null
}

/**
 * What is done to the rows of a file: which are shown, what is being typed, what was done last.
 * @param changed the rows are other ones now, and are read again
 * @param first what is shown first
 */
export function createMending(
  api: MendingApi,
  batchId: string,
  batch: Pick<BatchStore, 'act' | 'getState'>,
  changed: () => void,
  first: Partial<RowFilter> = {}
): MendingStore {
  const store = createStore<MendingState>(() => ({
    filter: { ...allRows, ...first },
    draft: null,
    note: null
  }))

  async function edit(edit: BatchEdit): Promise<AppError | null> {
    const refused = await batch.act(() => api.editBatch({ batchId, edit }))
    if (refused === null) changed()
    return refused
  }
  async function put(cells: readonly PlacedCell[]): Promise<void> {
    if (cells.length === 0) return
    const refused = await edit({ kind: 'cells', cells: [...cells] })
    if (refused === null) store.setState({ note: { kind: 'pasted', cells: cells.length } })
  }
  let saved = Promise.resolve(true)
  function commit(scope: 'row' | 'same'): Promise<boolean> {
    if (store.getState().draft?.saving === true) return Promise.resolve(false)
    saved = save(scope)
    return saved
  }
  async function save(scope: 'row' | 'same'): Promise<boolean> {
    const { draft } = store.getState()
    if (draft === null) return true
    const { row, field, was, text } = draft
    if (text === was) {
      store.setState({ draft: null })
      return true
    }
    store.setState({ draft: { ...draft, saving: true, refused: null } })
    const refused = await edit(
      scope === 'same'
        ? { kind: 'same', field, from: was, text }
        : { kind: 'cells', cells: [{ row, field, text }] }
    )
    const isOffered = refused === null && scope === 'row' && was.trim() !== ''
    store.setState({
      draft: refused === null ? null : { ...draft, saving: false, refused },
      note: isOffered ? { kind: 'same', field, from: was, to: text } : null
    })
    return refused === null
  }
  async function turn(call: 'undoBatch' | 'redoBatch'): Promise<void> {
    const check = batch.getState().detail?.check
    if (!(call === 'undoBatch' ? check?.canUndo : check?.canRedo)) return
    const refused = await batch.act(() => api[call]({ batchId }))
    if (refused === null) changed()
    store.setState({ note: null })
  }
  async function findFrom(from: number, direction: 'next' | 'previous'): Promise<Found | null> {
    const { filter } = store.getState()
    const answer = await api.findBatchProblem({ batchId, filter, from, direction })
    return answer.ok ? answer.value : null
  }
  return {
    ...store,
    edit,
    put,
    commit,
    finish: () => (store.getState().draft?.saving === true ? saved : commit('row')),
    show: (filter) => store.setState({ filter: { ...store.getState().filter, ...filter } }),
    begin(row, field, typed) {
      const { draft } = store.getState()
      if (draft !== null) return draft.row === row.row && draft.field === field
      const was = row.texts[field] ?? ''
      const begun = { row: row.row, field, was, text: typed ?? was, refused: null, saving: false }
      store.setState({ draft: begun, note: null })
      return true
    },
    type(text) {
      const { draft } = store.getState()
      if (draft !== null && !draft.saving) store.setState({ draft: { ...draft, text, refused: null } })
    },
    giveUp: () => {
      if (store.getState().draft?.saving !== true) store.setState({ draft: null })
    },
    async paste(text, place) {
      // A clipboard that holds no text empties no cell.
      if (text === '') return
      const placed = placeBlock(parseBlock(text), place)
      if (placed.ok) await put(placed.cells)
      else store.setState({ note: { kind: 'block', problem: placed.problem } })
    },
    tell: (note) => store.setState({ note }),
    undo: () => turn('undoBatch'),
    redo: () => turn('redoBatch'),
    async find(from, direction, total) {
      const start = direction === 'next' ? 0 : Math.max(0, total - 1)
      const isInside = from >= 0 && from < total
      const found = (isInside ? await findFrom(from, direction) : null) ?? (await findFrom(start, direction))
      store.setState({ note: found === null ? { kind: 'no_problem' } : null })
      return found
    }
  }
}
