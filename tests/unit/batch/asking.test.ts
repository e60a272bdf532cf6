import { describe, expect, it, onTestFinished } from 'vitest'
import type { AuditEntry } from '../../../shared/audit'
import { freshFor } from '../../../shared/batch-asking'
import { usualPace } from '../../../shared/batch'
import type { BatchReview, RowFilter } from '../../../shared/batch-view'
import { askedFacts } from '../../../electron/batch/asked-facts'
import { DinteroClient } from '../../../electron/dintero/client'
import { createSimulator, type NewTransaction, type Simulator } from '../../../electron/simulator/simulator'
import { aTransaction } from '../charging/desk'
import { openServiceDesk, type ServiceDesk } from './service-support'
import { trailOf } from './support'

const account = 'T12345678'
const all: RowFilter = { show: 'all', code: null, field: null, search: '' }

interface AskedDesk extends ServiceDesk {
  readonly simulator: Simulator
  readonly id: string
  /** What a review says, after it was asked about. */
  readonly askedReview: (what: 'payments' | 'cards') => Promise<BatchReview>
  /** What is wrong with each row, by its number. */
  readonly problems: () => Promise<Record<number, string[]>>
  readonly pay: (change: Partial<NewTransaction>) => string
  readonly releaseReview: (review: BatchReview) => Promise<unknown>
}

const file = [
  'Kundenr;Beløp;Valuta;Ordrereferanse',
  'K-2002;1 299,90;NOK;order-2',
  'K-2003;99,00;NOK;order-3',
  'K-2004;200,00;NOK;order-4',
  'K-2005;200,00;NOK;order-5',
  ''
].join('\r\n')

/** A file that is being mended, before a real client and a real simulator. */
async function openAskedDesk(content = file, scopes = ['admin:checkout']): Promise<AskedDesk> {
  const desk = await openServiceDesk()
  const simulator = createSimulator({ clock: () => desk.now, seed: 'test' })
  onTestFinished(() => simulator.stop())
  simulator.addClient({ accountId: account, clientId: 'client', clientSecret: 'secret', scopes })
  const { url } = await simulator.start()
  desk.asked = new DinteroClient({
    accountId: account,
    baseUrls: { checkout: `${url}/v1`, api: `${url}/v1` },
    credentials: async () => ({ clientId: 'client', clientSecret: 'secret' }),
    clock: () => desk.now,
    version: '0.1.0',
    timeouts: { retryDelay: 1, attempt: 2_000, read: 5_000 }
  })
  const { batches } = desk
  const read = await batches.import({ kind: 'path', path: desk.write('november.csv', content) })
  const { columns } = await batches.detail(read.id)
  if (columns === null) throw new Error('no columns')
  await batches.answer(read.id, columns.answers, { ...columns.defaults, operation: 'unscheduled_purchase' })
  await batches.acceptColumns(read.id)
  const { id } = read
  return Object.assign(desk, {
    simulator,
    id,
    askedReview: async (what: 'payments' | 'cards') => {
      await batches.ask(id, what)
      await desk.asking.settled(id)
      return batches.review(id, null)
    },
    problems: async () => {
      const { rows } = await batches.rows(id, all, 0, 100)
      return Object.fromEntries(
        rows.flatMap(({ row, problems }) =>
          problems.length === 0 ? [] : [[row, problems.map(({ code }) => code)]]
        )
      )
    },
    pay: (change: Partial<NewTransaction>) =>
      simulator.plant({
        accountId: account,
        merchantReference: 'elsewhere-1',
        amount: 20_000,
        productType: 'dintero_psp.creditcard',
        ...change
      }),
    releaseReview: ({ reviewId, sums }: BatchReview) =>
      batches.release({
        reviewId,
        typed: sums.map(({ currency, amount }) => ({ currency, amount })),
        firstCharges: 0,
        realMoney: false,
        hold: 0,
        pace: usualPace
      })
  })
}

const kari = { customer_id: 'K-2004' }

describe('payments that Dintero lists', () => {
  it('block the row that has their reference, whatever they are, unless they were definitely declined', async () => {
    const desk = await openAskedDesk()
    desk.pay({ merchantReference: 'order-2', amount: 1, productType: 'vipps', status: 'REFUNDED' })
    desk.pay({ merchantReference: 'order-3', status: 'INITIATED', productType: 'payex.swish' })
    desk.pay({ merchantReference: 'order-4', status: 'FAILED' })
    desk.pay({ merchantReference: 'order-5', status: 'AUTHORIZATION_VOIDED' })
    desk.pay({ merchantReference: 'order-5', status: 'ON_HOLD', customer: { customer_id: 'K-2005' } })
    const { charges, blocked, atDintero, asking } = await desk.askedReview('payments')
    expect(await desk.problems()).toEqual({
      2: ['reference_at_dintero'],
      3: ['reference_at_dintero'],
      4: ['reference_declined'],
      5: ['reference_at_dintero']
    })
    expect([charges, blocked, asking]).toEqual([1, 3, null])
    expect(atDintero).toEqual({
      payments: { startedAt: desk.now, since: desk.now - 86_400_000, read: 5, end: 'end', fresh: true },
      cards: null,
      found: [
        { code: 'reference_at_dintero', field: 'merchant_reference', severity: 'blocker', rows: 3 },
        { code: 'reference_declined', field: 'merchant_reference', severity: 'warning', rows: 1 }
      ]
    })
  })

  it('must be explained where they are the same money from the same customer or card', async () => {
    const desk = await openAskedDesk()
    desk.pay({ merchantReference: 'a', customer: kari, status: 'PARTIALLY_REFUNDED' })
    desk.pay({ merchantReference: 'b', customer: { customer_id: 'K-2005' }, currency: 'SEK' })
    desk.pay({ merchantReference: 'c', customer: { email: 'Customer5@example.no' }, amount: 20_001 })
    desk.pay({
      merchantReference: 'd',
      customer: { customer_id: 'K-2003' },
      amount: 9_900,
      status: 'AUTHORIZATION_VOIDED'
    })
    desk.pay({
      merchantReference: 'e',
      customer: { customer_id: 'K-2002' },
      amount: 129_990,
      createdAt: desk.now - 25 * 3_600_000
    })
    desk.pay({ merchantReference: 'f' })
    expect((await desk.askedReview('payments')).charges).toBe(3)
    expect(await desk.problems()).toEqual({ 4: ['charged_elsewhere'] })
    await desk.batches.edit(desk.id, { kind: 'explain_rows', rows: [4], reason: 'two months' })
    expect(await desk.problems()).toEqual({})
    // Another one comes: it is not what was explained.
    desk.pay({ merchantReference: 'g', customer: { phone_number: '+47 900 000 04' } })
    const { charges, explained } = await desk.askedReview('payments')
    expect([charges, explained]).toEqual([3, 0])
    expect(await desk.problems()).toEqual({ 4: ['charged_elsewhere'] })
  })

  it.each([
    ['the card’s face', { brand: 'visa', maskedPan: '476173******1004', expiry: '12/2029' }, [4]],
    ['the face of no card', { brand: 'visa', maskedPan: '476173******1004' }, []],
    ['another month', { brand: 'visa', maskedPan: '476173******1004', expiry: '11/2029' }, []],
    ['the token', { maskedPan: '', tokenId: 'token-id-5' }, [5]]
  ] as const)('are known again by %s', async (_what, card, rows) => {
    const desk = await openAskedDesk()
    await desk.ledger.write(({ cards }) => cards.learnTokenId('card-5', 'payment_token', 'token-id-5'))
    desk.pay({ card })
    await desk.askedReview('payments')
    expect(Object.keys(await desk.problems()).map(Number)).toEqual(rows)
  })

  it('are no evidence against themselves where they were made here', async () => {
    const desk = await openAskedDesk()
    const { dintero } = desk
    await desk.releaseReview(await desk.batches.review(desk.id, null))
    await desk.batches.start(desk.id, false)
    await desk.allRuns.ended(desk.id)
    // As Dintero lists them afterwards, and one beside them under the reference of the last that is not the charge.
    const listed = dintero.paid.map((body) => {
      const { amount, merchant_reference: reference } = body.session.order
      const customer = { customerId: `K-200${reference.at(-1)}`, email: null, phone: null, name: null }
      const id = `T12345678.${reference}`
      return aTransaction({
        id,
        amount,
        card: null,
        customer,
        merchantReference: reference,
        createdAt: desk.now
      })
    })
    dintero.transactions = listed
    desk.asked = dintero
    const again = await openAgain(desk, file.replaceAll('order-', 'again-'))
    const codes = async (): Promise<unknown> => {
      await desk.batches.ask(again, 'payments')
      await desk.asking.settled(again)
      return (await desk.batches.detail(again)).check?.groups.map(({ code, rows }) => [code, rows])
    }
    expect(await codes()).toEqual([['charged_lately', 4]])
    dintero.transactions = [
      ...listed,
      ...listed.slice(3).map((each) => ({ ...each, id: 'T12345678.another' }))
    ]
    expect(await codes()).toEqual([
      ['charged_lately', 4],
      ['charged_elsewhere', 1]
    ])
  })

  it('of another account are none of it, also where a list has them', async () => {
    const desk = await openAskedDesk()
    desk.pay({ merchantReference: 'order-2', idOf: 'T99999999' })
    desk.pay({ merchantReference: 'x', customer: kari, idOf: 'P12345678' })
    await desk.askedReview('payments')
    expect(await desk.problems()).toEqual({})
  })

  it('are held against rows that are typed over later, and against none that is left out', async () => {
    const desk = await openAskedDesk()
    desk.pay({ merchantReference: 'taken', customer: kari, amount: 4_200 })
    await desk.askedReview('payments')
    expect(await desk.problems()).toEqual({})
    const { batches, id } = desk
    await batches.edit(id, {
      kind: 'cells',
      cells: [
        { row: 2, field: 'merchant_reference', text: 'taken' },
        { row: 4, field: 'amount', text: '42,00' }
      ]
    })
    expect(await desk.problems()).toEqual({ 2: ['reference_at_dintero'], 4: ['charged_elsewhere'] })
    const { check } = await batches.edit(id, { kind: 'skip', rows: [2, 4], skip: true })
    expect(check).toMatchObject({ blocked: 0, unexplained: 0, groups: [] })
  })

  it('are asked for a day at least, and their money is not held against rows where the setting is off', async () => {
    const desk = await openAskedDesk()
    desk.settings = { ...desk.settings, duplicateWindowHours: 0 }
    desk.pay({ merchantReference: 'order-2' })
    desk.pay({ merchantReference: 'x', customer: kari })
    const { atDintero } = await desk.askedReview('payments')
    expect(atDintero.payments?.since).toBe(desk.now - 86_400_000)
    expect(await desk.problems()).toEqual({ 2: ['reference_at_dintero'] })
    desk.settings = { ...desk.settings, duplicateWindowHours: 72 }
    expect((await desk.askedReview('payments')).atDintero.payments?.since).toBe(desk.now - 3 * 86_400_000)
    const [query] = desk.simulator.journal.to('GET', '/v1/transactions').map(({ path }) => path)
    const asked = new URLSearchParams(query?.split('?')[1])
    expect([...asked.keys()]).toEqual(['created_at.gte', 'limit'])
    expect(Date.parse(asked.get('created_at.gte') ?? '')).toBeLessThan(desk.now - 86_400_000)
  })
})

/** Another file at the same desk. */
async function openAgain({ batches, write }: ServiceDesk, content: string): Promise<string> {
  const read = await batches.import({ kind: 'path', path: write('again.csv', content) })
  const { columns } = await batches.detail(read.id)
  if (columns === null) throw new Error('no columns')
  await batches.answer(read.id, columns.answers, { ...columns.defaults, operation: 'unscheduled_purchase' })
  await batches.acceptColumns(read.id)
  return read.id
}

describe('asking that goes wrong', () => {
  it('says why, and leaves the file to be released without it', async () => {
    const desk = await openAskedDesk(file, ['write:checkout'])
    const review = await desk.askedReview('payments')
    expect(review.atDintero.payments).toMatchObject({ end: 'forbidden', read: 0 })
    expect(review.charges).toBe(4)
    await desk.simulator.stop()
    expect((await desk.askedReview('payments')).atDintero.payments).toMatchObject({ end: 'network', read: 0 })
    desk.asked = new Error('the keychain is locked')
    const last = await desk.askedReview('payments')
    expect(last.atDintero.payments).toMatchObject({ end: 'no_client' })
    await desk.releaseReview(last)
    expect((await desk.batches.detail(desk.id)).stage).toBe('held')
  })

  it('keeps what was read of a list that does not end, and says that it was not read to its end', async () => {
    const desk = await openAskedDesk()
    for (let index = 0; index < 120; index += 1) desk.pay({ merchantReference: `other-${index}` })
    desk.pay({ merchantReference: 'order-2' })
    desk.simulator.setLists({ endless: true })
    const { atDintero } = await desk.askedReview('payments')
    expect(atDintero.payments).toMatchObject({ end: 'repeats', read: 100 })
    expect(await desk.problems()).toEqual({ 2: ['reference_at_dintero'] })
  })

  it('lets what was found before stand, until Dintero was asked to the end again', async () => {
    const desk = await openAskedDesk()
    desk.pay({ merchantReference: 'order-2' })
    await desk.askedReview('payments')
    desk.simulator.faults.onCall('lookup', { kind: 'garbage' })
    expect((await desk.askedReview('payments')).atDintero.payments).toMatchObject({
      end: 'unreadable',
      read: 0
    })
    expect(await desk.problems()).toEqual({ 2: ['reference_at_dintero'] })
    desk.now += 25 * 3_600_000
    const { atDintero } = await desk.askedReview('payments')
    expect(atDintero.payments).toMatchObject({ end: 'end', read: 0 })
    expect(await desk.problems()).toEqual({})
  })

  it('can be called off, is one question at a time, and tells how far it has come', async () => {
    const desk = await openAskedDesk()
    const { asking, batches, id, simulator } = desk
    simulator.faults.onCall('lookup', { kind: 'hang' })
    expect(await batches.ask(id, 'payments')).toEqual({
      what: 'payments',
      read: 0,
      of: null,
      waitsUntil: null
    })
    await batches.ask(id, 'payments')
    await expect(batches.ask(id, 'cards')).rejects.toMatchObject({ code: 'asking_busy' })
    expect((await batches.review(id, null)).asking).toMatchObject({ what: 'payments' })
    await batches.stopAsking(id)
    expect(asking.all()).toEqual([])
    expect((await batches.review(id, null)).atDintero.payments).toMatchObject({ end: 'cancelled', read: 0 })
    desk.pay({})
    await desk.askedReview('payments')
    expect(desk.told).toContainEqual({ batchId: id, what: 'payments', read: 1, of: null, waitsUntil: null })
    simulator.faults.onCall('lookup', { kind: 'too_many', retryAfterSeconds: 20 })
    await desk.askedReview('payments')
    expect(desk.told.some(({ waitsUntil }) => waitsUntil !== null)).toBe(true)
  })

  it('ends with a file that is thrown away, released, or closed, and leaves nothing behind', async () => {
    const desk = await openAskedDesk()
    const { batches, id, simulator, asking } = desk
    simulator.faults.onCall('lookup', { kind: 'hang' }, { kind: 'hang' })
    await batches.ask(id, 'payments')
    await batches.discard(id)
    expect(asking.all()).toEqual([])
    await expect(batches.detail(id)).rejects.toMatchObject({ code: 'not_found' })
    const again = await openAgain(desk, file)
    await batches.ask(again, 'payments')
    await desk.releaseReview(await batches.review(again, null))
    expect(asking.all()).toEqual([])
    await expect(batches.ask(again, 'payments')).rejects.toMatchObject({ code: 'batch_begun' })
    expect(desk.errors).toEqual([])
  })
})

describe('what Dintero was found to have', () => {
  it('ages: a review that counts on it is not released when it is too old', async () => {
    const desk = await openAskedDesk()
    await desk.askedReview('payments')
    desk.now += freshFor - 60_000
    const review = await desk.batches.review(desk.id, null)
    expect(review.atDintero.payments?.fresh).toBe(true)
    desk.now += 60_000
    await expect(desk.releaseReview(review)).rejects.toMatchObject({ code: 'review_expired' })
    const stale = await desk.batches.review(desk.id, null)
    expect(stale.atDintero.payments?.fresh).toBe(false)
    // It says so, and a person who read that may go on.
    await desk.releaseReview(stale)
  })

  it('is not what a review was made of that is older than it', async () => {
    const desk = await openAskedDesk()
    const before = await desk.batches.review(desk.id, null)
    desk.pay({ merchantReference: 'order-2' })
    await desk.batches.ask(desk.id, 'payments')
    await desk.asking.settled(desk.id)
    await expect(desk.releaseReview(before)).rejects.toMatchObject({ code: 'changed_meanwhile' })
  })

  it('is forgotten with the program, and the review says so', async () => {
    const desk = await openAskedDesk()
    desk.pay({ merchantReference: 'order-2' })
    await desk.askedReview('payments')
    const anew = await desk.anew()
    const review = await anew.review(desk.id, null)
    expect(review.atDintero).toEqual({ payments: null, cards: null, found: [] })
  })

  it('is charged with its reason, and nothing else of it is kept', async () => {
    const desk = await openAskedDesk()
    const transaction = desk.pay({ merchantReference: 'a', customer: kari })
    await desk.askedReview('payments')
    await desk.batches.edit(desk.id, { kind: 'explain_rows', rows: [4], reason: 'two months' })
    await desk.releaseReview(await desk.batches.review(desk.id, null))
    await desk.batches.start(desk.id, false)
    await desk.allRuns.ended(desk.id)
    expect((await desk.charged()).map(({ row, state }) => [row, state])).toEqual([
      [2, 'succeeded'],
      [3, 'succeeded'],
      [4, 'succeeded'],
      [5, 'succeeded']
    ])
    const explained = await trailOf(desk, 'duplicate_explained')
    expect(explained.map(({ facts }) => facts)).toMatchObject([
      { reason: 'two months', earlier: transaction }
    ])
  })
})

describe('a dry run of the cards', () => {
  it('counts each card once, warns and stops rows, and is mended by choosing another card', async () => {
    const desk = await openAskedDesk(`${file}K-2004;5,00;NOK;order-6\r\n`)
    const { simulator, batches, id } = desk
    const known = (number: number, change = {}): Promise<void> => {
      const tokenId = simulator.addToken({
        accountId: account,
        provider: 'dintero_psp',
        tokenKind: 'payment_token',
        token: `token-${number}`,
        brand: 'visa',
        maskedPan: '476173******1004',
        expiry: '12/2029',
        ...change
      })
      return desk.ledger.write(({ cards }) => cards.learnTokenId(`card-${number}`, 'payment_token', tokenId))
    }
    await known(2)
    await known(3, { tokenExpiry: '04/2026' })
    await known(4, { status: 'SUSPENDED' })
    simulator.journal.clear()
    const review = await desk.askedReview('cards')
    expect(review.atDintero.cards).toEqual({
      cards: 4,
      active: 2,
      expired: 1,
      notActive: 1,
      notKnown: 1,
      notCovered: 0,
      unasked: 0,
      askedAt: desk.now,
      end: 'end'
    })
    expect(await desk.problems()).toEqual({
      3: ['card_expired'],
      4: ['card_not_active'],
      5: ['card_not_known'],
      6: ['card_not_active']
    })
    expect([review.charges, review.blocked]).toEqual([3, 2])
    expect(
      simulator.journal.entries.filter(
        ({ method, path }) => method !== 'GET' && !path.endsWith('/auth/token')
      )
    ).toEqual([])
    expect(desk.dintero.paid).toEqual([])

    await batches.edit(id, { kind: 'cells', cells: [{ row: 4, field: 'card', text: 'card-2' }] })
    expect(await desk.problems()).toMatchObject({ 6: ['card_not_active'] })
    await batches.edit(id, { kind: 'cells', cells: [{ row: 6, field: 'card', text: 'card-9' }] })
    const changed = await batches.review(id, null)
    expect(changed.atDintero.cards).toMatchObject({
      cards: 4,
      active: 2,
      notActive: 0,
      notKnown: 1,
      unasked: 1
    })
    simulator.journal.clear()
    await desk.askedReview('cards')
    // Only what is not known yet, or stood in the way, is asked about again.
    expect(desk.told.at(-1)).toMatchObject({ what: 'cards', of: 1 })
  })

  it('says nothing of cards it could not ask about, and goes on with them', async () => {
    const desk = await openAskedDesk(file, ['read:checkout'])
    const { atDintero, charges } = await desk.askedReview('cards')
    expect(atDintero.cards).toMatchObject({ cards: 4, unasked: 4, end: 'forbidden' })
    expect(charges).toBe(4)
    expect(await desk.problems()).toEqual({})
  })

  it('ages: what is not active stays so, what was active is asked about again', async () => {
    const desk = await openAskedDesk()
    await desk.askedReview('cards')
    desk.now += freshFor
    expect((await desk.batches.review(desk.id, null)).atDintero.cards).toMatchObject({
      notKnown: 0,
      unasked: 4
    })
  })
})

describe('the trail entry of a release', () => {
  const factsOf = async (desk: AskedDesk): Promise<AuditEntry['facts'] | undefined> => {
    const [latest] = await trailOf(desk, 'batch_released')
    return latest?.facts
  }

  it('says that Dintero was not asked', async () => {
    const desk = await openAskedDesk()
    await desk.releaseReview(await desk.batches.review(desk.id, null))
    expect(await factsOf(desk)).toMatchObject({
      paymentsAsked: 'not_asked',
      paymentsAskedEnd: null,
      cardsAsked: 'not_asked'
    })
  })

  it('says that Dintero was asked, to the end', async () => {
    const desk = await openAskedDesk()
    await desk.releaseReview(await desk.askedReview('payments'))
    expect(await factsOf(desk)).toMatchObject({ paymentsAsked: 'asked', paymentsAskedEnd: 'end' })
  })

  it('says that Dintero was asked in part, and how that ended', async () => {
    const desk = await openAskedDesk()
    for (let index = 0; index < 120; index += 1) desk.pay({ merchantReference: `other-${index}` })
    desk.simulator.setLists({ endless: true })
    await desk.releaseReview(await desk.askedReview('payments'))
    expect(await factsOf(desk)).toMatchObject({
      paymentsAsked: 'asked_in_part',
      paymentsAskedEnd: 'repeats',
      cardsAsked: 'not_asked'
    })
  })

  it('says that nothing was learned where Dintero could not be reached', async () => {
    const desk = await openAskedDesk()
    await desk.simulator.stop()
    await desk.releaseReview(await desk.askedReview('payments'))
    expect(await factsOf(desk)).toMatchObject({ paymentsAsked: 'not_asked', paymentsAskedEnd: 'network' })
  })

  it('counts what was asked too long ago as not asked', async () => {
    const desk = await openAskedDesk()
    await desk.askedReview('payments')
    desk.now += freshFor
    await desk.releaseReview(await desk.batches.review(desk.id, null))
    expect(await factsOf(desk)).toMatchObject({ paymentsAsked: 'not_asked', paymentsAskedEnd: 'end' })
  })

  it.each([
    [0, 'asked'],
    [1, 'asked_in_part'],
    [4, 'not_asked']
  ])('says of how many cards Dintero has said something: all but %i of four', (unasked, cardsAsked) => {
    const counts = { active: 4 - unasked, expired: 0, notActive: 0, notKnown: 0, notCovered: 0 }
    const cards = { cards: 4, ...counts, unasked, askedAt: 0, end: 'end' as const }
    expect(askedFacts({ payments: null, cards, found: [] })).toEqual({
      paymentsAsked: 'not_asked',
      paymentsAskedEnd: null,
      cardsAsked
    })
  })
})
