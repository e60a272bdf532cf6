import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { BatchRuns } from '../../electron/batch/batch-runs'
import { FileThread } from '../../electron/batch/files'
import { ledgerFile } from '../../electron/ledger/ledger'
import type { PlannedRow } from '../../electron/ledger/staging/planned-row'
import { Staging } from '../../electron/ledger/staging/staging'
import { BareRequests, throughput } from './bare-requests'
import { storeCards } from './bench-cards'
import { median, printTable } from './figures'
import { startSimulator } from './own-simulator'
import { openServicesWithoutElectron, type BenchServices } from './services'

const latency = 100
const widths = [5, 10] as const
const rounds = 3
/** Rows of one round for each one in flight: so many that how a file starts, a tenth of a second, weighs little. */
const turns = 120
const mostRows = Math.max(...widths) * turns
const warmUp = mostRows
const goal = 0.97

/** Faster than any request: what is measured is the protocol, and not how fast a person lets it go. */
const unpaced = { perSecond: 1_000_000, declinesAllowed: 100 }

/** The batches of the app, over the real ledger on the disk, their plans read by the thread that has them in the app. */
export class Batches {
  readonly #folder: string
  readonly #services: BenchServices
  readonly #cards: readonly string[]
  readonly #files: FileThread
  readonly #runs: BatchRuns
  #made = 0

  private constructor(folder: string, services: BenchServices, cards: readonly string[]) {
    const { ledger, engine } = services
    this.#folder = folder
    this.#services = services
    this.#cards = cards
    const files = new FileThread(new URL('../../out/main/files.js', import.meta.url), {
      folder,
      ledger: ledgerFile
    })
    this.#files = files
    this.#runs = new BatchRuns({
      ledger,
      engine,
      planOf: (batchId) => ({
        hash: () => files.ask('planHash', batchId),
        after: (row, limit) => files.ask('planned', batchId, row, limit),
        setAside: (each) => files.ask('setAside', batchId, each)
      }),
      clock: Date.now,
      pause: (ms) => pause(ms),
      actor: () => ({ osUser: 'bench', operator: 'Bench', requestId: 'bench' }),
      onProgress: () => undefined,
      under: (_id, work) => work(),
      onError: (error) => {
        throw error
      }
    })
  }

  static async on(folder: string, services: BenchServices): Promise<Batches> {
    const cards = await storeCards(services.cards, mostRows)
    const batches = new Batches(folder, services, cards)
    await batches.#runs.recover()
    return batches
  }

  /** Charges a file of so many rows. @returns rows per second, from its start until its last answer is on disk */
  async throughput(inFlight: number, charges: number): Promise<number> {
    const { ledger, accountId } = this.#services
    const id = randomUUID()
    const sums = [this.#plan(id, charges)]
    const now = Date.now()
    const pace = { inFlight, perSecond: 100, declinesAllowed: 100 }
    await this.#runs.release({
      id,
      accountId,
      source: 'batch',
      name: 'Bench',
      fileName: 'bench.csv',
      fileHash: 'a'.repeat(64),
      contentHash: 'b'.repeat(64),
      planHash: await this.#files.ask('planHash', id),
      charges,
      sums,
      importedBy: 'Bench',
      releasedBy: 'Bench',
      approvedBy: null,
      createdAt: now,
      releasedAt: now,
      startsAt: now,
      firstCharges: 0,
      pace
    })
    const before = performance.now()
    await this.#runs.start(id)
    this.#runs.runOf(id)?.setPace({ inFlight, ...unpaced })
    await this.#runs.ended(id)
    const took = performance.now() - before
    const done = (await ledger.batches.counts(id)).find(({ state }) => state === 'succeeded')
    if (done?.charges !== charges) {
      const { state, reason } = await ledger.batches.require(id)
      const [aside] = await this.#files.ask('rowsSetAside', id)
      const why = JSON.stringify({ state, reason, aside })
      throw new Error(`${done?.charges ?? 0} of ${charges} rows were charged: ${why}`)
    }
    return charges / (took / 1_000)
  }

  close(): Promise<void> {
    return this.#files.close()
  }

  /** The same amount for every customer, as a file of subscriptions has it; another in each file. */
  #plan(batchId: string, charges: number): { currency: string; charges: number; amount: number } {
    const number = (this.#made += 1)
    const amount = 10_000 + number
    const rows = Array.from({ length: charges }, (_, index): PlannedRow => ({
      row: index + 2,
      rowHash: `${number}-${index}`,
      contentReference: true,
      explained: null,
      draft: {
        cardId: this.#cards[index] ?? '',
        operation: 'unscheduled_purchase',
        amount,
        currency: 'NOK',
        lines: [],
        merchantReference: `bench-${number}-${index}`,
        email: '',
        phone: '',
        autoCapture: true,
        retryOf: null
      }
    }))
    const staging = new Staging(this.#folder, batchId)
    staging.writePlan(rows)
    staging.close()
    return { currency: 'NOK', charges, amount: amount * charges }
  }
}

/** What is measured in turns, at one latency. @returns its row of the table */
async function inTurns(
  bare: BareRequests,
  batches: Batches,
  width: number,
  charges: number
): Promise<{ readonly plain: number; readonly whole: number }> {
  const speeds = { bare: [] as number[], batch: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    speeds.bare.push(await throughput(width, bare.charges(charges)))
    speeds.batch.push(await batches.throughput(width, charges))
  }
  return { plain: median(speeds.bare), whole: median(speeds.batch) }
}

async function withDesk(
  ms: number,
  work: (bare: BareRequests, batches: Batches) => Promise<void>
): Promise<void> {
  const perRound = Math.max(...widths) * turns
  const simulator = await startSimulator({
    latency: ms,
    charges: ms === 0 ? 0 : 2 * warmUp + 2 * widths.length * rounds * perRound,
    cards: mostRows
  })
  const folder = mkdtempSync(join(tmpdir(), 'trekk-bench-'))
  const services = await openServicesWithoutElectron(folder, simulator.url, 24)
  const batches = await Batches.on(folder, services)
  try {
    await services.reconciler.start()
    const bare = new BareRequests(simulator.url, mostRows)
    await bare.signIn()
    await throughput(10, bare.charges(warmUp))
    await batches.throughput(10, warmUp)
    await work(bare, batches)
  } finally {
    await batches.close()
    await services.close()
    await simulator.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What never losing a row costs: whole files through the engine and the ledger, against the bare requests. */
export async function benchBatchThroughput(): Promise<void> {
  const rows: string[][] = []
  await withDesk(latency, async (bare, batches) => {
    for (const width of widths) {
      const { plain, whole } = await inTurns(bare, batches, width, width * turns)
      const ratio = whole / plain
      rows.push([
        `${latency} ms, ${width} in flight`,
        `${plain.toFixed(1)}/s`,
        `${whole.toFixed(1)}/s`,
        ratio.toFixed(3),
        ratio >= goal ? 'met' : 'missed'
      ])
    }
  })
  await withDesk(0, async (bare, batches) => {
    const width = Math.max(...widths)
    const { plain, whole } = await inTurns(bare, batches, width, mostRows)
    const ratio = (whole / plain).toFixed(3)
    rows.push([`none, ${width} in flight`, `${plain.toFixed(1)}/s`, `${whole.toFixed(1)}/s`, ratio, '–'])
  })
  printTable(
    `Charge files against bare requests (medians of ${rounds} rounds, in turns; goal ${goal} with latency)`,
    ['latency', 'bare requests', 'charge file', 'ratio', 'goal'],
    rows
  )
}
