import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { openLedger } from '../../electron/ledger/ledger'
import { accountView } from '../../shared/account'
import type { BatchDetail } from '../../shared/batch-view'
import { cardView } from '../../shared/card'
import { calls } from '../../shared/ipc'
import { launchTrekk, temporaryProfile, type Profile, type RunningApp } from '../support/app'
import { callApi } from '../support/call-api'
import { FileDesk } from '../support/file-desk'
import { benchCard } from './bench-cards'
import { chargeFile } from './charge-file'
import { startSimulator, type OwnSimulator } from './own-simulator'
import { customerName, manyCards } from './people'
import { benchAccount, benchClient } from './services'

/** How long Dintero takes to answer a charge, ms. */
export const latency = 100
/** How many requests may be under way at a time: more than the pace ever needs with this latency. */
const inFlight = 10
/** How long a large file may take at each step, ms. */
const patience = 60_000
const noLimit = Number.MAX_SAFE_INTEGER

export interface FileAppOptions {
  /** How many rows its files have, each of another customer with a stored card. */
  readonly rows: number
  /** How many of them, from the first on, have a card that Dintero knows: no more can be charged of a file. */
  readonly chargeable: number
  /** How many charges are answered after the latency; further ones are answered at once. */
  readonly charges: number
}

/** The built app in its window, at a Dintero in a process of its own, with all that large charge files need. */
export class FileApp {
  readonly running: RunningApp
  readonly files: FileDesk
  readonly #rows: number
  readonly #profile: Profile
  readonly #dintero: OwnSimulator

  private constructor(running: RunningApp, rows: number, profile: Profile, dintero: OwnSimulator) {
    this.running = running
    this.files = new FileDesk(running, patience)
    this.#rows = rows
    this.#profile = profile
    this.#dintero = dintero
  }

  static async start({ rows, chargeable, charges }: FileAppOptions): Promise<FileApp> {
    const dintero = await startSimulator({ latency, charges, cards: chargeable })
    const profile = temporaryProfile()
    const launch = (): Promise<RunningApp> =>
      launchTrekk({ profile: profile.path, dinteroUrl: dintero.url, everyProcess: true })
    const first = await launch()
    await connect(first)
    for (let card = 0; card < chargeable; card += 1) await storeCard(first, card)
    await first.close()
    // Those that are never charged need no token, and no minutes to be typed in.
    const ledger = await openLedger({ folder: profile.path, clock: Date.now })
    const others = manyCards(benchAccount, rows, Date.now()).slice(chargeable)
    await ledger.write(({ cards }) => cards.insertMany(others))
    await ledger.close()
    return new FileApp(await launch(), rows, profile, dintero)
  }

  /** The file that was taken in last, as the app itself says it stands; null before the first. */
  async latest(): Promise<BatchDetail | null> {
    const { page } = this.running
    const { rows } = await callApi(page, 'listBatches', { offset: 0, limit: 1 }, calls.listBatches.output)
    const [latest] = rows
    return latest === undefined
      ? null
      : callApi(page, 'getBatch', { batchId: latest.id }, calls.getBatch.output)
  }

  /** Takes a file in and goes on to its release. @param month see `chargeFile` */
  async toReview(month = 0): Promise<void> {
    const path = join(this.#profile.path, `nettleie-${month + 1}.csv`)
    writeFileSync(path, chargeFile(this.#rows, month))
    await this.files.choose(path)
    await this.files.acceptColumns('unscheduled_purchase')
    await this.files.review()
  }

  /** Lets what is under review go, all of it and at once. @param perSecond at most */
  async release(perSecond: number): Promise<void> {
    const latest = await this.latest()
    const [sum] = latest?.check?.sums ?? []
    // Some customers have cards of one face, and owe the same: somebody would have to say that it is meant.
    if (sum === undefined || sum.charges < 0.99 * this.#rows) throw new Error('hardly a row can be charged')
    await this.files.release((sum.amount / 100).toFixed(2).replace('.', ','), 0, perSecond, inFlight)
    await this.files.expectStage('running')
  }

  /** How many charges of the latest file have succeeded. */
  async charged(): Promise<number> {
    const latest = await this.latest()
    return latest?.run?.counts.find(({ state }) => state === 'succeeded')?.charges ?? 0
  }

  /** Pauses what runs and ends it for good. */
  async stop(): Promise<void> {
    await this.files.button('files:run.pause').click()
    await this.files.stopForGood()
    await this.files.expectStage('stopped')
  }

  async close(): Promise<void> {
    await this.running.close()
    await this.#dintero.stop()
    this.#profile.remove()
  }
}

async function connect({ page }: RunningApp): Promise<void> {
  const account = { accountId: benchAccount, name: 'Bench', ...benchClient, secretHome: 'keychain' }
  const { settings } = await callApi(page, 'connectAccount', account, accountView)
  const limits = { NOK: { confirmAbove: noLimit, perCharge: noLimit, perDay: noLimit } }
  const input = { accountId: benchAccount, settings: { ...settings, limits } }
  await callApi(page, 'saveAccountSettings', input, accountView)
}

/** The card of a customer that the simulator knows. */
async function storeCard({ page }: RunningApp, card: number): Promise<void> {
  const input = { ...benchCard(card), customerName: customerName(card) }
  await callApi(page, 'addCardFromToken', input, z.object({ id: cardView.shape.id }))
}
