import { askedCodes, type AtDinteroView } from '../../../shared/batch-asking'
import type { BatchEdit, BatchRow, CheckView, LikeFile, RowFilter } from '../../../shared/batch-view'
import type { ListPage } from '../../../shared/list'
import { TrekkError } from '../../../shared/result'
import { fieldText } from '../../../shared/text'
import { reasonProblem } from '../../../shared/fields'
import { contentHash, rowReferences } from '../../importing/meaning/references'
import type { RowReader } from '../../importing/meaning/row-meaning'
import type { NamedCharge } from '../../ledger/reading/file-evidence'
import type { KnownCard } from '../../ledger/reading/known-cards'
import type { PlannedRow } from '../../ledger/staging/planned-row'
import type { Staging } from '../../ledger/staging/staging'
import { CrossRules, type LedgerFacts, type RowFacts } from '../checking/cross-rules'
import { checkRow, tokensFor, type RowRules } from '../checking/row-rules'
import {
  factsOf,
  isWanted,
  noMark,
  readMark,
  referenceOf,
  willBeCharged,
  writeMark,
  type DraftRow,
  type Mark
} from './draft-row'
import { readStep, writeStep, type Change } from './step'
import type { AtDintero } from './at-dintero'
import { plannedRows } from './planning'
import { RowViews, type FieldColumns, type Released } from './row-views'
import { tallyOf, type Tally } from './tally'

/** What a draft is made of. */
export interface DraftParts {
  readonly staging: Staging
  readonly rows: DraftRow[]
  readonly reader: RowReader
  readonly rules: RowRules
  /** What Dintero was found to have; it may learn more while the draft is looked at. */
  readonly atDintero: AtDintero
  /** What the ledger knows that does not depend on the references. */
  readonly ledger: Omit<LedgerFacts, 'used'>
  /** What the account has used these references for. */
  readonly named: (references: readonly string[]) => Promise<ReadonlyMap<string, NamedCharge>>
  readonly like: readonly LikeFile[]
  readonly columns: FieldColumns
}

/**
 * A charge file while it is mended: every row with what it means, what is wrong with it and what a person did to it. It
 * is in memory for as long as it is looked at; what a person does is in the batch's file before it counts.
 */
export class Draft {
  readonly #parts: DraftParts
  readonly #rows: DraftRow[]
  readonly #byNumber: ReadonlyMap<number, DraftRow>
  readonly #views: RowViews
  /** References of this file that the account has used, as far as they were asked for. */
  readonly #used = new Map<string, NamedCharge>()
  /** Null until the rows have their references for the first time. */
  #cross: CrossRules | null = null
  #name = ''
  #tally: Tally | null = null

  constructor(parts: DraftParts) {
    this.#parts = parts
    this.#rows = parts.rows
    this.#byNumber = new Map(parts.rows.map((row) => [row.record.row, row]))
    this.#views = new RowViews(parts.rows, parts.columns)
  }

  /** Every row, in the order of the file. */
  get rows(): readonly DraftRow[] {
    return this.#rows
  }

  get contentHash(): string {
    return contentHash(this.#rows.map(({ fingerprint }) => fingerprint))
  }

  /** Gives the batch its name, of which references are made, and holds all rows against each other and the ledger. */
  async setName(name: string): Promise<void> {
    this.#name = fieldText(name)
    const contents = this.#rows.map(({ content }) => content)
    const made = this.#name === '' ? [] : rowReferences(this.#name, contents)
    for (const [index, row] of this.#rows.entries())
      row.madeReference = row.attempt?.reference ?? made[index] ?? ''
    await this.#learnUsed(this.#rows.map(referenceOf))
    if (this.#cross === null) this.#cross = this.#newCross()
    else this.#cross.rename((row) => factsOf(this.#require(row)))
    this.#holdAgainstOthers(this.#cross)
  }

  /**
   * Holds all rows against what Dintero was found to have meanwhile. Nothing happens in between: no row is seen, mended or
   * released that was held against half of it.
   */
  reconsider(): void {
    for (const row of this.#rows) row.checked = checkRow(row.meaning, this.#parts.rules, row.attempt?.before)
    this.#holdAgainstOthers(this.#named())
  }

  /** The tokens that the rows which are not left out would be charged with, by id, with their cards. */
  tokens(): Map<string, KnownCard> {
    const tokens = new Map<string, KnownCard>()
    for (const row of this.#rows) {
      const { card, operation } = row.checked
      const known = card === null || !isWanted(row) ? null : this.#parts.rules.finder.get(card.id)
      if (known === null) continue
      for (const { id } of tokensFor(known, operation)) tokens.set(id, known)
    }
    return tokens
  }

  /** What Dintero was asked about the file as it is now, and what rows came of it. @param now ms since 1970 UTC */
  asked(now: number): AtDinteroView {
    const { atDintero } = this.#parts
    const { groups } = this.#counted().check
    return {
      payments: atDintero.paymentsAsked(now),
      cards: atDintero.cardsAsked(new Set(this.tokens().keys()), now),
      found: askedCodes.flatMap((code) =>
        groups
          .filter((group) => group.code === code)
          .map(({ field, severity, rows }) => ({ code, field, severity, rows }))
      )
    }
  }

  /** Takes in what became of the rows since they were released. */
  setReleased(released: Released): void {
    this.#views.setReleased(released)
  }

  check(): CheckView {
    const { staging, columns, like } = this.#parts
    return {
      ...this.#counted().check,
      like: [...like],
      columns: [...columns.fields],
      canUndo: staging.step(false) !== null,
      canRedo: staging.step(true) !== null
    }
  }

  list(filter: RowFilter, offset: number, limit: number): ListPage<BatchRow> {
    return this.#views.page(filter, offset, limit)
  }

  /** See `findBatchProblem` in shared/ipc.ts. */
  find(filter: RowFilter, from: number, direction: 'next' | 'previous'): ReturnType<RowViews['find']> {
    return this.#views.find(filter, from, direction)
  }

  /**
   * Does to rows what a person says.
   * @throws TrekkError `not_found` for a row that is not there; `reason_missing`, `card_number_refused` for a reason that is
   * none; `storage_*`: then nothing is done
   */
  async edit(edit: BatchEdit): Promise<void> {
    const changes: Change[] = []
    for (const [row, after] of this.#meant(edit)) {
      const before = writeMark(row.mark)
      const to = writeMark(after)
      if (before !== to) changes.push({ row: row.record.row, before, after: to })
    }
    if (changes.length === 0) return
    const marks = new Map(changes.map(({ row, after }) => [row, after]))
    this.#parts.staging.writeStep(marks, writeStep(changes))
    await this.#take(marks)
  }

  /** Takes the latest step back. Nothing happens when there is none. @throws TrekkError `storage_*` */
  undo(): Promise<void> {
    return this.#moveStep(true)
  }

  /** Does a step again that was taken back. @throws TrekkError `storage_*` */
  redo(): Promise<void> {
    return this.#moveStep(false)
  }

  /** What a review says of the rows that would be charged. */
  review(): Tally['review'] & { readonly largest: BatchRow[] } {
    const largest = this.#rows
      .filter(willBeCharged)
      .toSorted((one, other) => (other.meaning.amount ?? 0) - (one.meaning.amount ?? 0))
      .slice(0, 5)
    return { ...this.#counted().review, largest: largest.map((row) => this.#views.show(row)) }
  }

  /** What would be released: every row that will be charged, in the order of the file. */
  plan(): PlannedRow[] {
    return plannedRows(this.#rows)
  }

  #newCross(): CrossRules {
    const cross = new CrossRules({ ...this.#parts.ledger, used: this.#used }, this.#parts.atDintero)
    for (const row of this.#rows) {
      const facts = wantedFacts(row)
      if (facts !== null) cross.load(row.record.row, facts)
    }
    return cross
  }

  #holdAgainstOthers(cross: CrossRules): void {
    for (const row of this.#rows) row.cross = cross.problems(row.record.row, row.mark.explained)
    this.#changed()
  }

  /** @throws Error before `setName` */
  #named(): CrossRules {
    if (this.#cross === null) throw new Error('the rows have no references yet')
    return this.#cross
  }

  #counted(): Tally {
    this.#tally ??= tallyOf(this.#rows)
    return this.#tally
  }

  #changed(): void {
    this.#tally = null
    this.#views.changed()
  }

  async #moveStep(undone: boolean): Promise<void> {
    const { staging } = this.#parts
    const step = staging.step(!undone)
    if (step === null) return
    const changes = readStep(step.step)
    const marks = new Map(changes.map(({ row, before, after }) => [row, undone ? before : after]))
    staging.moveStep(step.id, undone, marks)
    await this.#take(marks)
  }

  /** Takes in marks that are on disk. */
  async #take(marks: ReadonlyMap<number, string | null>): Promise<void> {
    const rows = [...marks].map(([number, text]) => {
      const row = this.#require(number)
      row.mark = text === null ? noMark : readMark(text)
      row.meaning = this.#parts.reader(row.record, row.mark.edits)
      row.checked = checkRow(row.meaning, this.#parts.rules, row.attempt?.before)
      return row
    })
    await this.#learnUsed(rows.map(referenceOf))
    const cross = this.#named()
    const touched = new Set<number>()
    for (const row of rows) for (const each of cross.set(row.record.row, wantedFacts(row))) touched.add(each)
    for (const number of touched) {
      const row = this.#byNumber.get(number)
      if (row !== undefined) row.cross = cross.problems(number, row.mark.explained)
    }
    this.#changed()
  }

  async #learnUsed(references: readonly string[]): Promise<void> {
    for (const [reference, charge] of await this.#parts.named(references)) this.#used.set(reference, charge)
  }

  #require(number: number): DraftRow {
    const row = this.#byNumber.get(number)
    if (row === undefined) throw new TrekkError('not_found', `no row ${number}`)
    return row
  }

  /** What an edit makes of the marks of the rows it is about. */
  *#meant(edit: BatchEdit): Generator<readonly [DraftRow, Mark]> {
    switch (edit.kind) {
      case 'cells': {
        const marks = new Map<DraftRow, Mark>()
        for (const { row: number, field, text } of edit.cells) {
          const row = this.#require(number)
          marks.set(row, this.#typed(row, marks.get(row) ?? row.mark, field, text))
        }
        yield* marks
        return
      }
      case 'same':
        for (const row of this.#rows) {
          if (isWanted(row) && this.#views.textOf(row, edit.field) === edit.from)
            yield [row, this.#typed(row, row.mark, edit.field, edit.text)]
        }
        return
      case 'fill':
        for (const row of this.#views.shown(edit.filter))
          yield [row, this.#typed(row, row.mark, edit.field, edit.text)]
        return
      case 'skip':
        for (const number of edit.rows) {
          const row = this.#require(number)
          yield [row, { ...row.mark, skipped: edit.skip }]
        }
        return
      case 'skip_all':
        for (const row of this.#views.shown(edit.filter)) yield [row, { ...row.mark, skipped: edit.skip }]
        return
      case 'explain':
        yield* this.#explained(this.#views.shown(edit.filter), edit.reason)
        return
      case 'explain_rows':
        yield* this.#explained(
          edit.rows.map((number) => this.#require(number)),
          edit.reason
        )
    }
  }

  *#explained(rows: readonly DraftRow[], typed: string): Generator<readonly [DraftRow, Mark]> {
    const reason = fieldText(typed)
    const problem = reasonProblem(reason)
    if (problem !== null) {
      const code = problem === 'card_number' ? 'card_number_refused' : 'reason_missing'
      throw new TrekkError(code, 'that is no reason', { fields: [{ field: 'reason', problem }] })
    }
    for (const row of rows) {
      if (!row.cross.some(({ severity }) => severity === 'reason')) continue
      yield [row, { ...row.mark, explained: { reason, ...this.#named().resembled(row.record.row) } }]
    }
  }

  #typed(row: DraftRow, mark: Mark, field: keyof Mark['edits'], text: string | null): Mark {
    const { [field]: _before, ...others } = mark.edits
    // What says the same as the file is no change.
    const isOfFile = text === null || text === this.#views.fileTextOf(row, field)
    return { ...mark, edits: isOfFile ? others : { ...others, [field]: text } }
  }
}

/** The facts of a row that is to be charged; null for any other. */
function wantedFacts(row: DraftRow): RowFacts | null {
  return isWanted(row) ? factsOf(row) : null
}
