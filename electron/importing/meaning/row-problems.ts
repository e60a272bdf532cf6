import {
  longestSeen,
  type CellProblem,
  type CellProblemCode,
  type ProblemField
} from '../../../shared/batch-problem'
import { containsCardNumber } from '../../../shared/text'
import type { Cell } from '../reading/table'
import { maskedToken } from './card-handle'
import { shownText, type Reading, type Refusal } from './cell-text'

/** A text without spaces this long, of letters and figures, may be a token that has strayed into another column. */
const opaque = /^(?=.*\d)(?=.*[A-Za-z])[^\s@]{20,}$/

/** What may be shown and kept of a cell beside its problem: no token, no card number, and not too much. */
export function seenOf(cell: Cell, field: ProblemField | null): string {
  const text = shownText(cell).trim()
  if (field === 'token' || containsCardNumber(text)) return ''
  if (opaque.test(text)) return maskedToken(text)
  const cut = text.slice(0, longestSeen)
  // Half of a letter that takes two places is none.
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut
}

const none: readonly CellProblem[] = []

/** Gathers what is wrong with one row: all of it, in the order it is found. */
export class RowProblems {
  /** None is made for a row without any, as most are. */
  #found: CellProblem[] | null = null

  get found(): readonly CellProblem[] {
    return this.#found ?? none
  }

  /** How many of them keep the row from being charged. */
  get blockers(): number {
    return this.found.filter(({ severity }) => severity === 'blocker').length
  }

  block(
    code: CellProblemCode,
    field: ProblemField | null,
    cell: Cell = '',
    details?: CellProblem['details']
  ): void {
    this.#add('blocker', code, field, cell, details)
  }

  warn(
    code: CellProblemCode,
    field: ProblemField | null,
    cell: Cell = '',
    details?: CellProblem['details']
  ): void {
    this.#add('warning', code, field, cell, details)
  }

  /** Blocks the row by what a cell was refused for. */
  refuse({ code, details }: Refusal, field: ProblemField, cell: Cell): void {
    this.block(code, field, cell, details)
  }

  /** The value of a reading; null where there is none, which then blocks the row. */
  take<T>(reading: Reading<T>, field: ProblemField, cell: Cell): T | null {
    if (reading.ok) return reading.value
    this.refuse(reading, field, cell)
    return null
  }

  #add(
    severity: CellProblem['severity'],
    code: CellProblemCode,
    field: ProblemField | null,
    cell: Cell,
    details: CellProblem['details']
  ): void {
    const seen = code === 'card_number' ? '' : seenOf(cell, field)
    this.#found ??= []
    this.#found.push({ code, field, severity, seen, ...(details && { details }) })
  }
}
