import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkListQuery, listPage } from '../../../electron/simulator/transactions'
import { account, changed, openDesk, otherAccount, payBody, seedBody, start, tokens } from './support'
import type { Desk } from './support'
import type { Listed } from '../../../electron/simulator/transactions'

/** Five charges a minute apart: enough that every filter takes some and leaves some. */
async function openBusyDesk(): Promise<{ desk: Desk; ids: string[] }> {
  const desk = await openDesk()
  const full = changed(
    changed(
      changed(
        seedBody('recurring.payex.creditcard', tokens.payexRecurrence.token),
        'session/customer/customer_id',
        'C-7'
      ),
      'session/order/merchant_reference_2',
      'second'
    ),
    'session/order/billing_address',
    { first_name: 'Bjørn', last_name: 'Ødegård' }
  )
  const bodies = [
    changed(
      changed(full, 'session/order/store', { id: 'shop-1' }),
      'session/order/payout_destination_id',
      'payout-1'
    ),
    payBody('order-2', { amount: 900_361 }),
    payBody('order-3', { currency: 'SEK', amount: 500, autoCapture: true }),
    payBody('order-4', { token: tokens.bambora, amount: 700 }),
    payBody('order-4', { token: tokens.bambora, amount: 700 })
  ]
  const ids = []
  for (const body of bodies) {
    ids.push((await desk.pay(body)).body.id ?? '')
    desk.now += 60_000
  }
  return { desk, ids }
}

describe('the list of transactions', () => {
  const minute = (count: number): string => encodeURIComponent(new Date(start + count * 60_000).toISOString())

  it.each([
    ['', [4, 3, 2, 1, 0]],
    ['?limit=2', [4, 3]],
    ['?merchant_reference=order-4', [4, 3]],
    ['?merchant_reference=order', []],
    ['?merchant_reference_2=second', [0]],
    ['?status=FAILED', [1]],
    ['?status=FAILED&status=CAPTURED', [2, 1]],
    ['?payment_product=payex', [0]],
    ['?payment_product_type=payex.creditcard&payment_product_type=bambora.creditcard', [4, 3, 0]],
    ['?card_brand=visa', [0]],
    ['?card_brand=Mastercard', [4, 3, 2, 1]],
    ['?currency=SEK', [2]],
    ['?amount=700', [4, 3]],
    ['?amount.gte=701&amount.lte=29990', [0]],
    [`?created_at.gte=${minute(1)}&created_at.lte=${minute(3)}`, [3, 2, 1]],
    [`?created_at.gte=${minute(1).replace('Z', '')}`, [4, 3, 2, 1]],
    ['?created_at.lte=2026-05-20', []],
    ['?created_at.gte=2026-05-20', [4, 3, 2, 1, 0]],
    [`?captured_at.gte=${minute(0)}`, [2]],
    [`?captured_at.lte=${minute(1)}`, []],
    [`?refunded_at.gte=${minute(0)}`, []],
    ['?payment_operation=recurring_purchase', [0]],
    ['?customer_id=C-7', [0]],
    ['?store_id=shop-1', [0]],
    ['?payout_destination_id=payout-1', [0]],
    ['?payout_correlation_id=any', []],
    ['?channel=in_store', []],
    ['?terminal_id=1', []],
    ['?search=john.doe@example.com', [0]],
    ['?search=bj%C3%B8rn%20%C3%B8deg%C3%A5rd', [0]],
    ['?search=%2B4799999999', [0]],
    ['?search=order-4', [4, 3]],
    ['?search=second', [0]],
    ['?search=undefined%20undefined', []],
    ['?search=JOHN.DOE@example.com', [0]],
    ['?search=john.doe', []],
    ['?search=ORDER-4', []],
    ['?search=%C3%98deg%C3%A5rd', []],
    ['?payment_product=bambora&status=FAILED', []]
  ])('answers %s', async (query, wanted) => {
    const { desk, ids } = await openBusyDesk()
    const rows = await desk.list(query)
    expect(rows.map(({ id }) => ids.indexOf(id ?? ''))).toEqual(wanted)
  })

  it('filters by id, session and token', async () => {
    const { desk, ids } = await openBusyDesk()
    const { body } = await desk.get(`/v1/transactions/${ids[0]}`)
    expect(await desk.list(`?id=${ids[0]}&id=${ids[2]}`)).toHaveLength(2)
    expect(await desk.list(`?session_id=${body.session_id}`)).toHaveLength(1)
    expect(await desk.list(`?token_id=${String(body.card?.['recurrence_token_id'])}`)).toHaveLength(1)
    expect(await desk.list(`?search=${ids[3]}`)).toHaveLength(1)
  })

  it('finds what was captured and refunded at any time, in part or whole', async () => {
    const { desk, ids } = await openBusyDesk()
    const id = ids[3] ?? ''
    const at = async (count: number, work: () => Promise<unknown>): Promise<void> => {
      desk.now = start + count * 60_000
      await work()
    }
    await at(10, () => desk.operate(id, 'capture', { amount: 300 }))
    await at(20, () => desk.operate(id, 'capture', { amount: 300 }))
    await at(30, () => desk.operate(id, 'refund', { amount: 100 }))
    desk.simulator.faults.operation(id, { kind: 'fails' })
    await at(40, () => desk.operate(id, 'refund', { amount: 100 }))
    const found = async (query: string): Promise<number> => (await desk.list(`?${query}`)).length
    expect(await found(`captured_at.gte=${minute(10)}&captured_at.lte=${minute(10)}`)).toBe(1)
    expect(await found(`captured_at.gte=${minute(20)}`)).toBe(1)
    expect(await found(`captured_at.gte=${minute(21)}`)).toBe(0)
    expect(await found(`refunded_at.gte=${minute(30)}&refunded_at.lte=${minute(30)}`)).toBe(1)
    expect(await found(`refunded_at.lte=${minute(29)}`)).toBe(0)
    expect(await found(`refunded_at.gte=${minute(31)}`)).toBe(0)
  })

  it('finds a payment of another kind by what it is, and a terminal’s and a channel’s', async () => {
    const desk = await openDesk()
    const vipps = { accountId: account, merchantReference: 'order-1', amount: 500, productType: 'vipps' }
    const id = desk.simulator.plant(vipps)
    expect(await desk.list('?payment_product=vipps')).toMatchObject([{ id }])
    expect(await desk.list('?payment_product_type=vipps')).toMatchObject([{ id }])
    expect(await desk.list('?payment_product=payex')).toEqual([])
    const store = { id: 'shop-1', terminal_id: 'till-4' }
    await desk.pay(changed(payBody('order-2'), 'session/order/store', store))
    expect(await desk.list('?terminal_id=till-4')).toMatchObject([{ merchant_reference: 'order-2' }])
    const [, planted] = await desk.list('?channel=ecommerce')
    expect(planted).toMatchObject({ id, channel: 'ecommerce' })
    const body = seedBody('customer-initiated.dintero_psp.creditcard', tokens.dinteroPsp.token)
    const link = await desk.post(
      '/v1/sessions-profile',
      changed(body, 'configuration', { channel: 'in_app' })
    )
    await fetch(String(link.body.url), { method: 'POST', body: new URLSearchParams({ action: 'decline' }) })
    expect(await desk.list('?channel=in_app')).toMatchObject([{ status: 'FAILED', channel: 'in_app' }])
  })

  it('leaves the failed event out when only successes are asked for', async () => {
    const { desk } = await openBusyDesk()
    const [row] = await desk.list('?status=FAILED&includes=events.success.true')
    expect(row?.events?.map(({ event }) => event)).toEqual(['INITIALIZE'])
  })

  it.each([
    'limit=0',
    'limit=101',
    'limit=ten',
    'status=PAID',
    'colour=red',
    'starting_after=T12345678.nothing',
    'merchant_reference=a&merchant_reference=b',
    'created_at.gte=yesterday',
    'amount=1.5',
    'includes=card.payment_token'
  ])('refuses %s', async (query) => {
    const { desk } = await openBusyDesk()
    expect((await desk.get(`/v1/transactions?${query}`)).status).toBe(400)
  })

  it('shows an account its own alone', async () => {
    const { desk, ids } = await openBusyDesk()
    const { body } = await desk.get(`/v1/transactions/${ids[0]}`)
    await desk.signIn(otherAccount)
    expect(await desk.list()).toEqual([])
    expect((await desk.get(`/v1/transactions/${ids[0]}`)).status).toBe(404)
    expect((await desk.get(`/v1/sessions/${body.session_id}`)).status).toBe(404)
  })

  it('pages through every row exactly once, in order', async () => {
    const { desk, ids } = await openBusyDesk()
    const seen: string[] = []
    for (let page = await desk.list('?limit=2'); page.length > 0;) {
      seen.push(...page.map(({ id }) => id ?? ''))
      page = await desk.list(`?limit=2&starting_after=${seen.at(-1)}`)
    }
    expect(seen).toEqual(ids.toReversed())
  })
})

it('pages through any rows with any filter exactly once', () => {
  const row = fc.record({ amount: fc.integer({ min: 1, max: 5 }), currency: fc.constantFrom('NOK', 'SEK') })
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 60 }),
      fc.integer({ min: 1, max: 12 }),
      row,
      (rows, limit, wanted) => {
        const listed = rows.map(listedRow)
        const filter = `limit=${limit}&amount.lte=${wanted.amount}&currency=${wanted.currency}`
        const seen: string[] = []
        for (;;) {
          const after = seen.length === 0 ? '' : `&starting_after=${seen.at(-1)}`
          const query = checkListQuery(new URLSearchParams(filter + after))
          const page = query.ok ? listPage(listed, query.value) : query
          if (!page.ok) throw new Error(page.message)
          seen.push(...page.value.map(({ transaction }) => transaction.id))
          if (page.value.length < limit) break
        }
        const matching = rows.flatMap(({ amount, currency }, index) =>
          amount <= wanted.amount && currency === wanted.currency ? [`id-${index}`] : []
        )
        expect(seen).toEqual(matching)
      }
    )
  )
})

function listedRow({ amount, currency }: { amount: number; currency: string }, index: number): Listed {
  const common = {
    accountId: 'T12345678',
    merchantReference: 'order',
    amount,
    currency,
    createdAt: 0,
    updatedAt: 0
  }
  const card = {
    provider: 'payex',
    tokenKind: 'payment_token',
    tokenId: 'token',
    brand: 'visa',
    maskedPan: '476173******0416',
    expiry: null
  } as const
  return {
    transaction: {
      ...common,
      id: `id-${index}`,
      sessionId: `session-${index}`,
      status: 'AUTHORIZED',
      card,
      events: [],
      attempt: null,
      due: null,
      hidden: null,
      foreign: null,
      later: null,
      pending: [],
      stored: null
    },
    session: {
      ...common,
      id: `session-${index}`,
      autoCapture: false,
      operation: 'unscheduled_purchase',
      card,
      order: {},
      configuration: {},
      publish: null,
      enrolment: null,
      headers: {},
      expiresAt: null,
      events: [],
      transactionId: `id-${index}`
    }
  }
}

describe('one transaction', () => {
  it('shows the token only when it is asked for', async () => {
    const { desk, ids } = await openBusyDesk()
    const path = `/v1/transactions/${ids[0]}`
    const plain = (await desk.get(path)).body.card
    expect(plain).toMatchObject({ brand: 'Visa', masked_pan: '476173******0416', expiry_date: '12/2029' })
    expect(plain?.['recurrence_token_id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(plain).not.toHaveProperty('recurrence_token')
    const asked = await desk.get(`${path}?includes=card.payment_token&includes=card.recurrence_token`)
    expect(asked.body.card?.['recurrence_token']).toBe(tokens.payexRecurrence.token)
    expect(asked.body.card).not.toHaveProperty('payment_token')
  })

  it('refuses what cannot be included', async () => {
    const { desk, ids } = await openBusyDesk()
    expect((await desk.get(`/v1/transactions/${ids[0]}?includes=card.pan`)).status).toBe(400)
    expect((await desk.get(`/v1/transactions/${ids[0]}?include=session`)).status).toBe(400)
  })

  it('keeps the headers that name the calling system', async () => {
    const desk = await openDesk()
    const { body } = await desk.post('/v1/sessions/pay', payBody('order-1'), {
      'Dintero-System-Name': 'Trekk'
    })
    const response = await desk.fetch(
      `/v1/transactions/${body.id}?includes=initiating_system_request_headers`
    )
    expect(await response.json()).toMatchObject({
      initiating_system_request_headers: { 'dintero-system-name': 'Trekk' }
    })
  })

  it('includes its session, without tokens', async () => {
    const { desk, ids } = await openBusyDesk()
    const text = await (await desk.fetch(`/v1/transactions/${ids[0]}?includes=session`)).text()
    expect(JSON.parse(text)).toMatchObject({ session: { transaction_id: ids[0], order: { amount: 29_990 } } })
    expect(text).not.toContain(tokens.payexRecurrence.token)
  })
})

it('reads a session with what happened in it', async () => {
  const { desk, ids } = await openBusyDesk()
  const charged = await desk.get(`/v1/transactions/${ids[1]}`)
  const response = await desk.fetch(`/v1/sessions/${charged.body.session_id}`)
  expect(await response.json()).toMatchObject({
    id: charged.body.session_id,
    transaction_id: ids[1],
    events: [{ name: 'INITIATED' }, { name: 'PAY_FAILED' }]
  })
})
