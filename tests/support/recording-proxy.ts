import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RecordingProxy {
  /** Base address for `TREKK_DINTERO_URL`. */
  readonly url: string
  /** Every access token that was given to the app. */
  readonly accessTokens: ReadonlySet<string>
  close(): Promise<void>
}

/** Stands between the app and a simulator and remembers the access tokens, which the simulator does not tell. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const accessTokens = new Set<string>()
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', target)
    const headers = { ...incoming.headers, host: url.host }
    const onward = request(url, { method: incoming.method ?? 'GET', headers, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const body = Buffer.concat(chunks)
        const token = /"access_token":"([^"]+)"/.exec(body.toString('utf8'))?.[1]
        if (token !== undefined) accessTokens.add(token)
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(body)
      })
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    accessTokens,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
  }
}
