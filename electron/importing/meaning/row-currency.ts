import type { ColumnMapping } from '../../../shared/column-mapping'
import type { Currency } from '../../../shared/money'
import type { Cell } from '../reading/table'
import { currenciesOfCell, currencyOf } from './amount-cell'
import type { Reading } from './cell-text'
import { isEmpty } from './cell-text'
import { readCurrency } from './cells'

/** Letters and signs that may name a currency. */
const namesSomething = /[^\d\s.,'’-]/

/** The currency of one row, and what is wrong with its currency column. */
export interface RowCurrency {
  /** Of the currency column; null where it is empty. */
  readonly column: Reading<Currency> | null
  readonly row: Reading<Currency>
}

/**
 * Finds the currency of each row of a file. The same few words come back in every row, so each is understood once.
 * @returns a function of the currency cell and the amount cell
 */
export function currencyFinder(mapping: ColumnMapping): (currency: Cell, amount: Cell) => RowCurrency {
  const fallback = mapping.defaults.currency
  const header = mapping.headerCurrencies
  const columnWords = new Map<Cell, Reading<Currency>>()
  const amountWords = new Map<string, readonly Currency[] | null>()

  function ofColumn(cell: Cell): Reading<Currency> | null {
    if (isEmpty(cell)) return null
    const known = columnWords.get(cell)
    if (known !== undefined) return known
    const reading = readCurrency(cell, fallback)
    if (typeof cell === 'string') columnWords.set(cell, reading)
    return reading
  }

  function named(cell: Cell): readonly Currency[] | null {
    if (typeof cell !== 'string' || !namesSomething.test(cell)) return null
    const words = cell.replace(/\d[\d.,'’]*/g, ' ')
    const known = amountWords.get(words)
    if (known !== undefined) return known
    const currencies = currenciesOfCell(cell)
    amountWords.set(words, currencies)
    return currencies
  }

  return (currency, amount) => {
    const column = ofColumn(currency)
    if (column !== null && !column.ok) return { column, row: column }
    const own = column === null ? null : column.value
    return { column, row: currencyOf(named(amount), { column: own, header, fallback }) }
  }
}
