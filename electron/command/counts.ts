import { hasEnded, type BatchCount, type BatchState } from '../../shared/batch'
import { isUnresolved, type ChargeState } from '../../shared/charge'
import type { RowCounts } from './events'

/**
 * What became of the rows of a batch.
 * @param released how many there are
 * @param setAside rows that a rule kept from being charged
 */
export function rowCountsOf(
  state: BatchState,
  released: number,
  counts: readonly BatchCount[],
  setAside: number
): RowCounts {
  const inStates = (...states: ChargeState[]): number =>
    counts.filter(({ state }) => states.includes(state)).reduce((sum, { charges }) => sum + charges, 0)
  const charged = inStates('succeeded')
  const declined = inStates('declined')
  // What did not arrive is sent again as long as the batch goes on.
  const isOver = hasEnded(state) || state === 'looking'
  const refused = inStates('refused', 'closed') + (isOver ? inStates('not_sent') : 0)
  const unknown = counts
    .filter(({ state }) => isUnresolved(state))
    .reduce((sum, { charges }) => sum + charges, 0)
  const begunOnly = inStates('intent') + (isOver ? 0 : inStates('not_sent'))
  const notBegun = released - begunOnly - charged - declined - refused - unknown
  // A row whose card could not be opened is both set aside and not sent.
  const leftOut = Math.min(setAside, notBegun)
  return {
    released,
    charged,
    declined,
    refused,
    unknown,
    left_out: leftOut,
    waiting: released - charged - declined - refused - unknown - leftOut
  }
}

/**
 * Whether the rest may follow the first rows without a person: Dintero has decided on each of them, the bank took at least
 * one, and none was refused. A card without money says nothing of the file; a refusal or a doubt may say it of all of it.
 */
export function mayFollow({ charged, refused, unknown }: RowCounts): boolean {
  return charged > 0 && refused === 0 && unknown === 0
}
