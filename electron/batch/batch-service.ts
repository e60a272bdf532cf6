import { environmentOf } from '../../shared/account'
import type { Actor } from '../../shared/audit'
import { usualPace, type CurrencySum, type Pace } from '../../shared/batch'
import {
  longestBatchName,
  type BatchDetail,
  type BatchEdit,
  type BatchReview,
  type BatchRow,
  type BatchStage,
  type BatchSummary,
  type FileWords,
  type ReadingChoices,
  type RowFilter,
  type RunView
} from '../../shared/batch-view'
import { mostRecords } from '../../shared/charge-file'
import type { FileDefaults, MappingChoices } from '../../shared/column-mapping'
import { textProblem } from '../../shared/fields'
import type { Language } from '../../shared/languages'
import type { ListPage } from '../../shared/list'
import { TrekkError } from '../../shared/result'
import type { Settings } from '../../shared/settings'
import { fieldText } from '../../shared/text'
import type { TokenSeals } from '../accounts/token-seals'
import type { AccountRecord } from '../ledger/accounts'
import type { BatchRecord } from '../ledger/batches'
import type { NewCard } from '../ledger/cards'
import type { Ledger } from '../ledger/ledger'
import { discardStaging, stagedBatches, type StagedCard } from '../ledger/staging/staging'
import type { BatchRuns } from './batch-runs'
import type { DraftReview, FileFacts, PlanFacts } from './drafts/file-desk'
import type { FileSource } from './drafts/read-file'
import type { DraftSetting } from './drafts/setting'
import { suggestedName } from './drafts/suggested-name'
import type { Files } from './files'
import { runViewOf } from './run-view'

export interface BatchServiceParts {
  /** The profile folder. */
  readonly folder: string
  readonly ledger: Ledger
  readonly files: Files
  readonly runs: BatchRuns
  readonly seals: Pick<TokenSeals, 'seal'>
  readonly settings: () => Settings
  readonly actor: () => Actor
  /** ms since 1970 UTC */
  readonly clock: () => number
  readonly ids: () => string
  /** Calls back once after so many ms; the returned function cancels. */
  readonly timer: (work: () => void, ms: number) => () => void
  /** The language in force. */
  readonly language: () => Language
  /** Something about a file has changed. */
  readonly onProgress: (batchId: string) => void
  readonly onError: (error: unknown) => void
}

/** What is known of a file before it is released. */
interface Head {
  readonly accountId: string
  readonly file: FileFacts
  readonly name: string
  readonly importedBy: string
  readonly createdAt: number
  readonly stage: 'columns' | 'mending'
}

/** A review that waits for a person. */
interface HeldReview {
  readonly batchId: string
  readonly version: number
  readonly charges: number
  readonly sums: readonly CurrencySum[]
  readonly madeAt: number
}

/** What a person says who releases a file. */
export interface Release {
  readonly reviewId: string
  readonly typed: readonly { readonly currency: string; readonly amount: number }[]
  readonly firstCharges: number
  /** In production: real money is meant. */
  readonly realMoney: boolean
  /** ms */
  readonly hold: number
  readonly pace: Pace
}

/** A person who left for longer is better served by a fresh look. ms */
const reviewValidFor = 15 * 60_000
/** Tokens sealed at a time, so that nothing waits for it. */
const sealedAtATime = 200
/** Cards written at a time, for the same reason. */
const cardsAtATime = 500
/** How long Dintero usually takes, ms. */
const usualAnswer = 1_000
const headKey = 'head'

/**
 * Charge files, for the person at the desk: from the drop to the release, and what may be done to one that was released.
 * Everything is about the account in use, because that is the one whose environment the person sees.
 */
export class BatchService {
  readonly #parts: BatchServiceParts
  readonly #heads = new Map<string, Head>()
  readonly #reviews = new Map<string, HeldReview>()
  readonly #starts = new Map<string, () => void>()

  constructor(parts: BatchServiceParts) {
    this.#parts = parts
  }

  /**
   * Takes a file in. Its beginning is understood at once; the rest is read meanwhile, and told of.
   * @throws TrekkError `file_refused`, `file_unreadable`, `no_account`
   */
  async import(source: FileSource): Promise<BatchDetail> {
    const { files, actor, clock, ids, onError, onProgress } = this.#parts
    const account = await this.#account()
    const batchId = ids()
    const file = await files.ask('open', batchId, source, await this.#setting(account))
    const head: Head = {
      accountId: account.id,
      file,
      name: suggestedName(file.name, clock()),
      importedBy: actor().operator,
      createdAt: clock(),
      stage: 'columns'
    }
    this.#heads.set(batchId, head)
    void files
      .ask('readWhole', batchId)
      .catch(onError)
      .then(() => onProgress(batchId))
    return this.detail(batchId)
  }

  /** The files of the account in use: those that are not released first, then the released ones, the latest first. */
  async list(offset: number, limit: number): Promise<ListPage<BatchSummary>> {
    const { ledger } = this.#parts
    const { id } = await this.#account()
    const drafts = (await this.#drafts()).filter(([, head]) => head.accountId === id)
    const released = await ledger.batches.list(id, Math.max(0, offset - drafts.length), limit)
    const rows = [
      ...drafts.slice(offset, offset + limit).map(([batchId, head]) => summaryOfDraft(batchId, head)),
      ...(await Promise.all(released.map((batch) => this.#summary(batch))))
    ].slice(0, limit)
    return { rows, total: drafts.length + (await ledger.batches.count(id)), atLeast: false }
  }

  /** @throws TrekkError `not_found`; `other_account` for a file of an account that is not in use */
  async detail(batchId: string): Promise<BatchDetail> {
    const batch = await this.#released(batchId)
    if (batch !== null) return this.#detailOf(batch)
    const head = await this.#head(batchId)
    const { files } = this.#parts
    const common = {
      id: batchId,
      name: head.name,
      fileName: head.file.name,
      fileBytes: head.file.bytes,
      fileHash: head.file.hash,
      createdAt: head.createdAt,
      stage: head.stage,
      run: null
    }
    if (head.stage === 'columns')
      return { ...common, columns: await files.ask('columns', batchId), check: null }
    await files.ask('load', batchId, await this.#setting(await this.#account()))
    return {
      ...common,
      columns: await files.ask('keptColumns', batchId),
      check: await files.ask('check', batchId)
    }
  }

  /** Reads a file in another way. @throws TrekkError `file_refused`, `not_found` */
  async readAnew(batchId: string, choices: ReadingChoices): Promise<BatchDetail> {
    await this.#requireStage(batchId, 'columns')
    await this.#parts.files.ask('readAnew', batchId, choices)
    return this.detail(batchId)
  }

  async answer(batchId: string, answers: MappingChoices, defaults: FileDefaults): Promise<BatchDetail> {
    await this.#requireStage(batchId, 'columns')
    await this.#parts.files.ask('answer', batchId, answers, defaults)
    return this.detail(batchId)
  }

  /**
   * Goes on to the rows: tokens are sealed, rows kept without them, and checked.
   * @throws TrekkError `questions_open`, `invalid_input`, keychain codes, `storage_*`
   */
  async acceptColumns(batchId: string): Promise<BatchDetail> {
    const { files, ledger } = this.#parts
    const head = await this.#requireStage(batchId, 'columns')
    const account = await this.#account()
    const setting = await this.#setting(account)
    await files.ask('readWhole', batchId)
    const cards: StagedCard[] = []
    for (;;) {
      const some = await files.ask('newTokens', batchId, setting, cards.length, sealedAtATime)
      if (some.length === 0) break
      for (const { cardId, token, fingerprint } of some) {
        const context = { accountId: account.id, cardId }
        const sealed = await this.#parts.seals.seal(account.secretHome, token, context)
        cards.push({ cardId, fingerprint, sealed })
      }
    }
    const remembered = { ...setting.remembered, ...(await files.ask('chosenHeaders', batchId)) }
    await files.ask('setFact', batchId, 'name', head.name)
    await files.ask('accept', batchId, setting, cards)
    await ledger.desk.rememberColumns(remembered)
    await this.#keep(batchId, { ...head, stage: 'mending' })
    return this.detail(batchId)
  }

  /** @throws TrekkError `not_found` when the file itself is not in memory any more: it must be dropped again */
  async backToColumns(batchId: string): Promise<BatchDetail> {
    const head = await this.#requireStage(batchId, 'mending')
    if (!(await this.#parts.files.ask('isRead', batchId)))
      throw new TrekkError('not_found', 'the file must be dropped again')
    this.#heads.set(batchId, { ...head, stage: 'columns' })
    return this.detail(batchId)
  }

  /** Names a file. @throws TrekkError `invalid_input` | `card_number_refused` */
  async rename(batchId: string, typed: string): Promise<BatchDetail> {
    const head = await this.#head(batchId)
    const name = fieldText(typed)
    const problem = textProblem(name, longestBatchName)
    if (problem !== null) {
      const code = problem === 'card_number' ? 'card_number_refused' : 'invalid_input'
      throw new TrekkError(code, 'the name cannot be kept', { fields: [{ field: 'name', problem }] })
    }
    if (head.stage === 'mending') {
      await this.#load(batchId)
      await this.#parts.files.ask('setName', batchId, name)
    }
    await this.#keep(batchId, { ...head, name })
    return this.detail(batchId)
  }

  async rows(batchId: string, filter: RowFilter, offset: number, limit: number): Promise<ListPage<BatchRow>> {
    await this.#load(batchId)
    const batch = await this.#released(batchId)
    if (batch === null) return this.#parts.files.ask('list', batchId, filter, offset, limit)
    await this.#requireInUse(batch.accountId)
    return this.#parts.files.ask('listReleased', batchId, filter, offset, limit)
  }

  async find(
    batchId: string,
    filter: RowFilter,
    from: number,
    direction: 'next' | 'previous'
  ): Promise<{ row: number; index: number; field: BatchRow['problems'][number]['field'] } | null> {
    await this.#load(batchId)
    return this.#parts.files.ask('find', batchId, filter, from, direction)
  }

  /** @throws TrekkError `not_found`, `reason_missing`, `storage_*`; `batch_begun` for a file that was released */
  async edit(batchId: string, edit: BatchEdit): Promise<BatchDetail> {
    await this.#requireMending(batchId)
    await this.#parts.files.ask('edit', batchId, edit)
    return this.detail(batchId)
  }

  async undo(batchId: string): Promise<BatchDetail> {
    await this.#requireMending(batchId)
    await this.#parts.files.ask('undo', batchId)
    return this.detail(batchId)
  }

  async redo(batchId: string): Promise<BatchDetail> {
    await this.#requireMending(batchId)
    await this.#parts.files.ask('redo', batchId)
    return this.detail(batchId)
  }

  /** Throws away a file that was not released. @throws TrekkError `batch_begun` | `not_found` */
  async discard(batchId: string): Promise<void> {
    await this.#head(batchId)
    await this.#parts.files.ask('close', batchId)
    this.#heads.delete(batchId)
    discardStaging(this.#parts.folder, batchId)
    this.#parts.onProgress(batchId)
  }

  /** Says what will happen if a file is released, and holds it until it is. @throws TrekkError `invalid_input` without a name */
  async review(
    batchId: string,
    expected: { readonly charges: number | null; readonly sums: readonly CurrencySum[] } | null
  ): Promise<BatchReview> {
    const { files, ids, clock } = this.#parts
    const head = await this.#requireMending(batchId)
    if (head.name === '') {
      const fields = [{ field: 'name', problem: 'missing' } as const]
      throw new TrekkError('invalid_input', 'the file has no name', { fields })
    }
    const { version, ...review } = await files.ask('review', batchId)
    const reviewId = ids()
    const { charges, sums } = review
    this.#reviews.set(reviewId, { batchId, version, charges, sums, madeAt: clock() })
    return {
      ...review,
      reviewId,
      name: head.name,
      duration: Math.ceil(charges * Math.max(1_000 / usualPace.perSecond, usualAnswer / usualPace.inFlight)),
      expected:
        expected === null ? null : { ...expected, sums: [...expected.sums], met: isMet(review, expected) }
    }
  }

  /**
   * Releases a file as it was reviewed. Nothing leaves before the hold is over.
   * @throws TrekkError `review_unknown` | `review_expired`; `sums_mismatch`; `review_unconfirmed`;
   * `changed_meanwhile`; `storage_*`
   */
  async release({ reviewId, typed, firstCharges, realMoney, hold, pace }: Release): Promise<BatchDetail> {
    const { files, runs, actor, clock } = this.#parts
    const review = this.#reviews.get(reviewId)
    if (review === undefined) throw new TrekkError('review_unknown', `no review ${reviewId}`)
    if (clock() - review.madeAt >= reviewValidFor)
      throw new TrekkError('review_expired', `review ${reviewId} is too old`)
    const { batchId } = review
    const head = await this.#requireMending(batchId)
    if (review.charges === 0 || !areSums(review.sums, typed))
      throw new TrekkError('sums_mismatch', 'the sums typed are not those of the file')
    if (!realMoney && environmentOf(head.accountId) === 'production') {
      const fields = [{ field: 'realMoney', problem: 'missing' } as const]
      throw new TrekkError('review_unconfirmed', 'real money was not confirmed', { fields })
    }
    this.#reviews.delete(reviewId)
    const plan = await files.ask('writePlan', batchId, review.version)
    await this.#storeCards(head.accountId, plan)
    const now = clock()
    await runs.release({
      id: batchId,
      accountId: head.accountId,
      source: 'batch',
      name: head.name,
      fileName: head.file.name,
      fileHash: head.file.hash,
      contentHash: plan.contentHash,
      planHash: plan.planHash,
      charges: plan.charges,
      sums: plan.sums,
      importedBy: head.importedBy,
      releasedBy: actor().operator,
      approvedBy: null,
      createdAt: head.createdAt,
      releasedAt: now,
      startsAt: now + hold,
      firstCharges,
      pace
    })
    this.#heads.delete(batchId)
    this.#startLater(batchId, hold)
    return this.detail(batchId)
  }

  /** @throws TrekkError `batch_begun` */
  async cancel(batchId: string): Promise<BatchDetail> {
    await this.#requireReleased(batchId)
    this.#starts.get(batchId)?.()
    this.#starts.delete(batchId)
    await this.#parts.runs.cancel(batchId)
    return this.detail(batchId)
  }

  /** Lets a file go on, see `BatchRuns.start`. */
  async start(batchId: string, lookedAt: boolean): Promise<BatchDetail> {
    await this.#requireReleased(batchId)
    await this.#parts.runs.start(batchId, lookedAt)
    return this.detail(batchId)
  }

  async pause(batchId: string): Promise<BatchDetail> {
    await this.#requireReleased(batchId)
    await this.#parts.runs.pause(batchId)
    return this.detail(batchId)
  }

  /** Ends a file for good; resolves when what is on its way has come in. @throws TrekkError `batch_ended` */
  async stop(batchId: string): Promise<BatchDetail> {
    await this.#requireReleased(batchId)
    await this.#parts.runs.stopForGood(batchId)
    return this.detail(batchId)
  }

  async setPace(batchId: string, pace: Pace): Promise<BatchDetail> {
    await this.#requireReleased(batchId)
    await this.#parts.runs.setPace(batchId, pace)
    return this.detail(batchId)
  }

  /**
   * Writes a file out where the person says: results, what may run again, rows that cannot be charged.
   * @param chooseFile asks the person where; null when they closed the dialog
   * @throws TrekkError `cancelled`; `nothing_to_save` when no row belongs in it; `file_unwritable`
   */
  async save(
    batchId: string,
    what: 'result' | 'rerun' | 'bad_rows',
    words: FileWords,
    chooseFile: (suggestion: string) => Promise<string | null>
  ): Promise<{ rows: number; reencoded: boolean }> {
    const { files, language } = this.#parts
    const batch = await this.#released(batchId)
    const { accountId, name } = batch ?? (await this.#head(batchId))
    await this.#requireInUse(accountId)
    await this.#load(batchId)
    const ending = await files.ask('ending', batchId)
    const path = await chooseFile(`${fileNameOf(name)} - ${savedAs[language()][what]}.${ending}`)
    if (path === null) throw new TrekkError('cancelled', 'no file was chosen')
    const saved = await files.ask('save', batchId, what, path, { language: language(), words })
    if (saved.rows === 0) throw new TrekkError('nothing_to_save', 'no row belongs in such a file')
    return saved
  }

  /**
   * Writes a file to fill in, of the stored cards that a search finds.
   * @throws TrekkError `cancelled`, `file_unwritable`, `no_account`
   */
  async saveTemplate(
    query: string,
    form: 'text' | 'workbook',
    chooseFile: (suggestion: string) => Promise<string | null>
  ): Promise<{ cards: number }> {
    const { files, ledger, language } = this.#parts
    const { id } = await this.#account()
    const found = query === '' ? null : await ledger.reads.searchCards(id, query, mostRecords)
    const ending = form === 'workbook' ? 'xlsx' : 'csv'
    const path = await chooseFile(`${savedAs[language()].template}.${ending}`)
    if (path === null) throw new TrekkError('cancelled', 'no file was chosen')
    const cardIds = found === null ? null : found.cards.map((card) => card.id)
    return files.ask('saveTemplate', id, cardIds, form, language(), path)
  }

  /** The little of a file that the page is told of again and again; null for a file that is not shown now. */
  async changed(
    batchId: string
  ): Promise<{ batchId: string; stage: BatchStage; run: RunView | null } | null> {
    const batch = await this.#released(batchId)
    if (batch === null) {
      const stage = this.#heads.get(batchId)?.stage
      return stage === undefined ? null : { batchId, stage, run: null }
    }
    const { ledger } = this.#parts
    if (batch.accountId !== (await ledger.desk.activeAccount())) return null
    return { batchId, stage: batch.state, run: await this.#run(batch) }
  }

  /** Ends what waits for its time, pauses what runs and waits for what is on its way. For quitting. */
  async close(): Promise<void> {
    for (const cancel of this.#starts.values()) cancel()
    await this.#parts.runs.stopAll()
    await this.#parts.files.close()
  }

  #startLater(batchId: string, hold: number): void {
    const { runs, timer, onError } = this.#parts
    const cancel = timer(() => {
      this.#starts.delete(batchId)
      runs.start(batchId).catch(onError)
    }, hold)
    this.#starts.set(batchId, cancel)
  }

  async #storeCards(accountId: string, { newCards }: PlanFacts): Promise<void> {
    const { ledger, clock, actor } = this.#parts
    const by = actor()
    for (let from = 0; from < newCards.length; from += cardsAtATime) {
      const some = newCards.slice(from, from + cardsAtATime)
      const cards = some.map(({ card, staged }): NewCard => {
        const { expired: _expired, blockedUntil: _until, lastChargedAt: _at, ...facts } = card
        return {
          ...facts,
          accountId,
          sealedToken: staged.sealed,
          tokenFingerprint: staged.fingerprint,
          tokenId: null,
          maskedPan: null
        }
      })
      await ledger.write(async (tables) => {
        await tables.cards.insertMissing(cards)
        await tables.audit.append({
          at: clock(),
          ...by,
          accountId,
          action: 'card_added',
          subject: `${cards.length}`,
          facts: { source: 'file', cards: cards.length }
        })
      })
    }
  }

  async #run(batch: BatchRecord): Promise<RunView> {
    const { ledger, files, runs } = this.#parts
    const outcomes = await files.ask('outcomes', batch.id)
    return runViewOf(batch, await ledger.batches.counts(batch.id), outcomes, runs.runOf(batch.id))
  }

  async #detailOf(batch: BatchRecord): Promise<BatchDetail> {
    await this.#requireInUse(batch.accountId)
    const { files } = this.#parts
    const file = await files.ask('load', batch.id, await this.#setting(await this.#account()))
    return {
      id: batch.id,
      name: batch.name,
      fileName: batch.fileName,
      fileBytes: file.bytes,
      fileHash: batch.fileHash,
      createdAt: batch.createdAt,
      stage: batch.state,
      columns: await files.ask('keptColumns', batch.id),
      check: await files.ask('check', batch.id),
      run: await this.#run(batch)
    }
  }

  async #summary(batch: BatchRecord): Promise<BatchSummary> {
    return {
      id: batch.id,
      name: batch.name,
      fileName: batch.fileName,
      stage: batch.state,
      reason: batch.reason,
      charges: batch.charges,
      sums: [...batch.sums],
      counts: await this.#parts.ledger.batches.counts(batch.id),
      createdAt: batch.createdAt,
      changedAt: batch.changedAt
    }
  }

  /** The files that are not released, the latest first: those in memory and those that an earlier start left. */
  async #drafts(): Promise<(readonly [string, Head])[]> {
    const { folder, ledger } = this.#parts
    const left = stagedBatches(folder).filter((id) => !this.#heads.has(id))
    for (const id of left) {
      if ((await ledger.batches.get(id)) === null) await this.#head(id).catch(() => null)
    }
    return [...this.#heads].toSorted(([, one], [, other]) => other.createdAt - one.createdAt)
  }

  /** @throws TrekkError `not_found` | `other_account`; `batch_begun` for one that was released */
  async #head(batchId: string): Promise<Head> {
    const { files, ledger } = this.#parts
    const known = this.#heads.get(batchId) ?? null
    const head = known ?? readHead(await this.#staged(batchId, () => files.ask('fact', batchId, headKey)))
    if ((await ledger.batches.get(batchId)) !== null)
      throw new TrekkError('batch_begun', 'the file was released')
    if (head === null) throw new TrekkError('not_found', `no file ${batchId}`)
    await this.#requireInUse(head.accountId)
    this.#heads.set(batchId, head)
    return head
  }

  /** Looks into a batch's file only where there is one: looking would make it. */
  async #staged<T>(batchId: string, look: () => Promise<T>): Promise<T | null> {
    return stagedBatches(this.#parts.folder).includes(batchId) ? look() : null
  }

  async #keep(batchId: string, head: Head): Promise<void> {
    this.#heads.set(batchId, head)
    if (head.stage === 'mending')
      await this.#parts.files.ask('setFact', batchId, headKey, JSON.stringify(head))
    this.#parts.onProgress(batchId)
  }

  async #requireStage(batchId: string, stage: Head['stage']): Promise<Head> {
    const head = await this.#head(batchId)
    if (head.stage !== stage) throw new TrekkError('not_found', `the file is at ${head.stage}`)
    return head
  }

  async #requireMending(batchId: string): Promise<Head> {
    const head = await this.#requireStage(batchId, 'mending')
    await this.#load(batchId)
    return head
  }

  async #load(batchId: string): Promise<void> {
    const account = await this.#account()
    await this.#parts.files.ask('load', batchId, await this.#setting(account))
  }

  async #released(batchId: string): Promise<BatchRecord | null> {
    return this.#parts.ledger.batches.get(batchId)
  }

  async #requireReleased(batchId: string): Promise<BatchRecord> {
    const batch = await this.#parts.ledger.batches.require(batchId)
    await this.#requireInUse(batch.accountId)
    return batch
  }

  async #requireInUse(accountId: string): Promise<void> {
    if (accountId === (await this.#parts.ledger.desk.activeAccount())) return
    throw new TrekkError('other_account', `the file belongs to ${accountId}`, { details: { accountId } })
  }

  /** @throws TrekkError `no_account` */
  async #account(): Promise<AccountRecord> {
    const { ledger } = this.#parts
    const id = await ledger.desk.activeAccount()
    const account = id === null ? null : await ledger.accounts.get(id)
    if (account === null) throw new TrekkError('no_account', 'no account is in use')
    return account
  }

  async #setting(account: AccountRecord): Promise<DraftSetting> {
    const { ledger, settings } = this.#parts
    return {
      accountId: account.id,
      settings: account.settings,
      duplicateWindowHours: settings().duplicateWindowHours,
      remembered: await ledger.desk.rememberedColumns()
    }
  }
}

/** What files are called that are written out. */
const savedAs: Readonly<
  Record<Language, Readonly<Record<'result' | 'rerun' | 'bad_rows' | 'template', string>>>
> = {
  en: { result: 'result', rerun: 'run again', bad_rows: 'rows to mend', template: 'charges' },
  nb: { result: 'resultat', rerun: 'kjør igjen', bad_rows: 'rader å rette', template: 'belastninger' }
}

/** A name without what no file's name may hold. */
function fileNameOf(name: string): string {
  return name.replace(/[<>:"/\\|?*]+/g, '-').slice(0, 80)
}

function summaryOfDraft(id: string, { file, name, stage, createdAt }: Head): BatchSummary {
  return {
    id,
    name,
    fileName: file.name,
    stage,
    reason: null,
    charges: null,
    sums: [],
    counts: [],
    createdAt,
    changedAt: createdAt
  }
}

/** What `#keep` wrote, in a file of this program's own. */
function readHead(text: string | null): Head | null {
  return text === null ? null : (JSON.parse(text) as Head)
}

/** Whether all sums were typed again, each of them, and no other. */
function areSums(
  sums: readonly CurrencySum[],
  typed: readonly { readonly currency: string; readonly amount: number }[]
): boolean {
  return (
    typed.length === sums.length &&
    sums.every((sum) => typed.some((each) => each.currency === sum.currency && each.amount === sum.amount))
  )
}

function isMet(
  { charges, sums }: Pick<DraftReview, 'charges' | 'sums'>,
  expected: { readonly charges: number | null; readonly sums: readonly CurrencySum[] }
): boolean {
  const isCount = expected.charges === null || expected.charges === charges
  return (
    isCount &&
    expected.sums.every((each) =>
      areSums(
        sums.filter(({ currency }) => currency === each.currency),
        [each]
      )
    )
  )
}
