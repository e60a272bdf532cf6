import { createHash } from 'node:crypto'
import { setTimeout as realTime } from 'node:timers/promises'
import { BatchRuns } from '../../../electron/batch/batch-runs'
import type { Plan } from '../../../electron/batch/plan'
import type { Charging } from '../../../electron/charging/compose'
import type { BatchRecord, NewBatch } from '../../../electron/ledger/batches'
import type { Ledger } from '../../../electron/ledger/ledger'
import type { OpenConnection } from '../../../electron/ledger/sqlite/connection'
import type { PlannedRow } from '../../../electron/ledger/staging/planned-row'
import { Staging } from '../../../electron/ledger/staging/staging'
import type { Actor } from '../../../shared/audit'
import { hasEnded, type CurrencySum } from '../../../shared/batch'
import { everyCharge } from '../../../shared/charge'
import { TrekkError } from '../../../shared/result'
import type { BatchMark, BatchOrder, Row } from '../protocol'
import type { VirtualTime } from '../virtual-time'

/*
 * The part of a life that is about a batch: what a person and the program do with it from release to end, on the
 * program's own staging file, `BatchRuns` and engine.
 */

export interface BatchParts {
  readonly order: BatchOrder
  readonly folder: string
  readonly accountId: string
  readonly ledger: Ledger
  readonly charging: Charging
  readonly time: VirtualTime
  readonly open: OpenConnection
  readonly actor: () => Actor
  readonly say: (is: BatchMark) => void
  readonly onError: (error: unknown) => void
}

/** A person says so often in one life that it goes on; a batch that still has not ended then never will. */
const mostStarts = 60
/** Lookups are waited for no longer, ms. */
const longestSettling = 6 * 3_600_000
const hour = 3_600_000
/** How long to leave a batch to another program before looking at it again, real ms. */
const watch = 60
/** Where another program runs it for longer, or is dead, it is left to that one's next life; real ms. */
const longestWatch = 6_000

/** A batch in one life of the program. */
export class BatchLife {
  readonly #parts: BatchParts
  readonly #staging: Staging
  readonly #runs: BatchRuns
  #progress = 0
  #pausing: Promise<void> | null = null
  #takeOvers: number

  constructor(parts: BatchParts) {
    this.#parts = parts
    this.#takeOvers = parts.order.takeOvers
    this.#staging = new Staging(parts.folder, parts.order.id, parts.open)
    const { ledger, charging, time, actor, onError } = parts
    this.#runs = new BatchRuns({
      ledger,
      engine: charging.engine,
      planOf: () => planIn(this.#staging),
      clock: time.clock,
      pause: (ms) => time.pass(ms),
      actor,
      onProgress: () => this.#onProgress(),
      under: (_id, work) => work(),
      onError
    })
  }

  /** What the program does by itself at its start. */
  recover(): Promise<void> {
    return this.#runs.recover()
  }

  /**
   * Releases it where that was not done, and has it charged to its end, as a person would who comes back each time; who
   * gives up for now when it waits for a charge whose end is not known the next time either.
   */
  async charge(): Promise<void> {
    const { id, joins } = this.#parts.order
    if (!joins && (await this.#parts.ledger.batches.get(id)) === null) await this.#release()
    let waited = 0
    for (let starts = 0; starts < mostStarts && waited < 2; starts += 1) {
      const batch = await this.#whenFree()
      if (batch === null || hasEnded(batch.state)) return
      waited = batch.reason === 'outcome_open' ? waited + 1 : 0
      await this.#start(batch)
      await this.settle()
      if (this.#pausing !== null && this.#parts.order.stopsForGood) {
        await this.#runs.stopForGood(id).catch(onlyEnds)
      }
    }
  }

  /** Lets time pass until Dintero has nothing more to say about what was sent. */
  async settle(): Promise<void> {
    const { ledger, charging, time } = this.#parts
    const end = time.now + longestSettling
    while (time.now < end) {
      const open = await ledger.charges.inStates(['sent', 'pending', 'unknown'])
      const details = await Promise.all(open.map(({ id }) => charging.service.detail(id)))
      if (details.every(({ actions }) => actions.resend)) return
      time.now = Math.max(time.now, (await ledger.charges.nextDue()) ?? 0)
      await time.tick()
    }
  }

  /** What is left is sent again by hand, where that is offered. @param times at most, an hour apart */
  async sendLeftAgain(times: number): Promise<void> {
    const { charging, time, say } = this.#parts
    for (let again = 0; again < times; again += 1) {
      time.now += hour
      say('going')
      for (const id of await this.resendable()) await charging.service.resend(id).catch(onlyRefusals)
      await this.settle()
      say('resting')
    }
  }

  /** The charges that are offered to be sent again. */
  async resendable(): Promise<string[]> {
    const { ledger, charging, accountId } = this.#parts
    const { rows } = await ledger.reads.listCharges(accountId, {
      ...everyCharge,
      states: ['not_sent', 'unknown'],
      offset: 0,
      limit: 1_000
    })
    const details = await Promise.all(rows.map(({ id }) => charging.service.detail(id)))
    return details.flatMap(({ id, actions }) => (actions.resend ? [id] : []))
  }

  close(): void {
    this.#staging.close()
  }

  async #release(): Promise<void> {
    const { order, accountId, time } = this.#parts
    const isPlanned = this.#staging.planned(0, 1).length > 0
    const planHash = isPlanned
      ? this.#staging.planHash()
      : this.#staging.writePlan(order.rows.map((row) => planned(row)))
    await this.#runs.release(released(order, { accountId, planHash, now: time.now }))
  }

  /** Waits while another program releases or runs it, unless it is to be taken from that one. */
  async #whenFree(): Promise<BatchRecord | null> {
    const { ledger, order } = this.#parts
    for (let waited = 0; waited < longestWatch; waited += watch) {
      const batch = await ledger.batches.get(order.id)
      if (batch !== null && batch.state !== 'running') return batch
      await realTime(watch)
      if (batch === null || this.#takeOvers === 0) continue
      this.#takeOvers -= 1
      return batch
    }
    return null
  }

  async #start({ id, state }: BatchRecord): Promise<void> {
    const { say } = this.#parts
    say('going')
    const isStarted = await this.#runs.start(id, state === 'looking').then(
      () => true,
      (error: unknown) => {
        onlyEnds(error)
        return false
      }
    )
    if (isStarted) await this.#runs.ended(id)
    await this.#pausing
    say('resting')
  }

  #onProgress(): void {
    const { order, say, onError } = this.#parts
    this.#progress += 1
    if (this.#progress !== order.pauseAfter || this.#runs.runOf(order.id) === null) return
    this.#pausing = this.#runs
      .pause(order.id)
      .then(() => say('paused'))
      .catch(onError)
  }
}

/** The program's own words for a batch that another program has changed meanwhile, or that is over. */
function onlyEnds(error: unknown): void {
  if (error instanceof TrekkError && expected.has(error.code)) return
  throw error
}

const expected = new Set<string>(['batch_ended', 'batch_unseen', 'changed_meanwhile'])

/** A refusal with a code is an answer; anything else is a bug. */
function onlyRefusals(error: unknown): void {
  if (!(error instanceof TrekkError) || error.code === 'internal') throw error
}

function planIn(staging: Staging): Plan {
  return {
    hash: () => Promise.resolve(staging.planHash()),
    after: (row, limit) => Promise.resolve(staging.planned(row, limit)),
    setAside: (each) => Promise.resolve(staging.setAside(each))
  }
}

function planned({ row, reference, cardId, amount, currency, autoCapture, notAgain }: Row): PlannedRow {
  return {
    row,
    rowHash: sha256(`${cardId} ${amount} ${currency}`),
    contentReference: true,
    draft: {
      ...{ cardId, amount, currency, autoCapture, merchantReference: reference },
      operation: 'unscheduled_purchase',
      ...{ lines: [], email: '', phone: '', retryOf: null }
    },
    explained: notAgain.length === 0 ? null : { reason: 'two months', earlier: [], alike: true }
  }
}

function released(
  { id, rows, firstCharges }: BatchOrder,
  { accountId, planHash, now }: { accountId: string; planHash: string; now: number }
): NewBatch {
  const content = sha256(JSON.stringify(rows))
  return {
    ...{ id, accountId, planHash, firstCharges, sums: sumsOf(rows), charges: rows.length },
    ...{ name: '2026-11 nettleie', fileName: 'nettleie.csv', fileHash: content, contentHash: content },
    ...{ source: 'batch', importedBy: 'Kari', releasedBy: 'Kari', approvedBy: null },
    ...{ createdAt: now, releasedAt: now, startsAt: now },
    pace: { inFlight: 5, perSecond: 100, declinesAllowed: 50 }
  }
}

function sumsOf(rows: readonly Row[]): CurrencySum[] {
  return [...new Set(rows.map(({ currency }) => currency))].map((currency) => {
    const amounts = rows.filter((row) => row.currency === currency).map(({ amount }) => amount)
    return { currency, charges: amounts.length, amount: amounts.reduce((sum, amount) => sum + amount, 0) }
  })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
