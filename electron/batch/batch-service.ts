import type { Actor } from '../../shared/audit'
import type { Pace } from '../../shared/batch'
import type { AskedAbout, AskingView } from '../../shared/batch-asking'
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
import type { Ledger } from '../ledger/ledger'
import { discardStaging, type StagedCard } from '../ledger/staging/staging'
import { AccountInUse } from './account-in-use'
import type { Asking } from './asking'
import type { BatchRuns } from './batch-runs'
import { headFact, Heads, type Head } from './drafts/heads'
import type { FileSource } from './drafts/read-file'
import type { DraftSetting } from './drafts/setting'
import { suggestedName } from './drafts/suggested-name'
import type { Files } from './files'
import { Releasing, type Expected, type Release } from './releasing'
import { runViewOf } from './run-view'
import { Saving, type ChooseFile, type SavedFile } from './saving'
import { Turns } from './turns'

export interface BatchServiceParts {
  /** The profile folder. */
  readonly folder: string
  readonly ledger: Ledger
  readonly files: Files
  readonly runs: BatchRuns
  readonly asking: Asking
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

/** Timers of the system know no month: one that is to wait for longer looks again after a day, ms. */
const longestTimer = 86_400_000
/** Tokens sealed at a time, so that nothing waits for it. */
const sealedAtATime = 200

/**
 * Charge files, for the person at the desk: from the drop to the release, and what may be done to one that was released.
 * Everything is about the account in use, because that is the one whose environment the person sees.
 */
export class BatchService {
  readonly #parts: BatchServiceParts
  readonly #inUse: AccountInUse
  readonly #heads: Heads
  readonly #releasing: Releasing
  readonly #saving: Saving
  /** Why the rest of a file could not be read whose beginning was shown. */
  readonly #unread = new Map<string, unknown>()
  /** Files whose rest is being read; none rejects. */
  readonly #reading = new Map<string, Promise<void>>()
  readonly #starts = new Map<string, () => void>()
  /** What changes a file, or what it is looked at for, is done one after another: a file that is released is not mended. */
  readonly #turns = new Turns()
  #isClosed = false

  constructor(parts: BatchServiceParts) {
    this.#parts = parts
    this.#inUse = new AccountInUse(parts.ledger, parts.settings)
    this.#heads = new Heads(parts.folder, parts.files)
    this.#releasing = new Releasing(parts)
    this.#saving = new Saving(parts.ledger, parts.files, parts.language)
  }

  /**
   * Takes a file in. Its beginning is understood at once; the rest is read meanwhile, and told of.
   * @throws TrekkError `file_refused`, `file_unreadable`, `no_account`
   */
  async import(source: FileSource): Promise<BatchDetail> {
    const { files, actor, clock, ids } = this.#parts
    const setting = await this.#inUse.setting()
    const batchId = ids()
    const file = await files.ask('open', batchId, source, setting)
    this.#heads.take(batchId, {
      accountId: setting.accountId,
      file,
      name: suggestedName(file.name, clock()),
      importedBy: actor().operator,
      createdAt: clock(),
      stage: 'columns'
    })
    // First what is there to be looked at: nobody waits for the rest.
    const detail = await this.detail(batchId)
    const reading = this.#readOn(batchId).finally(() => this.#reading.delete(batchId))
    this.#reading.set(batchId, reading)
    return detail
  }

  /** The files of the account in use: those that are not released first, then the released ones, the latest first. */
  async list(offset: number, limit: number): Promise<ListPage<BatchSummary>> {
    const { ledger } = this.#parts
    const { id } = await this.#inUse.get()
    const all = await this.#drafts()
    const drafts = all.filter(([, head]) => head.accountId === id)
    const released = await ledger.batches.list(id, Math.max(0, offset - drafts.length), limit)
    const rows = [
      ...drafts.slice(offset, offset + limit).map(([batchId, head]) => summaryOfDraft(batchId, head)),
      ...(await Promise.all(released.map((batch) => this.#summary(batch))))
    ].slice(0, limit)
    return { rows, total: drafts.length + (await ledger.batches.count(id)), atLeast: false }
  }

  /**
   * @throws TrekkError `not_found`; `other_account` for a file of an account that is not in use; `file_refused` when the
   * rest of a file was no charge file after all
   */
  async detail(batchId: string): Promise<BatchDetail> {
    const { ledger, files } = this.#parts
    const batch = await ledger.batches.get(batchId)
    if (batch !== null) return this.#detailOf(batch)
    const head = await this.#head(batchId)
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
    if (head.stage === 'columns') {
      if (this.#unread.has(batchId)) throw this.#unread.get(batchId)
      return { ...common, columns: await files.ask('columns', batchId), check: null }
    }
    await files.ask('load', batchId, await this.#inUse.setting())
    return {
      ...common,
      columns: await files.ask('keptColumns', batchId),
      check: await files.ask('check', batchId)
    }
  }

  /** Reads a file in another way. @throws TrekkError `file_refused`, `not_found` */
  readAnew(batchId: string, choices: ReadingChoices): Promise<BatchDetail> {
    return this.#change(batchId, async () => {
      await this.#requireStage(batchId, 'columns')
      // Or what it has to say of the first way would be said of this one.
      await this.#reading.get(batchId)
      await this.#parts.files.ask('readAnew', batchId, choices)
      this.#unread.delete(batchId)
    })
  }

  /** Takes in what a person says of the columns and for the whole file. @throws TrekkError `not_found` */
  answer(batchId: string, answers: MappingChoices, defaults: FileDefaults): Promise<BatchDetail> {
    return this.#change(batchId, async () => {
      await this.#requireStage(batchId, 'columns')
      await this.#parts.files.ask('answer', batchId, answers, defaults)
    })
  }

  /**
   * Goes on to the rows: tokens are sealed, rows kept without them, and checked.
   * @throws TrekkError `questions_open`, `invalid_input`, keychain codes, `storage_*`
   */
  acceptColumns(batchId: string): Promise<BatchDetail> {
    const { files, ledger, onProgress } = this.#parts
    return this.#change(batchId, async () => {
      const head = await this.#requireStage(batchId, 'columns')
      const mending: Head = { ...head, stage: 'mending' }
      const setting = await this.#inUse.setting()
      await files.ask('readWhole', batchId)
      const cards = await this.#sealedCards(batchId, await this.#inUse.get(), setting)
      const remembered = { ...setting.remembered, ...(await files.ask('chosenHeaders', batchId)) }
      await files.ask('accept', batchId, setting, cards, { ...headFact(mending), name: head.name })
      await ledger.desk.rememberColumns(remembered)
      this.#heads.take(batchId, mending)
      onProgress(batchId)
    })
  }

  /** @throws TrekkError `file_gone` when the file itself is not in memory any more: it must be dropped again */
  backToColumns(batchId: string): Promise<BatchDetail> {
    return this.#change(batchId, async () => {
      const head = await this.#requireStage(batchId, 'mending')
      if (!(await this.#parts.files.ask('isRead', batchId)))
        throw new TrekkError('file_gone', 'the file must be dropped again')
      this.#heads.take(batchId, { ...head, stage: 'columns' })
    })
  }

  /** Names a file. @throws TrekkError `invalid_input` | `card_number_refused` */
  rename(batchId: string, typed: string): Promise<BatchDetail> {
    const { files, onProgress } = this.#parts
    return this.#change(batchId, async () => {
      const named: Head = { ...(await this.#head(batchId)), name: nameOf(typed) }
      if (named.stage === 'mending') {
        await this.#load(batchId)
        await files.ask('setName', batchId, named.name, headFact(named))
      }
      this.#heads.take(batchId, named)
      onProgress(batchId)
    })
  }

  /** Rows as they stand, or with what became of them. @throws TrekkError `not_found` | `other_account` */
  async rows(batchId: string, filter: RowFilter, offset: number, limit: number): Promise<ListPage<BatchRow>> {
    const { ledger, files, runs } = this.#parts
    const batch = await ledger.batches.get(batchId)
    await this.#inUse.require(batch?.accountId ?? (await this.#head(batchId)).accountId)
    await this.#load(batchId)
    if (batch === null) return files.ask('list', batchId, filter, offset, limit)
    return files.ask('listReleased', batchId, filter, offset, limit, runs.runOf(batchId) !== null)
  }

  async find(
    batchId: string,
    filter: RowFilter,
    from: number,
    direction: 'next' | 'previous'
  ): Promise<{ row: number; index: number; field: BatchRow['problems'][number]['field'] } | null> {
    await this.#requireMending(batchId)
    return this.#parts.files.ask('find', batchId, filter, from, direction)
  }

  /** @throws TrekkError `not_found`, `reason_missing`, `storage_*`; `batch_begun` for a file that was released */
  edit(batchId: string, edit: BatchEdit): Promise<BatchDetail> {
    return this.#mend(batchId, () => this.#parts.files.ask('edit', batchId, edit))
  }

  undo(batchId: string): Promise<BatchDetail> {
    return this.#mend(batchId, () => this.#parts.files.ask('undo', batchId))
  }

  redo(batchId: string): Promise<BatchDetail> {
    return this.#mend(batchId, () => this.#parts.files.ask('redo', batchId))
  }

  /** Throws away a file that was not released. @throws TrekkError `batch_begun` | `not_found` */
  discard(batchId: string): Promise<void> {
    return this.#turns.take(batchId, async () => {
      await this.#head(batchId)
      await this.#parts.asking.stop(batchId)
      await this.#discard(batchId)
    })
  }

  /** See `Releasing.review`. */
  review(batchId: string, expected: Expected | null): Promise<BatchReview> {
    return this.#turns.take(batchId, async () => {
      const head = await this.#requireStage(batchId, 'mending')
      const review = await this.#releasing.review(batchId, head, await this.#inUse.setting(), expected)
      return { ...review, asking: this.#parts.asking.view(batchId) }
    })
  }

  /** Asks Dintero about a file before it is released, see `Asking.start`. @throws TrekkError `asking_busy`, `not_found` */
  ask(batchId: string, what: AskedAbout): Promise<AskingView> {
    const { asking, settings } = this.#parts
    return this.#turns.take(batchId, async () => {
      const { accountId } = await this.#requireMending(batchId)
      return asking.start(batchId, accountId, what, settings().duplicateWindowHours)
    })
  }

  /** Calls asking off; what was learned until then counts. */
  async stopAsking(batchId: string): Promise<void> {
    await this.#head(batchId)
    await this.#parts.asking.stop(batchId)
  }

  /** See `Releasing.take` and `Releasing.release`. A review is released once, however often and fast it is tried. */
  async release(release: Release): Promise<BatchDetail> {
    const { files } = this.#parts
    const review = this.#releasing.take(release)
    const { batchId } = review
    return this.#change(batchId, async () => {
      try {
        const head = await this.#requireStage(batchId, 'mending')
        await this.#releasing.release(head, await this.#inUse.setting(), review, release)
      } catch (error) {
        this.#releasing.giveBack(release.reviewId, review)
        throw error
      }
      await this.#parts.asking.stop(batchId)
      this.#heads.forget(batchId)
      this.#startLater(batchId, release.hold)
      await files.ask('letGo', batchId)
    })
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

  /** See `Saving.save`. @throws TrekkError `not_found` | `other_account` */
  async save(
    batchId: string,
    what: SavedFile,
    words: FileWords,
    chooseFile: ChooseFile
  ): Promise<{ rows: number; reencoded: boolean }> {
    const batch = await this.#parts.ledger.batches.get(batchId)
    const { accountId, name } = batch ?? (await this.#head(batchId))
    await this.#inUse.require(accountId)
    await this.#load(batchId)
    return this.#saving.save(batchId, name, what, words, chooseFile)
  }

  /** See `Saving.saveTemplate`. @throws TrekkError `no_account` */
  async saveTemplate(
    query: string,
    form: 'text' | 'workbook',
    chooseFile: ChooseFile
  ): Promise<{ cards: number }> {
    return this.#saving.saveTemplate((await this.#inUse.get()).id, query, form, chooseFile)
  }

  /** The little of a file that the page is told of again and again; null for a file that is not shown now. */
  async changed(
    batchId: string
  ): Promise<{ batchId: string; stage: BatchStage; run: RunView | null } | null> {
    const { ledger } = this.#parts
    const batch = await ledger.batches.get(batchId)
    if (batch === null) {
      const stage = this.#heads.stageOf(batchId)
      return stage === null ? null : { batchId, stage, run: null }
    }
    if (batch.accountId !== (await ledger.desk.activeAccount())) return null
    return { batchId, stage: batch.state, run: await this.#run(batch) }
  }

  /** Ends what waits for its time, pauses what runs and waits for what is on its way. For quitting. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const cancel of this.#starts.values()) cancel()
    await this.#parts.asking.stopAll()
    await this.#parts.runs.close()
    await this.#parts.files.close()
  }

  /** All files that are not released. Those of an account that was removed go with it, as its cards do. */
  async #drafts(): Promise<(readonly [string, Head])[]> {
    const { ledger, onError } = this.#parts
    const isReleased = async (batchId: string): Promise<boolean> =>
      (await ledger.batches.get(batchId)) !== null
    const all = await this.#heads.all(isReleased, onError)
    const there = new Set((await ledger.accounts.list()).map(({ id }) => id))
    for (const [batchId, { accountId }] of all) if (!there.has(accountId)) await this.#discard(batchId)
    return all.filter(([, { accountId }]) => there.has(accountId))
  }

  /** Reads the rest of a file. One that is none after all says so when it is looked at. */
  async #readOn(batchId: string): Promise<void> {
    const { files, onProgress } = this.#parts
    await files.ask('readWhole', batchId).catch((error: unknown) => this.#unread.set(batchId, error))
    onProgress(batchId)
  }

  async #sealedCards(
    batchId: string,
    { id: accountId, secretHome }: AccountRecord,
    setting: DraftSetting
  ): Promise<StagedCard[]> {
    const { files, seals } = this.#parts
    const cards: StagedCard[] = []
    for (;;) {
      const some = await files.ask('newTokens', batchId, setting, cards.length, sealedAtATime)
      if (some.length === 0) return cards
      for (const { cardId, token, fingerprint } of some)
        cards.push({
          cardId,
          fingerprint,
          sealed: await seals.seal(secretHome, token, { accountId, cardId })
        })
    }
  }

  /** Lets a file go when its hold is over. A clock that was set back meanwhile makes it wait for its time. */
  #startLater(batchId: string, wait: number): void {
    const { runs, timer, clock, onError, onProgress } = this.#parts
    if (this.#isClosed) return
    const start = async (): Promise<void> => {
      this.#starts.delete(batchId)
      try {
        await runs.start(batchId)
      } catch (error) {
        const startsAt = error instanceof TrekkError ? error.details?.['startsAt'] : undefined
        if (typeof startsAt === 'number') this.#startLater(batchId, Math.max(1, startsAt - clock()))
        else onError(error)
        onProgress(batchId)
      }
    }
    this.#starts.set(
      batchId,
      timer(() => void start(), Math.min(wait, longestTimer))
    )
  }

  async #run(batch: BatchRecord): Promise<RunView> {
    const { ledger, files, runs } = this.#parts
    const outcomes = await files.ask('outcomes', batch.id, runs.runOf(batch.id) !== null)
    return runViewOf(batch, await ledger.batches.counts(batch.id), outcomes, runs.runOf(batch.id))
  }

  async #detailOf(batch: BatchRecord): Promise<BatchDetail> {
    await this.#inUse.require(batch.accountId)
    const { files } = this.#parts
    const file = await files.ask('load', batch.id, await this.#inUse.setting())
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

  /** @throws TrekkError `not_found` | `other_account`; `batch_begun` for one that was released */
  async #head(batchId: string): Promise<Head> {
    if ((await this.#parts.ledger.batches.get(batchId)) !== null)
      throw new TrekkError('batch_begun', 'the file was released')
    const head = await this.#heads.require(batchId)
    await this.#inUse.require(head.accountId)
    return head
  }

  /** Does what changes a file when its turn comes, and says how it stands then. */
  async #change(batchId: string, work: () => Promise<unknown>): Promise<BatchDetail> {
    await this.#turns.take(batchId, work)
    return this.detail(batchId)
  }

  #mend(batchId: string, work: () => Promise<unknown>): Promise<BatchDetail> {
    return this.#change(batchId, async () => {
      await this.#requireMending(batchId)
      await work()
    })
  }

  async #discard(batchId: string): Promise<void> {
    const { files, folder, onProgress } = this.#parts
    await files.ask('close', batchId)
    this.#heads.forget(batchId)
    this.#unread.delete(batchId)
    discardStaging(folder, batchId)
    onProgress(batchId)
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
    await this.#parts.files.ask('load', batchId, await this.#inUse.setting())
  }

  async #requireReleased(batchId: string): Promise<void> {
    const { accountId } = await this.#parts.ledger.batches.require(batchId)
    await this.#inUse.require(accountId)
  }
}

/** @throws TrekkError `invalid_input` | `card_number_refused` */
function nameOf(typed: string): string {
  const name = fieldText(typed)
  const problem = textProblem(name, longestBatchName)
  if (problem === null) return name
  const code = problem === 'card_number' ? 'card_number_refused' : 'invalid_input'
  throw new TrekkError(code, 'the name cannot be kept', { fields: [{ field: 'name', problem }] })
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
