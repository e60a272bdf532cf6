import { foldForSearch } from '../../../shared/text'

/** A word as it is compared: no accents, capitals or punctuation. */
export function wordKey(text: string): string {
  return foldForSearch(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}
