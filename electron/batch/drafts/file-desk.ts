import type { AskingEnd } from '../../../shared/batch-asking'
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
import type { FileField } from '../../../shared/charge-file'
import type { CardView } from '../../../shared/card'
import type { FileDefaults, MappingChoices } from '../../../shared/column-mapping'
import type { Language } from '../../../shared/languages'
import type { ListPage } from '../../../shared/list'
import { TrekkError } from '../../../shared/result'
import type { Transaction } from '../../../shared/transaction'
import type { CardFact, CardToCheck } from '../../accounts/card-check'
import { tokenFingerprint } from '../../accounts/token-seals'
import { cardHandle } from '../../importing/meaning/card-handle'
import { keptRecord } from '../../importing/meaning/kept-cells'
import { contentColumns, rowContent } from '../../importing/meaning/references'
import { writeTemplate } from '../../importing/writing/template'
import { FileEvidence } from '../../ledger/reading/file-evidence'
import { tokensOf, type KnownCard } from '../../ledger/reading/known-cards'
import type { SetAside, StagedCard } from '../../ledger/staging/staging'
import { hashOfPlan, type PlannedRow } from '../../ledger/staging/planned-row'
import { AskedFiles } from './asked-files'
import type { PaymentQuestion } from './at-dintero'
import { broughtCards, newTokensOf, type NewToken } from './brought-cards'
import type { Draft } from './draft'
import type { DraftRow } from './draft-row'
import { tableOf, type FileOut } from './files-out'
import { HeldDrafts } from './held-drafts'
import { findKept, keptFact, keptIn, staysOfMarks, type FileFacts, type Kept } from './kept'
import { leftOutFact } from './left-out'
import { keptRowsIn, piecesOf, type KeptRow } from './kept-rows'
import { loadDraft, readRows } from './loading'
import { isFileLost, lostFilePage } from './lost-file'
import type { FileSource, ReadFile } from './read-file'
import { ReadFiles } from './read-files'
import { ReleasedRows, type Outcomes } from './released-rows'
import { isLastResult, saveOut } from './saved-files'
import type { DraftSetting } from './setting'
import { Stagings } from './stagings'
import { writeWhole } from '../../disk/whole-file'

/** Where a file desk works. */
export interface FileDeskPlace {
  /** The profile folder. */
  readonly folder: string
  /** The ledger's file in it. */
  readonly ledger: string
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
export interface DraftReview extends Omit<
  BatchReview,
  'reviewId' | 'name' | 'duration' | 'expected' | 'approval' | 'asking'
> {
  /** See `PlanFacts.planHash`: what is released later must be just this. */
  readonly planHash: string
}

const minute = 60_000

/** Rows that are worth tidying up after. */
const many = 10_000

/**
 * The files this desk reads and mends, on a thread of its own: nothing here may keep a charge waiting. A method is a
 * message; what it gives is copied to the caller.
 */
export class FileDesk {
  readonly #place: FileDeskPlace
  readonly #clock: () => number
  readonly #ids: () => string
  readonly #read = new ReadFiles()
  readonly #stagings: Stagings
  readonly #drafts: HeldDrafts
  readonly #released: ReleasedRows
  readonly #asked: AskedFiles
  #evidence: FileEvidence | null = null

  /**
   * @param clock ms since 1970 UTC
   * @param tidy has memory given back that nobody uses any more
   */
  constructor(
    place: FileDeskPlace,
    clock: () => number,
    ids: () => string,
    tidy: () => void = () => undefined
  ) {
    this.#place = place
    this.#clock = clock
    this.#ids = ids
    this.#drafts = new HeldDrafts(clock, (batchId, rows) => {
      this.#released.forgetRows(batchId)
      if (rows > many) tidy()
    })
    this.#stagings = new Stagings(place.folder, clock, (batchId) => this.#drafts.has(batchId))
    this.#released = new ReleasedRows(() => this.#ledger(), clock)
    this.#asked = new AskedFiles(() => this.#ledger())
  }

  /** Nothing: to be asked for it starts the thread. */
  prepare(): void {}

  /** Takes a file in. @throws as `ReadFile.open` */
  async open(batchId: string, source: FileSource, setting: DraftSetting): Promise<FileFacts> {
    return factsOf(await this.#read.open(batchId, source, setting))
  }

  /** @throws TrekkError `not_found` when its columns are not looked at any more; as `ReadFile.readWhole` */
  async readWhole(batchId: string): Promise<ColumnsView> {
    const file = this.#read.require(batchId)
    await file.readWhole()
    return file.view()
  }

  /** @throws TrekkError `not_found` */
  columns(batchId: string): ColumnsView {
    return this.#read.require(batchId).view()
  }

  /** Whether the columns of a file can be looked at, again or still. */
  isRead(batchId: string): boolean {
    return this.#read.has(batchId)
  }

  readAnew(batchId: string, choices: ReadingChoices): Promise<ColumnsView> {
    return this.#read.readAnew(batchId, choices)
  }

  answer(batchId: string, answers: MappingChoices, defaults: FileDefaults): ColumnsView {
    return this.#read.answer(batchId, answers, defaults)
  }

  /** What a person chose for which header, to be remembered. */
  chosenHeaders(batchId: string): Record<string, FileField> {
    return this.#read.chosenHeaders(batchId)
  }

  /**
   * The tokens of a file that are no stored card's, each once, to be sealed: a piece of them.
   * @throws TrekkError `questions_open` while anything is asked; `invalid_input` when nothing says whose tokens they are
   */
  newTokens(batchId: string, setting: DraftSetting, from: number, most: number): Promise<NewToken[]> {
    return this.#read.tokens(batchId, (file) => this.#findTokens(batchId, file, setting), from, most)
  }

  /**
   * Keeps a file's rows, with handles of cards in place of tokens, and loads them as a draft.
   * @param facts what else is kept of the file, as one with its rows
   * @throws TrekkError `storage_*`
   */
  async accept(
    batchId: string,
    setting: DraftSetting,
    cards: readonly StagedCard[],
    facts: Readonly<Record<string, string>>
  ): Promise<void> {
    const file = this.#read.require(batchId)
    const { mapping } = file.meaning
    const { accountId } = setting
    const staging = this.#stagings.make(batchId)
    staging.keepCards(cards)
    const sealed = staging.newCards()
    const stored = hasTokens(file) ? await this.#ledger().cards(accountId) : []
    const handles = new Map([
      ...sealed.map(({ fingerprint, cardId }) => [fingerprint, cardHandle(cardId)] as const),
      ...stored.flatMap(tokenHandles)
    ])
    const handleOf = (token: string): string =>
      handles.get(tokenFingerprint(accountId, token)) ?? cardHandle('unknown')
    const columnOf = contentColumns(mapping.columns)
    const kept: Kept = {
      file: factsOf(file),
      columns: { ...file.view(), preview: [] },
      understood: file.table.understood,
      accountId,
      header: file.table.header,
      mapping,
      newCards: broughtCards(file, accountId, sealed, this.#clock())
    }
    const rows = file.table.records.map((record): KeptRow => ({
      record: keptRecord(record, mapping, handleOf),
      ...rowContent(record, columnOf)
    }))
    const stays = staysOfMarks(findKept(staging), kept)
    staging.writeReading(piecesOf(rows), { ...facts, ...keptFact(kept) }, stays)
    this.#read.forgetTokens(batchId)
    this.forget(batchId)
    // Texts of a file that was read are parts of the whole: a draft of them would keep every token of it in memory.
    const known = hasTokens(file) ? null : readRows(rows, staging.marks(), mapping)
    await this.#load(batchId, setting, known)
  }

  /**
   * Loads a draft from its file, unless it is in memory.
   * @throws TrekkError `not_found` | `storage_*`; `other_account` when the setting is another account's
   */
  async load(batchId: string, setting: DraftSetting): Promise<FileFacts> {
    const there = this.#drafts.find(batchId)
    if (there === null) return this.#load(batchId, setting, null)
    this.#drafts.use(batchId, there)
    return this.#keptFor(batchId, setting).file
  }

  /** How the columns of a file were understood whose rows are kept. @throws TrekkError `not_found` */
  keptColumns(batchId: string): ColumnsView {
    return keptIn(this.#stagings.require(batchId)).columns
  }

  /** Forgets what is in memory of a file, so that the next look holds it against the ledger anew. */
  forget(batchId: string): void {
    this.#drafts.forget(batchId)
  }

  /** @param facts what else is kept of the file, as one with its name */
  async setName(batchId: string, name: string, facts: Readonly<Record<string, string>>): Promise<CheckView> {
    this.#stagings.require(batchId).setFacts({ ...facts, name })
    const draft = this.#drafts.draft(batchId)
    await draft.setName(name)
    return draft.check()
  }

  check(batchId: string): CheckView {
    return this.#drafts.draft(batchId).check()
  }

  list(batchId: string, filter: RowFilter, offset: number, limit: number): ListPage<BatchRow> {
    return this.#drafts.draft(batchId).list(filter, offset, limit)
  }

  /** As `list`, of a batch that was released: with what became of each row. @param isRunning see `outcomes` */
  async listReleased(
    batchId: string,
    filter: RowFilter,
    offset: number,
    limit: number,
    isRunning = false
  ): Promise<ListPage<BatchRow>> {
    const released = await this.#released.rows(batchId, this.#stagings.require(batchId), isRunning)
    this.#drafts.draft(batchId).setReleased(released)
    return this.list(batchId, filter, offset, limit)
  }

  find(
    batchId: string,
    filter: RowFilter,
    from: number,
    direction: 'next' | 'previous'
  ): ReturnType<Draft['find']> {
    return this.#drafts.draft(batchId).find(filter, from, direction)
  }

  async edit(batchId: string, edit: BatchEdit): Promise<CheckView> {
    const draft = this.#drafts.draft(batchId)
    await draft.edit(edit)
    return draft.check()
  }

  async undo(batchId: string): Promise<CheckView> {
    const draft = this.#drafts.draft(batchId)
    await draft.undo()
    return draft.check()
  }

  async redo(batchId: string): Promise<CheckView> {
    const draft = this.#drafts.draft(batchId)
    await draft.redo()
    return draft.check()
  }

  /** Holds the rows against the ledger as it is now, and says what would be released. @throws as `load` */
  async review(batchId: string, setting: DraftSetting): Promise<DraftReview> {
    const there = this.#drafts.find(batchId)
    if (there?.heldAgainst !== this.#world(setting))
      await this.#load(batchId, setting, there?.draft.rows.map((row) => ({ ...row })) ?? null)
    const { draft, brought } = this.#drafts.require(batchId)
    const ofFile = new Set(brought.map(({ id }) => id))
    const { cards, ...review } = draft.review()
    return {
      ...review,
      newCards: cards.filter((id) => ofFile.has(id)).length,
      like: [...draft.check().like],
      atDintero: draft.asked(this.#clock()),
      planHash: hashOfPlan(draft.plan())
    }
  }

  /**
   * Reads the rows and the ledger anew, and writes what is released; a plan that was written and never released is
   * forgotten.
   * @param reviewed the hash of the plan that a person has reviewed: nothing else is released
   * @throws TrekkError `changed_meanwhile`; as `load`
   */
  async writePlan(batchId: string, setting: DraftSetting, reviewed: string): Promise<PlanFacts> {
    this.forget(batchId)
    await this.load(batchId, setting)
    const { draft, brought } = this.#drafts.require(batchId)
    const plan = draft.plan()
    if (hashOfPlan(plan) !== reviewed)
      throw new TrekkError('changed_meanwhile', 'the rows, or the ledger, have changed since the review')
    const staging = this.#stagings.require(batchId)
    const planHash = staging.writePlan(plan, leftOutFact(draft.rows))
    const planned = new Set(plan.map(({ draft: { cardId } }) => cardId))
    const sealed = new Map(staging.newCards().map((each) => [each.cardId, each]))
    return {
      planHash,
      contentHash: draft.contentHash,
      charges: plan.length,
      sums: draft.review().sums,
      newCards: brought.flatMap((card) => {
        const each = sealed.get(card.id)
        return planned.has(card.id) && each !== undefined ? [{ card, staged: each }] : []
      })
    }
  }

  /** See `Staging.planHash`; of a batch whose file is gone it is that of no plan. */
  planHash(batchId: string): string {
    return this.#stagings.find(batchId)?.planHash() ?? ''
  }

  planned(batchId: string, after: number, limit: number): PlannedRow[] {
    return this.#stagings.require(batchId).planned(after, limit)
  }

  /** See `Staging.plannedOf`; of a batch whose file is gone there are none. */
  plannedOf(batchId: string, cardIds: readonly string[]): number[] {
    return this.#stagings.find(batchId)?.plannedOf(cardIds) ?? []
  }

  setAside(batchId: string, each: SetAside): void {
    this.#released.setAside(this.#stagings.require(batchId), each)
  }

  rowsSetAside(batchId: string): SetAside[] {
    return this.#stagings.require(batchId).rowsSetAside()
  }

  /** Payments that Dintero lists are about to come. @throws TrekkError `storage_*` */
  beginPayments(batchId: string, accountId: string, question: PaymentQuestion): Promise<void> {
    return this.#asked.begin(batchId, accountId, question)
  }

  takePayments(batchId: string, transactions: readonly Transaction[]): void {
    this.#asked.take(batchId, transactions)
  }

  /** No more payments come: the rows are held against those that did. @throws TrekkError `storage_*` */
  async endPayments(batchId: string, accountId: string, end: AskingEnd): Promise<void> {
    await this.#asked.end(batchId, accountId, end)
    this.#drafts.find(batchId)?.draft.reconsider()
  }

  /** The cards of a draft that Dintero has not been asked about lately. @throws as `load` */
  async cardsToAsk(batchId: string, setting: DraftSetting): Promise<CardToCheck[]> {
    await this.load(batchId, setting)
    return this.#asked.cardsToAsk(batchId, setting.accountId, this.#drafts.draft(batchId), this.#clock())
  }

  takeCards(batchId: string, facts: readonly CardFact[]): void {
    this.#asked.of(batchId).takeCards(facts)
  }

  /** No more is said of cards: the rows are held against what was. */
  endCards(batchId: string, end: AskingEnd): void {
    this.#asked.of(batchId).endCards(end, this.#clock())
    this.#drafts.find(batchId)?.draft.reconsider()
  }

  /** How the name of a file ends that is written in the form in which this one came. @throws TrekkError `not_found` */
  ending(batchId: string): 'csv' | 'xlsx' {
    return keptIn(this.#stagings.require(batchId)).understood.kind === 'workbook' ? 'xlsx' : 'csv'
  }

  /**
   * Writes a file out: results, what may run again, or rows that cannot be charged. See `saveOut`.
   * @param isReleased whether the batch is: what an attempt to release it has left says nothing
   */
  async save(
    batchId: string,
    what: FileOut['what'],
    path: string,
    { isReleased, ...choices }: Pick<FileOut, 'language' | 'words'> & { readonly isReleased: boolean }
  ): Promise<{ rows: number; reencoded: boolean }> {
    const staging = this.#stagings.require(batchId)
    const { header, understood, mapping } = keptIn(staging)
    const { rows } = this.#drafts.draft(batchId)
    const out: FileOut = {
      ...choices,
      what,
      source: { table: tableOf(rows, { header, understood }), mapping },
      rows,
      released: isReleased ? await this.#released.look(batchId, staging) : null,
      now: this.#clock()
    }
    return saveOut(staging, out, path)
  }

  /** See `isLastResult`. */
  isResult(batchId: string, path: string): boolean {
    return isLastResult(this.#stagings.require(batchId), path)
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
    writeWhole(path, file.bytes)
    return { cards: cards.length }
  }

  /** See `ReleasedRows.outcomes`; of a batch whose file is lost, what the ledger knows. */
  async outcomes(batchId: string, isRunning = false): Promise<Outcomes> {
    try {
      return await this.#released.outcomes(batchId, this.#stagings.find(batchId), isRunning)
    } catch (error) {
      if (!isFileLost(error)) throw error
      return this.#released.outcomes(batchId, null, isRunning)
    }
  }

  /** See `lostFilePage`. */
  async listLost(
    batchId: string,
    filter: RowFilter,
    offset: number,
    limit: number
  ): Promise<ListPage<BatchRow>> {
    return lostFilePage(await this.#ledger().begunRows(batchId), filter, offset, limit)
  }

  fact(batchId: string, key: string): string | null {
    return this.#stagings.require(batchId).fact(key)
  }

  setFacts(batchId: string, facts: Readonly<Record<string, string>>): void {
    this.#stagings.require(batchId).setFacts(facts)
  }

  /** Whether there is nothing in a batch's file that anybody could come back to. */
  isAbandoned(batchId: string): boolean {
    const staging = this.#stagings.require(batchId)
    return findKept(staging) === null && staging.plannedRows().length === 0
  }

  /** Forgets the tokens of a file that was released, in its bytes and sealed: nobody goes back to its columns. */
  letGo(batchId: string): void {
    this.#read.forget(batchId)
    this.#asked.forget(batchId)
    this.#stagings.require(batchId).forgetTokens()
  }

  /** Closes what is open of a file, and forgets what of it was only in memory. */
  close(batchId: string): void {
    this.#read.forget(batchId)
    this.forget(batchId)
    this.#released.forget(batchId)
    this.#asked.forget(batchId)
    this.#stagings.close(batchId)
  }

  /**
   * Loads a draft in place of any there is.
   * @param rows as they are known already, to become the draft's own; null to read them from the batch's file
   */
  async #load(batchId: string, setting: DraftSetting, rows: DraftRow[] | null): Promise<FileFacts> {
    const staging = this.#stagings.require(batchId)
    const { file, mapping, header, newCards } = this.#keptFor(batchId, setting)
    const sealed = new Map(staging.newCards().map((each) => [each.cardId, each.fingerprint]))
    const heldAgainst = this.#world(setting)
    const loaded = await loadDraft({
      staging,
      rows: rows ?? readRows(keptRowsIn(staging.reading()), staging.marks(), mapping),
      evidence: this.#ledger(),
      mapping,
      header,
      newCards: newCards.map((view) => broughtCard(view, sealed.get(view.id) ?? '')),
      setting,
      atDintero: this.#asked.of(batchId),
      now: this.#clock()
    })
    await loaded.draft.setName(staging.fact('name') ?? '')
    this.#drafts.use(batchId, { ...loaded, heldAgainst })
    return file
  }

  /** @throws TrekkError `not_found`; `other_account` when the setting is another account's */
  #keptFor(batchId: string, { accountId }: DraftSetting): Kept {
    const kept = keptIn(this.#stagings.require(batchId))
    if (kept.accountId !== accountId)
      throw new TrekkError('other_account', `the file belongs to ${kept.accountId}`)
    return kept
  }

  /** Another text whenever rows may be held against something else than before, what Dintero is asked left out. */
  #world(setting: DraftSetting): string {
    return JSON.stringify([setting, this.#ledger().version(), Math.floor(this.#clock() / minute)])
  }

  async #findTokens(batchId: string, file: ReadFile, { accountId }: DraftSetting): Promise<NewToken[]> {
    // To read every row for nothing takes seconds.
    if (!hasTokens(file)) return []
    const stored = await this.#ledger().cards(accountId)
    // Sealed when the columns were accepted before: a card that is brought along keeps its id.
    const sealed = this.#stagings.find(batchId)?.newCards() ?? []
    const known = new Set([...stored.flatMap(tokensOf), ...sealed].map(({ fingerprint }) => fingerprint))
    // A card that was removed comes back as itself, with its history and any block.
    const removed = await this.#ledger().removedCards(accountId)
    return newTokensOf(file, accountId, known, (fingerprint) => removed.get(fingerprint) ?? this.#ids())
  }

  /** The ledger, for reading; every question sees it as it is then. */
  #ledger(): FileEvidence {
    this.#evidence ??= new FileEvidence(this.#place.folder, this.#place.ledger, this.#clock)
    return this.#evidence
  }
}

/** What stands for each token of a card in a file; of two it also says which, as each is for its own kind of charge. */
function tokenHandles(card: KnownCard): (readonly [fingerprint: string, handle: string])[] {
  const tokens = tokensOf(card)
  return tokens.map(({ fingerprint, kind }) => [
    fingerprint,
    cardHandle(card.view.id, tokens.length > 1 ? kind : null)
  ])
}

/** A card that a file brings along, as one that is stored. */
function broughtCard(view: CardView, fingerprint: string): KnownCard {
  const [kind = 'payment_token'] = view.tokenKinds
  const own = { id: view.id, kind, tokenId: null, fingerprint, reference: view.reference }
  return { view, own, twin: null, twinId: null }
}

function hasTokens({ meaning }: ReadFile): boolean {
  return meaning.mapping.columns.includes('token')
}

function factsOf({ name, bytes, hash }: ReadFile): FileFacts {
  return { name, bytes, hash }
}
