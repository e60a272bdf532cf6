import type { BatchRow, RowFilter } from '../../../shared/batch-view'
import type { ProblemField } from '../../../shared/batch-problem'
import type { FileField } from '../../../shared/charge-file'
import { isUnresolved } from '../../../shared/charge'
import type { ListPage } from '../../../shared/list'
import { foldForSearch } from '../../../shared/text'
import { shownText } from '../../importing/meaning/cell-text'
import { readCardHandle } from '../../importing/meaning/card-handle'
import type { RowOutcome } from '../../ledger/reading/file-evidence'
import { hasSeverity, isWanted, problemsOf, referenceOf, willBeCharged, type DraftRow } from './draft-row'
import type { LeftOut } from './left-out'

/** Where each field of the file stands. */
export interface FieldColumns {
  /** The fields that have a column, with its header, in the order of the file. */
  readonly fields: readonly { readonly field: ProblemField; readonly header: string }[]
  /** The column of each, from 0. */
  readonly columnOf: Readonly<Partial<Record<FileField, number>>>
}

/** What became of rows since they were released. */
export interface Released {
  /** The rows that were released. */
  readonly planned: ReadonlySet<number>
  readonly outcomes: ReadonlyMap<number, RowOutcome>
  /** Codes of the rules that kept rows from being charged when their turn came. */
  readonly setAside: ReadonlyMap<number, string>
  /** What kept the others from being released; null where nobody knows any more. */
  readonly leftOut: LeftOut | null
}

/** Rows as the page sees them, in windows, filtered and searched. */
export class RowViews {
  readonly #rows: readonly DraftRow[]
  readonly #columns: FieldColumns
  /** The rows a filter shows, for the latest filter: a grid asks for many windows of the same. */
  #latest: { readonly key: string; readonly rows: readonly DraftRow[] } | null = null
  #released: Released | null = null

  constructor(rows: readonly DraftRow[], columns: FieldColumns) {
    this.#rows = rows
    this.#columns = columns
  }

  /** Rows have changed: what a filter shows is found anew. */
  changed(): void {
    this.#latest = null
  }

  /** Takes in what became of the rows; what a filter shows is found anew. */
  setReleased(released: Released): void {
    this.#released = released
    this.#latest = null
  }

  /** The rows that a filter shows, in the order of the file. */
  shown(filter: RowFilter): readonly DraftRow[] {
    const key = JSON.stringify(filter)
    if (this.#latest?.key !== key) this.#latest = { key, rows: this.#rows.filter(this.#fits(filter)) }
    return this.#latest.rows
  }

  page(filter: RowFilter, offset: number, limit: number): ListPage<BatchRow> {
    const rows = this.shown(filter)
    return {
      rows: rows.slice(offset, offset + limit).map((row) => this.show(row)),
      total: rows.length,
      atLeast: false
    }
  }

  /**
   * The next row with a problem among those that a filter shows.
   * @param from the place among them from which on, itself included, counted from 0
   * @returns null when there is none
   */
  find(
    filter: RowFilter,
    from: number,
    direction: 'next' | 'previous'
  ): { row: number; index: number; field: ProblemField | null } | null {
    const rows = this.shown(filter)
    const step = direction === 'next' ? 1 : -1
    for (let index = from; index >= 0 && index < rows.length; index += step) {
      const row = rows[index]
      if (row === undefined || !isWanted(row)) continue
      const problem = problemsOf(row).find(({ severity }) => severity !== 'warning')
      if (problem !== undefined) return { row: row.record.row, index, field: problem.field }
    }
    return null
  }

  show(row: DraftRow): BatchRow {
    const { record, mark, meaning, checked } = row
    const texts: BatchRow['texts'] = {}
    const edited: BatchRow['edited'] = {}
    const outcome = this.#released?.outcomes.get(record.row)
    const isReleased = this.#released?.planned.has(record.row) === true
    for (const { field } of this.#columns.fields) texts[field] = this.textOf(row, field)
    for (const [field, text] of Object.entries(mark.edits) as [ProblemField, string][]) {
      texts[field] = text
      edited[field] = this.fileTextOf(row, field)
    }
    return {
      row: record.row,
      line: record.line,
      texts,
      edited,
      raw: record.raw,
      card: checked.card,
      candidates: [...checked.candidates],
      operation: checked.operation,
      amount: meaning.amount,
      currency: meaning.currency,
      merchantReference: outcome?.merchantReference ?? referenceOf(row),
      skipped: mark.skipped,
      done: meaning.done,
      explained: mark.explained?.reason ?? null,
      // What is held against the ledger now would say that a row repeats itself.
      problems: isReleased ? [] : [...(this.#released?.leftOut?.get(record.row) ?? problemsOf(row))],
      charge:
        outcome === undefined
          ? null
          : {
              id: outcome.id,
              state: outcome.state,
              transactionStatus: outcome.transactionStatus,
              amount: outcome.amount,
              captured: outcome.captured,
              declineReason: outcome.decline?.reason ?? null
            },
      setAside:
        outcome === undefined || outcome.state === 'not_sent'
          ? (this.#released?.setAside.get(record.row) ?? null)
          : null
    }
  }

  /** What stands in a field: what a person typed, or what the file says. */
  textOf(row: DraftRow, field: ProblemField): string {
    return row.mark.edits[field] ?? this.fileTextOf(row, field)
  }

  /** What the file says; empty for a field it has no column for, and for a stored card's handle. */
  fileTextOf({ record }: DraftRow, field: ProblemField): string {
    const column = field === 'card' ? undefined : this.#columns.columnOf[field]
    const text = column === undefined ? '' : shownText(record.cells[column] ?? '')
    return field === 'token' && readCardHandle(text.trim()) !== null ? '' : text
  }

  #fits({ show, code, field, search }: RowFilter): (row: DraftRow) => boolean {
    const wanted = this.#released === null ? shows[show] : showsReleased(show, this.#released)
    const terms = foldForSearch(search)
      .split(' ')
      .filter((term) => term !== '')
    return (row) =>
      wanted(row) &&
      (code === null ||
        (isWanted(row) && problemsOf(row).some((each) => each.code === code && each.field === field))) &&
      (terms.length === 0 || this.#holds(row, terms))
  }

  #holds(row: DraftRow, terms: readonly string[]): boolean {
    const { card } = row.checked
    const own = this.#columns.fields.map(({ field }) => this.textOf(row, field))
    const all = foldForSearch(
      [...own, referenceOf(row), card?.customerName ?? '', card?.lastFour ?? '', String(row.record.row)].join(
        ' '
      )
    )
    return terms.every((term) => all.includes(term))
  }
}

/** After a release a filter is about what became of the rows. */
function showsReleased(show: RowFilter['show'], { planned, outcomes }: Released): (row: DraftRow) => boolean {
  const stateOf = ({ record }: DraftRow): RowOutcome['state'] | undefined => outcomes.get(record.row)?.state
  const isOpen = (row: DraftRow): boolean => {
    const state = stateOf(row)
    return state !== undefined && (state === 'intent' || isUnresolved(state))
  }
  switch (show) {
    case 'charged':
      return (row) => stateOf(row) === 'succeeded'
    case 'open':
      return isOpen
    case 'not_charged':
      return (row) => planned.has(row.record.row) && stateOf(row) !== 'succeeded' && !isOpen(row)
    default:
      return shows[show]
  }
}

const shows: Readonly<Record<RowFilter['show'], (row: DraftRow) => boolean>> = {
  all: () => true,
  problems: (row) => isWanted(row) && (hasSeverity(row, 'blocker') || hasSeverity(row, 'reason')),
  warnings: (row) => isWanted(row) && hasSeverity(row, 'warning'),
  skipped: ({ mark, meaning }) => mark.skipped && !meaning.done,
  done: ({ meaning }) => meaning.done,
  edited: ({ mark }) => Object.keys(mark.edits).length > 0,
  // Before a release nothing is charged: what would be is shown.
  charged: willBeCharged,
  not_charged: (row) => !willBeCharged(row),
  open: () => false
}
