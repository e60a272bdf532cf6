import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { refusal } from './reply'
import type { Reply } from './reply'
import type { Checked } from './validate'
import type { Incoming } from './world'

/** Larger bodies are refused and never held in memory; the largest charge with 100 lines is a tenth of this. */
const largestBody = 1_048_576

const loopbackHosts = ['127.0.0.1', '::1'] as const
export type LoopbackHost = (typeof loopbackHosts)[number]

/** Answers a request that was read. */
export type Handle = (incoming: Incoming) => Promise<Reply>

/** Plain HTTP on this machine's own address and nowhere else. */
export class LoopbackServer {
  readonly #server: Server

  /** @param date what the `Date` of an answer says now, ms since 1970 UTC */
  constructor(handle: Handle, date: () => number) {
    this.#server = createServer((request, response) => {
      response.sendDate = false
      response.setHeader('date', new Date(date()).toUTCString())
      serve(handle, request, response).catch(() => request.socket.destroy())
    })
  }

  /**
   * @param port 0 takes any free one
   * @returns the address, without a slash at the end
   * @throws Error when the host is not loopback or the port is taken
   */
  async listen(host: string, port: number): Promise<string> {
    if (!loopbackHosts.some((each) => each === host))
      throw new Error('The simulator listens on loopback only.')
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, host, resolve)
    })
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('The simulator has no address.')
    return `http://${host === '::1' ? '[::1]' : host}:${address.port}`
  }

  /** Closes every connection, also those that wait for an answer. */
  async close(): Promise<void> {
    if (!this.#server.listening) return
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }
}

async function serve(handle: Handle, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A page in a browser can reach loopback under a name it controls (DNS rebinding); the Host header tells.
  if (!isLoopback(request.headers.host ?? '')) return send(response, refusal(403, 'Loopback only'))
  const body = await readBody(request)
  if (body === null) return send(response, refusal(413, `Bodies of at most ${largestBody} bytes`))
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback')
  const incoming: Incoming = {
    method: request.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: plainHeaders(request),
    body
  }
  send(response, await handle(incoming).catch(() => refusal(500, 'The simulator failed')))
}

function isLoopback(host: string): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host)
}

/** @returns null when the body is too large; its rest is thrown away, so that the refusal can still be sent */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size <= largestBody) chunks.push(bytes)
  }
  return size > largestBody ? null : Buffer.concat(chunks).toString('utf8')
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]]
    )
  )
}

function send(response: ServerResponse, reply: Reply): void {
  switch (reply.kind) {
    case 'hang':
      return
    case 'drop':
      response.destroy()
      return
    case 'half': {
      const bytes = Buffer.from(reply.text)
      response.writeHead(reply.status, { 'content-type': reply.type, 'content-length': bytes.length })
      response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy())
      return
    }
    case 'body':
      response.writeHead(reply.status, {
        ...reply.headers,
        'content-type': reply.type,
        'content-length': Buffer.byteLength(reply.text),
        'cache-control': 'no-store'
      })
      response.end(reply.text)
  }
}

/** The JSON of a request. Dintero takes JSON and nothing else. */
export function jsonOf({ headers, body }: Incoming): Checked<unknown> {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return { ok: false, message: 'Content-Type must be application/json' }
  try {
    return { ok: true, value: JSON.parse(body) }
  } catch {
    return { ok: false, message: 'The body is not JSON' }
  }
}
