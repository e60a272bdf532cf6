import type { RowProblem } from '../../../shared/batch-problem'
import type { FileWords } from '../../../shared/batch-view'
import type { Language } from '../../../shared/languages'
import { isAccessRefusalNote } from '../../../shared/outcome'
import { standingOf } from '../../../shared/standing'
import { cardHandle } from '../../importing/meaning/card-handle'
import type { Table } from '../../importing/reading/table'
import { writeBadRowsFile } from '../../importing/writing/bad-rows-file'
import type { SourceFile, SourceRow } from '../../importing/writing/kept-columns'
import { writeRerunFile, type RerunCandidate } from '../../importing/writing/rerun-file'
import { writeResultFile, type ChargedResult, type RowResult } from '../../importing/writing/result-file'
import { decimalMarkOf } from '../../importing/writing/text-form'
import type { WrittenFile } from '../../importing/writing/written-file'
import type { RowOutcome } from '../../ledger/reading/file-evidence'
import { isWanted, referenceOf, willBeCharged, type DraftRow } from './draft-row'
import { whyNot } from './left-out'
import type { Released } from './row-views'

/** What a file is written from. */
export interface FileOut {
  readonly what: 'result' | 'rerun' | 'bad_rows'
  readonly source: SourceFile
  readonly rows: readonly DraftRow[]
  /** What became of the rows; null before a release. */
  readonly released: Released | null
  readonly language: Language
  readonly words: FileWords
  /** ms since 1970 UTC */
  readonly now: number
}

/** Writes a file out. @returns null when no row belongs in it */
export async function writeOut(out: FileOut): Promise<{ file: WrittenFile; rows: number } | null> {
  const { what, source, rows, language, now } = out
  const choices = { language, decimalMark: markOf(source, language) }
  if (what === 'bad_rows') {
    const bad = rows.filter((row) => isWanted(row) && !willBeCharged(row))
    if (bad.length === 0) return null
    const written = bad.map((row) => ({ ...rowOut(row), reasons: reasonsOf(whyNot(row), out.words) }))
    return { file: await writeBadRowsFile(source, written, choices), rows: bad.length }
  }
  const all = rows.map((row): RerunCandidate => {
    const outcome = out.released?.outcomes.get(row.record.row)
    return {
      ...rowOut(row),
      result: resultOf(row, out),
      retry: outcome?.decline?.retry.kind ?? null,
      isAccessRefused: isAccessRefusalNote(outcome?.problem ?? null)
    }
  })
  if (what === 'result') {
    // The whole file is there to say which decimal mark it uses: every cell stays as it came.
    const asItCame = all.map((row) => ({ ...row, money: null }))
    return { file: await writeResultFile(source, asItCame, choices), rows: all.length }
  }
  const again = await writeRerunFile(source, all, now, choices)
  return again === null ? null : { file: again, rows: all.length }
}

/** The file's own decimal mark, whatever language Trekk speaks: its program would take `1010.50` for a text or a date. */
function markOf({ mapping }: SourceFile, language: Language): ',' | '.' {
  if (mapping.decimalMark === null) return decimalMarkOf(language)
  return mapping.decimalMark === 'comma' ? ',' : '.'
}

/** The table that a file is written again from: as it was read, without what may not be kept. */
export function tableOf(rows: readonly DraftRow[], of: Pick<Table, 'header' | 'understood'>): Table {
  return { ...of, records: rows.map(({ record }) => record) }
}

function rowOut({ record, mark, meaning, checked }: DraftRow): SourceRow {
  const { amount, currency } = meaning
  return {
    record,
    card: checked.card === null ? '' : cardHandle(checked.card.id),
    edits: mark.edits,
    money: amount === null || currency === null ? null : { kind: 'money', amount, currency }
  }
}

function reasonsOf(why: readonly RowProblem[], { problems }: FileWords): string[] {
  return why.map(({ code, seen }) => `${problems[code] ?? code}${seen === '' ? '' : `: ${seen}`}`)
}

function resultOf(row: DraftRow, { released, words }: FileOut): RowResult {
  const number = row.record.row
  const outcome = released?.outcomes.get(number)
  const code = released?.setAside.get(number)
  const aside = code === undefined ? '' : (words.errors[code] ?? code)
  if (outcome !== undefined) return charged(outcome, aside, words)
  const reference = referenceOf(row)
  const named = { merchantReference: reference === '' ? null : reference }
  if (released?.planned.has(number) === true) return { kind: 'not_begun', reason: aside, ...named }
  if (row.mark.skipped || row.meaning.done) return { kind: 'skipped', reason: '', ...named }
  const why = released?.leftOut?.get(number) ?? whyNot(row)
  return { kind: 'invalid', reason: reasonsOf(why, words).join('; '), ...named }
}

function notBeforeOf({ decline, notBefore, state }: RowOutcome): ChargedResult['notBefore'] {
  const kind = state === 'declined' ? decline?.retry.kind : undefined
  if (kind === 'never' || kind === 'with_customer') return kind
  return decline?.retry.notBefore ?? notBefore
}

/** @param aside why it was set aside, which counts as long as it never left */
function charged(outcome: RowOutcome, aside: string, { declines, advice }: FileWords): RowResult {
  const { decline, state } = outcome
  const problem = state === 'not_sent' && aside !== '' ? aside : (outcome.problem ?? '')
  const reason = decline === null ? problem : (declines[decline.reason] ?? decline.message)
  return {
    kind: 'charged',
    state: standingOf(outcome),
    transactionId: outcome.transactionId,
    merchantReference: outcome.merchantReference,
    amount: outcome.amount,
    currency: outcome.currency,
    reason,
    advice: decline === null ? '' : (advice[decline.retry.kind] ?? ''),
    notBefore: notBeforeOf(outcome),
    at: outcome.changedAt
  }
}
