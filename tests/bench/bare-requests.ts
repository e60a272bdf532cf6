import { z } from 'zod'
import { merchantInitiatedBody } from '../../electron/dintero/requests'
import { tokenOf } from './bench-cards'
import { benchAccount, benchClient } from './services'

/** What each request of the benches charges, minor units. */
export const amount = 10_000

/** Runs so many pieces of work, never more than `width` at a time. @returns pieces per second */
export async function throughput(width: number, works: readonly (() => Promise<void>)[]): Promise<number> {
  const queue = [...works]
  const before = performance.now()
  const worker = async (): Promise<void> => {
    for (let work = queue.shift(); work !== undefined; work = queue.shift()) await work()
  }
  await Promise.all(Array.from({ length: width }, worker))
  return works.length / ((performance.now() - before) / 1_000)
}

/** The bare requests, as small as they can be made: fetch, a body, a token, and the answer's status read. */
export class BareRequests {
  readonly #url: string
  readonly #cards: number
  #token = ''
  #made = 0

  /** @param cards how many the simulator has; each is charged in its turn */
  constructor(url: string, cards: number) {
    this.#url = url
    this.#cards = cards
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
          token: tokenOf(number % this.#cards),
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
