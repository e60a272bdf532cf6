import { z } from 'zod'
import { problemField, type RowProblem } from '../../../shared/batch-problem'
import type { RowMeaning } from '../../importing/meaning/row-meaning'
import { identitiesOf } from '../../charging/identities'
import type { RowExplanation, RowFacts } from '../checking/cross-rules'
import type { CheckedRow } from '../checking/row-rules'
import type { NextAttempt } from './attempts'
import type { KeptRow } from './kept-rows'

/** What a person did to a row. */
export interface Mark {
  readonly edits: Readonly<Partial<Record<z.infer<typeof problemField>, string>>>
  readonly skipped: boolean
  readonly explained: RowExplanation | null
}

export const noMark: Mark = { edits: {}, skipped: false, explained: null }

const mark = z.strictObject({
  edits: z.partialRecord(problemField, z.string()),
  skipped: z.boolean(),
  explained: z
    .strictObject({
      reason: z.string(),
      earlier: z.array(z.string()),
      alike: z.number().int(),
      money: z.string()
    })
    .nullable()
})

/** @returns null for a row nobody has done anything to */
export function writeMark(value: Mark): string | null {
  const isBlank = Object.keys(value.edits).length === 0 && !value.skipped && value.explained === null
  return isBlank ? null : JSON.stringify(value)
}

/** @throws Error for what was not written by `writeMark` */
export function readMark(text: string): Mark {
  return mark.parse(JSON.parse(text))
}

/** A row of a file that is being mended. It is changed in place: there are a hundred thousand of them. */
export interface DraftRow extends KeptRow {
  /** The one made for it, for where the file has none; of a new attempt the one after the earlier charge's. */
  madeReference: string
  /** How it is named, and after which charge, where the file says that it was tried before. */
  attempt: NextAttempt | null
  mark: Mark
  meaning: RowMeaning
  checked: CheckedRow
  /** What is wrong beside other rows and the ledger. */
  cross: readonly RowProblem[]
}

const unchecked: CheckedRow = {
  card: null,
  candidates: [],
  operation: null,
  email: '',
  phone: '',
  autoCapture: false,
  problems: []
}

/** A row as it is read, held against nothing yet. */
export function newRow({ record, content, fingerprint }: KeptRow, mark: Mark, meaning: RowMeaning): DraftRow {
  return {
    record,
    content,
    fingerprint,
    madeReference: '',
    attempt: null,
    mark,
    meaning,
    checked: unchecked,
    cross: unchecked.problems
  }
}

/** All that is wrong with a row, whether or not it is left out. */
export function problemsOf({ checked, cross }: DraftRow): readonly RowProblem[] {
  return cross.length === 0 ? checked.problems : [...checked.problems, ...cross]
}

/** Whether a row would be charged if nothing were wrong with it. */
export function isWanted({ mark: { skipped }, meaning }: DraftRow): boolean {
  return !skipped && !meaning.done
}

export function hasSeverity(row: DraftRow, severity: RowProblem['severity']): boolean {
  return (
    row.checked.problems.some((each) => each.severity === severity) ||
    row.cross.some((each) => each.severity === severity)
  )
}

/** Whether a row will be charged as things stand. */
export function willBeCharged(row: DraftRow): boolean {
  return isWanted(row) && !hasSeverity(row, 'blocker') && !hasSeverity(row, 'reason')
}

/** What of a row is held against other rows and the ledger. */
export function factsOf(row: DraftRow): RowFacts {
  return new Facts(row)
}

/** Identities are many texts to keep for each of a hundred thousand rows, and quickly made. */
class Facts implements RowFacts {
  readonly reference: string
  readonly amount: number | null
  readonly currency: string | null
  readonly #checked: CheckedRow

  constructor(row: DraftRow) {
    this.reference = referenceOf(row)
    this.amount = row.meaning.amount
    this.currency = row.meaning.currency
    this.#checked = row.checked
  }

  get identities(): readonly string[] {
    const { card } = this.#checked
    return card === null ? [] : identitiesOf(card, this.#checked)
  }
}

export function referenceOf({ meaning, madeReference }: DraftRow): string {
  return meaning.merchantReference ?? madeReference
}
