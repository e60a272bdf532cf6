import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { amount, BareRequests, throughput } from './bare-requests'
import { storeCards } from './bench-cards'
import { median, printTable } from './figures'
import { startSimulator } from './own-simulator'
import { openServicesWithoutElectron, type BenchServices } from './services'

const latency = 100
const widths = [1, 5, 10] as const
const rounds = 5
/** Charges of one round for each one in flight: enough that the beginning, where all start at once, weighs little. */
const turns = 20
/** Before anything is measured: staff charge all day, and the first few hundred of a process run uncompiled. */
const warmUp = 600
const goal = 0.95
/** So many that none has more earlier charges than a customer's card would. */
const cardCount = 400

/** Charges by the protocol: reviewed beforehand, as a person has read the review before pressing the button. */
class Protocol {
  readonly #services: BenchServices
  readonly #cards: readonly string[]
  #made = 0

  private constructor(services: BenchServices, cards: readonly string[]) {
    this.#services = services
    this.#cards = cards
  }

  static async on(services: BenchServices): Promise<Protocol> {
    const cards = await storeCards(services.cards, cardCount)
    return new Protocol(services, cards)
  }

  async charges(count: number): Promise<(() => Promise<void>)[]> {
    const works: (() => Promise<void>)[] = []
    for (let each = 0; each < count; each += 1) {
      const reviewId = await this.#review()
      works.push(() => this.#submit(reviewId))
    }
    return works
  }

  /** Reviewed and submitted in one go, as a file of charges would be. */
  chargesWithReview(count: number): (() => Promise<void>)[] {
    return Array.from({ length: count }, () => async () => this.#submit(await this.#review()))
  }

  async #review(): Promise<string> {
    const number = (this.#made += 1)
    const { reviewId } = await this.#services.charges.review({
      cardId: this.#cards[number % cardCount] ?? '',
      operation: 'unscheduled_purchase',
      amount,
      currency: 'NOK',
      lines: [],
      merchantReference: `protocol-${number}`,
      email: '',
      phone: '',
      autoCapture: true,
      retryOf: null
    })
    return reviewId
  }

  async #submit(reviewId: string): Promise<void> {
    const { state } = await this.#services.charges.submit(reviewId)
    if (state !== 'succeeded') throw new Error(`A charge ended ${state}`)
  }
}

/** What never losing a charge costs: the whole protocol against the bare request, at the same latency. */
export async function benchProtocol(): Promise<void> {
  const perRound = widths.reduce((sum, width) => sum + width * turns, 0)
  const simulator = await startSimulator({
    latency,
    charges: 3 * rounds * perRound + 2 * warmUp,
    cards: cardCount
  })
  const folder = mkdtempSync(join(tmpdir(), 'trekk-bench-'))
  const services = await openServicesWithoutElectron(folder, simulator.url)
  try {
    const bare = new BareRequests(simulator.url, cardCount)
    await bare.signIn()
    const protocol = await Protocol.on(services)
    await throughput(10, bare.charges(warmUp))
    await throughput(10, protocol.chargesWithReview(warmUp))

    const rows: string[][] = []
    for (const width of widths) {
      const count = width * turns
      const speeds = { bare: [] as number[], protocol: [] as number[], reviewed: [] as number[] }
      for (let round = 0; round < rounds; round += 1) {
        speeds.bare.push(await throughput(width, bare.charges(count)))
        speeds.protocol.push(await throughput(width, await protocol.charges(count)))
        speeds.reviewed.push(await throughput(width, protocol.chargesWithReview(count)))
      }
      const [plain, whole, reviewed] = [median(speeds.bare), median(speeds.protocol), median(speeds.reviewed)]
      const ratio = whole / plain
      rows.push([
        String(width),
        `${plain.toFixed(1)}/s`,
        `${whole.toFixed(1)}/s`,
        ratio.toFixed(3),
        ratio >= goal ? 'met' : 'missed',
        (reviewed / plain).toFixed(3)
      ])
    }
    printTable(
      `Cost of the protocol per charge, ${latency} ms latency (medians of ${rounds} rounds, in turns; goal ${goal})`,
      ['in flight', 'bare request', 'protocol', 'ratio', 'goal', 'with review'],
      rows
    )
  } finally {
    await services.close()
    await simulator.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
