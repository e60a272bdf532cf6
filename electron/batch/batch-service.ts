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
import type { Language } from '../../shared/languages'
import type { KeptMapping } from '../../shared/named-mapping'
import type { ListPage } from '../../shared/list'
import { TrekkError } from '../../shared/result'
import { fieldText } from '../../shared/text'
import type { TokenSeals } from '../accounts/token-seals'
import type { ChargeSource } from '../ledger/charge-record'
import type { Ledger } from '../ledger/ledger'
import { discardStaging } from '../ledger/staging/staging'
import type { ApprovalService } from './approval-service'
import type { Asking } from './asking'
import type { BatchRuns } from './batch-runs'
import { checkedName } from './checked-name'
import { headFact, Heads, type Head } from './drafts/heads'
import type { FileSource } from './drafts/read-file'
import { suggestedName } from './drafts/suggested-name'
import { requireAccount, type FileAccount } from './file-account'
import { FileViews, lineOfDraft } from './file-views'
import type { Files } from './files'
import { Hands } from './hands'
import { Holds } from './holds'
import { Mappings } from './mappings'
import { Releasing, type Expected, type Release } from './releasing'
import { Saving, type ChooseFile, type SavedFile } from './saving'
import { sealTokens } from './sealing'
import { Turns } from './turns'

export interface BatchServiceParts {
  /** The profile folder. */
  readonly folder: string
  readonly ledger: Ledger
  readonly files: Files
  readonly runs: BatchRuns
  readonly asking: Asking
  readonly seals: Pick<TokenSeals, 'seal'>
  readonly approvals: ApprovalService
  /** The account that everything here is about. */
  readonly account: FileAccount
  /** Who releases files here: a person at the page, or a command. */
  readonly source: ChargeSource
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

/**
 * Charge files, from the drop to the release, and what may be done to one that was released. Everything is about one
 * account: for the person at the desk the one in use, whose environment they see; for a command the one that it names.
 */
export class BatchService {
  readonly #parts: BatchServiceParts
  readonly #account: FileAccount
  readonly #heads: Heads
  readonly #releasing: Releasing
  readonly #saving: Saving
  readonly #mappings: Mappings
  readonly #hands: Hands
  readonly #views: FileViews
  /** Why the rest of a file could not be read whose beginning was shown. */
  readonly #unread = new Map<string, unknown>()
  /** Files whose rest is being read; none rejects. */
  readonly #reading = new Map<string, Promise<void>>()
  readonly #holds: Holds
  /** What changes a file, or what it is looked at for, is done one after another: a file that is released is not mended. */
  readonly #turns = new Turns()

  constructor(parts: BatchServiceParts) {
    this.#parts = parts
    this.#account = parts.account
    this.#heads = new Heads(parts.folder, parts.files)
    this.#releasing = new Releasing(parts)
    this.#saving = new Saving(parts.ledger, parts.files, parts.language)
    this.#mappings = new Mappings(parts)
    this.#hands = new Hands(parts, this.#heads)
    this.#holds = new Holds(parts)
    this.#views = new FileViews({ ...parts, holds: this.#holds })
  }

  /** Starts what reads files, which takes longer than to read the beginning of one. */
  prepare(): Promise<void> {
    return this.#parts.files.ask('prepare')
  }

  /**
   * Takes a file in. Its beginning is understood at once; the rest is read meanwhile, and told of.
   * @throws TrekkError `file_refused`, `file_unreadable`, `no_account`; `operator_missing`, as everything that changes a
   * file, where a second person may be asked for
   */
  async import(source: FileSource): Promise<BatchDetail> {
    const { files, clock, ids } = this.#parts
    const setting = await this.#account.setting()
    const importedBy = await this.#hands.now(setting.accountId)
    const batchId = ids()
    const file = await files.ask('open', batchId, source, setting)
    this.#heads.take(batchId, {
      accountId: setting.accountId,
      file,
      name: suggestedName(file.name, clock()),
      importedBy,
      hands: [importedBy],
      source: this.#parts.source,
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
    const { id } = await this.#account.get()
    const all = await this.#drafts()
    const drafts = all.filter(([, head]) => head.accountId === id)
    const released = await ledger.batches.list(id, Math.max(0, offset - drafts.length), limit)
    const rows = [
      ...drafts.slice(offset, offset + limit).map(([batchId, head]) => lineOfDraft(batchId, head)),
      ...(await Promise.all(released.map((batch) => this.#views.lineOf(batch))))
    ].slice(0, limit)
    return { rows, total: drafts.length + (await ledger.batches.count(id)), atLeast: false }
  }

  /**
   * @throws TrekkError `not_found`; `other_account` for a file of an account that is not in use; `file_refused` when the
   * rest of a file was no charge file after all
   */
  async detail(batchId: string): Promise<BatchDetail> {
    const batch = await this.#parts.ledger.batches.get(batchId)
    if (batch !== null) return this.#views.ofBatch(batch)
    const head = await this.#head(batchId)
    if (head.stage === 'mending') return this.#views.ofRows(batchId, head)
    if (this.#unread.has(batchId)) throw this.#unread.get(batchId)
    return this.#views.ofColumns(batchId, head)
  }

  /** How many rows of files that are released and have not ended still wait to charge a card, under any of its ids. */
  async rowsWaiting(accountId: string, cardIds: readonly string[]): Promise<number> {
    const { ledger, files } = this.#parts
    let waiting = 0
    for (const batch of await ledger.batches.open()) {
      if (batch.accountId !== accountId) continue
      const rows = await files.ask('plannedOf', batch.id, cardIds)
      const [first, last] = [rows[0], rows.at(-1)]
      if (first === undefined || last === undefined) continue
      const begun = new Set(await ledger.batches.rowsBegun(batch.id, first, last))
      waiting += rows.filter((row) => !begun.has(row)).length
    }
    return waiting
  }

  /** Reads a file in another way. @throws TrekkError `file_refused`, `not_found` */
  readAnew(batchId: string, choices: ReadingChoices): Promise<BatchDetail> {
    return this.#change(batchId, async () => {
      await this.#hands.touch(batchId, await this.#requireStage(batchId, 'columns'))
      // Or what it has to say of the first way would be said of this one.
      await this.#reading.get(batchId)
      await this.#parts.files.ask('readAnew', batchId, choices)
      this.#unread.delete(batchId)
    })
  }

  /** Takes in what a person says of the columns and for the whole file. @throws TrekkError `not_found` */
  answer(batchId: string, answers: MappingChoices, defaults: FileDefaults): Promise<BatchDetail> {
    return this.#change(batchId, async () => {
      await this.#hands.touch(batchId, await this.#requireStage(batchId, 'columns'))
      await this.#parts.files.ask('answer', batchId, answers, defaults)
    })
  }

  /** See `Mappings.keep`. @throws TrekkError `not_found` */
  keepMapping(batchId: string, name: string): Promise<{ name: string; replaced: boolean }> {
    return this.#turns.take(batchId, async () => {
      await this.#requireStage(batchId, 'columns')
      return this.#mappings.keep(batchId, name)
    })
  }

  /** See `Mappings.list`. */
  mappings(): Promise<KeptMapping[]> {
    return this.#mappings.list()
  }

  /** See `Mappings.remove`. @throws TrekkError `mapping_unknown` */
  removeMapping(name: string): Promise<KeptMapping[]> {
    return this.#mappings.remove(name)
  }

  /** See `Mappings.use`. @throws TrekkError `not_found` */
  useMapping(batchId: string, name: string): Promise<BatchDetail> {
    return this.#change(batchId, async () => {
      await this.#requireStage(batchId, 'columns')
      await this.#mappings.use(batchId, name)
    })
  }

  /**
   * Goes on to the rows: tokens are sealed, rows kept without them, and checked.
   * @throws TrekkError `questions_open`, `invalid_input`, keychain codes, `storage_*`
   */
  acceptColumns(batchId: string): Promise<BatchDetail> {
    const { files, seals, onProgress } = this.#parts
    return this.#change(batchId, async () => {
      const head = await this.#hands.touch(batchId, await this.#requireStage(batchId, 'columns'))
      const mending: Head = { ...head, stage: 'mending' }
      const setting = await this.#account.setting()
      await files.ask('readWhole', batchId)
      const cards = await sealTokens(files, seals, await this.#account.get(), batchId, setting)
      const chosen = await files.ask('chosenHeaders', batchId)
      await files.ask('accept', batchId, setting, cards, { ...headFact(mending), name: head.name })
      await this.#account.remember(chosen)
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
      // A file may lose its name while it is mended; it is released with one.
      const name = fieldText(typed) === '' ? '' : checkedName(typed, longestBatchName)
      const named: Head = { ...(await this.#hands.touch(batchId, await this.#head(batchId))), name }
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
    const { ledger, files } = this.#parts
    const batch = await ledger.batches.get(batchId)
    if (batch !== null) return this.#views.rowsOf(batch, filter, offset, limit)
    await this.#head(batchId)
    await this.#load(batchId)
    return files.ask('list', batchId, filter, offset, limit)
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

  /** Throws away what a program that was killed has left of files it had not released. For a command, which has no list. */
  async discardLeft(): Promise<void> {
    const { source } = this.#parts
    for (const [batchId, head] of await this.#drafts())
      if (head.source === source && (await this.#account.has(head.accountId))) await this.discard(batchId)
  }

  /** See `Releasing.review`. */
  review(batchId: string, expected: Expected | null): Promise<BatchReview> {
    return this.#turns.take(batchId, async () => {
      const head = await this.#requireStage(batchId, 'mending')
      const review = await this.#releasing.review(batchId, head, await this.#account.setting(), expected)
      return { ...review, asking: this.#parts.asking.view(batchId) }
    })
  }

  /** Asks Dintero about a file before it is released, see `Asking.start`. @throws TrekkError `asking_busy`, `not_found` */
  ask(batchId: string, what: AskedAbout): Promise<AskingView> {
    return this.#turns.take(batchId, async () => {
      await this.#requireStage(batchId, 'mending')
      const setting = await this.#account.setting()
      // Not for the file of another account: it refuses to be loaded by this one's settings.
      await this.#parts.files.ask('load', batchId, setting)
      return this.#parts.asking.start(batchId, setting, what)
    })
  }

  /** The file as it is when Dintero is not asked about it any more. */
  async whenAsked(batchId: string): Promise<BatchDetail> {
    await this.#parts.asking.settled(batchId)
    return this.detail(batchId)
  }

  /** Calls asking off; what was learned until then counts. */
  async stopAsking(batchId: string): Promise<void> {
    await this.#head(batchId)
    await this.#parts.asking.stop(batchId)
  }

  /** As `hold`, and lets it go when the time to call it off is over. */
  async release(release: Release): Promise<BatchDetail> {
    const batchId = await this.hold(release)
    this.#holds.startLater(batchId, release.hold)
    return this.detail(batchId)
  }

  /**
   * Releases a file that nothing but `start` lets go. See `Releasing.take` and `Releasing.release`. A review is released
   * once, however often and fast it is tried.
   * @returns the id of the batch
   */
  async hold(release: Release): Promise<string> {
    const { files } = this.#parts
    const review = this.#releasing.take(release)
    const { batchId } = review
    await this.#change(batchId, async () => {
      try {
        const head = await this.#requireStage(batchId, 'mending')
        await this.#releasing.release(head, await this.#account.setting(), review, release)
      } catch (error) {
        this.#releasing.giveBack(release.reviewId, review)
        throw error
      }
      await this.#parts.asking.stop(batchId)
      this.#heads.forget(batchId)
      await files.ask('letGo', batchId)
    })
    return batchId
  }

  /** @throws TrekkError `batch_begun` */
  async cancel(batchId: string): Promise<BatchDetail> {
    await this.#requireReleased(batchId)
    this.#holds.forget(batchId)
    await this.#parts.runs.cancel(batchId)
    return this.detail(batchId)
  }

  /** Lets a file go on, see `BatchRuns.start`. */
  async start(batchId: string, lookedAt: boolean): Promise<BatchDetail> {
    await this.#requireReleased(batchId)
    await this.#parts.runs.start(batchId, lookedAt)
    this.#holds.forget(batchId)
    return this.detail(batchId)
  }

  /** Lets nothing more leave, see `BatchRuns.pause`. */
  async pause(batchId: string): Promise<BatchDetail> {
    const { runs } = this.#parts
    // What is charged here stops before anything is read: the disk is busy with the very charges that are to stop.
    if (runs.runOf(batchId) === null) await this.#requireReleased(batchId)
    await runs.pause(batchId)
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
    await requireAccount(this.#account, accountId)
    await this.#load(batchId)
    return this.#saving.save(batchId, name, what, words, chooseFile)
  }

  /** Whether a file is the result of a released batch as it was last saved, and nobody has changed it since. */
  async isResult(batchId: string, path: string): Promise<boolean> {
    await this.#requireReleased(batchId)
    return this.#parts.files.ask('isResult', batchId, path)
  }

  /** See `Saving.saveTemplate`. @throws TrekkError `no_account` */
  async saveTemplate(
    query: string,
    form: 'text' | 'workbook',
    chooseFile: ChooseFile
  ): Promise<{ cards: number }> {
    return this.#saving.saveTemplate((await this.#account.get()).id, query, form, chooseFile)
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
    if (!(await this.#account.has(batch.accountId))) return null
    return { batchId, stage: batch.state, run: await this.#views.run(batch) }
  }

  /** Ends what waits for its time, pauses what runs and waits for what is on its way. For quitting. */
  async close(): Promise<void> {
    this.#holds.close()
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

  /** @throws TrekkError `not_found` | `other_account`; `batch_begun` for one that was released */
  async #head(batchId: string): Promise<Head> {
    if ((await this.#parts.ledger.batches.get(batchId)) !== null)
      throw new TrekkError('batch_begun', 'the file was released')
    const head = await this.#heads.require(batchId)
    await requireAccount(this.#account, head.accountId)
    return head
  }

  /** Does what changes a file when its turn comes, and says how it stands then. */
  async #change(batchId: string, work: () => Promise<unknown>): Promise<BatchDetail> {
    await this.#turns.take(batchId, work)
    return this.detail(batchId)
  }

  #mend(batchId: string, work: () => Promise<unknown>): Promise<BatchDetail> {
    return this.#change(batchId, async () => {
      await this.#hands.touch(batchId, await this.#requireMending(batchId))
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
    await this.#parts.files.ask('load', batchId, await this.#account.setting())
  }

  async #requireReleased(batchId: string): Promise<void> {
    const { accountId } = await this.#parts.ledger.batches.require(batchId)
    await requireAccount(this.#account, accountId)
  }
}
