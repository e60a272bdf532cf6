import { afterEach, describe, expect, it } from 'vitest'
import type { DeleteAnswer } from '../../../electron/dintero/dintero'
import {
  clientFor,
  isTokenRequest,
  replyWithToken,
  secrets,
  serve,
  type Call,
  type Scripted
} from './scripted-server'

let server: Scripted | undefined

afterEach(async () => {
  await server?.close()
  server = undefined
})

/** A server that gives tokens and answers about stored cards with `script`. */
async function answering(script: (call: Call) => void): Promise<Scripted> {
  server = await serve((call) => (isTokenRequest(call) ? replyWithToken(call) : script(call)))
  return server
}

const tokenError = { error: { code: 'UNAUTHORIZED', message: 'Access forbidden, invalid JWT' } }
const said = { error: { code: 'SOME_CODE', message: 'no' } }
const deletion = { reason: 'asked for it', requestor: 'CARDHOLDER' } as const

describe('the stored cards of a customer', () => {
  it('are asked for by the customer’s number, deleted ones too, from after the last that was read', async () => {
    const { base, received } = await answering((call) => call.reply(200, []))
    const client = clientFor(base)
    await client.pageOfCardTokens(null, 'K 17&limit=1')
    await client.pageOfCardTokens('tok-9')
    expect(received.slice(-2).map(({ path }) => path)).toEqual([
      '/card-tokens?include_deleted=true&limit=100&customer_id=K+17%26limit%3D1',
      '/card-tokens?include_deleted=true&limit=100&starting_after=tok-9'
    ])
  })
})

describe('a stored card to delete', () => {
  const ask = async (script: (call: Call) => void): Promise<DeleteAnswer> => {
    const { base } = await answering(script)
    return clientFor(base, { timeouts: { link: 200 } }).deleteCardToken('tok/1', deletion)
  }

  it('is named in the path, with why and who wants it in the body', async () => {
    expect(await ask((call) => call.reply(200, {}))).toEqual({ kind: 'deleted' })
    const { method, path, headers, body } = server?.received.at(-1) ?? { headers: {} }
    expect([method, path]).toEqual(['DELETE', '/card-tokens/tok%2F1'])
    expect(headers).toMatchObject({ authorization: `Bearer ${secrets.accessToken}` })
    expect(JSON.parse(body ?? '')).toStrictEqual(deletion)
  })

  it.each<[string, number, unknown, DeleteAnswer['kind']]>([
    ['gone without a word', 204, '', 'deleted'],
    ['gone with words of anything', 200, '<html>', 'deleted'],
    ['not there, as Dintero says', 404, said, 'not_found'],
    ['not there, as somebody else says', 404, 'no such page', 'lost'],
    ['refused', 400, said, 'refused'],
    ['not allowed', 403, said, 'failed'],
    ['not allowed, as somebody else says', 403, '<html>', 'lost'],
    ['not taken in', 429, said, 'failed'],
    ['stopped on the way', 500, said, 'lost'],
    ['given up on', 504, '', 'lost'],
    ['waited for too long', 408, said, 'lost']
  ])('is %s', async (_name, status, body, kind) => {
    expect(await ask((call) => call.reply(status, body))).toMatchObject({ kind })
    expect(server?.count('/card-tokens/tok%2F1')).toBe(1)
  })

  it('is asked for once more with a new access token alone', async () => {
    expect(
      await ask((call) => (call.earlier === 0 ? call.reply(401, tokenError) : call.reply(200, {})))
    ).toEqual({ kind: 'deleted' })
    expect(server?.count('/card-tokens/tok%2F1')).toBe(2)
  })

  it('is deleted or not, nobody knows, where no answer comes', async () => {
    expect(await ask((call) => call.socket.destroy())).toMatchObject({ kind: 'lost' })
    await server?.close()
    expect(await ask(() => undefined)).toMatchObject({ kind: 'lost' })
    expect(server?.count('/card-tokens/tok%2F1')).toBe(1)
  })

  it('is not deleted where Dintero cannot be reached', async () => {
    const closed = await serve(() => undefined)
    const { base } = await answering(() => undefined)
    await closed.close()
    const client = clientFor(base, { baseUrls: { checkout: closed.base, api: base } })
    expect(await client.deleteCardToken('a', deletion)).toMatchObject({ kind: 'failed', reason: 'network' })
  })
})
