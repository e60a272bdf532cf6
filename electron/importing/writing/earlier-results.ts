import { shownText } from '../meaning/cell-text'
import { resultColumnOf, type ResultColumn } from '../meaning/own-columns'
import { offerOf, rowStateOf } from '../meaning/own-states'
import { cellAt } from '../meaning/references'
import { remembering } from '../meaning/shortcuts'
import type { Cell, FileRecord, Table } from '../reading/table'

/** What a file that was a result already says of an earlier time. */
export interface EarlierResults {
  /** Trekk's result columns that the file came with, by their index. Of two with one name the first is Trekk's. */
  readonly columns: ReadonlyMap<number, ResultColumn>
  /** What a record says in one of them; empty where the file has none. */
  readonly cellOf: (record: FileRecord, column: ResultColumn) => Cell
  /** Whether a record says that a charge was made of it, or leaves nobody sure that none was. */
  readonly tellsOfCharge: (record: FileRecord) => boolean
  /** Whether nobody can say what a record tells of an earlier time, because its fields are not in their columns. */
  readonly isHiddenIn: (record: FileRecord) => boolean
}

/** Finds what a file says of an earlier time. */
export function earlierResults({ header }: Table): EarlierResults {
  const places = new Map<ResultColumn, number>()
  for (const [index, name] of header.entries()) {
    const column = resultColumnOf(name)
    if (column !== null && !places.has(column)) places.set(column, index)
  }
  const cellOf = ({ cells }: FileRecord, column: ResultColumn): Cell => cellAt(cells, places.get(column))
  const shown = (record: FileRecord, column: ResultColumn): string => shownText(cellOf(record, column)).trim()
  const isOfCharge = remembering((word) => {
    const state = rowStateOf(word)
    return state === null || offerOf[state] !== 'first_charge'
  })
  return {
    columns: new Map([...places].map(([column, index]) => [index, column])),
    cellOf,
    tellsOfCharge: (record) => {
      if (record.problem !== null) return false
      const word = shown(record, 'result_state')
      if (word !== '') return isOfCharge(word)
      return shown(record, 'result_transaction') !== '' || shown(record, 'result_reference') !== ''
    },
    isHiddenIn: ({ problem }) => problem !== null && places.size > 0
  }
}
