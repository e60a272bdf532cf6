import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { answerPage } from './customer'
import { account, openDesk, payBody, tokens } from './support'

const strict = 'strict-merchant-reference'

function freshPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'profile', 'training.jsonl')
}

it('remembers charges, references and failures over a restart', async () => {
  const storePath = freshPath()
  const before = await openDesk({ storePath })
  const { body } = await before.pay(payBody('order-0', { autoCapture: true, token: tokens.bambora }), strict)
  for (let count = 1; count <= 10; count++) await before.pay(payBody(`order-${count}`, { amount: 952_100 }))
  const listed = await before.list()
  await before.simulator.stop()

  const after = await openDesk({ storePath })
  expect(await after.list()).toEqual(listed)
  expect((await after.get(`/v1/transactions/${body.id}`)).body).toMatchObject({ status: 'CAPTURED' })
  expect((await after.pay(payBody('order-0'), strict)).status).toBe(400)
  expect(after.simulator.authorisations()).toEqual(new Map([['order-0', 1]]))
  const limited = await after.pay(payBody('order-11'))
  expect(limited.body.events?.at(-1)?.error).toMatchObject({ type: ['EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT'] })
  expect(listed.map(({ id }) => id)).not.toContain(limited.body.id)
})

it('has a charge on disk before it is answered, and survives the torn end of a crash', async () => {
  const storePath = freshPath()
  const before = await openDesk({ storePath })
  const { body } = await before.pay(payBody('order-1'))
  appendFileSync(storePath, '{"transaction":{"id":"T1234')
  const after = await openDesk({ storePath })
  expect((await after.list()).map(({ id }) => id)).toEqual([body.id])
  await after.pay(payBody('order-2'))
  const last = await openDesk({ storePath })
  expect(await last.list()).toHaveLength(2)
})

it('keeps one line for each record once it was opened again', async () => {
  const storePath = freshPath()
  const lines = (): number => readFileSync(storePath, 'utf8').trim().split('\n').length
  const before = await openDesk({ storePath })
  await before.pay(payBody('order-1'))
  expect(lines()).toBe(3)
  await openDesk({ storePath })
  expect(lines()).toBe(2)
  expect(readdirSync(join(storePath, '..'))).toEqual(['training.jsonl'])
  expect(statSync(storePath).mode & 0o077).toBe(0)
})

it('writes no token, no secret and no access token', async () => {
  const storePath = freshPath()
  const desk = await openDesk({ storePath })
  await desk.pay(payBody('order-1', { token: tokens.payexPayment }))
  const text = readFileSync(storePath, 'utf8')
  expect(text).toContain('476173******0416')
  for (const secret of [tokens.payexPayment.token, desk.accessToken, '"secret"'])
    expect(text).not.toContain(secret)
})

it('remembers what was captured, and what was accepted and is not decided, without repeating an id', async () => {
  const storePath = freshPath()
  const before = await openDesk({ storePath })
  const id = await before.reserve('order-1')
  await before.operate(id, 'capture', { amount: 1_000, capture_reference: 'cap-1' })
  before.simulator.faults.operation(id, { kind: 'async', polls: 0 })
  await before.operate(id, 'capture', { amount: 2_000, capture_reference: 'cap-2' })
  await before.simulator.stop()

  const after = await openDesk({ storePath })
  expect(after.simulator.money(id)).toMatchObject({ captured: 1_000, captures: 1 })
  expect((await after.operate(id, 'capture', { amount: 26_991 })).status).toBe(400)
  const { body } = await after.get(`/v1/transactions/${id}`)
  expect(after.simulator.operations()).toEqual(
    new Map([
      ['cap-1', 1],
      ['cap-2', 1]
    ])
  )
  await after.simulator.stop()

  const last = await openDesk({ storePath })
  await last.operate(id, 'capture', { amount: 1 })
  const ids = (await last.get(`/v1/transactions/${id}`)).body.events?.map((event) => event.request_id)
  expect(body.status).toBe('PARTIALLY_CAPTURED')
  expect(new Set(ids).size).toBe((ids?.length ?? 0) - 1)
})

it('remembers a card that a customer stored, and never its token', async () => {
  const storePath = freshPath()
  const before = await openDesk({ storePath })
  const { body } = await before.post('/v1/sessions/payment-token', {
    session: {
      order: { currency: 'NOK', merchant_reference: 'card-1' },
      url: { return_url: 'https://example.com/stored' },
      customer: { customer_id: 'K-7' }
    },
    token_provider: { payment_product_type: 'dintero_psp.creditcard', token_types: ['payment_token'] }
  })
  await answerPage(before, new URL(String(body.url)).pathname, { action: 'store', card: 'good' })
  const [stored] = await before.list()
  const read = async (desk: typeof before): Promise<string> =>
    await (await desk.fetch(`/v1/transactions/${stored?.id}?includes=card.payment_token`)).text()
  const token = /"payment_token":"(\w+)"/.exec(await read(before))?.[1] ?? ''
  expect(token).toMatch(/^\w{40}$/)
  const listed = await (await before.fetch('/v1/card-tokens?customer_id=K-7')).text()
  await before.simulator.stop()
  expect(readFileSync(storePath, 'utf8')).not.toContain(token)

  const after = await openDesk({ storePath })
  expect(await read(after)).toContain(token)
  expect(await (await after.fetch('/v1/card-tokens?customer_id=K-7')).text()).toBe(listed)
  const charged = await after.pay(payBody('order-1', { token: { ...tokens.dinteroPsp, token } }))
  expect(charged.body.status).toBe('AUTHORIZED')
  // And once more, of a file that was made compact in between.
  const last = await openDesk({ storePath })
  expect(await read(last)).toContain(token)
})

it('remembers what was paid out, and what became of a stored card', async () => {
  const storePath = freshPath()
  const before = await openDesk({ storePath })
  await before.pay(payBody('order-1', { autoCapture: true }))
  const [settlement] = before.simulator.payOut({ accountId: account })
  const id = before.simulator.addToken(tokens.bambora)
  before.simulator.setCardToken(id, { expiry: '01/2031' })
  before.simulator.setCardToken(id, { status: 'SUSPENDED' })
  const listed = await before.list()
  await before.simulator.stop()

  for (let time = 0; time < 2; time += 1) {
    const after = await openDesk({ storePath })
    expect(await after.list()).toEqual(listed)
    expect(listed[0]?.settlement_status).toBe('SETTLED')
    expect(after.simulator.payOut({ accountId: account })).toEqual([])
    const response = await after.fetch(`/v1/card-tokens/${id}`)
    expect(await response.json()).toMatchObject({ status: 'SUSPENDED', pan_expiry_date: '01/2031' })
    const scopes = ['read:settlements']
    after.simulator.addClient({ accountId: account, clientId: 'client', clientSecret: 'secret', scopes })
    await after.signIn()
    const settlements = await after.fetch(`/v1/accounts/${account}/settlements`)
    expect(await settlements.json()).toMatchObject({ items: [{ id: settlement }] })
    await after.simulator.stop()
  }
})

it('reads a store that was written when there were only charges and links', async () => {
  const storePath = freshPath()
  mkdirSync(join(storePath, '..'))
  const older = new URL('../../fixtures/simulator-stores/charges-and-links.jsonl', import.meta.url)
  copyFileSync(older, storePath)
  const desk = await openDesk({ storePath, captureAfterPolls: 1 })
  const references = (await desk.list()).map((row) => [row.merchant_reference, row.status])
  expect(references).toEqual([
    ['planted', 'CAPTURED'],
    ['later', 'AUTHORIZED'],
    ['declined', 'FAILED'],
    ['captured', 'CAPTURED'],
    ['reserved', 'AUTHORIZED']
  ])
  const [reserved] = await desk.list('?merchant_reference=reserved')
  const id = reserved?.id ?? ''
  expect((await desk.operate(id, 'capture', { amount: 29_990 })).body.status).toBe('CAPTURED')
  expect(desk.simulator.authorisations().size).toBe(3)
})
