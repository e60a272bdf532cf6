import { afterEach, describe, expect, it } from 'vitest'
import { httpDateOf, retryAfterOf } from '../../../electron/dintero/http'
import { clientFor, isTokenRequest, replyWithToken, serve, type Scripted } from './scripted-server'

const now = Date.UTC(2026, 4, 20, 9, 0, 0)
const minute = 60_000

describe('Retry-After', () => {
  const cases: readonly (readonly [string, number | null])[] = [
    ['7', 7_000],
    ['0', 1_000],
    ['999999999', 3_600_000],
    ['99999999999999999999', 3_600_000],
    ['-5', null],
    ['+5', null],
    ['1.5', null],
    ['soon', null],
    ['', null],
    ['2026', 2_026_000],
    ['Wed, 20 May 2026 09:05:00 GMT', 5 * minute],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 1_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 3_600_000],
    ['2026-05-20T09:05:00Z', null],
    ['Wed, 20 May 2026 09:05:00 +0200', null]
  ]
  it.each(cases)('%j', (value, expected) => {
    const headers = value === '' ? new Headers() : new Headers({ 'retry-after': value })
    expect(retryAfterOf(headers, now)).toBe(expected)
  })

  it("counts from the answer's own date, not from a clock that is two days off", () => {
    const headers = new Headers({
      'retry-after': 'Wed, 20 May 2026 09:05:00 GMT',
      date: 'Wed, 20 May 2026 09:00:00 GMT'
    })
    expect(retryAfterOf(headers, now + 48 * 60 * minute)).toBe(5 * minute)
  })
})

describe("Dintero's clock", () => {
  let server: Scripted | null = null
  afterEach(() => server?.close())

  async function skewOf(date: string | null): Promise<number | null> {
    server = await serve((call) => {
      call.response.sendDate = false
      if (date !== null) call.response.setHeader('date', date)
      if (isTokenRequest(call)) replyWithToken(call)
      else call.reply(200, [])
    })
    const client = clientFor(server.base, { clock: () => now })
    expect(client.clockSkew()).toBeNull()
    await client.listTransactions({})
    return client.clockSkew()
  }

  it.each([
    ['Wed, 20 May 2026 09:00:00 GMT', 500],
    ['Fri, 22 May 2026 09:00:00 GMT', 48 * 60 * minute + 500],
    ['Mon, 18 May 2026 09:00:00 GMT', -48 * 60 * minute + 500],
    ['yesterday', null],
    [null, null]
  ] as const)('%j', async (date, skew) => {
    expect(await skewOf(date)).toBe(skew)
  })

  it('is read in one form only', () => {
    expect(httpDateOf('Wed, 20 May 2026 09:00:00 GMT')).toBe(now)
    for (const text of ['2026-05-20', '1', '-5', 'Wednesday, 20-May-26 09:00:00 GMT', '']) {
      expect(httpDateOf(text)).toBeNull()
    }
  })
})
