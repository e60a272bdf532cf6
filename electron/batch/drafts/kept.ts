import type { ColumnsView } from '../../../shared/batch-view'
import type { CardView } from '../../../shared/card'
import type { Understood } from '../../../shared/charge-file'
import type { ColumnMapping } from '../../../shared/column-mapping'
import { TrekkError } from '../../../shared/result'
import type { Staging } from '../../ledger/staging/staging'

/** What is known of a file beside its rows. */
export interface FileFacts {
  readonly name: string
  readonly bytes: number
  /** SHA-256 of the bytes, hex. */
  readonly hash: string
}

/** What the batch's file keeps beside rows, marks and plan. */
export interface Kept {
  readonly file: FileFacts
  /** How its columns were understood, without the preview. */
  readonly columns: ColumnsView
  readonly understood: Understood
  readonly accountId: string
  readonly header: readonly string[]
  readonly mapping: ColumnMapping
  /** The cards it brings along. */
  readonly newCards: readonly CardView[]
}

const key = 'kept'

export function writeKept(staging: Staging, kept: Kept): void {
  staging.setFact(key, JSON.stringify(kept))
}

/** @returns null for a file whose rows are not kept yet */
export function findKept(staging: Staging): Kept | null {
  const text = staging.fact(key)
  // This program wrote it, in a file of its own.
  return text === null ? null : (JSON.parse(text) as Kept)
}

/** @throws TrekkError `not_found` */
export function keptIn(staging: Staging): Kept {
  const kept = findKept(staging)
  if (kept === null) throw new TrekkError('not_found', 'the file has no rows')
  return kept
}

/** Whether two readings of files give each row the same number, so that what a person did to a row stays with it. */
export function isSameReading(one: Kept, other: Kept): boolean {
  return (
    one.file.hash === other.file.hash && JSON.stringify(one.understood) === JSON.stringify(other.understood)
  )
}
