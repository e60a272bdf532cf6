import type { ColumnsView } from '../../../shared/batch-view'
import { operationsWith, type CardView, type TokenKind } from '../../../shared/card'
import { fileFields, type Understood } from '../../../shared/charge-file'
import type { ColumnMapping } from '../../../shared/column-mapping'
import { TrekkError } from '../../../shared/result'
import { contentColumns } from '../../importing/meaning/references'
import type { Staging } from '../../ledger/staging/staging'
import { readMark, writeMark } from './draft-row'

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

/** As a fact of the batch's file. */
export function keptFact(kept: Kept): Readonly<Record<string, string>> {
  return { [key]: JSON.stringify(kept) }
}

/** @returns null for a file whose rows are not kept yet */
export function findKept(staging: Staging): Kept | null {
  const text = staging.fact(key)
  if (text === null) return null
  // This program wrote it, in a file of its own.
  const kept = JSON.parse(text) as Kept
  return { ...kept, newCards: kept.newCards.map(asNow) }
}

/** A card as an earlier version kept it, which spoke of one token. */
function asNow(card: CardView & { readonly tokenKind?: TokenKind }): CardView {
  const { tokenKind, ...view } = card
  if (tokenKind === undefined) return view
  return {
    ...view,
    tokenKinds: [tokenKind],
    operations: [...operationsWith(view.provider, [tokenKind])],
    atDintero: []
  }
}

/** @throws TrekkError `not_found` */
export function keptIn(staging: Staging): Kept {
  const kept = findKept(staging)
  if (kept === null) throw new TrekkError('not_found', 'the file has no rows')
  return kept
}

/**
 * What of a mark stays when the columns of a file are accepted again.
 * - Read in another way, a number may be another row: what was typed over the one must not charge the other. Nothing stays.
 * - Where a field is read from another column, what was typed was typed over another cell, beside another value; so was an
 *   amount beside another currency, and a card chosen beside another customer. What was typed into other fields stays, and
 *   so does that a row is left out. Why a row is no repetition is held against its money and customer anyway.
 * @returns null where everything stays
 */
export function staysOfMarks(before: Kept | null, after: Kept): ((mark: string) => string | null) | null {
  if (before === null || !isSameReading(before, after)) return () => null
  const moved = movedFields(before.mapping, after.mapping)
  if (moved.size === 0) return null
  return (text) => {
    const mark = readMark(text)
    const edits = Object.entries(mark.edits).filter(([field]) => !moved.has(field))
    return writeMark({ ...mark, edits: Object.fromEntries(edits) })
  }
}

/** Whether two readings of files give each row the same number. How it came that a file was read so makes no other. */
function isSameReading(one: Kept, other: Kept): boolean {
  return one.file.hash === other.file.hash && formOf(one.understood) === formOf(other.understood)
}

function formOf(understood: Understood): string {
  const { kind, headerRow } = understood
  const rest =
    understood.kind === 'text'
      ? [understood.pasted, understood.encoding, understood.delimiter, understood.lineEnd]
      : [understood.sheet]
  return JSON.stringify([kind, headerRow, ...rest])
}

/** The fields that are read from other cells than before, or beside others. */
function movedFields(before: ColumnMapping, after: ColumnMapping): ReadonlySet<string> {
  const [from, to] = [contentColumns(before.columns), contentColumns(after.columns)]
  const moved = new Set<string>(fileFields.filter((field) => from[field] !== to[field]))
  if (namingFields.some((field) => moved.has(field))) moved.add('card')
  if (moved.has('currency') || before.defaults.currency !== after.defaults.currency) moved.add('amount')
  return moved
}

/** Those that say which card a row means. */
const namingFields = [
  'token',
  'customer_number',
  'earlier_transaction',
  'card_reference',
  'last_four',
  'customer_name',
  'email',
  'phone',
  'result_card'
] as const
