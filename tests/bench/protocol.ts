import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { merchantInitiatedBody } from '../../electron/dintero/requests'
import { median, printTable } from './figures'
import { benchAccount, benchClient, openServicesWithoutElectron, type BenchServices } from './services'

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
const tokenStem = 'bench-token'
const amount = 10_000

const simulatorScript = fileURLToPath(new URL('simulator-process.ts', import.meta.url))

interface OwnSimulator {
  readonly url: string
  stop(): Promise<void>
}

async function startSimulator(charges: number): Promise<OwnSimulator> {
  const { clientId, clientSecret } = benchClient
  const given = [
    benchAccount,
    clientId,
    clientSecret,
    tokenStem,
    String(latency),
    String(charges),
    String(cardCount)
  ]
  const child = spawn(process.execPath, ['--import', 'tsx', simulatorScript, ...given], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  const ended = once(child, 'exit')
  for await (const url of createInterface({ input: child.stdout })) {
    return {
      url: `${url}/v1`,
      async stop() {
        child.stdin.end()
        await ended
      }
    }
  }
  throw new Error('The simulator ended at once')
}

/** Runs so many pieces of work, never more than `width` at a time. @returns pieces per second */
async function throughput(width: number, works: readonly (() => Promise<void>)[]): Promise<number> {
  const queue = [...works]
  const before = performance.now()
  const worker = async (): Promise<void> => {
    for (let work = queue.shift(); work !== undefined; work = queue.shift()) await work()
  }
  await Promise.all(Array.from({ length: width }, worker))
  return works.length / ((performance.now() - before) / 1_000)
}

/** The bare requests, as small as they can be made: fetch, a body, a token, and the answer's status read. */
class Bare {
  readonly #url: string
  #token = ''
  #made = 0

  constructor(url: string) {
    this.#url = url
  }

  async signIn(): Promise<void> {
    const { clientId, clientSecret } = benchClient
    const answer = await fetch(`${this.#url}/accounts/${benchAccount}/auth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        'content-type': 'application/json'
      },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        audience: `https://api.dintero.com/v1/accounts/${benchAccount}`
      })
    })
    this.#token = z.object({ access_token: z.string() }).parse(await answer.json()).access_token
  }

  charges(count: number): (() => Promise<void>)[] {
    return Array.from({ length: count }, () => {
      const number = (this.#made += 1)
      const body = JSON.stringify(
        merchantInitiatedBody({
          amount,
          currency: 'NOK',
          merchantReference: `bare-${number}`,
          lines: [],
          customerId: '',
          email: '',
          phone: '',
          provider: 'dintero_psp',
          tokenKind: 'payment_token',
          token: `${tokenStem}-${number % cardCount}`,
          operation: 'unscheduled_purchase',
          callbackUrl: '',
          autoCapture: true
        })
      )
      return async () => {
        const answer = await fetch(`${this.#url}/sessions/pay`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${this.#token}`,
            'content-type': 'application/json',
            'dintero-feature-toggles': 'strict-merchant-reference'
          },
          body
        })
        if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${await answer.text()}`)
        await answer.json()
      }
    })
  }
}

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
    const cards: string[] = []
    for (let card = 0; card < cardCount; card += 1) {
      const { id } = await services.cards.addFromToken({
        provider: 'dintero_psp',
        tokenKind: 'payment_token',
        token: `${tokenStem}-${card}`,
        brand: 'visa',
        lastFour: '0416',
        expiry: '12/2031',
        reference: '',
        customerName: `Customer ${card}`,
        customerNumber: '',
        email: '',
        phone: ''
      })
      cards.push(id)
    }
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
  const simulator = await startSimulator(3 * rounds * perRound + 2 * warmUp)
  const folder = mkdtempSync(join(tmpdir(), 'trekk-bench-'))
  const services = await openServicesWithoutElectron(folder, simulator.url)
  try {
    const bare = new Bare(simulator.url)
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
