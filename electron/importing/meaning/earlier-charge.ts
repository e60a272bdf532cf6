import type { FileField } from '../../../shared/charge-file'
import type { Cell } from '../reading/table'
import { isEmpty, readText } from './cell-text'
import { readMerchantReference } from './cells'
import { offerOf, rowStateOf, type Offer, type RowState } from './own-states'
import type { RowProblems } from './row-problems'

/** The cells in which a result file says what became of a row. */
export interface EarlierCells {
  /** A file that has been through several hands may have more than one column of states. */
  readonly states: readonly Cell[]
  readonly transaction: Cell
  readonly reference: Cell
}

/**
 * What is offered of a row, by what its file says became of it. Every state counts, for a file may have been through
 * Trekk more than once: one that says it is done is enough. Those that do not agree, or cannot be read, or are gone while
 * transaction or reference still stand there, block the row.
 * @returns null where it is done
 */
export function offeredOf(
  { states, transaction, reference }: EarlierCells,
  problems: RowProblems
): Offer | null {
  const said = states.filter((cell) => !isEmpty(cell))
  const named = said.map(stateOf)
  if (named.some((state) => state !== null && offerOf[state] === null)) return null
  const offers = named.map((state) => (state === null ? null : offerOf[state]))
  const [first = 'first_charge'] = offers
  const other = offers.findIndex((offer) => offer === null || offer !== first)
  if (other >= 0) problems.block('state_unclear', 'result_state', said[other])
  const left = isEmpty(transaction) ? reference : transaction
  if (said.length === 0 && !isEmpty(left)) problems.block('state_unclear', 'result_state', left)
  return first ?? 'first_charge'
}

function stateOf(cell: Cell): RowState | null {
  const text = readText(cell)
  return text.ok ? rowStateOf(text.value) : null
}

/** How the next charge of a row is named. */
export interface NextName {
  /** Holds the reference it is made under; empty where one is made up. */
  readonly cell: Cell
  /** The reference of the charge that it is a new attempt at; null where it is none. */
  readonly attemptAfter: string | null
}

/**
 * How the next charge of a row is named. What a person types for the row comes first.
 *
 * - Of a row that was never charged: the file's own reference, else the one that Trekk has made for it already, so that
 *   two desks, one with the file and one with its result, name the charge alike.
 * - Of one that never reached Dintero: the very reference it was to have, so that Dintero refuses it if it did arrive.
 * - Of one that was declined or refused: none. It is named after that charge, whose reference is used up: `order-17~2`.
 *
 * A row whose charge has lost its reference is blocked: nobody can say what comes after it.
 * @param own of the file's own column
 * @param used what Trekk wrote beside the row
 * @param typed undefined where nobody has typed one
 */
export function nextName(
  offer: Offer,
  cells: { readonly own: Cell; readonly used: Cell; readonly typed: string | undefined },
  problems: RowProblems
): NextName {
  const { own, used, typed = '' } = cells
  const earlier = firstFilled(used, own)
  // An empty text is a cell that a person has emptied.
  if (offer === 'first_charge') return { cell: firstFilled(cells.typed ?? own, used), attemptAfter: null }
  if (isEmpty(earlier) && isEmpty(typed)) problems.block('state_unclear', 'result_reference')
  if (offer === 'same_charge') return { cell: firstFilled(typed, earlier), attemptAfter: null }
  const field: FileField = isEmpty(used) ? 'merchant_reference' : 'result_reference'
  const attemptAfter = isEmpty(earlier) ? null : problems.take(readMerchantReference(earlier), field, earlier)
  return { cell: typed, attemptAfter }
}

function firstFilled(...cells: readonly Cell[]): Cell {
  return cells.find((cell) => !isEmpty(cell)) ?? ''
}
