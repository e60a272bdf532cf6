import { limitsOf } from '../../accounts/defaults'
import type { LikeFile } from '../../../shared/batch-view'
import type { CardView } from '../../../shared/card'
import type { FileField } from '../../../shared/charge-file'
import type { ColumnMapping } from '../../../shared/column-mapping'
import { longestWindow } from '../../charging/retry-budget'
import { rowReader } from '../../importing/meaning/rows'
import type { Cell, FileRecord } from '../../importing/reading/table'
import type { FileEvidence, KnownCard } from '../../ledger/reading/file-evidence'
import type { StagedRecord, Staging } from '../../ledger/staging/staging'
import { CardFinder } from '../checking/card-finder'
import { checkRow, type RowRules } from '../checking/row-rules'
import { attemptNames, nextAttempt } from './attempts'
import { Draft } from './draft'
import { noMark, readMark, type DraftRow } from './draft-row'
import type { AtDintero } from './at-dintero'
import type { FieldColumns } from './row-views'
import type { DraftSetting } from './setting'

/** What a draft is loaded from. */
export interface LoadParts {
  readonly staging: Staging
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

/** Reads a draft from the batch's file and holds it against the ledger as that is now. @throws TrekkError `storage_*` */
export async function loadDraft(parts: LoadParts): Promise<Loaded> {
  const { staging, evidence, mapping, header, newCards, setting, atDintero, now } = parts
  const { accountId, settings, duplicateWindowHours } = setting
  const records = staging.records().map((staged) => ({ staged, record: recordOf(staged) }))
  const reader = rowReader(mapping)
  const marks = staging.marks()
  const read = records.map(({ staged, record }) => {
    const text = marks.get(record.row)
    const mark = text === undefined ? noMark : readMark(text)
    return { staged, record, mark, meaning: reader(record, mark.edits) }
  })
  const earlier = read.flatMap(({ meaning }) => meaning.card.earlierTransaction ?? [])
  const stored = await evidence.cards(accountId)
  const tried = read.flatMap(({ meaning }) => meaning.attemptAfter ?? [])
  const named = await evidence.named(accountId, tried.flatMap(attemptNames))
  const charged =
    earlier.length === 0 ? new Map<string, string>() : await evidence.cardsCharged(accountId, earlier)
  const idOf = new Map(stored.map(({ fingerprint, view }) => [fingerprint, view.id]))
  // Stored meanwhile, by another file or by hand: its rows mean that card.
  const missing = newCards.filter(({ fingerprint }) => !idOf.has(fingerprint))
  const others = newCards.flatMap(({ fingerprint, view }) => {
    const id = idOf.get(fingerprint)
    return id === undefined ? [] : [[view.id, id] as const]
  })
  const rules: RowRules = {
    finder: new CardFinder([...stored, ...missing], charged, new Map(others)),
    attempts: await evidence.attempts(accountId, now - longestWindow),
    limitsOf: (currency) => limitsOf(settings, currency),
    autoCapture: settings.autoCapture,
    atDintero: (cardId) => atDintero.card(cardId),
    now
  }
  const rows = read.map(({ staged, record, mark, meaning }): DraftRow => {
    const attempt = meaning.attemptAfter === null ? null : nextAttempt(meaning.attemptAfter, named)
    return {
      record,
      content: staged.content,
      fingerprint: staged.fingerprint,
      madeReference: '',
      attempt,
      mark,
      meaning,
      checked: checkRow(meaning, rules, attempt?.before),
      cross: []
    }
  })
  const draft = new Draft({
    staging,
    rows,
    reader,
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

/** Writes records as `recordOf` reads them. */
export function staged(record: FileRecord, of: { content: string; fingerprint: string }): StagedRecord {
  const { row, line, cells, raw, problem, notes } = record
  return {
    row,
    line,
    cells: JSON.stringify(cells),
    raw,
    problem: problem === null ? null : JSON.stringify(problem),
    notes: JSON.stringify(notes),
    ...of
  }
}

/** What `staged` wrote: it is this program's own file, and nobody else's. */
function recordOf({ row, line, cells, raw, problem, notes }: StagedRecord): FileRecord {
  return {
    row,
    line,
    cells: JSON.parse(cells) as Cell[],
    raw,
    problem: problem === null ? null : (JSON.parse(problem) as FileRecord['problem']),
    notes: JSON.parse(notes) as FileRecord['notes']
  }
}

function fieldColumns({ columns }: ColumnMapping, header: readonly string[]): FieldColumns {
  const columnOf: Partial<Record<FileField, number>> = {}
  for (const [column, field] of columns.entries()) if (field !== 'ignored') columnOf[field] ??= column
  const fields = columns.flatMap((field, column) =>
    field !== 'ignored' && columnOf[field] === column ? [{ field, header: header[column] ?? '' }] : []
  )
  return { fields, columnOf }
}
