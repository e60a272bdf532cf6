import { foldForSearch } from '../../shared/text'

/** One searchable text from several fields, kept apart by line breaks, which no search term can contain. */
export function haystackOf(fields: readonly string[]): string {
  return fields
    .map(foldForSearch)
    .filter((field) => field !== '')
    .join('\n')
}

/** What was typed, as the terms that must all be found. */
export function searchTerms(query: string): string[] {
  return foldForSearch(query)
    .split(' ')
    .filter((term) => term !== '')
}

/** A phone number as people type it in one piece: without spaces and punctuation. */
export function withoutSpacing(phone: string): string {
  return phone.replace(/[\s().-]/gu, '')
}

/**
 * A folded text with one letter for `aa`, `ae` and `oe`, which are another spelling of å, æ and ø: `Ødegård`, `Odegard` and
 * `Oedegaard` are the same. As migration 0008 has it, in the same order.
 */
export function plainSpelling(folded: string): string {
  return folded.replaceAll('aa', 'a').replaceAll('ae', 'a').replaceAll('oe', 'o')
}
