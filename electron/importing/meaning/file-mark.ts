import type { ColumnMapping, DecimalMark } from '../../../shared/column-mapping'
import { fieldText } from '../../../shared/text'
import type { FileRecord } from '../reading/table'
import { decideMark, type AmountText, type MarkDecision } from './decimal-mark'
import { withoutMarks } from './formula-mark'
import { currencyFinder } from './row-currency'

/** Stands in where a row's currency cannot be known: one with decimals, so that what may be doubtful is doubted. */
const anyWithDecimals = 'EUR'

/**
 * Decides the decimal mark of a file from the texts in its column of amounts. Numbers of a workbook have none.
 * @param chosen what a person has said
 */
export function markOf(
  records: readonly FileRecord[],
  mapping: ColumnMapping,
  chosen: DecimalMark | null
): MarkDecision {
  const column = mapping.columns.indexOf('amount')
  if (column < 0 || mapping.amountUnit !== 'whole') return { by: 'not_needed', mark: null, samples: [] }
  return decideMark(amountTexts(records, column, mapping), chosen)
}

function* amountTexts(
  records: readonly FileRecord[],
  column: number,
  mapping: ColumnMapping
): Generator<AmountText> {
  const find = currencyFinder(mapping)
  const currencyColumn = mapping.columns.indexOf('currency')
  for (const { cells, problem } of records) {
    const cell = cells[column] ?? ''
    // A line with too few or too many fields may have anything in this place.
    if (problem !== null || typeof cell !== 'string' || cell === '') continue
    yield {
      text: fieldText(withoutMarks(cell)),
      currency: () => {
        const { row } = find(cells[currencyColumn] ?? '', cell)
        return row.ok ? row.value : anyWithDecimals
      }
    }
  }
}
