import type { KeyboardEvent, ReactNode } from 'react'
import type { RowKey } from '../../stores/windowed-list'

/** A cell that a person has gone to, and the rows that are chosen in its column: itself, or more above or below. */
export interface CellPlace<Row> {
  readonly row: Row
  readonly index: number
  readonly column: string
  readonly first: number
  readonly last: number
}

/** What a grid asks whose cells can be gone to one by one, typed over and pasted into. */
export interface GridCells<Row> {
  /** The cell that is being typed over, and what stands in its place. */
  readonly editing: { readonly key: RowKey; readonly column: string; readonly editor: ReactNode } | null
  /** Enter, F2 or a double click; a key that types begins with what it types. */
  readonly onEdit: (place: CellPlace<Row>, typed: string | null) => void
  /** Another key in a cell. @returns whether it was for this */
  readonly onKey: (event: KeyboardEvent, place: CellPlace<Row>) => boolean
  /** @returns what is put on the clipboard; null where nothing is, so that what was there stays */
  readonly onCopy: (place: CellPlace<Row>) => string | null
  readonly onPaste: (text: string, place: CellPlace<Row>) => void
  /** The least width of all columns together, as CSS has it; what does not fit is scrolled to. */
  readonly minWidth: string
}

/** The rows from one to another, whichever is above. */
export function between(one: number, other: number): { readonly first: number; readonly last: number } {
  return { first: Math.min(one, other), last: Math.max(one, other) }
}

/** Whether a key types something into a cell. */
export function typesText(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): boolean {
  return event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey
}
