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
