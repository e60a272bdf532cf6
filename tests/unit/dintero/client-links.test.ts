import { afterEach, describe, expect, it } from 'vitest'
import { enrolmentBody } from '../../../electron/dintero/enrolment-body'
import { isPaymentPage } from '../../../electron/dintero/payment-page'
import { customerInitiatedBody } from '../../../electron/dintero/requests'
import { clientFor, isTokenRequest, replyWithToken, secrets, serve } from './scripted-server'
import type { Call, Scripted } from './scripted-server'

let server: Scripted | undefined

afterEach(async () => {
  await server?.close()
  server = undefined
})

async function answering(script: (call: Call) => void): Promise<Scripted> {
  server = await serve((call) => (isTokenRequest(call) ? replyWithToken(call) : script(call)))
  return server
}

describe('a payment link', () => {
  const body = customerInitiatedBody({
    card: { provider: 'payex', tokenKind: 'payment_token', token: secrets.paymentToken },
    amount: 100,
    currency: 'NOK',
    merchantReference: 'order-1',
    lines: [],
    customerId: '',
    email: '',
    phone: '',
    returnUrl: 'https://example.com',
    callbackUrl: '',
    profileId: 'default',
    expiresAt: null,
    autoCapture: null,
    sms: true
  })

  it('is created', async () => {
    const { base, received } = await answering((call) =>
      call.reply(200, {
        id: 's1',
        url: 'https://checkout.dintero.com/v1/view/s1',
        publish: [
          { channel: 'push', type: 'app' },
          { channel: 'sms', type: 'checkout-link', status: 'sent' }
        ]
      })
    )
    expect(await clientFor(base).createLink(body)).toStrictEqual({
      kind: 'created',
      sessionId: 's1',
      url: 'https://checkout.dintero.com/v1/view/s1',
      smsStatus: 'sent'
    })
    expect(received.at(-1)).toMatchObject({ method: 'POST', path: '/sessions-profile' })
    expect(received.at(-1)?.headers['dintero-feature-toggles']).toBeUndefined()
  })

  const error = { error: { message: `no ${secrets.paymentToken}` } }
  it.each([
    [400, error, { kind: 'refused' }],
    [404, error, { kind: 'refused' }],
    [403, error, { kind: 'failed', reason: 'forbidden' }],
    [429, error, { kind: 'failed', reason: 'rate_limited' }],
    [429, 'slow down', { kind: 'failed', reason: 'rate_limited' }],
    // Whatever may have made one, or comes from somebody else than Dintero, says nothing.
    [500, error, { kind: 'lost', sessionId: null }],
    [500, { ...error, session_id: 'T12345678.abcdefg' }, { kind: 'lost', sessionId: 'T12345678.abcdefg' }],
    [400, { ...error, session_id: 'T12345678.abcdefg' }, { kind: 'lost' }],
    [400, '<html>proxy</html>', { kind: 'lost' }],
    [404, {}, { kind: 'lost' }],
    [200, { id: 's1' }, { kind: 'lost', sessionId: 's1' }],
    [200, error, { kind: 'lost', sessionId: null }],
    [200, '<html>', { kind: 'lost', sessionId: null }],
    [201, { id: 's1', url: 'https://checkout.dintero.com/v1/view/s1' }, { kind: 'lost', sessionId: 's1' }]
  ])('HTTP %i with %j is %o, asked once', async (status, said, expected) => {
    const { base, count } = await answering((call) => call.reply(status, said))
    const answer = await clientFor(base).createLink(body)
    expect(answer).toMatchObject(expected)
    expect(JSON.stringify(answer)).not.toContain(secrets.paymentToken)
    expect(count('/sessions-profile')).toBe(1)
  })

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'not a url'])('to %s is lost', async (url) => {
    const { base } = await answering((call) => call.reply(200, { id: 's1', url }))
    expect(await clientFor(base).createLink(body)).toMatchObject({ kind: 'lost', sessionId: 's1' })
  })

  it('is not made when the request never arrived, and lost when its answer did not', async () => {
    expect(await clientFor('http://127.0.0.1:1/v1').createLink(body)).toMatchObject({
      kind: 'failed',
      reason: 'network'
    })
    const { base } = await answering((call) => call.socket.destroy())
    expect(await clientFor(base).createLink(body)).toMatchObject({ kind: 'lost' })
  })

  it.each([
    ['of somebody else than Dintero', { message: 'invalid JWT' }, 'lost'],
    ['about something else than the token', { error: { message: 'no such profile' } }, 'failed'],
    ['that names a session', { error: { message: 'invalid JWT' }, session_id: 'T12345678.abcdefg' }, 'lost']
  ])('is not asked for anew after a 401 %s', async (_, said, kind) => {
    const { base, count } = await answering((call) => call.reply(401, said))
    expect(await clientFor(base).createLink(body)).toMatchObject({ kind })
    expect(count('/sessions-profile')).toBe(1)
  })

  it('is asked for anew after Dintero’s own word about the access token', async () => {
    let refused = 0
    const { base, count } = await answering((call) =>
      (refused += 1) === 1
        ? call.reply(401, { error: { message: 'access forbidden, invalid JWT' } })
        : call.reply(200, { id: 's1', url: 'https://checkout.dintero.com/v1/view/s1' })
    )
    expect(await clientFor(base).createLink(body)).toMatchObject({ kind: 'created' })
    expect(count('/sessions-profile')).toBe(2)
  })
})

describe('what may be opened as a payment page', () => {
  const real = 'https://checkout.dintero.com/v1'
  it.each([
    ['https://checkout.dintero.com/v1/view/s', real, true],
    ['https://checkout.test.dintero.com/v1/view/s', real, true],
    ['http://checkout.dintero.com/v1/view/s', real, false],
    ['https://dintero.com.evil.example/s', real, false],
    ['https://evildintero.com/s', real, false],
    ['https://user:secret@checkout.dintero.com/s', real, false],
    ['https://checkout.dintero.com@evil.example/s', real, false],
    ['javascript:alert(1)', real, false],
    ['file:///etc/passwd', real, false],
    ['http://127.0.0.1:4000/v1/view/s', 'http://127.0.0.1:4000/v1', true],
    ['http://127.0.0.1:4001/v1/view/s', 'http://127.0.0.1:4000/v1', false],
    ['http://127.0.0.1:4000/v1/view/s', real, false],
    ['https://checkout.dintero.com/v1/view/s', 'http://127.0.0.1:4000/v1', false]
  ])('%s for %s: %s', (url, base, allowed) => {
    expect(isPaymentPage(url, base)).toBe(allowed)
  })
})

describe('storing a card without a payment', () => {
  it('asks for tokens and leaves out what is empty', async () => {
    const { base, received } = await answering((call) =>
      call.reply(200, { id: 's1', url: 'https://checkout.dintero.com/v1/view/s1' })
    )
    const body = enrolmentBody({
      provider: 'bambora',
      tokenKinds: ['payment_token'],
      currency: 'NOK',
      merchantReference: 'card-1',
      customerId: '',
      email: '',
      phone: '',
      returnUrl: 'https://example.com/thanks',
      callbackUrl: '',
      profileId: 'default',
      expiresAt: null
    })
    expect(await clientFor(base).createEnrolment(body)).toMatchObject({ kind: 'created', sessionId: 's1' })
    expect(received.at(-1)).toMatchObject({ method: 'POST', path: '/sessions/payment-token' })
    expect(JSON.parse(received.at(-1)?.body ?? '')).toStrictEqual({
      session: {
        order: { currency: 'NOK', merchant_reference: 'card-1' },
        url: { return_url: 'https://example.com/thanks' },
        profile_id: 'default'
      },
      token_provider: { payment_product_type: 'bambora.creditcard', token_types: ['payment_token'] }
    })
  })
})
