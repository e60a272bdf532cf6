import { describe, expect, it } from 'vitest'
import { account, otherAccount, payBody, start, tokens } from './support'
import { list, openOffice, path, statusOf } from './office'
import type { Desk } from './support'

const day = 86_400_000

/** Five payouts a day apart, each reported a minute after another. @returns their ids, the latest first */
async function payOutDaily(desk: Desk): Promise<string[]> {
  const ids: string[] = []
  for (let count = 0; count < 5; count += 1) {
    const token = count % 2 === 0 ? tokens.payexPayment : tokens.bambora
    await desk.pay(payBody(`order-${count}`, { autoCapture: true, token }))
    desk.now += 60_000
    ids.unshift(...desk.simulator.payOut({ accountId: account, settledAt: start + (10 - count) * day }))
  }
  // What was reported first was paid out last.
  return ids.toReversed()
}

const date = (days: number): string => new Date(start + days * day).toISOString()
const minute = (count: number): string => new Date(start + count * 60_000).toISOString()

describe('the list of settlements', () => {
  it.each([
    ['', [0, 1, 2, 3, 4]],
    ['?limit=2', [0, 1]],
    [`?created_at.gte=${date(8)}`, [0, 1, 2]],
    [`?created_at.lte=${date(8)}`, [2, 3, 4]],
    [`?created_at.gte=${date(7)}&created_at.lte=${date(9)}`, [1, 2, 3]],
    ['?created_at.gte=2026-05-29', [0, 1]],
    [`?item_created_at.gte=${minute(4)}`, [4, 3]],
    [`?item_created_at.lte=${minute(2)}`, [1, 0]],
    ['?payment_provider=bambora', [1, 3]],
    ['?payment_provider=bambora&payment_provider=payex', [0, 1, 2, 3, 4]],
    ['?payment_provider=vipps', []],
    ['?search=nothing', []]
  ])('answers %s', async (query, wanted) => {
    const desk = await openOffice()
    const ids = await payOutDaily(desk)
    expect((await list(desk, query)).items.map(({ id }) => ids.indexOf(id))).toEqual(wanted)
  })

  it('finds one by its id', async () => {
    const desk = await openOffice()
    const ids = await payOutDaily(desk)
    expect((await list(desk, `?search=${ids[2]}`)).items.map(({ id }) => id)).toEqual([ids[2]])
  })

  it.each([
    ['', 'settled_at', (ids: string[]) => ids],
    [`&item_created_at.gte=${minute(0)}`, 'created_at', (ids: string[]) => ids.toReversed()]
  ] as const)('pages by its key, in the order of what is asked for: %s', async (filter, key, order) => {
    const desk = await openOffice()
    const ids = await payOutDaily(desk)
    const seen: string[] = []
    let after = ''
    for (;;) {
      const { items, last_evaluated_key: last } = await list(desk, `?limit=1${filter}${after}`)
      seen.push(...items.map(({ id }) => id))
      if (!last) break
      after = `&starting_after_id=${last['id']}&starting_after_date=${last[key]}`
    }
    expect(seen).toEqual(order(ids))
  })

  it('has a key wherever a page is full, also at the end', async () => {
    const desk = await openOffice()
    const ids = await payOutDaily(desk)
    const full = await list(desk, '?limit=5')
    expect(full.last_evaluated_key).toEqual({ id: ids[4], account_id: account, settled_at: date(6) })
    expect((await list(desk, '?limit=6')).last_evaluated_key).toBeUndefined()
    const rest = await list(desk, `?limit=5&starting_after_id=${ids[4]}&starting_after_date=${date(6)}`)
    expect(rest).toEqual({ items: [] })
    const byItem = await list(desk, `?limit=1&item_created_at.gte=${minute(0)}`)
    expect(Object.keys(byItem.last_evaluated_key ?? {})).toContain('created_at')
  })

  it('shows ten unless said, and a thousand at most', async () => {
    const desk = await openOffice()
    for (let count = 0; count < 11; count += 1) {
      await desk.pay(payBody(`order-${count}`, { autoCapture: true }))
      desk.simulator.payOut({ accountId: account })
    }
    expect((await list(desk)).items).toHaveLength(10)
    expect((await list(desk, '?limit=1000')).items).toHaveLength(11)
  })

  it.each([
    'limit=0',
    'limit=1001',
    'limit=ten',
    'page=2',
    'created_at.gte=yesterday',
    'starting_after_id=x',
    `starting_after_date=${date(8)}`,
    `starting_after_id=x&starting_after_date=${date(8)}`,
    `created_at.gte=${date(1)}&item_created_at.lte=${date(8)}`,
    `created_at.lte=${date(1)}&item_created_at.gte=${date(8)}`
  ])('refuses %s', async (query) => {
    const desk = await openOffice()
    await payOutDaily(desk)
    expect(await statusOf(desk, `?${query}`)).toBe(400)
  })

  it('refuses a key that belongs to another time', async () => {
    const desk = await openOffice()
    const ids = await payOutDaily(desk)
    const right = `?starting_after_id=${ids[1]}&starting_after_date=${date(9)}`
    expect((await list(desk, right)).items).toHaveLength(3)
    expect(await statusOf(desk, right.replace(date(9), date(8)))).toBe(400)
  })

  it.each([
    ['read:settlements', 200],
    ['admin:settlements', 200],
    ['read:reports', 200],
    ['admin:reports', 200],
    ['read:billing', 200],
    ['admin:billing', 200],
    ['admin:checkout', 403],
    ['read:checkout', 403],
    ['write:settlements', 403]
  ])('with the scope %s: %i', async (scope, status) => {
    const desk = await openOffice([scope])
    expect(await statusOf(desk, '')).toBe(status)
  })

  it('is shown to its own account alone', async () => {
    const desk = await openOffice()
    expect((await desk.fetch(path.replace(account, otherAccount))).status).toBe(403)
    desk.accessToken = ''
    expect(await statusOf(desk, '')).toBe(401)
  })

  it('has faults of its own, and may never end', async () => {
    const desk = await openOffice()
    const ids = await payOutDaily(desk)
    desk.simulator.faults.onCall('settlement', { kind: 'error', status: 503 }, { kind: 'too_many' })
    expect((await desk.fetch('/v1/transactions')).status).toBe(200)
    expect([await statusOf(desk, ''), await statusOf(desk, '')]).toEqual([503, 429])
    desk.simulator.setLists({ endless: true })
    const after = `?limit=1&starting_after_id=${ids[0]}&starting_after_date=${date(10)}`
    expect((await list(desk, after)).items).toMatchObject([{ id: ids[0] }])
  })
})
