import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createSimulator } from '../../../electron/simulator/simulator'
import { account, basic, openDesk, payBody, tokens } from './support'

describe('the server', () => {
  it.each(['0.0.0.0', '::', 'localhost', '192.168.1.10'])('does not listen on %s', async (host) => {
    await expect(createSimulator().start({ host })).rejects.toThrow('loopback only')
  })

  it.each([
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost:80', 401],
    ['127.0.0.1', 401]
  ])('answers the host %s with %i', async (host, status) => {
    const desk = await openDesk()
    const answered = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${desk.url}/v1/transactions`, { headers: { host } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      sent.on('error', reject)
      sent.end()
    })
    expect(answered).toBe(status)
  })

  it('refuses a body that is too large', async () => {
    const desk = await openDesk()
    const answer = await desk.pay({ filler: 'x'.repeat(1_100_000) })
    expect(answer.status).toBe(413)
  })

  it.each([
    ['GET', '/v1/sessions/pay/more'],
    ['GET', '/'],
    ['PUT', '/v1/sessions/pay'],
    ['DELETE', '/v1/transactions']
  ])('knows no %s %s', async (method, path) => {
    const desk = await openDesk()
    expect((await desk.fetch(path, { method })).status).toBe(404)
  })

  it('keeps a journal without the credentials', async () => {
    const desk = await openDesk()
    await desk.pay(payBody('order-1'))
    const [signIn, charge] = desk.simulator.journal.entries
    expect(signIn).toMatchObject({ method: 'POST', status: 200, headers: { authorization: 'Basic' } })
    expect(charge).toMatchObject({
      method: 'POST',
      path: '/v1/sessions/pay',
      status: 200,
      headers: { authorization: 'Bearer' },
      body: payBody('order-1')
    })
    expect(JSON.stringify(desk.simulator.journal.entries)).not.toContain(desk.accessToken)
  })

  it('forgets the oldest requests', async () => {
    const desk = await openDesk({ journalLimit: 2 })
    await desk.list('?limit=1')
    await desk.list('?limit=2')
    await desk.list('?limit=3')
    const paths = desk.simulator.journal.entries.map(({ path }) => path)
    expect(paths).toEqual(['/v1/transactions?limit=2', '/v1/transactions?limit=3'])
  })
})

describe('the controls over HTTP', () => {
  it('do what the object does', async () => {
    const desk = await openDesk()
    const token = { ...tokens.dinteroPsp, token: 'added', maskedPan: '400000******9999' }
    await desk.post('/control/tokens', token)
    await desk.post('/control/clients', { accountId: account, clientId: 'second', clientSecret: 'other' })
    await desk.post('/control/faults', { charge: [{ kind: 'error_after' }], reference: 'order-1' })
    await desk.post('/control/faults', { call: 'lookup', faults: [{ kind: 'error', status: 503 }] })
    expect((await desk.pay(payBody('order-1', { token }))).status).toBe(500)
    expect((await desk.fetch('/v1/transactions')).status).toBe(503)
    expect(await (await desk.fetch('/control/authorisations?reference=order-1')).json()).toEqual({
      'order-1': 1
    })
    expect(await (await desk.fetch('/control/authorisations')).json()).toEqual({ 'order-1': 1 })
    const journal = await (await desk.fetch('/control/journal')).json()
    expect(journal).toEqual(JSON.parse(JSON.stringify(desk.simulator.journal.entries)))
    await desk.fetch('/control/journal', { method: 'DELETE' })
    expect(desk.simulator.journal.entries).toEqual([])
    await desk.post('/control/faults', { charge: [{ kind: 'forbidden' }] })
    await desk.fetch('/control/faults', { method: 'DELETE' })
    expect((await desk.pay(payBody('order-2'))).status).toBe(200)
    await desk.post('/control/expire-access-tokens', {})
    expect((await desk.pay(payBody('order-3'))).status).toBe(401)
    const second = { authorization: basic('second', 'other') }
    const grant = {
      grant_type: 'client_credentials',
      audience: `https://api.dintero.com/v1/accounts/${account}`
    }
    expect((await desk.post(`/v1/accounts/${account}/auth/token`, grant, second)).status).toBe(200)
  })

  it('do what somebody does in Backoffice, and say what became of the money', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1', { token: tokens.payexPayment })
    await desk.post('/control/faults', { operation: [{ kind: 'error_after' }], of: 'cap-1' })
    await desk.post('/control/faults', { operation: [{ kind: 'held' }] })
    const body = { amount: 5_000, capture_reference: 'cap-1' }
    expect((await desk.operate(id, 'capture', body)).status).toBe(500)
    const answer = desk.operate(id, 'capture', body)
    await expect.poll(() => desk.simulator.money(id).captures).toBe(2)
    await desk.post('/control/release', {})
    expect((await answer).status).toBe(200)
    expect((await desk.post('/control/capture-outside', { id, amount: 1_000 })).status).toBe(200)
    expect((await desk.post('/control/refund-outside', { id, amount: 11_001 })).status).toBe(400)
    await desk.post('/control/refund-outside', { id, amount: 11_000 })
    await desk.post('/control/void-outside', { id })
    const money = await desk.fetch(`/control/money?id=${id}`)
    expect(await money.json()).toEqual(desk.simulator.money(id))
    expect(desk.simulator.money(id)).toMatchObject({ captures: 3, refunded: 11_000, voided: 18_990 })
    expect(await (await desk.fetch('/control/operations?reference=cap-1')).json()).toEqual({ 'cap-1': 2 })
    expect((await desk.fetch('/control/money?id=none')).status).toBe(400)
    const sessions = await desk.fetch('/control/sessions?reference=order-1')
    expect(await sessions.json()).toMatchObject([{ merchantReference: 'order-1', transactionId: id }])
  })

  it('refuse what they do not know', async () => {
    const desk = await openDesk()
    expect((await desk.post('/control/faults', { charge: [{ kind: 'flood' }] })).status).toBe(400)
    expect((await desk.post('/control/tokens', { token: 'x' })).status).toBe(400)
    expect((await desk.post('/control/coffee', {})).status).toBe(404)
  })

  it('are not there unless they are asked for', async () => {
    const desk = await openDesk({ httpControl: false })
    expect((await desk.fetch('/control/journal')).status).toBe(404)
  })
})
