import { longestBatchName } from '../../../shared/batch-view'
import { containsCardNumber, fieldText, hasControlCharacters } from '../../../shared/text'

/**
 * What a batch is called until somebody says otherwise: as the file is, without its ending, so that the same file is
 * called the same on every desk. Pasted rows are called after the day.
 * @param now ms since 1970 UTC
 */
export function suggestedName(fileName: string, now: number): string {
  const name = fieldText(fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '')).slice(0, longestBatchName)
  if (name !== '' && !containsCardNumber(name) && !hasControlCharacters(name)) return name
  const day = new Date(now)
  const pad = (part: number): string => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`
}
