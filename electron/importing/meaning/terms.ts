import type { FileField } from '../../../shared/charge-file'
import type { ColumnMapping } from '../../../shared/column-mapping'
import { longest } from '../../../shared/fields'
import type { Cell } from '../reading/table'
import { isEmpty, type Reading } from './cell-text'
import {
  readBoolean,
  readKid,
  readMerchantReference,
  readOperation,
  readPlainText,
  readProvider,
  readVatRate
} from './cells'
import type { RowMeaning } from './row-meaning'
import type { RowProblems } from './row-problems'
import { remembering } from './shortcuts'

/** What a row says beside its card and its money. */
export type Terms = Pick<
  RowMeaning,
  'provider' | 'operation' | 'vatRate' | 'description' | 'merchantReference' | 'kid' | 'autoCapture'
>

/** A reading of cells that remembers the words it has seen; what is no text it reads each time. */
function words<T>(read: (cell: Cell) => Reading<T>): (cell: Cell) => Reading<T> {
  const ofText = remembering(read)
  return (cell) => (typeof cell === 'string' ? ofText(cell) : read(cell))
}

/**
 * Reads everything beside card and money: from the row, else as it was said for the whole file. A cell that cannot be
 * read gives nothing, and what was said does not stand in for it.
 */
export function termsReader(
  mapping: ColumnMapping
): (cellOf: (field: FileField) => Cell, problems: RowProblems) => Terms {
  const { defaults, kidConfirmed } = mapping
  const providerOf = words(readProvider)
  const operationOf = words(readOperation)
  const vatRateOf = words(readVatRate)
  const booleanOf = words(readBoolean)
  const descriptionOf = (cell: Cell): Reading<string> => readPlainText(cell, longest.description)
  const kidOf = (cell: Cell): Reading<string> => readKid(cell, kidConfirmed)

  return (cellOf, problems) => {
    const orSaid = <T>(field: FileField, read: (cell: Cell) => Reading<T>, said: T | null): T | null => {
      const cell = cellOf(field)
      return isEmpty(cell) ? said : problems.take(read(cell), field, cell)
    }
    return {
      provider: orSaid('provider', providerOf, defaults.provider),
      operation: orSaid('operation', operationOf, defaults.operation),
      vatRate: orSaid('vat_rate', vatRateOf, defaults.vatRate),
      description: orSaid('description', descriptionOf, defaults.description) ?? '',
      merchantReference: orSaid('merchant_reference', readMerchantReference, null),
      kid: orSaid('kid', kidOf, null),
      autoCapture: orSaid('auto_capture', booleanOf, defaults.autoCapture)
    }
  }
}
