import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openDesk, payBody, tokens } from './support'

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
