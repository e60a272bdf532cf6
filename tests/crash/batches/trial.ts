import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { createSimulator, type Simulator } from '../../../electron/simulator/simulator'
import type { ChargeState } from '../../../shared/charge'
import * as account from '../account'
import { manyCards } from '../cards'
import { isDecided, violations } from '../invariants'
import { filesWith, introduce, readLedger, secrets, type Place, type Profiles } from '../profile'
import type { KillFromOutside, Life, Program } from '../program'
import type { BatchOrder, Order } from '../protocol'
import { facts, goWrong, minute, patience, readTruth, canHang, type Kill } from '../trial'
import { readBatch, readPlan } from './file'
import { alwaysHolds, holdsInTheEnd, sentWhilePaused, unsentIsUnsent, wrongTotals } from './invariants'
import type { PlannedCharge } from './rows'

/** A profile on which a batch is charged. */
export interface Desk {
  readonly folder: string
  readonly batchId: string
  /** As in an order. */
  readonly deskId: string | null
  /** The last state the page was told, by reference. */
  readonly told: Map<string, ChargeState>
}

/** What one life is to do, beyond what every one does. */
export interface Doing {
  readonly until?: Order['until']
  readonly batch?: Partial<BatchOrder>
  readonly kill?: Kill | null
}

export const firstCharges = 3

/**
 * A batch and the Dintero it is charged at, which keeps the truth. Profiles come and go beside it: killed, copied,
 * restored, lost.
 */
export class BatchTrial {
  readonly planned: readonly PlannedCharge[]
  readonly wrong = new Set<string>()
  readonly killedAt: string[] = []
  /** ms since 1970 UTC */
  now = account.start
  readonly #profiles: Profiles
  readonly #places: Place[] = []
  readonly #secrets = new Set(secrets)
  readonly #truthPath: string
  readonly #simulator: Simulator
  #url = ''

  private constructor(profiles: Profiles, planned: readonly PlannedCharge[]) {
    this.#profiles = profiles
    this.planned = planned
    const place = profiles.copy('many-cards')
    this.#places.push(place)
    this.#truthPath = place.truthPath
    this.#simulator = createSimulator({
      clock: () => this.now,
      storePath: place.truthPath,
      journalLimit: 0
    })
    introduce(this.#simulator, manyCards)
    goWrong(
      this.#simulator,
      planned.map(({ row, scenario }) => ({ draft: row, scenario }))
    )
  }

  static async begin(profiles: Profiles, planned: readonly PlannedCharge[]): Promise<BatchTrial> {
    const trial = new BatchTrial(profiles, planned)
    trial.#url = (await trial.#simulator.start()).url
    return trial
  }

  /** An empty profile of its own, with the same cards. */
  newDesk(batchId: string): Desk {
    const place = this.#profiles.copy('many-cards')
    this.#places.push(place)
    return { folder: place.folder, batchId, deskId: null, told: new Map() }
  }

  /** An empty ledger, as after a disk that died, and the folder with the files of batches, which was elsewhere. */
  withoutLedger({ folder, batchId }: Desk): Desk {
    const desk = this.newDesk(batchId)
    cpSync(join(folder, 'batches'), join(desk.folder, 'batches'), { recursive: true })
    return desk
  }

  /** A copy of a profile as it lies on disk now. Nobody has been told anything by it. */
  backUp({ folder, batchId, deskId }: Desk): Desk {
    const place = this.#profiles.backUp(folder)
    this.#places.push(place)
    return { folder: place.folder, batchId, deskId, told: new Map() }
  }

  /** One life of a program on a desk's profile, and everything that must hold after it. */
  async live(program: Program, desk: Desk, doing: Doing = {}): Promise<Life> {
    const { kill = null } = doing
    const outside: KillFromOutside | null = kill !== null && 'step' in kill ? kill : null
    const life = await program.live(this.#order(desk, doing), outside, (reading) => {
      this.now = Math.max(this.now, reading)
    })
    this.now = Math.max(this.now, life.now) + minute
    if (life.done === null) this.killedAt.push(life.lastStep)
    else if (!life.done.auditIntact) this.wrong.add('AUDIT: the chain of the audit trail is broken')
    for (const text of life.troubles) this.wrong.add(`TROUBLE: ${text}`)
    for (const { reference, state } of life.told) {
      if (!isDecided(desk.told.get(reference))) desk.told.set(reference, state)
    }
    for (const secret of life.secrets) this.#secrets.add(secret)
    for (const each of sentWhilePaused(life)) this.wrong.add(each)
    return life
  }

  /** Whether what must always hold does. */
  check(desk: Desk): void {
    for (const each of alwaysHolds(this.#evidence(desk))) this.wrong.add(each)
    for (const [reference, count] of this.#simulator.authorisations())
      if (count > 1) this.wrong.add(`CHARGED TWICE: ${reference} was authorised ${count} times`)
    for (const file of filesWith(desk.folder, this.#secrets)) this.wrong.add(`SECRET on disk, in ${file}`)
  }

  /** What a crash left is sorted out, by itself, and then once more; of a desk that made all the charges there are. */
  async recoverTwice(program: Program, desk: Desk): Promise<void> {
    await this.live(program, desk, { until: 'recover' })
    for (const each of unsentIsUnsent(this.#evidence(desk))) this.wrong.add(each)
    await this.recoverAgain(program, desk)
  }

  /** Sorting out what is sorted out changes nothing. */
  async recoverAgain(program: Program, desk: Desk): Promise<void> {
    const before = this.#dump(desk)
    await this.live(program, desk, { until: 'recover' })
    if (this.#dump(desk) !== before) this.wrong.add('RECOVERY: a second one changed the ledger')
  }

  /** Whether what must hold in the end does, on a desk on which everything was done that can be done. */
  checkEnd(desk: Desk): void {
    this.check(desk)
    for (const each of holdsInTheEnd(this.#evidence(desk))) this.wrong.add(each)
    const truth = readTruth(this.#truthPath)
    const none = new Set<string>()
    for (const each of violations({
      asked: this.planned.map(({ row }) => row),
      told: desk.told,
      ledger: readLedger(desk.folder).charges,
      truth,
      authorisations: this.#simulator.authorisations(),
      doubled: none,
      corrected: none,
      blind: false,
      final: true
    }))
      this.wrong.add(each)
    for (const each of wrongTotals(readBatch(desk.folder, desk.batchId).charges, truth)) this.wrong.add(each)
  }

  /** How each planned row ended on a desk. */
  states({ folder, batchId }: Desk): (ChargeState | 'never begun')[] {
    const { charges } = readBatch(folder, batchId)
    return this.planned.map(
      ({ row }) => charges.find((each) => each.merchant_reference === row.reference)?.state ?? 'never begun'
    )
  }

  async end(): Promise<void> {
    await this.#simulator.stop()
    for (const place of this.#places) this.#profiles.discard(place)
  }

  #order(desk: Desk, { until = 'resend', batch = {}, kill = null }: Doing): Order {
    const hangs = this.planned.some(({ scenario }) => canHang(scenario))
    return {
      ...account.client,
      accountId: account.accountId,
      tokenKey: account.tokenKey,
      profile: desk.folder,
      url: this.#url,
      now: this.now,
      charges: [],
      batch: {
        id: desk.batchId,
        rows: this.planned.map(({ row }) => row),
        firstCharges,
        ...{ pauseAfter: null, stopsForGood: false, takeOvers: 0, joins: false },
        ...batch
      },
      patience: hangs ? patience.hangingBatch : patience.usual,
      until,
      desk: desk.deskId,
      killAt: kill !== null && 'at' in kill ? kill.at : null
    }
  }

  #evidence({ folder, batchId }: Desk): Parameters<typeof alwaysHolds>[0] {
    return {
      planned: this.planned,
      batchId,
      disk: readBatch(folder, batchId),
      file: readPlan(folder, batchId),
      truth: readTruth(this.#truthPath)
    }
  }

  #dump({ folder, batchId }: Desk): string {
    const plan = JSON.stringify(readPlan(folder, batchId))
    return facts(readLedger(folder).dump) + readBatch(folder, batchId).dump + plan
  }
}
