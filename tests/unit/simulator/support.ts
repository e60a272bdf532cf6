import { readFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { createSimulator } from '../../../electron/simulator/simulator'
import type { NewToken, Simulator, SimulatorOptions } from '../../../electron/simulator/simulator'

export const account = 'T12345678'
export const otherAccount = 'T87654321'
export const start = Date.UTC(2026, 4, 20, 9, 0, 0)

/** One good card per provider and kind, plus whatever a test adds. */
export const tokens = {
  payexPayment: card('payex', 'payment_token', 'payex-payment-token', 'visa', '476173******0416'),
  payexRecurrence: card('payex', 'recurrence_token', 'payex-recurrence-token', 'visa', '476173******0416'),
  bambora: card('bambora', 'payment_token', 'bambora-payment-token', 'mastercard', '515623******0004'),
  dinteroPsp: card('dintero_psp', 'payment_token', 'psp-payment-token', 'mastercard', '520000******0007')
} as const

export function card(
  provider: NewToken['provider'],
  tokenKind: NewToken['tokenKind'],
  token: string,
  brand: NewToken['brand'],
  maskedPan: string
): NewToken {
  return { accountId: account, provider, tokenKind, token, brand, maskedPan, expiry: '12/2029' }
}

/** A charge body of the shape the seed documents show. */
export function payBody(merchantReference: string, change: PayChange = {}): Record<string, unknown> {
  const { token = tokens.dinteroPsp, operation = 'unscheduled_purchase', amount = 29_990 } = change
  return {
    session: {
      customer: { tokens: { [`${token.provider}.creditcard`]: { [token.tokenKind]: token.token } } },
      order: { amount, currency: change.currency ?? 'NOK', merchant_reference: merchantReference },
      configuration: { auto_capture: change.autoCapture ?? false }
    },
    payment: { payment_product_type: `${token.provider}.creditcard`, operation }
  }
}

interface PayChange {
  readonly token?: NewToken
  readonly operation?: 'unscheduled_purchase' | 'recurring_purchase'
  readonly amount?: number
  readonly currency?: string
  readonly autoCapture?: boolean
}

const eventBody = z.object({
  event: z.string(),
  success: z.boolean(),
  transaction_status: z.string(),
  amount: z.number(),
  created_by: z.string(),
  request_id: z.string(),
  correlation_request_id: z.string(),
  event_reference: z.string(),
  metadata: z.record(z.string(), z.string()),
  items: z.array(z.unknown()),
  settlements: z.object({
    settlement_status: z.string(),
    events: z.array(z.record(z.string(), z.unknown()))
  }),
  error: z.record(z.string(), z.unknown())
})

/** What the tests read of any answer. */
const answerBody = z.object({
  id: z.string().optional(),
  url: z.unknown().optional(),
  publish: z.unknown().optional(),
  channel: z.string().optional(),
  settlement_status: z.string().optional(),
  status: z.string().optional(),
  success: z.boolean().optional(),
  session_id: z.string().optional(),
  transaction_id: z.string().optional(),
  access_token: z.string().optional(),
  amount: z.number().optional(),
  currency: z.string().optional(),
  merchant_reference: z.string().optional(),
  customer: z.unknown().optional(),
  payment_operation: z.string().optional(),
  card: z.record(z.string(), z.unknown()).optional(),
  events: z.array(eventBody.partial()).optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional()
})
export type AnswerBody = z.infer<typeof answerBody>

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: AnswerBody
}

/** A simulator that listens, with a clock of its own and calls that are signed in. */
export class Desk {
  now = start
  readonly simulator: Simulator
  url = ''
  accessToken = ''

  constructor(options: SimulatorOptions) {
    this.simulator = createSimulator({ clock: () => this.now, seed: 'test', httpControl: true, ...options })
  }

  /** Any request; the access token is sent unless the headers say otherwise. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${this.accessToken}`)
    return await fetch(`${this.url}${path}`, { ...init, headers })
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const json = { 'content-type': 'application/json', ...headers }
    return await read(await this.fetch(path, { method: 'POST', headers: json, body: JSON.stringify(body) }))
  }

  async get(path: string): Promise<Answer> {
    return await read(await this.fetch(path))
  }

  async pay(body: unknown, toggles?: string): Promise<Answer> {
    return await this.post('/v1/sessions/pay', body, toggles ? { 'Dintero-Feature-Toggles': toggles } : {})
  }

  /** A charge that reserves, and is captured later. @returns its transaction's id */
  async reserve(merchantReference: string, change: PayChange = {}): Promise<string> {
    return (await this.pay(payBody(merchantReference, change))).body.id ?? ''
  }

  /** A capture, refund or void. A body of null is none at all. */
  async operate(id: string, kind: 'capture' | 'refund' | 'void', body: unknown = null): Promise<Answer> {
    const path = `/v1/transactions/${id}/${kind}`
    return body === null
      ? await read(await this.fetch(path, { method: 'POST' }))
      : await this.post(path, body)
  }

  async list(query = ''): Promise<AnswerBody[]> {
    const response = await this.fetch(`/v1/transactions${query}`)
    return z.array(answerBody).parse(await response.json())
  }

  async signIn(accountId = account): Promise<Answer> {
    const answer = await this.post(
      `/v1/accounts/${accountId}/auth/token`,
      { grant_type: 'client_credentials', audience: `https://api.dintero.com/v1/accounts/${accountId}` },
      { authorization: basic('client', 'secret') }
    )
    this.accessToken = answer.body.access_token ?? ''
    return answer
  }
}

export function basic(clientId: string, secret: string): string {
  return `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
}

export async function read(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, body: answerBody.parse(await response.json()) }
}

/** Starts a simulator with the good cards, signs in, and stops it after the test. */
export async function openDesk(options: SimulatorOptions = {}): Promise<Desk> {
  const desk = new Desk(options)
  const { simulator } = desk
  onTestFinished(() => simulator.stop())
  for (const accountId of [account, otherAccount]) {
    simulator.addClient({ accountId, clientId: 'client', clientSecret: 'secret' })
  }
  for (const token of Object.values(tokens)) simulator.addToken(token)
  desk.url = (await simulator.start()).url
  await desk.signIn()
  return desk
}

/** One of the nine request bodies of Dintero's documentation, with a token the simulator knows. */
export function seedBody(name: string, token: string): unknown {
  const path = new URL(`../../fixtures/seed-bodies/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(path, 'utf8').replace('<token previously acquired>', token))
}

/** A copy of a body with one value set at a path, or removed when the value is undefined. */
export function changed(body: unknown, path: string, value: unknown): unknown {
  const [key = '', ...rest] = path.split('/')
  const copy: Record<string, unknown> = { ...z.record(z.string(), z.unknown()).parse(body ?? {}) }
  copy[key] = rest.length === 0 ? value : changed(copy[key], rest.join('/'), value)
  return copy
}
