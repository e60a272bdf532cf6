import { writeFileSync } from 'node:fs'
import type { CurrencySum } from '../../../shared/batch'
import type {
  BatchEdit,
  BatchReview,
  BatchRow,
  CheckView,
  ColumnsView,
  ReadingChoices,
  RowFilter
} from '../../../shared/batch-view'
import { mostRecords, type FileField, type Understood } from '../../../shared/charge-file'
import type { CardView } from '../../../shared/card'
import type { ColumnMapping, FileDefaults, MappingChoices } from '../../../shared/column-mapping'
import type { Language } from '../../../shared/languages'
import type { ListPage } from '../../../shared/list'
import { TrekkError } from '../../../shared/result'
import { tokenFingerprint } from '../../accounts/token-seals'
import { cardHandle } from '../../importing/meaning/card-handle'
import { headerKey } from '../../importing/meaning/header-key'
import { keptRecord } from '../../importing/meaning/kept-cells'
import { contentColumns, rowContent } from '../../importing/meaning/references'
import { rowReader } from '../../importing/meaning/rows'
import { writeTemplate } from '../../importing/writing/template'
import { FileEvidence } from '../../ledger/reading/file-evidence'
import { Staging, type SetAside, type StagedCard } from '../../ledger/staging/staging'
import type { PlannedRow } from '../../ledger/staging/planned-row'
import type { Draft } from './draft'
import { tableOf, writeOut, type FileOut } from './files-out'
import { loadDraft, staged } from './loading'
import { ReadFile, type FileSource } from './read-file'
import type { DraftSetting } from './setting'

/** Where a file desk works. */
export interface FileDeskPlace {
  /** The profile folder. */
  readonly folder: string
  /** The ledger's file in it. */
  readonly ledger: string
}

/** What is known of a file beside its rows. */
export interface FileFacts {
  readonly name: string
  readonly bytes: number
  readonly hash: string
}

/** A token that a file brings along: what it will be sealed for, and what the row says of its card. */
export interface NewToken {
  readonly cardId: string
  readonly token: string
  readonly fingerprint: string
}

/** What was released: what the ledger must know of it. */
export interface PlanFacts {
  readonly planHash: string
  readonly contentHash: string
  readonly charges: number
  readonly sums: CurrencySum[]
  /** The cards among them that the file brings along. */
  readonly newCards: readonly { readonly card: CardView; readonly staged: StagedCard }[]
}

/** What a review says of a draft. */
export interface DraftReview extends Omit<BatchReview, 'reviewId' | 'name' | 'duration' | 'expected'> {
  /** Changes with every change of the rows. */
  readonly version: number
}

/** So long what became of rows counts as known, ms. */
const lookedFor = 1_000

/** What the batch's file keeps beside rows and plan. */
interface Kept {
  readonly file: FileFacts
  /** How its columns were understood, without the preview. */
  readonly columns: ColumnsView
  readonly understood: Understood
  readonly accountId: string
  readonly header: readonly string[]
  readonly mapping: ColumnMapping
  readonly newCards: readonly CardView[]
}

/**
 * The files this desk reads and mends, on a thread of its own: nothing here may keep a charge waiting. A method is a
 * message; what it gives is copied to the caller.
 */
export class FileDesk {
  readonly #place: FileDeskPlace
  readonly #clock: () => number
  readonly #ids: () => string
  readonly #read = new Map<string, ReadFile>()
  readonly #found = new Map<string, readonly NewToken[]>()
  readonly #staging = new Map<string, Staging>()
  readonly #drafts = new Map<string, Draft>()
  /** When it was last looked what became of a batch's rows, ms since 1970 UTC. */
  readonly #looked = new Map<string, number>()
  #evidence: FileEvidence | null = null

  constructor(place: FileDeskPlace, clock: () => number, ids: () => string) {
    this.#place = place
    this.#clock = clock
    this.#ids = ids
  }

  /** Takes a file in. @throws as `ReadFile.open` */
  async open(batchId: string, source: FileSource, setting: DraftSetting): Promise<FileFacts> {
    const file = await ReadFile.open(source, setting)
    this.#read.set(batchId, file)
    return factsOf(file)
  }

  /** @throws TrekkError `not_found` when its columns are not looked at any more; as `ReadFile.readWhole` */
  async readWhole(batchId: string): Promise<ColumnsView> {
    const file = this.#requireRead(batchId)
    await file.readWhole()
    return file.view()
  }

  /** @throws TrekkError `not_found` */
  columns(batchId: string): ColumnsView {
    return this.#requireRead(batchId).view()
  }

  /** Whether the columns of a file can be looked at, again or still. */
  isRead(batchId: string): boolean {
    return this.#read.has(batchId)
  }

  async readAnew(batchId: string, choices: ReadingChoices): Promise<ColumnsView> {
    const file = this.#requireRead(batchId)
    await file.readAnew(choices)
    return file.view()
  }

  answer(batchId: string, answers: MappingChoices, defaults: FileDefaults): ColumnsView {
    const file = this.#requireRead(batchId)
    file.answer(answers, defaults)
    return file.view()
  }

  /** What a person chose for which header, to be remembered. */
  chosenHeaders(batchId: string): Record<string, FileField> {
    const { meaning } = this.#requireRead(batchId)
    const chosen = meaning.columns.filter(({ by, header }) => by === 'chosen' && header.trim() !== '')
    return Object.fromEntries(chosen.map(({ header, field }) => [headerKey(header), field]))
  }

  /**
   * The tokens of a file that are no stored card's, each once, to be sealed: a piece of them.
   * @throws TrekkError `questions_open` while anything is asked; `invalid_input` when nothing says whose tokens they are
   */
  async newTokens(batchId: string, setting: DraftSetting, from: number, most: number): Promise<NewToken[]> {
    const file = this.#requireRead(batchId)
    if (!file.isWhole || file.meaning.questions.length > 0)
      throw new TrekkError('questions_open', 'something is still asked about the columns')
    const known = this.#found.get(batchId) ?? (await this.#findTokens(file, setting))
    this.#found.set(batchId, known)
    return known.slice(from, from + most)
  }

  /** Keeps a file's rows, with handles of cards in place of tokens, and loads them as a draft. @throws TrekkError `storage_*` */
  async accept(batchId: string, setting: DraftSetting, cards: readonly StagedCard[]): Promise<void> {
    const file = this.#requireRead(batchId)
    const { mapping } = file.meaning
    const { accountId } = setting
    const stored = await this.#ledger().cards(accountId)
    const idOf = new Map(stored.map(({ fingerprint, view }) => [fingerprint, view.id]))
    for (const { fingerprint, cardId } of cards) idOf.set(fingerprint, cardId)
    const handleOf = (token: string): string =>
      cardHandle(idOf.get(tokenFingerprint(accountId, token)) ?? 'unknown')
    const columnOf = contentColumns(mapping.columns)
    const kept: Kept = {
      file: factsOf(file),
      columns: { ...file.view(), preview: [] },
      understood: file.table.understood,
      accountId,
      header: file.table.header,
      mapping,
      newCards: this.#newCards(file, cards, accountId)
    }
    const staging = this.#stagingOf(batchId)
    staging.writeRecords(
      file.table.records.map((record) =>
        staged(keptRecord(record, mapping, handleOf), rowContent(record, columnOf))
      )
    )
    staging.keepCards(cards)
    staging.setFact('kept', JSON.stringify(kept))
    this.#found.delete(batchId)
    this.#drafts.delete(batchId)
    await this.load(batchId, setting)
  }

  /** Loads a draft from its file, unless it is in memory. @throws TrekkError `not_found` | `storage_*` */
  async load(batchId: string, setting: DraftSetting): Promise<FileFacts> {
    const staging = this.#stagingOf(batchId)
    const kept = keptIn(staging)
    if (this.#drafts.has(batchId)) return kept.file
    const { mapping, header, newCards } = kept
    const sealed = new Map(staging.newCards().map((each) => [each.cardId, each.fingerprint]))
    const draft = await loadDraft({
      staging,
      evidence: this.#ledger(),
      mapping,
      header,
      newCards: newCards.map((view) => ({ view, tokenId: null, fingerprint: sealed.get(view.id) ?? '' })),
      setting,
      now: this.#clock()
    })
    await draft.setName(staging.fact('name') ?? '')
    this.#drafts.set(batchId, draft)
    return kept.file
  }

  /** How the columns of a file were understood whose rows are kept. @throws TrekkError `not_found` */
  keptColumns(batchId: string): ColumnsView {
    return keptIn(this.#stagingOf(batchId)).columns
  }

  /** Forgets what is in memory of a file, so that the next look holds it against the ledger anew. */
  forget(batchId: string): void {
    this.#drafts.delete(batchId)
    this.#looked.delete(batchId)
  }

  async setName(batchId: string, name: string): Promise<CheckView> {
    this.#stagingOf(batchId).setFact('name', name)
    await this.#require(batchId).setName(name)
    return this.#require(batchId).check()
  }

  check(batchId: string): CheckView {
    return this.#require(batchId).check()
  }

  list(batchId: string, filter: RowFilter, offset: number, limit: number): ListPage<BatchRow> {
    return this.#require(batchId).list(filter, offset, limit)
  }

  /** As `list`, of a batch that was released: with what became of each row. */
  async listReleased(
    batchId: string,
    filter: RowFilter,
    offset: number,
    limit: number
  ): Promise<ListPage<BatchRow>> {
    await this.#lookAtOutcomes(batchId)
    return this.list(batchId, filter, offset, limit)
  }

  find(
    batchId: string,
    filter: RowFilter,
    from: number,
    direction: 'next' | 'previous'
  ): ReturnType<Draft['find']> {
    return this.#require(batchId).find(filter, from, direction)
  }

  edit(batchId: string, edit: BatchEdit): CheckView {
    this.#require(batchId).edit(edit)
    return this.check(batchId)
  }

  undo(batchId: string): CheckView {
    this.#require(batchId).undo()
    return this.check(batchId)
  }

  redo(batchId: string): CheckView {
    this.#require(batchId).redo()
    return this.check(batchId)
  }

  /** Holds the rows against the ledger once more, and says what would be released. */
  async review(batchId: string): Promise<DraftReview> {
    const draft = this.#require(batchId)
    await draft.setName(this.#stagingOf(batchId).fact('name') ?? '')
    const brought = new Set(keptIn(this.#stagingOf(batchId)).newCards.map(({ id }) => id))
    const { cards, ...review } = draft.review()
    return {
      ...review,
      newCards: cards.filter((id) => brought.has(id)).length,
      like: [...draft.check().like],
      version: draft.version
    }
  }

  /**
   * Writes what is released; a plan that was written and never released is forgotten.
   * @param version of the review: what was changed since is not released unseen
   * @throws TrekkError `changed_meanwhile` | `storage_*`
   */
  writePlan(batchId: string, version: number): PlanFacts {
    const draft = this.#require(batchId)
    if (draft.version !== version)
      throw new TrekkError('changed_meanwhile', 'the rows have changed since the review')
    const staging = this.#stagingOf(batchId)
    const plan = draft.plan()
    const planHash = staging.writePlan(plan)
    const planned = new Set(plan.map(({ draft: { cardId } }) => cardId))
    const sealed = new Map(staging.newCards().map((each) => [each.cardId, each]))
    return {
      planHash,
      contentHash: draft.contentHash,
      charges: plan.length,
      sums: draft.review().sums,
      newCards: keptIn(staging).newCards.flatMap((card) => {
        const each = sealed.get(card.id)
        return planned.has(card.id) && each !== undefined ? [{ card, staged: each }] : []
      })
    }
  }

  planHash(batchId: string): string {
    return this.#stagingOf(batchId).planHash()
  }

  planned(batchId: string, after: number, limit: number): PlannedRow[] {
    return this.#stagingOf(batchId).planned(after, limit)
  }

  setAside(batchId: string, each: SetAside): void {
    this.#stagingOf(batchId).setAside(each)
  }

  rowsSetAside(batchId: string): SetAside[] {
    return this.#stagingOf(batchId).rowsSetAside()
  }

  /** How the name of a file ends that is written in the form in which this one came. @throws TrekkError `not_found` */
  ending(batchId: string): 'csv' | 'xlsx' {
    return keptIn(this.#stagingOf(batchId)).understood.kind === 'workbook' ? 'xlsx' : 'csv'
  }

  /**
   * Writes a file out: results, what may run again, or rows that cannot be charged.
   * @returns how many rows are in it; 0 when there are none, and then nothing is written
   * @throws TrekkError `file_unwritable`
   */
  async save(
    batchId: string,
    what: FileOut['what'],
    path: string,
    { language, words }: Pick<FileOut, 'language' | 'words'>
  ): Promise<{ rows: number; reencoded: boolean }> {
    const { header, understood, mapping } = keptIn(this.#stagingOf(batchId))
    const staging = this.#stagingOf(batchId)
    const { rows } = this.#require(batchId)
    const planned = staging.planned(0, mostRecords).map(({ row }) => row)
    const out = await writeOut({
      what,
      source: { table: tableOf(rows, { header, understood }), mapping },
      rows,
      planned: new Set(planned),
      outcomes: await this.#ledger().outcomes(batchId),
      setAside: new Map(staging.rowsSetAside().map(({ row, code }) => [row, code])),
      language,
      words,
      now: this.#clock()
    })
    if (out === null) return { rows: 0, reencoded: false }
    try {
      writeFileSync(path, out.file.bytes, { mode: 0o600 })
    } catch (error) {
      throw new TrekkError('file_unwritable', 'the file could not be written', { cause: error })
    }
    return { rows: out.rows, reencoded: out.file.isReencoded }
  }

  /** Writes a file to fill in, of these cards. @throws TrekkError `file_unwritable` */
  async saveTemplate(
    accountId: string,
    cardIds: readonly string[] | null,
    form: 'text' | 'workbook',
    language: Language,
    path: string
  ): Promise<{ cards: number }> {
    const wanted = cardIds === null ? null : new Set(cardIds)
    const cards = (await this.#ledger().cards(accountId))
      .map(({ view }) => view)
      .filter(({ id }) => wanted === null || wanted.has(id))
    const file = await writeTemplate(cards, { form, language })
    try {
      writeFileSync(path, file.bytes, { mode: 0o600 })
    } catch (error) {
      throw new TrekkError('file_unwritable', 'the file could not be written', { cause: error })
    }
    return { cards: cards.length }
  }

  /** See `FileEvidence.declines`, and how many rows were not charged when their turn came. */
  async outcomes(
    batchId: string
  ): Promise<{ setAside: number; declines: Awaited<ReturnType<FileEvidence['declines']>> }> {
    const declines = await this.#ledger().declines(batchId)
    return { setAside: this.#stagingOf(batchId).rowsSetAside().length, declines }
  }

  fact(batchId: string, key: string): string | null {
    return this.#stagingOf(batchId).fact(key)
  }

  setFact(batchId: string, key: string, value: string): void {
    this.#stagingOf(batchId).setFact(key, value)
  }

  /** Closes what is open of a file, and forgets what of it was only in memory. */
  close(batchId: string): void {
    this.#read.delete(batchId)
    this.#found.delete(batchId)
    this.#drafts.delete(batchId)
    this.#staging.get(batchId)?.close()
    this.#staging.delete(batchId)
  }

  /** A grid asks for many windows at once: what became of the rows is read anew after a while. */
  async #lookAtOutcomes(batchId: string): Promise<void> {
    const now = this.#clock()
    const before = this.#looked.get(batchId)
    if (before !== undefined && now - before < lookedFor && now >= before) return
    const staging = this.#stagingOf(batchId)
    this.#require(batchId).setReleased({
      planned: new Set(staging.planned(0, mostRecords).map(({ row }) => row)),
      outcomes: await this.#ledger().outcomes(batchId),
      setAside: new Map(staging.rowsSetAside().map(({ row, code }) => [row, code]))
    })
    this.#looked.set(batchId, now)
  }

  async #findTokens(file: ReadFile, { accountId }: DraftSetting): Promise<NewToken[]> {
    const stored = await this.#ledger().cards(accountId)
    const known = new Set(stored.map(({ fingerprint }) => fingerprint))
    const reader = rowReader(file.meaning.mapping)
    const found: NewToken[] = []
    for (const record of file.table.records) {
      const { token, done, provider } = reader(record)
      if (token === null || done) continue
      const fingerprint = tokenFingerprint(accountId, token)
      if (known.has(fingerprint)) continue
      if (provider === null) {
        const fields = [{ field: 'provider', problem: 'missing' } as const]
        throw new TrekkError('invalid_input', 'nothing says whose tokens they are', { fields })
      }
      known.add(fingerprint)
      found.push({ cardId: this.#ids(), token, fingerprint })
    }
    return found
  }

  /** The cards that the file brings along, by what the first row with each says of them. */
  #newCards(file: ReadFile, cards: readonly StagedCard[], accountId: string): CardView[] {
    const idOf = new Map(cards.map(({ fingerprint, cardId }) => [fingerprint, cardId]))
    const reader = rowReader(file.meaning.mapping)
    const views = new Map<string, CardView>()
    for (const record of file.table.records) {
      const { token, card, provider, operation } = reader(record)
      const id = token === null ? undefined : idOf.get(tokenFingerprint(accountId, token))
      if (id === undefined || provider === null || views.has(id)) continue
      const isRecurring = provider === 'payex' && operation === 'recurring_purchase'
      views.set(id, {
        id,
        provider,
        tokenKind: isRecurring ? 'recurrence_token' : 'payment_token',
        brand: 'other',
        lastFour: card.lastFour ?? '',
        expiry: null,
        expired: false,
        customerName: card.customerName ?? '',
        customerNumber: card.customerNumber ?? '',
        email: card.email ?? '',
        phone: card.phone ?? '',
        reference: card.cardReference ?? '',
        blockedUntil: null,
        addedAt: this.#clock(),
        lastChargedAt: null
      })
    }
    return [...views.values()]
  }

  /** The ledger, for reading; every question sees it as it is then. */
  #ledger(): FileEvidence {
    this.#evidence ??= new FileEvidence(this.#place.folder, this.#place.ledger, this.#clock)
    return this.#evidence
  }

  #stagingOf(batchId: string): Staging {
    const staging = this.#staging.get(batchId) ?? new Staging(this.#place.folder, batchId)
    this.#staging.set(batchId, staging)
    return staging
  }

  #requireRead(batchId: string): ReadFile {
    const file = this.#read.get(batchId)
    if (file === undefined) throw new TrekkError('not_found', 'the columns of this file are not looked at')
    return file
  }

  #require(batchId: string): Draft {
    const draft = this.#drafts.get(batchId)
    if (draft === undefined) throw new TrekkError('not_found', 'this file is not being mended')
    return draft
  }
}

function factsOf({ name, bytes, hash }: ReadFile): FileFacts {
  return { name, bytes, hash }
}

function keptIn(staging: Staging): Kept {
  const text = staging.fact('kept')
  if (text === null) throw new TrekkError('not_found', 'the file has no rows')
  // This program wrote it, in a file of its own.
  return JSON.parse(text) as Kept
}
