import type { RetryAdvice } from '../../../shared/charge'
import type { SourceFile } from './kept-columns'
import { resultSheetColumns, type ResultRow } from './result-file'
import { writeAsItCame, type WritingChoices, type WrittenFile } from './written-file'

/** A row with what Dintero advised, where it was declined. */
export interface RerunCandidate extends ResultRow {
  /** What Dintero says about another attempt; null where the card was not declined. */
  readonly retry: RetryAdvice['kind'] | null
  /** Whether Dintero refused the account's credentials, or what they may do, which says nothing of the row. */
  readonly isAccessRefused: boolean
}

/** Advice under which the same charge may be tried again without the customer and without a change. */
const retryKinds: readonly (RetryAdvice['kind'] | null)[] = ['now', 'after', 'unsaid']

/**
 * Whether a row may be run again now: it was never begun, never reached Dintero, was refused for the account and not for
 * itself, or was declined in a way that time heals, and its time has come. A decline that says "after", and not after when,
 * is for a person to judge.
 * @param now ms since 1970 UTC
 */
export function mayRunAgain(
  { result, retry, isAccessRefused, record }: RerunCandidate,
  now: number
): boolean {
  if (record.problem !== null) return false
  if (result.kind !== 'charged') return result.kind === 'not_begun'
  if (typeof result.notBefore === 'string') return false
  if (result.notBefore !== null && result.notBefore > now) return false
  if (result.state === 'not_sent') return true
  if (result.state === 'refused') return isAccessRefused
  if (result.state !== 'declined' || !retryKinds.includes(retry)) return false
  return retry !== 'after' || result.notBefore !== null
}

/**
 * The rows that may be run again now, in the form of the file they came in, with what became of them and since when they
 * may. Their amounts should be given (`money`), as in a file of bad rows.
 * @param rows all rows of the file, in its order
 * @param now ms since 1970 UTC
 * @returns null when no row may be run again
 */
export async function writeRerunFile(
  source: SourceFile,
  rows: readonly RerunCandidate[],
  now: number,
  choices: WritingChoices
): Promise<WrittenFile | null> {
  const again = rows.filter((row) => mayRunAgain(row, now))
  if (again.length === 0) return null
  return writeAsItCame(
    { columns: resultSheetColumns(source, again, choices.language), rows: again },
    source.table,
    choices
  )
}
