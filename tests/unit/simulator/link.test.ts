import { describe, expect, it } from 'vitest'
import { card, changed, openDesk, otherAccount, seedBody, tokens } from './support'
import type { Desk } from './support'

const form = { 'content-type': 'application/x-www-form-urlencoded' }

async function makeLink(
  desk: Desk,
  token = tokens.dinteroPsp.token,
  expiresAt?: string
): Promise<[string, string]> {
  const body = changed(seedBody('customer-initiated.dintero_psp.creditcard', token), 'expires_at', expiresAt)
  const answer = await desk.post('/v1/sessions-profile', body)
  return [answer.body.id ?? '', String(answer.body.url).slice(desk.url.length)]
}

async function answerLink(desk: Desk, path: string, body: string): Promise<string> {
  return (await desk.fetch(path, { method: 'POST', headers: form, body })).text()
}

describe('a payment link', () => {
  it('says that it is simulated, and what is paid', async () => {
    const desk = await openDesk()
    const [, path] = await makeLink(desk)
    const response = await desk.fetch(path)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const text = await response.text()
    expect(text).toContain('This is a simulated payment page')
    expect(text).toContain('299.90 NOK for merchants_order_number, card 520000******0007')
  })

  it('is paid once, with the CVC', async () => {
    const desk = await openDesk()
    const [id, path] = await makeLink(desk)
    expect((await desk.get(`/v1/sessions/${id}`)).body.transaction_id).toBeUndefined()
    expect(await answerLink(desk, path, 'action=approve&cvc=')).toContain('three digits')
    expect(await answerLink(desk, path, 'action=approve&cvc=123')).toContain('was approved')
    expect(await answerLink(desk, path, 'action=approve&cvc=123')).toContain('already answered')
    expect(desk.simulator.authorisations('merchants_order_number')).toBe(1)
    const session = await desk.get(`/v1/sessions/${id}`)
    const transaction = await desk.get(`/v1/transactions/${session.body.transaction_id}`)
    expect(transaction.body).toMatchObject({ status: 'AUTHORIZED', session_id: id })
    expect(transaction.body.payment_operation).toBeUndefined()
  })

  it('can be declined by the customer', async () => {
    const desk = await openDesk()
    const [id, path] = await makeLink(desk)
    expect(await answerLink(desk, path, 'action=decline')).toContain('was declined')
    expect(desk.simulator.authorisations('merchants_order_number')).toBe(0)
    expect((await desk.list(`?session_id=${id}`))[0]?.status).toBe('FAILED')
  })

  it('answers a soft decline, but not a stolen card', async () => {
    const desk = await openDesk()
    const soft = card('dintero_psp', 'payment_token', 'soft', 'visa', '400000******1111')
    const stolen = card('dintero_psp', 'payment_token', 'stolen', 'visa', '400000******2222')
    desk.simulator.addToken({ ...soft, behaviour: 'modifications_required' })
    desk.simulator.addToken({ ...stolen, behaviour: 'stolen_card' })
    const [, first] = await makeLink(desk, soft.token)
    const [, second] = await makeLink(desk, stolen.token)
    expect(await answerLink(desk, first, 'action=approve&cvc=123')).toContain('was approved')
    expect(await answerLink(desk, second, 'action=approve&cvc=123')).toContain('was declined')
  })

  it('expires', async () => {
    const desk = await openDesk()
    const [, path] = await makeLink(desk, tokens.dinteroPsp.token, '2026-05-20T10:00:00Z')
    expect((await desk.fetch(path)).status).toBe(200)
    desk.now = Date.UTC(2026, 4, 20, 10)
    expect((await desk.fetch(path)).status).toBe(410)
  })

  it('shows the reference as text', async () => {
    const desk = await openDesk()
    const body = seedBody('customer-initiated.dintero_psp.creditcard', tokens.dinteroPsp.token)
    const answer = await desk.post(
      '/v1/sessions-profile',
      changed(body, 'order/merchant_reference', '<b>"x"')
    )
    const text = await (await fetch(String(answer.body.url))).text()
    expect(text).toContain('&#60;b&#62;&#34;x&#34;')
    expect(text).not.toContain('<b>')
  })

  it.each([
    ['no return address', 'url/return_url', undefined],
    ['no profile', 'profile_id', undefined],
    ['an unknown key', 'extra', 1],
    ['an unknown token', 'customer/tokens', { 'dintero_psp.creditcard': { payment_token: 'nobody' } }],
    [
      'a recurrence token',
      'customer/tokens',
      { 'payex.creditcard': { recurrence_token: tokens.payexRecurrence.token } }
    ]
  ])('is refused with %s', async (_name, path, value) => {
    const desk = await openDesk()
    const body = seedBody('customer-initiated.dintero_psp.creditcard', tokens.dinteroPsp.token)
    const answer = await desk.post('/v1/sessions-profile', changed(body, path, value))
    expect(answer.status).toBe(400)
    expect(answer.body.success).toBeUndefined()
  })

  it('is nothing to look at when it is a charge, or does not exist', async () => {
    const desk = await openDesk()
    const charge = await desk.pay(seedBody('unscheduled.dintero_psp.creditcard', tokens.dinteroPsp.token))
    expect((await desk.fetch(`/v1/view/${charge.body.session_id}`)).status).toBe(404)
    expect((await desk.fetch(`/v1/view/${otherAccount}.x`)).status).toBe(404)
  })
})
