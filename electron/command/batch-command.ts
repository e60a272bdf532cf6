import { environmentOf } from '../../shared/account'
import { usualPace, type CurrencySum } from '../../shared/batch'
import type { BatchDetail, FileWords } from '../../shared/batch-view'
import { TrekkError } from '../../shared/result'
import type { BatchRecord } from '../ledger/batches'
import type { Services } from '../services'
import { mayFollow, rowCountsOf } from './counts'
import type { Happened, RowCounts } from './events'
import type { Outcome } from './exit-codes'
import type { BatchOptions } from './options'
import { checkPaths, type Paths } from './paths'
import { goesOnByItself, Stop, stopForAsking, stopForPause } from './stop'
import type { StopRequest } from './stop-request'

export interface BatchCommandParts {
  readonly services: Pick<Services, 'ledger' | 'batches' | 'batchRuns' | 'reconciler'> & {
    readonly accounts: Pick<Services['accounts'], 'prove'>
  }
  readonly options: BatchOptions
  /** What relative paths are relative to. */
  readonly folder: string
  /** What the result says in words. */
  readonly words: FileWords
  readonly stop: StopRequest
  readonly say: (happened: Happened) => void
  /** ms since 1970 UTC */
  readonly clock: () => number
  /** Resolves after so many ms. */
  readonly pause: (ms: number) => Promise<void>
}

/** How a command ended that charged its file to the end. */
export interface Done {
  readonly outcome: Outcome
  readonly batchId: string
  readonly counts: RowCounts
}

/** Charges of which nothing is known are asked about for so long before the command ends, ms. */
const longestWait = 120_000
const lookEvery = 500
const tellEvery = 1_000

/** A charge file from the disk to its result, without anybody looking: what a person would be asked ends it. */
export class BatchCommand {
  readonly #parts: BatchCommandParts
  #batchId: string | null = null

  constructor(parts: BatchCommandParts) {
    this.#parts = parts
  }

  /** The batch it releases or goes on with; null before. */
  get batchId(): string | null {
    return this.#batchId
  }

  /** @throws Stop; TrekkError, whatever the services do */
  async run(): Promise<Done> {
    const { services, options, folder, stop } = this.#parts
    const paths = checkPaths(options.file, options.out, folder)
    await this.#requireEnvironment()
    // What an earlier program left is sorted out before anything new is begun.
    await services.reconciler.start()
    await services.batchRuns.recover()
    await services.batches.discardLeft()
    stop.check()
    const batch = await this.#earlierOrReleased(paths)
    this.#batchId = batch.id
    await this.#charge(batch.id)
    const counts = await this.#whenKnown(batch.id)
    await this.#save(batch.id, paths)
    return { outcome: outcomeOf(counts), batchId: batch.id, counts }
  }

  /** What became of the batch's rows so far; null before it is released. */
  async counts(): Promise<RowCounts | null> {
    return this.#batchId === null ? null : this.#countsOf(this.#batchId)
  }

  async #requireEnvironment(): Promise<void> {
    const { services, options } = this.#parts
    const { accountId, realMoney } = options
    if ((await services.ledger.accounts.get(accountId)) === null)
      throw new TrekkError('no_account', `no account ${accountId}`, { details: { accountId } })
    const isProduction = environmentOf(accountId) === 'production'
    if (isProduction && !realMoney) throw new Stop('account', 'real_money_missing', { accountId })
    if (!isProduction && realMoney) throw new Stop('account', 'real_money_without', { accountId })
  }

  async #earlierOrReleased(paths: Paths): Promise<BatchRecord> {
    const { batches } = this.#parts.services
    const draft = await batches.import({ kind: 'path', path: paths.file })
    let isReleased = false
    try {
      const earlier = await this.#earlier(draft.fileHash)
      if (earlier !== null) return await this.#takenUp(earlier, paths)
      const batch = await this.#released(draft.id, paths)
      isReleased = true
      return batch
    } finally {
      // What is left of it is thrown away at the next start too.
      if (!isReleased) await batches.discard(draft.id).catch(() => undefined)
    }
  }

  /**
   * The batch that this very command has released before; null for none.
   * @throws Stop `name_used`, `released_by_person`, `same_file`
   */
  async #earlier(fileHash: string): Promise<BatchRecord | null> {
    const { services, options } = this.#parts
    const { accountId, name, accept } = options
    const all = await services.ledger.batches.namedOrOf(accountId, name, fileHash)
    const named = all.filter((batch) => batch.name === name)
    for (const batch of named) {
      const details = { name, batchId: batch.id, fileName: batch.fileName, releasedAt: batch.releasedAt }
      if (batch.fileHash !== fileHash) throw new Stop('used', 'name_used', details)
      if (batch.source !== 'command') throw new Stop('used', 'released_by_person', details)
    }
    const [own] = named
    if (own !== undefined) return own
    const [same] = all
    if (same !== undefined && !accept.has('same_file'))
      throw new Stop('used', 'same_file', { name: same.name, batchId: same.id, releasedAt: same.releasedAt })
    return null
  }

  async #takenUp(batch: BatchRecord, paths: Paths): Promise<BatchRecord> {
    const { services, say } = this.#parts
    const { state, reason, details } = batch
    this.#batchId = batch.id
    this.#requireTotals(batch.sums)
    if (state === 'cancelled' || state === 'stopped')
      throw new Stop('used', 'called_off', { name: batch.name, state })
    if (paths.outExists && !(await services.batches.isResult(batch.id, paths.out)))
      throw new Stop('out', 'out_exists', { out: paths.out })
    if (state === 'paused' && reason !== null && !goesOnByItself(reason)) throw stopForPause(reason, details)
    await this.#requireEnding(batch.id, paths)
    if (state !== 'done') await services.accounts.prove(batch.accountId)
    say({ event: 'resumed', batch: batch.id, state, counts: await this.#countsOf(batch.id) })
    return batch
  }

  async #released(draftId: string, paths: Paths): Promise<BatchRecord> {
    const { services, options, stop, say } = this.#parts
    const { batches, ledger, accounts } = services
    if (paths.outExists) throw new Stop('out', 'out_exists', { out: paths.out })
    const read = await batches.useMapping(draftId, options.mapping)
    const questions = read.columns?.meaning.questions ?? []
    if (questions.length > 0)
      throw new Stop('file', 'questions', { questions: questions.map(({ kind }) => kind).join(', ') })
    await batches.rename(draftId, options.name)
    await batches.acceptColumns(draftId)
    await this.#requireEnding(draftId, paths)
    // Before Dintero is asked: a keychain that is locked is told as what it is.
    await accounts.prove(options.accountId)
    await batches.ask(draftId, 'payments')
    const checked = await batches.whenAsked(draftId)
    this.#requireClear(checked)
    const { reviewId, charges, sums, approval, atDintero } = await batches.review(draftId, null)
    const end = atDintero.payments?.end ?? null
    if (end !== 'end' && !options.accept.has('not_asked')) throw stopForAsking(end)
    if (charges === 0) throw new Stop('file', 'nothing_to_charge')
    this.#requireTotals(sums)
    // A command has nobody beside it. The write of the release says the same.
    if (approval !== null) throw new Stop('account', 'second_person', { accountId: options.accountId })
    say({ event: 'read', file_hash: checked.fileHash, rows: checked.check?.records ?? 0, sums })
    stop.check()
    await batches.hold({
      reviewId,
      typed: options.totals,
      firstCharges: Math.min(options.firstCharges, charges),
      realMoney: options.realMoney,
      hold: 0,
      pace: usualPace
    })
    say({ event: 'released', batch: draftId, sums })
    return ledger.batches.require(draftId)
  }

  /** @throws Stop `rows` with what is wrong, as a person would be shown it */
  #requireClear({ check }: BatchDetail): void {
    const { accept } = this.#parts.options
    const problems = (check?.groups ?? []).filter(
      ({ code, severity }) => severity !== 'warning' || !accept.has(code)
    )
    if (problems.length === 0) return
    throw new Stop('file', 'rows', { rows: problems.reduce((sum, { rows }) => sum + rows, 0) }, { problems })
  }

  /** @throws Stop `totals_differ`, with both */
  #requireTotals(sums: readonly CurrencySum[]): void {
    const { totals } = this.#parts.options
    const listed = (all: readonly { currency: string; amount: number }[]): string =>
      all
        .map(({ currency, amount }) => `${amount} ${currency}`)
        .sort()
        .join(', ')
    const [said, found] = [listed(totals), listed(sums)]
    if (said !== found) throw new Stop('totals', 'totals_differ', { said, found })
  }

  /** The result comes in the form of the file: a workbook stays one. */
  async #requireEnding(batchId: string, { out }: Paths): Promise<void> {
    const detail = await this.#parts.services.batches.detail(batchId)
    const isWorkbook = detail.columns?.understood.kind === 'workbook'
    if (isWorkbook !== /\.xlsx$/i.test(out))
      throw new Stop('out', 'out_ending', { out, ending: isWorkbook ? 'xlsx' : 'csv' })
  }

  /** Charges until every row has left. @throws Stop when it is paused, or a person must look */
  async #charge(batchId: string): Promise<void> {
    const { ledger } = this.#parts.services
    for (;;) {
      this.#parts.stop.check()
      const { state } = await ledger.batches.require(batchId)
      if (state === 'done') return
      if (state === 'cancelled' || state === 'stopped') throw new Stop('used', 'called_off', { state })
      if (state === 'looking') await this.#requireGoodFirst(batchId)
      await this.#runOnce(batchId, state === 'looking')
    }
  }

  async #requireGoodFirst(batchId: string): Promise<void> {
    const counts = await this.#whenKnown(batchId)
    this.#parts.stop.check()
    if (!mayFollow(counts))
      throw new Stop('person', counts.unknown > 0 ? 'first_unknown' : 'first_not_charged')
  }

  async #runOnce(batchId: string, lookedAt: boolean): Promise<void> {
    const { services, stop } = this.#parts
    const { batches, batchRuns, ledger } = services
    await batches.start(batchId, lookedAt)
    const forget = stop.whenAsked(() => void batchRuns.pause(batchId, 'interrupted').catch(() => undefined))
    const quiet = this.#telling(batchId)
    await batchRuns.ended(batchId)
    forget()
    quiet()
    await this.#tell(batchId)
    const { state, reason, details } = await ledger.batches.require(batchId)
    if (state === 'paused') throw stopForPause(reason ?? 'program', details)
  }

  /** Waits until Dintero has said what became of what is open, though not for ever. */
  async #whenKnown(batchId: string): Promise<RowCounts> {
    const { clock, pause, stop } = this.#parts
    const until = clock() + longestWait
    for (;;) {
      const counts = await this.#countsOf(batchId)
      if (counts.unknown === 0 || stop.isAsked || clock() >= until) return counts
      await pause(lookEvery)
    }
  }

  async #save(batchId: string, { out }: Paths): Promise<void> {
    const { services, words, say } = this.#parts
    const { rows } = await services.batches.save(batchId, 'result', words, () => Promise.resolve(out))
    say({ event: 'saved', out, rows })
  }

  async #countsOf(batchId: string): Promise<RowCounts> {
    const changed = await this.#parts.services.batches.changed(batchId)
    if (changed === null || changed.run === null) throw new TrekkError('not_found', `no batch ${batchId}`)
    const { state, charges, counts, setAside } = changed.run
    return rowCountsOf(state, charges, counts, setAside)
  }

  async #tell(batchId: string): Promise<void> {
    const { services, say } = this.#parts
    const { state } = await services.ledger.batches.require(batchId)
    say({ event: 'progress', batch: batchId, state, counts: await this.#countsOf(batchId) })
  }

  #telling(batchId: string): () => void {
    const timer = setInterval(() => void this.#tell(batchId).catch(() => undefined), tellEvery)
    return () => clearInterval(timer)
  }
}

function outcomeOf({ released, charged, unknown }: RowCounts): Outcome {
  if (unknown > 0) return 'some_unknown'
  return charged === released ? 'done' : 'some_not_charged'
}
