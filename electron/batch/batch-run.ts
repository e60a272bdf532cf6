import type { Actor } from '../../shared/audit'
import type { Pace } from '../../shared/batch'
import { isUnresolved } from '../../shared/charge'
import type { Answer } from '../../shared/outcome'
import { TrekkError } from '../../shared/result'
import { allTogether, type Authority } from '../charging/authority'
import type { ChargeEngine } from '../charging/engine'
import type { BatchLife, Intent, Judged, RowToCharge } from '../charging/row-sending'
import type { BatchRecord } from '../ledger/batches'
import type { ChargeRecord } from '../ledger/charge-record'
import type { Ledger } from '../ledger/ledger'
import type { PlannedRow } from '../ledger/staging/planned-row'
import { batchEntry } from './audit-entry'
import { Pacing } from './pacing'
import type { Plan } from './plan'
import { Rate } from './rate'
import { RowsToCome } from './rows-to-come'
import { Signal } from './signal'
import { stopFor } from './stop-for'
import { StopRules, type Stop } from './stop-rules'

/** What a run is made of. */
export interface RunParts {
  readonly ledger: Ledger
  readonly engine: ChargeEngine
  readonly plan: Plan
  /** ms since 1970 UTC */
  readonly clock: () => number
  /** Resolves after so many ms. */
  readonly pause: (ms: number) => Promise<void>
  readonly actor: () => Actor
  /** Something to show has changed. */
  readonly onProgress: () => void
  /** Something nobody foresaw, for the log. */
  readonly onError: (error: unknown) => void
}

/** Charges begun at a time: together they must not keep the thread for long. More when requests have to wait for them. */
const begunAtATime = 2
const begunWhenLate = 4
/** The first charges of a batch go one by one. */
const firstInFlight = 1
const mostUnwritten = 50
/** A charge that does not arrive is sent again so often in one run. */
const mostResends = 3

/**
 * A batch while this program charges it: from being taken up until it is paused, waits for a look or is done. It
 * remembers nothing that counts: what was charged is in the ledger, what is to be charged in the plan, and the next run
 * begins where this one ended, however that was.
 */
export class BatchRun {
  readonly #parts: RunParts
  readonly #batch: BatchRecord
  readonly #place: BatchLife
  readonly #authority: Authority
  readonly #rules: StopRules
  readonly #pacing: Pacing
  readonly #rows: RowsToCome
  readonly #changed = new Signal()
  readonly #rate = new Rate()
  /** Intents on disk whose requests have not left. */
  readonly #ready: Intent[] = []
  /** Charges to send again, by id. */
  readonly #unsent: string[] = []
  readonly #resends = new Map<string, number>()
  /** Rows of this run that were set aside for a charge nobody knows the end of. */
  readonly #waiting = new Set<number>()
  /** Charges, by id, that did not get through however often this run sent them. */
  readonly #notTaken = new Set<string>()
  /** Charges of this run whose answer is not written, with the rows that wait for it. */
  readonly #open = new Map<string, PlannedRow[]>()
  #pace: Pace
  #flying = 0
  /** How many more charges may be begun before somebody has to look; null when somebody has. */
  #firstLeft: number | null = null
  #rowsCome = true
  #dayIsFull: Stop | null = null
  #stop: Stop | null = null

  /**
   * @param batch as `Batches.takeUp` gave it
   * @param knownToBeCharged see `StopRules`
   */
  constructor(parts: RunParts, batch: BatchRecord, knownToBeCharged: boolean) {
    this.#parts = parts
    this.#batch = batch
    this.#pace = batch.pace
    this.#place = { batchId: batch.id, life: batch.life }
    this.#authority = { accountId: batch.accountId, source: batch.source, policy: allTogether }
    this.#rules = new StopRules(() => this.#pace.declinesAllowed, knownToBeCharged)
    this.#pacing = new Pacing({ wanted: () => this.#pace, clock: parts.clock })
    this.#rows = new RowsToCome(parts.plan, parts.ledger, batch.id)
  }

  /** Requests on their way. */
  get flying(): number {
    return this.#flying
  }

  /** Whether nothing more leaves, and only what is on its way is waited for. */
  get isStopping(): boolean {
    return this.#stop !== null
  }

  /** Charges that were answered lately, a second; null while there are too few to say. */
  get perSecond(): number | null {
    return this.#rate.perSecond(this.#parts.clock())
  }

  /** Until when Dintero asked to wait, ms since 1970 UTC; null when nothing waits. */
  get waitsUntil(): number | null {
    return this.#pacing.waitsUntil
  }

  /** Counts from the next request on. */
  setPace(pace: Pace): void {
    this.#pace = pace
    this.#changed.ring()
  }

  /** Charges until it has ended, one way or the other. Never rejects: what goes wrong stops it. */
  async run(): Promise<void> {
    try {
      await this.#begin()
      const loops = [this.#orStop(() => this.#prepare()), this.#orStop(() => this.#send())]
      await Promise.all(loops)
      if (this.#dayIsFull !== null) await this.stop(this.#dayIsFull)
    } catch (error) {
      await this.#stopOver(error)
    }
    await this.#answersWritten()
    await this.#orStop(() => this.#stopForWhatIsLeft())
    await this.#end().catch(this.#parts.onError)
    this.#parts.onProgress()
  }

  /**
   * Lets nothing more leave, at once; what is on its way is waited for by `run`. The first reason counts.
   * @returns when that is on disk, or the disk did not take it: then a later start pauses it
   */
  async stop(stop: Stop): Promise<void> {
    if (this.#stop !== null) return
    this.#stop = stop
    this.#changed.ring()
    if (stop.reason === 'taken_over') return
    const { ledger, clock, actor, onError } = this.#parts
    const by = actor()
    await ledger
      .write(async ({ batches, audit }) => {
        const before = await batches.require(this.#batch.id)
        if (before.life !== this.#batch.life || before.state !== 'running') return
        const paused = await batches.move(before, { at: clock(), state: 'paused', ...stop })
        await audit.append(
          batchEntry(paused, 'batch_paused', clock(), by, { reason: stop.reason, ...stop.details })
        )
      })
      .catch(onError)
    this.#parts.onProgress()
  }

  async #begin(): Promise<void> {
    const { ledger, plan } = this.#parts
    const { id, planHash, firstCharges, lookedAtBy } = this.#batch
    if ((await plan.hash()) !== planHash) {
      await this.stop({ reason: 'plan_changed', details: {} })
      return
    }
    if (lookedAtBy === null && firstCharges > 0) {
      const counts = await ledger.batches.counts(id)
      this.#firstLeft = Math.max(0, firstCharges - counts.reduce((sum, { charges }) => sum + charges, 0))
    }
    await this.#takeUnsent()
  }

  /** Begins charges ahead of the requests, so that these need not wait for it. */
  async #prepare(): Promise<void> {
    while (this.#stop === null && this.#dayIsFull === null) {
      const most = this.#ready.length === 0 ? begunWhenLate : begunAtATime
      const ahead = Math.min(most, 2 * this.#inFlight - this.#ready.length)
      const room = Math.min(ahead, this.#firstLeft ?? Infinity)
      const rows = room > 0 && this.#ready.length <= this.#inFlight ? await this.#rows.take(room) : []
      if (rows.length > 0) await this.#beginRows(rows)
      else if (this.#firstLeft === 0 || (room > 0 && !(await this.#rows.any()) && this.#open.size === 0))
        break
      else await this.#changed.wait()
    }
    this.#rowsCome = false
    this.#changed.ring()
  }

  async #beginRows(rows: readonly PlannedRow[]): Promise<void> {
    const toCharge = rows.map((row): RowToCharge => ({ ...row, evidence }))
    const begun = await this.#parts.engine.beginRows(this.#place, this.#authority, toCharge)
    for (const each of begun) {
      if (each.kind === 'refused') {
        const row = rows.find((planned) => planned.row === each.row)
        if (row !== undefined) await this.#refused(row, each.error)
        continue
      }
      this.#open.set(each.intent.charge.id, [])
      this.#ready.push(each.intent)
      if (this.#firstLeft !== null) this.#firstLeft -= 1
    }
    this.#changed.ring()
  }

  /** A row that breaks a rule: it waits for what is in its way, or is set aside, or stops them all. */
  async #refused(row: PlannedRow, error: TrekkError): Promise<void> {
    const { code, details = {} } = error
    const inTheWay = this.#open.get(String(details['chargeId'] ?? ''))
    if (code === 'duplicate_open' && inTheWay !== undefined) {
      inTheWay.push(row)
      return
    }
    // What fits into the day still goes; then it stops.
    if (isDayFull(error)) {
      this.#dayIsFull = { reason: 'day_limit', details: factsOf(details) }
      return
    }
    if (code === 'duplicate_open') this.#waiting.add(row.row)
    await this.#parts.plan.setAside({
      row: row.row,
      code,
      details: factsOf(details),
      at: this.#parts.clock()
    })
    this.#parts.onProgress()
  }

  /** Lets requests leave, one after another, as many at once and as fast as they may. */
  async #send(): Promise<void> {
    while (this.#stop === null) {
      if (this.#flying < this.#inFlight && !this.#isDiskBehind && (await this.#sendNext())) continue
      if (this.#stop !== null) break
      if (this.#rowsCome || this.#open.size > 0) await this.#changed.wait()
      else if (!(await this.#findUnsent())) break
    }
  }

  /** @returns whether there was anything to send */
  async #sendNext(): Promise<boolean> {
    if (this.#unsent.length === 0 && this.#ready.length === 0) return false
    await this.#wait(this.#pacing.take())
    if (this.#stop !== null) return false
    const again = this.#unsent.shift()
    if (again !== undefined) this.#sendAgain(again)
    else await this.#depart()
    return true
  }

  async #depart(): Promise<void> {
    const [intent] = this.#ready
    if (intent === undefined) return
    this.#flying += 1
    try {
      const { judged, written } = await this.#parts.engine.departRow(intent)
      this.#ready.shift()
      void this.#orStop(() => this.#judged(judged))
      void this.#whenWritten(intent.charge.id, written)
      this.#changed.ring()
    } catch (error) {
      this.#flying -= 1
      if (isAboutItsCard(error)) await this.#leave(intent, error)
      else throw error
    }
  }

  /** The card of one row cannot be charged any more: nothing has left, and the others go on. */
  async #leave(intent: Intent, error: TrekkError): Promise<void> {
    const { engine, plan, clock } = this.#parts
    this.#ready.shift()
    this.#resends.set(intent.charge.id, mostResends)
    await engine.withdrawRows([intent], `the card could not be charged: ${error.code}`)
    await plan.setAside({ row: intent.row, code: error.code, details: {}, at: clock() })
    await this.#closed(intent.charge.id, true)
  }

  /** What an answer means for the others; until then its place is not given to the next. */
  async #judged(judged: Promise<Judged>): Promise<void> {
    try {
      const { answer, outcome } = await judged
      this.#rate.count(this.#parts.clock())
      if (outcome.mustWait) this.#pacing.slowDown(outcome.retryAfter)
      else if (outcome.state === 'succeeded' || outcome.state === 'declined') this.#pacing.good()
      const stop = this.#rules.judged(answer, outcome.state)
      if (stop !== null) await this.stop(stop)
    } finally {
      this.#flying -= 1
      this.#changed.ring()
    }
  }

  async #whenWritten(chargeId: string, written: Promise<ChargeRecord>): Promise<void> {
    await this.#orStop(async () => {
      const charge = await written
      await this.#closed(chargeId, !isUnresolved(charge.state))
    })
    this.#open.delete(chargeId)
    this.#parts.onProgress()
    this.#changed.ring()
  }

  /** Rows that waited for a charge have their turn now, or are set aside when nobody knows what became of it. */
  async #closed(chargeId: string, isDecided: boolean): Promise<void> {
    const waiting = this.#open.get(chargeId) ?? []
    this.#open.delete(chargeId)
    for (const row of waiting) {
      if (isDecided) this.#rows.putBack(row)
      else await this.#refused(row, new TrekkError('duplicate_open', 'it is open', { details: { chargeId } }))
    }
    this.#changed.ring()
  }

  #sendAgain(chargeId: string): void {
    const { engine } = this.#parts
    this.#flying += 1
    this.#open.set(chargeId, [])
    this.#resends.set(chargeId, (this.#resends.get(chargeId) ?? 0) + 1)
    let answer: Answer | null = null
    const hear = (heard: Answer): void => {
      answer = heard
    }
    const sent = engine.resend(chargeId, this.#place, hear).finally(() => {
      this.#flying -= 1
    })
    void this.#orStop(async () => {
      const charge = await sent.catch((error: unknown) => this.#notSentAgain(chargeId, error))
      if (charge?.state === 'not_sent' && charge.resendNotBefore !== null)
        this.#pacing.slowDown(charge.resendNotBefore - this.#parts.clock())
      if (charge?.state === 'not_sent' && this.#givenUp().includes(chargeId)) this.#notTaken.add(chargeId)
      const stop = charge === null ? null : this.#rules.sentAgain(charge, answer)
      if (stop !== null) await this.stop(stop)
      await this.#closed(chargeId, charge === null || !isUnresolved(charge.state))
    }).finally(() => {
      this.#open.delete(chargeId)
      this.#parts.onProgress()
      this.#changed.ring()
    })
  }

  /** A rule keeps one charge from being sent again: it stays as it is, for a person, who can read which rule that is. */
  async #notSentAgain(chargeId: string, error: unknown): Promise<null> {
    if (!isAboutItself(error)) throw error
    const { ledger, plan, clock } = this.#parts
    const { code, details = {} } = error
    this.#resends.set(chargeId, mostResends)
    if (isDayFull(error)) {
      this.#dayIsFull = { reason: 'day_limit', details: factsOf(details) }
      return null
    }
    const { batch } = await ledger.charges.require(chargeId)
    if (batch !== null) await plan.setAside({ row: batch.row, code, details: factsOf(details), at: clock() })
    return null
  }

  /** @returns whether a charge is to be sent again, now or once the time has come that Dintero asked to wait for */
  async #findUnsent(): Promise<boolean> {
    const { ledger, clock } = this.#parts
    await this.#takeUnsent()
    if (this.#unsent.length > 0) return true
    const next = await ledger.batches.nextUnsent(this.#batch.id, this.#givenUp())
    if (next !== null) await this.#wait(next - clock())
    return next !== null
  }

  async #takeUnsent(): Promise<void> {
    const { ledger, clock } = this.#parts
    const given = new Set([...this.#givenUp(), ...this.#unsent, ...this.#open.keys()])
    const unsent = await ledger.batches.unsent(this.#batch.id, clock(), 1_000)
    this.#unsent.push(...unsent.filter((id) => !given.has(id)))
  }

  #givenUp(): string[] {
    return [...this.#resends].flatMap(([id, times]) => (times >= mostResends ? [id] : []))
  }

  /** A batch is not done while something of it can still be charged: later, when somebody says so. */
  async #stopForWhatIsLeft(): Promise<void> {
    if (this.#stop !== null || (await this.#rows.any())) return
    if (this.#waiting.size > 0)
      await this.stop({ reason: 'outcome_open', details: { rows: this.#waiting.size } })
    else if (this.#notTaken.size > 0)
      await this.stop({ reason: 'not_taken', details: { charges: this.#notTaken.size } })
  }

  /** Where the run has ended: nothing is on its way, and everything known is on disk. */
  async #end(): Promise<void> {
    const { ledger, engine, clock, actor } = this.#parts
    await engine.withdrawRows(this.#ready, 'the batch stopped before the request left')
    if (this.#stop !== null) return
    const rowsLeft = await this.#rows.any()
    const by = actor()
    await ledger.write(async ({ batches, audit }) => {
      const before = await batches.require(this.#batch.id)
      if (before.life !== this.#batch.life || before.state !== 'running') return
      const state = rowsLeft ? 'looking' : 'done'
      const after = await batches.move(before, { at: clock(), state })
      await audit.append(batchEntry(after, rowsLeft ? 'batch_waits' : 'batch_done', clock(), by))
    })
  }

  async #answersWritten(): Promise<void> {
    while (this.#open.size > this.#ready.length || this.#flying > 0) await this.#changed.wait()
  }

  /** Waits, but no longer than until something changes that could make waiting wrong. */
  async #wait(ms: number): Promise<void> {
    if (ms <= 0) return
    const { clock, pause } = this.#parts
    const until = clock() + ms
    while (this.#stop === null && clock() < until)
      await Promise.race([pause(until - clock()), this.#changed.wait()])
  }

  async #orStop(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      await this.#stopOver(error)
    }
  }

  async #stopOver(error: unknown): Promise<void> {
    // Once it stops, its life is over, and what was about to leave is refused for that.
    if (this.#stop !== null && stopFor(error).reason === 'taken_over') return
    if (stopFor(error).reason === 'program') this.#parts.onError(error)
    await this.stop(stopFor(error))
  }

  /** Answers that are not written yet would be asked for again after a crash: there may not be ever more of them. */
  get #isDiskBehind(): boolean {
    return this.#open.size - this.#ready.length - this.#flying > mostUnwritten
  }

  get #inFlight(): number {
    return this.#firstLeft === null ? this.#pacing.inFlight : firstInFlight
  }
}

/** Dintero's lists are not asked row by row. */
const evidence = { onCard: null, referenceChecked: false } as const

/** Whether a rule kept one charge from being sent again, and says nothing of the others. */
function isAboutItself(error: unknown): error is TrekkError {
  if (!(error instanceof TrekkError) || error.code === 'internal') return false
  return stopFor(error).reason === 'program'
}

function isDayFull({ code, details }: TrekkError): boolean {
  return code === 'over_limit' && details?.['limit'] === 'day'
}

function isAboutItsCard(error: unknown): error is TrekkError {
  return error instanceof TrekkError && ['token_missing', 'not_found', 'other_account'].includes(error.code)
}

function factsOf(
  details: Readonly<Record<string, string | number | boolean>>
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value])
  )
}
