import { limitsOf } from '../../accounts/defaults'
import type { LikeFile } from '../../../shared/batch-view'
import type { CardView } from '../../../shared/card'
import type { FileField } from '../../../shared/charge-file'
import type { ColumnMapping } from '../../../shared/column-mapping'
import { longestWindow } from '../../charging/retry-budget'
import { rowReader } from '../../importing/meaning/rows'
import type { FileEvidence } from '../../ledger/reading/file-evidence'
import { tokensOf, type KnownCard } from '../../ledger/reading/known-cards'
import type { Staging } from '../../ledger/staging/staging'
import { CardFinder } from '../checking/card-finder'
import { checkRow, type RowRules } from '../checking/row-rules'
import { attemptNames, nextAttempt } from './attempts'
import { Draft } from './draft'
import { newRow, noMark, readMark, type DraftRow } from './draft-row'
import type { AtDintero } from './at-dintero'
import type { KeptRow } from './kept-rows'
import type { FieldColumns } from './row-views'
import type { DraftSetting } from './setting'

/** What a draft is loaded from. */
export interface LoadParts {
  readonly staging: Staging
  /** They become the draft's own. */
  readonly rows: DraftRow[]
  readonly evidence: FileEvidence
  readonly mapping: ColumnMapping
  readonly header: readonly string[]
  /** Cards that the file brings along. */
  readonly newCards: readonly KnownCard[]
  readonly setting: DraftSetting
  readonly atDintero: AtDintero
  /** ms since 1970 UTC */
  readonly now: number
}

const hour = 3_600_000

/** A draft, and which of the cards that its file brings along are not stored by now. */
export interface Loaded {
  readonly draft: Draft
  readonly brought: readonly CardView[]
}

/** Understands the rows of a batch's file, with what a person did to them. */
export function readRows(
  rows: readonly KeptRow[],
  marks: ReadonlyMap<number, string>,
  mapping: ColumnMapping
): DraftRow[] {
  const reader = rowReader(mapping)
  return rows.map((row) => {
    const text = marks.get(row.record.row)
    const mark = text === undefined ? noMark : readMark(text)
    return newRow(row, mark, reader(row.record, mark.edits))
  })
}

/** Holds rows against the ledger as that is now. @throws TrekkError `storage_*` */
export async function loadDraft(parts: LoadParts): Promise<Loaded> {
  const { staging, rows, evidence, mapping, header, newCards, setting, atDintero, now } = parts
  const { accountId, settings, duplicateWindowHours } = setting
  const earlier = rows.flatMap(({ meaning }) => meaning.card.earlierTransaction ?? [])
  const stored = await evidence.cards(accountId)
  const tried = rows.flatMap(({ meaning }) => meaning.attemptAfter ?? [])
  const named = await evidence.named(accountId, tried.flatMap(attemptNames))
  const charged =
    earlier.length === 0 ? new Map<string, string>() : await evidence.cardsCharged(accountId, earlier)
  const idOf = new Map(
    newCards.length === 0
      ? []
      : stored.flatMap((card) =>
          tokensOf(card).map(({ fingerprint }) => [fingerprint, card.view.id] as const)
        )
  )
  // Stored meanwhile, by another file or by hand: its rows mean that card.
  const missing = newCards.filter(({ own }) => !idOf.has(own?.fingerprint ?? ''))
  const brought = newCards.flatMap(({ own, view }) => {
    const id = idOf.get(own?.fingerprint ?? '')
    return id === undefined ? [] : [[view.id, id] as const]
  })
  // A card of which a token was known as a card of its own, and is none that the file brings back.
  const back = new Set(missing.map(({ view }) => view.id))
  const twins = stored.flatMap(({ twinId, view }) =>
    twinId === null || back.has(twinId) ? [] : [[twinId, view.id] as const]
  )
  const rules: RowRules = {
    finder: new CardFinder([...stored, ...missing], charged, new Map([...twins, ...brought])),
    attempts: await evidence.attempts(accountId, now - longestWindow),
    limitsOf: (currency) => limitsOf(settings, currency),
    autoCapture: settings.autoCapture,
    atDintero: (tokenId) => atDintero.card(tokenId),
    now
  }
  for (const row of rows) {
    const { attemptAfter } = row.meaning
    row.attempt = attemptAfter === null ? null : nextAttempt(attemptAfter, named)
    row.checked = checkRow(row.meaning, rules, row.attempt?.before)
  }
  const draft = new Draft({
    staging,
    rows,
    reader: rowReader(mapping),
    rules,
    atDintero,
    ledger: {
      unresolved: await evidence.unresolved(accountId),
      openLinks: await evidence.openLinks(accountId),
      recent:
        duplicateWindowHours === 0
          ? []
          : await evidence.chargedSince(accountId, now - duplicateWindowHours * hour)
    },
    named: (references) => evidence.named(accountId, references),
    like: await likeFiles(evidence, accountId, rows),
    columns: fieldColumns(mapping, header)
  })
  return { draft, brought: missing.map(({ view }) => view) }
}

async function likeFiles(
  evidence: FileEvidence,
  accountId: string,
  rows: readonly DraftRow[]
): Promise<LikeFile[]> {
  const wanted = rows.filter(({ meaning }) => !meaning.done).map(({ fingerprint }) => fingerprint)
  const files = await evidence.earlierFiles(accountId, wanted)
  return files
    .map(({ batchId, name, releasedAt, rowHashes }) => ({
      batchId,
      name,
      releasedAt,
      rows: rowHashes.length
    }))
    .slice(0, 20)
}

function fieldColumns({ columns }: ColumnMapping, header: readonly string[]): FieldColumns {
  const columnOf: Partial<Record<FileField, number>> = {}
  for (const [column, field] of columns.entries()) if (field !== 'ignored') columnOf[field] ??= column
  const fields = columns.flatMap((field, column) =>
    field !== 'ignored' && columnOf[field] === column ? [{ field, header: header[column] ?? '' }] : []
  )
  return { fields, columnOf }
}
