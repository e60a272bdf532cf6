import { describe, expect, it } from 'vitest'
import type { Operation } from '../../../shared/card'
import type { NewCard } from '../../../electron/ledger/card-record'
import { aCard } from '../ledger/support'
import {
  aTransaction,
  day,
  declinedWith,
  hour,
  noAnswer,
  notConnected,
  openDesk,
  paid,
  start,
  type Desk
} from './desk'

/** A card that shares nothing with the desk's first one but what a test gives it. */
async function otherCard(desk: Desk, change: Partial<NewCard>): Promise<void> {
  await desk.ledger.cards.insert(
    aCard({
      id: 'other',
      customerName: 'Somebody else',
      customerNumber: '',
      brand: 'mastercard',
      lastFour: '9999',
      expiry: '01/2031',
      email: '',
      phone: '',
      ...change
    })
  )
}

const next = { cardId: 'other', merchantReference: 'order-18' }

describe('an unresolved charge', () => {
  const sharing: readonly (readonly [string, Partial<NewCard>])[] = [
    ['the customer number', { customerNumber: 'K-1001' }],
    ['the customer number in other letters', { customerNumber: 'k-1001' }],
    ['brand, last four and expiry', { brand: 'visa', lastFour: '0416', expiry: '12/2029' }],
    ['the e-mail address', { email: 'Oystein@Example.no' }],
    ['the phone number', { phone: '+4790012345' }],
    [
      'the customer, by a recurrence token of Payex',
      { provider: 'payex', tokenKind: 'recurrence_token', customerNumber: 'K-1001' }
    ]
  ]

  it.each(sharing)('of another token that shares %s stops the same amount', async (_, change) => {
    const desk = await openDesk()
    await otherCard(desk, change)
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    for (const later of [0, 25 * hour, 400 * day]) {
      desk.now = start + later
      for (const duplicateWindowHours of [24, 0]) {
        desk.settings = { ...desk.settings, duplicateWindowHours }
        await expect(desk.review({ ...next, operation: operationOf(change) })).rejects.toMatchObject({
          code: 'duplicate_open',
          details: { chargeId: id, reference: 'order-17' }
        })
      }
    }
  })

  it.each(sharing)('of another token that shares %s is shown beside any other amount', async (_, change) => {
    const desk = await openDesk()
    await otherCard(desk, change)
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    desk.now += 400 * day
    const { open, confirmations } = await desk.review({ ...next, amount: 1, operation: operationOf(change) })
    expect(open).toMatchObject([{ kind: 'charge', charge: { id, state: 'unknown' } }])
    expect(confirmations).toEqual([])
  })

  it('of somebody else, or in another currency, stops nothing', async () => {
    const desk = await openDesk()
    await otherCard(desk, {})
    desk.dintero.answers = [noAnswer]
    await desk.charge()
    expect(await desk.review(next)).toMatchObject({ open: [], confirmations: [] })
    expect(await desk.review({ ...next, cardId: 'card-1', currency: 'SEK' })).toMatchObject({
      open: [{ kind: 'charge' }]
    })
  })

  it('by an address that was typed for the charge alone counts too', async () => {
    const desk = await openDesk()
    await otherCard(desk, {})
    desk.dintero.answers = [noAnswer]
    await desk.charge({ email: 'mother@example.no' })
    await expect(desk.review({ ...next, email: 'Mother@example.no' })).rejects.toMatchObject({
      code: 'duplicate_open'
    })
  })

  it('of a card that was removed and of one that was added again still counts', async () => {
    const desk = await openDesk()
    await otherCard(desk, { customerNumber: 'K-1001' })
    desk.dintero.answers = [noAnswer]
    await desk.charge()
    await desk.ledger.cards.remove('card-1', desk.now)
    await expect(desk.review(next)).rejects.toMatchObject({ code: 'duplicate_open' })
  })

  it('that came up between review and submit stops the submit', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { reviewId } = await desk.review({ merchantReference: 'order-18' })
    await desk.charge()
    await expect(desk.service.submit(reviewId)).rejects.toMatchObject({ code: 'duplicate_open' })
    expect(desk.dintero.paid).toHaveLength(1)
  })

  it('stops no more when it is resolved', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    const answer = declinedWith('DECLINED')
    desk.dintero.transactions = answer.kind === 'transaction' ? [answer.transaction] : []
    await desk.service.ask(id)
    expect((await desk.review({ merchantReference: 'order-18' })).confirmations).toEqual([])
  })

  it('stops sending another one of the same customer again', async () => {
    const desk = await openDesk()
    await otherCard(desk, { customerNumber: 'K-1001' })
    desk.dintero.answers = [notConnected, noAnswer]
    const { id } = await desk.charge()
    const { reviewId } = await desk.review(next)
    desk.service.confirm({ reviewId, typedAmount: null, reason: 'the first was not sent', realMoney: false })
    await desk.service.submit(reviewId)
    await expect(desk.service.resend(id)).rejects.toMatchObject({ code: 'duplicate_open' })
  })
})

function operationOf({ tokenKind }: Partial<NewCard>): Operation {
  return tokenKind === 'recurrence_token' ? 'recurring_purchase' : 'unscheduled_purchase'
}

describe('a charge that is resolved', () => {
  it('of the same customer by another token is asked about within the window', async () => {
    const desk = await openDesk()
    await otherCard(desk, { customerNumber: 'K-1001' })
    desk.dintero.answers = [paid()]
    const { id } = await desk.charge()
    expect((await desk.review(next)).confirmations).toMatchObject([
      { kind: 'duplicate_reason', earlier: [{ id }], elsewhere: [] }
    ])
    desk.now += 24 * hour + 1
    expect((await desk.review(next)).confirmations).toEqual([])
  })

  it('that was declined and charged after all is asked about', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [declinedWith('DECLINED')]
    const { id } = await desk.charge()
    expect((await desk.review({ merchantReference: 'b' })).confirmations).toEqual([])
    desk.dintero.transactions = [aTransaction()]
    await desk.service.ask(id)
    expect((await desk.review({ merchantReference: 'b' })).confirmations).toMatchObject([
      { kind: 'duplicate_reason', earlier: [{ id }] }
    ])
  })
})

describe('a charge made elsewhere', () => {
  async function listed(): Promise<Desk> {
    const desk = await openDesk()
    await otherCard(desk, { tokenId: 'token-id-1' })
    return desk
  }
  const shop = aTransaction({
    id: 'T12345678.shop',
    merchantReference: 'shop-1',
    createdAt: start - 2 * hour,
    card: {
      brand: 'Mastercard',
      maskedPan: '541306******9999',
      expiry: null,
      paymentTokenId: 'token-id-1',
      recurrenceTokenId: null
    }
  })

  it('on the same card, of the same amount, within the window, is shown and asked about', async () => {
    const desk = await listed()
    desk.dintero.transactions = [shop]
    const { reviewId, confirmations } = await desk.review(next)
    expect(confirmations).toMatchObject([
      {
        kind: 'duplicate_reason',
        earlier: [],
        elsewhere: [{ transactionId: 'T12345678.shop', status: 'CAPTURED' }]
      }
    ])
    await expect(desk.service.submit(reviewId)).rejects.toMatchObject({ code: 'review_unconfirmed' })
    desk.service.confirm({ reviewId, typedAmount: null, reason: 'another order', realMoney: false })
    desk.dintero.answers = [
      paid({ merchantReference: 'order-18', card: shop.card, paymentProductType: 'dintero_psp.creditcard' })
    ]
    expect((await desk.service.submit(reviewId)).state).toBe('succeeded')
  })

  it.each([
    ['of another amount', { amount: 1 }],
    ['in another currency', { currency: 'SEK' }],
    ['declined', { status: 'FAILED' }],
    ['before the window', { createdAt: start - 25 * hour }],
    [
      'on another card, because the list did not heed its filter',
      {
        card: {
          brand: 'Visa',
          maskedPan: '476173******0416',
          expiry: null,
          paymentTokenId: 'token-z',
          recurrenceTokenId: null
        }
      }
    ]
  ] as const)('is not asked about when it is %s', async (_, change) => {
    const desk = await listed()
    desk.dintero.transactions = [{ ...shop, ...change }]
    expect((await desk.review(next)).confirmations).toEqual([])
  })

  it('is looked at with the desk clock two days off too', async () => {
    const desk = await listed()
    desk.dintero.skew = -2 * day
    desk.dintero.transactions = [{ ...shop, createdAt: start - 2 * day - hour }]
    expect((await desk.review(next)).confirmations).toMatchObject([{ elsewhere: [{}] }])
  })

  it('is not what this ledger made itself', async () => {
    const desk = await listed()
    desk.dintero.answers = [paid({ id: 'T12345678.mine', merchantReference: 'order-18', card: shop.card })]
    await desk.charge(next)
    desk.dintero.transactions = [{ ...shop, id: 'T12345678.mine', merchantReference: 'order-18' }]
    const { confirmations } = await desk.review({ ...next, merchantReference: 'order-19' })
    expect(confirmations).toMatchObject([{ earlier: [{ merchantReference: 'order-18' }], elsewhere: [] }])
  })
})
