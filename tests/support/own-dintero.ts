import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator, type Simulator } from '../../electron/simulator/simulator'
import { client } from './dintero'
import { knowCard, type StoredCard } from './stored-cards'

/** A Dintero that goes away and comes back at the same address, remembering what it charged. */
export class OwnDintero {
  /** Base address for `TREKK_DINTERO_URL`; the same for its whole life. */
  readonly url: string
  simulator: Simulator
  readonly #folder: string
  readonly #cards: readonly StoredCard[]

  private constructor(folder: string, cards: readonly StoredCard[], simulator: Simulator, url: string) {
    this.#folder = folder
    this.#cards = cards
    this.simulator = simulator
    this.url = `${url}/v1`
  }

  static async start(cards: readonly StoredCard[]): Promise<OwnDintero> {
    const folder = mkdtempSync(join(tmpdir(), 'trekk-dintero-'))
    const simulator = prepared(folder, cards)
    const { url } = await simulator.start()
    return new OwnDintero(folder, cards, simulator, url)
  }

  /** Nothing listens any more: every connection is refused. */
  async goAway(): Promise<void> {
    await this.simulator.stop()
  }

  async comeBack(): Promise<void> {
    this.simulator = prepared(this.#folder, this.#cards)
    await this.simulator.start({ port: Number(new URL(this.url).port) })
  }

  async end(): Promise<void> {
    await this.simulator.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function prepared(folder: string, cards: readonly StoredCard[]): Simulator {
  const simulator = createSimulator({ storePath: join(folder, 'dintero.jsonl') })
  simulator.addClient({ ...client, scopes: ['admin:checkout'] })
  for (const card of cards) knowCard(simulator, card)
  return simulator
}
