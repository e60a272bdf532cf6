import type { CellProblem, ProblemField } from '../../../shared/batch-problem'
import type { Operation, Provider, TokenKind } from '../../../shared/card'
import type { Currency } from '../../../shared/money'
import type { FileRecord } from '../reading/table'

/** By what the card of a row can be found, the strongest first. Null is what the row does not say. */
export interface CardKeys {
  /** The id of the stored card a person chose for this row, or that one of Trekk's own files names (`card:<id>`). */
  readonly cardId: string | null
  /** Which of the card's tokens stood in the file; null where none did. */
  readonly tokenKind: TokenKind | null
  readonly customerNumber: string | null
  readonly earlierTransaction: string | null
  readonly cardReference: string | null
  readonly lastFour: string | null
  readonly customerName: string | null
  readonly email: string | null
  /** International form, as it is kept. */
  readonly phone: string | null
}

/** One row of a charge file, understood. What the row does not say, and nobody says for the file, is null. */
export interface RowMeaning {
  readonly line: number
  readonly row: number
  /**
   * The row says itself that it was charged, or that nobody knows yet: it is not offered again, and nothing else of it
   * is checked.
   */
  readonly done: boolean
  /** A secret: it goes to the vault, and into nothing that is shown, logged or kept beside this row. */
  readonly token: string | null
  readonly card: CardKeys
  readonly provider: Provider | null
  readonly operation: Operation | null
  /** Minor units of `currency`. */
  readonly amount: number | null
  readonly currency: Currency | null
  /** Hundredths of a percent. */
  readonly vatRate: number | null
  readonly description: string
  /**
   * The one the charge is made under: the file's own, the one a person typed, or the one that a result file says it was to
   * have. Where it is null the charge is named after `attemptAfter`, and where that is null too, `rowReference` makes a
   * name of `content`.
   */
  readonly merchantReference: string | null
  /**
   * The reference under which this row was charged before, and declined or refused: what is charged now is a new attempt at
   * that charge (`retryOf`), held to its rules, and named as the next one after it. Null for a row that is a first charge,
   * or the same again.
   */
  readonly attemptAfter: string | null
  /**
   * When a row that was sent before may be charged again, as its file says, for a desk that does not know the charge: ms
   * since 1970 UTC, or not by itself at all. Null where the file says nothing.
   */
  readonly notBefore: number | 'not_again' | null
  readonly kid: string | null
  readonly autoCapture: boolean | null
  /** All that is wrong, not the first alone. */
  readonly problems: readonly CellProblem[]
}

/** What a person has typed over cells of a row. It wins over the file; an empty text empties the cell. */
export type RowEdits = Readonly<Partial<Record<ProblemField, string>>>

/** Reads the rows of one file, one by one. */
export type RowReader = (record: FileRecord, edits?: RowEdits) => RowMeaning
