import { containsCardNumber } from '../../../shared/text'

/** The longest text that is searched for. */
export const longestSearch = 200

/** What is searched for when a text stands in a search field: no card number, which has no place in any field. */
export function searchedText(typed: string): string {
  return containsCardNumber(typed) ? '' : typed.trim().slice(0, longestSearch)
}

/** Whether any filter is set: an empty text, an empty list and null are none. */
export function isAnySet(filters: object): boolean {
  return Object.values(filters).some((value: unknown) =>
    Array.isArray(value) ? value.length > 0 : value !== '' && value !== null
  )
}
