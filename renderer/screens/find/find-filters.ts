import { lookedAtOnce, type FindFilters, type FindQuery, type FoundOperation } from '../../../shared/find'
import { currencies, isCurrency, parseAmount } from '../../../shared/money'
import { searchedText } from '../../components/filters/filters'
import { dayEnd, dayStart } from '../../days'

/** The filters as they stand in the fields. */
export interface TypedFilters {
  readonly search: string
  readonly amount: string
  /** Empty for any. */
  readonly currency: string
  readonly operation: FoundOperation | null
  readonly lastFour: string
  /** Days as `YYYY-MM-DD`; empty for none. */
  readonly from: string
  readonly to: string
}

export const noFilters: TypedFilters = {
  search: '',
  amount: '',
  currency: '',
  operation: null,
  lastFour: '',
  from: '',
  to: ''
}

/** What is asked of main, but for the window. */
export type Asked = Omit<FindQuery, 'offset' | 'limit'>

/** Which of the fields cannot be read. An amount is read in its currency, or in the account's where none is chosen. */
export interface ReadFilters {
  readonly filters: FindFilters
  readonly isAmountWrong: boolean
  readonly isLastFourWrong: boolean
}

export function readFilters(typed: TypedFilters, accountCurrency: string): ReadFilters {
  const { search, amount, currency, operation, lastFour, from, to } = typed
  const readIn = currency === '' ? accountCurrency : currency
  const read = amount.trim() === '' || !isCurrency(readIn) ? null : parseAmount(amount, readIn)
  const digits = lastFour.trim()
  return {
    filters: {
      search: searchedText(search),
      amount: read?.ok ? read.amount : null,
      currency: read?.ok ? readIn : currency,
      operation,
      lastFour: /^\d{4}$/.test(digits) ? digits : '',
      from: dayStart(from),
      to: dayEnd(to)
    },
    isAmountWrong: read !== null && !read.ok,
    isLastFourWrong: digits !== '' && !/^\d{4}$/.test(digits)
  }
}

/** Asks anew. @param askedAt ms since 1970 UTC */
export function askedNow(filters: FindFilters, askedAt: number): Asked {
  return { ...filters, askedAt, lookAt: lookedAtOnce }
}

export const currencyCodes = Object.keys(currencies)
