import type { BatchReason, Pace } from '../../shared/batch'
import { TrekkError } from '../../shared/result'
import type { NewAuditEntry } from '../ledger/audit'
import type { BatchMove, BatchRecord, NewBatch } from '../ledger/batches'
import type { AuditAction } from '../../shared/audit'
import type { ApproverRecord } from '../ledger/approvals'
import { requireApproval } from './approving/rule'
import { batchEntry } from './audit-entry'
import { BatchRun, type RunParts } from './batch-run'
import type { Plan } from './plan'

export interface BatchRunsParts extends Omit<RunParts, 'plan' | 'onProgress'> {
  /** The plan of a batch, from its file. @throws TrekkError `storage_*` */
  readonly planOf: (batchId: string) => Plan
  readonly onProgress: (batchId: string) => void
  /** Runs work under a name of its own, by which the audit trail knows what a batch did by itself. */
  readonly under: <T>(requestId: string, work: () => T) => T
}

/** Who has shown to be somebody who may approve, and everybody who had a hand in the batch. */
export interface BatchApproval {
  readonly approver: ApproverRecord | null
  readonly hands: readonly string[]
}

interface Running {
  readonly run: BatchRun
  readonly ended: Promise<void>
  /** How often somebody wanted it to end: a start that waits for that is taken back by whoever pauses again. */
  pauses: number
}

/**
 * The batches of this desk: releasing, starting, pausing and ending them, and which of them this program charges now.
 * One at a time: the pace of a batch is what Dintero sees of this desk.
 */
export class BatchRuns {
  readonly #parts: BatchRunsParts
  readonly #running = new Map<string, Running>()
  /** Resolves when what a crash left has been sorted out: before that nothing new is begun. */
  #recovered: Promise<void>
  #recover: (done: Promise<void>) => void = () => undefined
  /** A batch that is being taken up; it never rejects. */
  #starting: Promise<unknown> | null = null
  #isClosing = false

  constructor(parts: BatchRunsParts) {
    this.#parts = parts
    this.#recovered = new Promise((resolve) => {
      this.#recover = resolve
    })
    // Whoever starts a batch is told.
    this.#recovered.catch(() => undefined)
  }

  /** The run of a batch that this program charges now; null when it does not. */
  runOf(batchId: string): BatchRun | null {
    return this.#running.get(batchId)?.run ?? null
  }

  /** Whether any batch is being charged now. */
  get isBusy(): boolean {
    return this.#running.size > 0
  }

  /**
   * What a crash left: batches that say they run, and that nobody runs. They are paused, so that a person sees where they
   * stood before anything more leaves. Doing it twice changes nothing.
   * @param after what else has to be sorted out first
   * @throws what stands in its way: until it has been done, nothing is started, and whoever tries is told the same
   */
  async recover(after: Promise<unknown> = Promise.resolve()): Promise<void> {
    const done = after.then(() => this.#pauseInterrupted())
    this.#recover(done)
    this.#recovered = done
    await done
  }

  /**
   * Releases a batch, whose plan is in its file already. Nothing leaves before it is started. Whether a second person must
   * approve it, and whether who has approved it may, is what the ledger says in this very write.
   * @param facts what else the audit trail is to say of the release
   * @throws TrekkError as `requireApproval`; `storage_*`
   */
  async release(
    batch: NewBatch,
    { approver, hands }: BatchApproval = { approver: null, hands: [] },
    facts: NewAuditEntry['facts'] = {}
  ): Promise<BatchRecord> {
    const { ledger, actor } = this.#parts
    const by = actor()
    const all = [...hands, batch.importedBy, batch.releasedBy, by.operator]
    return ledger.write(async (tables) => {
      await requireApproval(tables, batch, approver, all, batch.releasedAt)
      const held = await tables.batches.create({ ...batch, approvedBy: approver?.name ?? null })
      const more = {
        ...facts,
        approvedBy: held.approvedBy,
        ...(approver !== null && { approverId: approver.id, hands: [...new Set(all)].join(', ') })
      }
      await tables.audit.append(batchEntry(held, 'batch_released', batch.releasedAt, by, more))
      return held
    })
  }

  /**
   * Charges a batch: one that is held and whose time has come, that waits for a look, or that is paused. Waits until
   * `recover` is done, and for what is still on its way of a batch that was paused just now; one that is paused once more
   * meanwhile stays so.
   * @param lookedAt whether somebody has looked at the first charges and says that the rest may go
   * @throws TrekkError `not_found`; `batch_early` with `details.startsAt`; `batch_unseen` when the first charges wait for
   * a look; `batch_busy` when another batch runs here; `batch_ended`; `batch_taken_over`; `storage_*`
   */
  async start(batchId: string, lookedAt = false): Promise<BatchRecord> {
    await this.#recovered
    const own = this.#running.get(batchId)
    if (own?.run.isStopping === true) {
      const { pauses } = own
      await own.ended
      if (own.pauses !== pauses) return this.#parts.ledger.batches.require(batchId)
    }
    if (this.#isClosing || this.#starting !== null || this.#running.size > 0)
      throw new TrekkError('batch_busy', 'a batch is running here, or the program is closing')
    const started = this.#start(batchId, lookedAt)
    this.#starting = started.catch(() => undefined)
    try {
      return await started
    } finally {
      this.#starting = null
    }
  }

  /**
   * Pauses a batch: nothing more leaves from now on. Resolves when that is on disk; what is on its way still comes in. The
   * last word counts: one that is just being started, or waits to be, is paused as well.
   * @throws TrekkError `not_found`; `storage_*` when it does not run here and the disk does not take it
   */
  async pause(batchId: string, reason: BatchReason = 'person'): Promise<void> {
    await this.#starting
    const running = this.#running.get(batchId)
    if (running !== undefined) {
      running.pauses += 1
      await running.run.stop({ reason, details: {} })
    } else
      await this.#move(batchId, 'batch_paused', (before) => isPausable(before) && { state: 'paused', reason })
  }

  /** Calls a batch off before anything has left. @throws TrekkError `not_found` | `batch_begun` when something has */
  async cancel(batchId: string): Promise<BatchRecord> {
    return this.#move(batchId, 'batch_cancelled', ({ state }) => {
      if (state !== 'held') throw new TrekkError('batch_begun', `the batch is ${state}`)
      return { state: 'cancelled' }
    })
  }

  /**
   * Ends a batch for good: what has not left never will. One that runs is paused first, and what is on its way waited for.
   * @throws TrekkError `not_found` | `batch_ended`
   */
  async stopForGood(batchId: string): Promise<BatchRecord> {
    await this.pause(batchId)
    await this.ended(batchId)
    return this.#move(batchId, 'batch_stopped', ({ state }) => {
      if (state !== 'paused' && state !== 'looking')
        throw new TrekkError('batch_ended', `the batch is ${state}`)
      return { state: 'stopped' }
    })
  }

  /** Changes how fast a batch goes, at once. @throws TrekkError `not_found`, `storage_*` */
  async setPace(batchId: string, pace: Pace): Promise<BatchRecord> {
    const { ledger } = this.#parts
    const after = await ledger.write(async ({ batches }) =>
      batches.setPace(await batches.require(batchId), pace)
    )
    this.#running.get(batchId)?.run.setPace(pace)
    return after
  }

  /** Resolves when a batch is not being charged, and everything known of it is on disk. */
  async ended(batchId: string): Promise<void> {
    await this.#running.get(batchId)?.ended
  }

  /** Pauses what runs, and waits for what is on its way. */
  async stopAll(): Promise<void> {
    await this.#starting
    const all = [...this.#running.keys()]
    await Promise.all(all.map((batchId) => this.pause(batchId, 'interrupted')))
    await Promise.all(all.map((batchId) => this.ended(batchId)))
  }

  /** As `stopAll`, and nothing is started any more. For quitting. */
  async close(): Promise<void> {
    this.#isClosing = true
    await this.stopAll()
  }

  async #pauseInterrupted(): Promise<void> {
    for (const batch of await this.#parts.ledger.batches.open()) {
      if (batch.state !== 'running' || this.#running.has(batch.id)) continue
      await this.#move(batch.id, 'batch_paused', () => ({ state: 'paused', reason: 'interrupted' }))
    }
  }

  async #start(batchId: string, lookedAt: boolean): Promise<BatchRecord> {
    const { ledger, clock, actor, planOf, under, onProgress } = this.#parts
    const by = actor()
    const plan = planOf(batchId)
    const { batch, known } = await ledger.write(async ({ batches, audit }) => {
      const before = await batches.require(batchId)
      requireStartable(before, lookedAt, clock())
      const taken = await batches.takeUp(before, clock(), lookedAt ? by.operator : undefined)
      if (lookedAt && before.lookedAtBy === null)
        await audit.append(batchEntry(taken, 'batch_looked_at', clock(), by))
      await audit.append(batchEntry(taken, 'batch_started', clock(), by, { life: taken.life }))
      return { batch: taken, known: before.reason === 'charged_before' }
    })
    const run = new BatchRun({ ...this.#parts, plan, onProgress: () => onProgress(batchId) }, batch, known)
    const ended = under(`batch-${batchId}-${batch.life}`, () => run.run()).finally(() => {
      this.#running.delete(batchId)
      onProgress(batchId)
    })
    this.#running.set(batchId, { run, ended, pauses: 0 })
    return batch
  }

  async #move(
    batchId: string,
    action: AuditAction,
    to: (before: BatchRecord) => Omit<BatchMove, 'at'> | false
  ): Promise<BatchRecord> {
    const { ledger, clock, actor, onProgress } = this.#parts
    const by = actor()
    const after = await ledger.write(async ({ batches, audit }) => {
      const before = await batches.require(batchId)
      const move = to(before)
      if (move === false) return before
      const moved = await batches.move(before, { at: clock(), ...move })
      const more = move.reason === undefined ? {} : { reason: move.reason }
      await audit.append(batchEntry(moved, action, clock(), by, more))
      return moved
    })
    onProgress(batchId)
    return after
  }
}

function isPausable({ state }: BatchRecord): boolean {
  return state === 'running' || state === 'looking'
}

function requireStartable(
  { state, startsAt, firstCharges, lookedAtBy, life }: BatchRecord,
  lookedAt: boolean,
  now: number
): void {
  if (state === 'done' || state === 'cancelled' || state === 'stopped')
    throw new TrekkError('batch_ended', `the batch is ${state}`)
  if (state === 'held' && now < startsAt)
    throw new TrekkError('batch_early', 'the time to call it off is not over', { details: { startsAt } })
  if (state === 'looking' && !lookedAt)
    throw new TrekkError('batch_unseen', 'the first charges wait for a look')
  // Nobody can have looked at what was never charged.
  if (lookedAt && lookedAtBy === null && (life === 0 || firstCharges === 0))
    throw new TrekkError('batch_unseen', 'nothing is charged yet')
}
