import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { DinteroClient } from '../../../electron/dintero/client'
import type { DinteroClientOptions } from '../../../electron/dintero/client-options'
import { merchantInitiatedBody } from '../../../electron/dintero/requests'

/** What must never be found in anything the client returns or logs. */
export const secrets = {
  clientSecret: 'klient-hemmelighet-æøå',
  accessToken: 'access-token-value-1',
  renewedToken: 'access-token-value-2',
  paymentToken: 'payment-token-value'
}

export const accountId = 'T12345678'
export const transactionPath = `/transactions/${accountId}.tx1`

export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Call extends Received {
  /** How many requests to this method and path came before. */
  readonly earlier: number
  readonly socket: Socket
  readonly reply: (status: number, body: unknown, headers?: Record<string, string>) => void
  readonly response: ServerResponse
}

export interface Scripted {
  readonly base: string
  readonly received: Received[]
  /** Requests received for this path, without its query. */
  readonly count: (path: string) => number
  readonly close: () => Promise<void>
}

/** A server on a port of its own; access tokens are answered unless `script` takes that path itself. */
export async function serve(script: (call: Call) => void): Promise<Scripted> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const path = (request.url ?? '').replace(/^\/v1/, '')
      const one = {
        method: request.method ?? '',
        path,
        headers: request.headers,
        body: Buffer.concat(chunks).toString()
      }
      const earlier = received.filter((each) => each.method === one.method && each.path === path).length
      received.push(one)
      const reply: Call['reply'] = (status, body, headers = {}) => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers })
        response.end(typeof body === 'string' ? body : JSON.stringify(body))
      }
      script({ ...one, earlier, socket: request.socket, reply, response })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    base: `http://127.0.0.1:${port}/v1`,
    received,
    count: (path) => received.filter((each) => each.path.split('?')[0] === path).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

export const tokenPath = `/accounts/${accountId}/auth/token`

export function isTokenRequest(call: Received): boolean {
  return call.path === tokenPath
}

/** The first token, then others. */
export function replyWithToken(call: Call): void {
  const token = call.earlier === 0 ? secrets.accessToken : secrets.renewedToken
  call.reply(200, { access_token: token, token_type: 'Bearer', expires_in: 14_400 })
}

export interface Logged {
  readonly lines: string[]
}

export function clientFor(base: string, extra: Partial<DinteroClientOptions> = {}): DinteroClient & Logged {
  const lines: string[] = []
  const client = new DinteroClient({
    accountId,
    baseUrls: { checkout: base, api: base },
    credentials: async () => ({ clientId: 'klient', clientSecret: secrets.clientSecret }),
    clock: () => Date.now(),
    version: '0.1.0',
    log: { info: (message, facts) => void lines.push(`${message} ${JSON.stringify(facts)}`) },
    ...extra,
    timeouts: { retryDelay: 1, ...extra.timeouts }
  })
  return Object.assign(client, { lines })
}

export const body = merchantInitiatedBody({
  provider: 'bambora',
  tokenKind: 'payment_token',
  operation: 'unscheduled_purchase',
  token: secrets.paymentToken,
  amount: 29990,
  currency: 'NOK',
  merchantReference: 'order-1',
  lines: [],
  customerId: '',
  email: '',
  phone: '',
  callbackUrl: '',
  autoCapture: false
})

export const authorised = {
  id: `${accountId}.tx1`,
  session_id: `${accountId}.s1`,
  status: 'AUTHORIZED',
  success: true,
  amount: 29990,
  currency: 'NOK',
  merchant_reference: 'order-1',
  payment_product: 'bambora',
  payment_product_type: 'bambora.creditcard',
  something_new: { we: 'do not know' }
}
