import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CardFromToken } from '../../../shared/card'
import type { CardService } from '../../../electron/accounts/card-service'
import {
  noContact,
  openCardDesk,
  other,
  pasted,
  paymentToken,
  recurrenceToken,
  transactionId,
  type CardDesk
} from './card-desk'
import type { Desk } from './desk'

let desk: Desk
let cards: CardService

beforeEach(async () => {
  use(await openCardDesk())
})

afterEach(async () => {
  await desk.close()
})

function use(opened: CardDesk): void {
  desk = opened.desk
  cards = opened.cards
}

async function isOneCard(id: string): Promise<void> {
  expect(await cards.search('', 10)).toMatchObject({
    cards: [{ id, operations: ['unscheduled_purchase', 'recurring_purchase'] }],
    more: false
  })
  expect(await cards.openToken(id, 'payment_token')).toBe(paymentToken)
  expect(await cards.openToken(id, 'recurrence_token')).toBe(recurrenceToken)
}

describe('a transaction that stored both tokens of a card', () => {
  it('stores one card, whose tokens open by their kind, once', async () => {
    const card = await cards.addFromTransaction({ transactionId, ...noContact })
    expect(card.tokenKinds).toEqual(['payment_token', 'recurrence_token'])
    await isOneCard(card.id)
    await expect(cards.addFromTransaction({ transactionId, ...noContact })).rejects.toMatchObject({
      code: 'card_exists',
      details: { cardId: card.id }
    })
    const added = (await desk.audit()).filter(({ action }) => action === 'card_added')
    expect(added.map(({ subject, facts }) => [subject, facts['tokenKind']])).toEqual([
      [card.id, 'payment_token'],
      [card.id, 'recurrence_token']
    ])
  })

  it('brings the token that was missing, of whichever kind was here', async () => {
    for (const first of [pasted, other]) {
      const { id } = await cards.addFromToken({ ...first, lastFour: '', expiry: null, customerNumber: '' })
      expect((await cards.addFromTransaction({ transactionId, ...noContact })).id).toBe(id)
      await isOneCard(id)
      await cards.remove(id)
      await desk.close()
      use(await openCardDesk())
    }
  })

  it('makes one card of the two that were stored as two, and the trail says so', async () => {
    const { id } = await cards.addFromToken({ ...pasted, lastFour: '', expiry: null })
    const { id: twin } = await cards.addFromToken({ ...other, lastFour: '', expiry: null })
    expect(twin).not.toBe(id)
    expect((await cards.addFromTransaction({ transactionId, ...noContact })).id).toBe(id)
    await isOneCard(id)
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: 'cards_joined',
      subject: id,
      facts: { other: twin }
    })
  })

  it('comes back as the card it was, after it was removed', async () => {
    const { id } = await cards.addFromTransaction({ transactionId, ...noContact })
    await cards.remove(id)
    await expect(cards.openToken(id, 'recurrence_token')).rejects.toMatchObject({ code: 'not_found' })
    expect((await cards.addFromTransaction({ transactionId, ...noContact })).id).toBe(id)
    await isOneCard(id)
  })
})

describe('a pasted token', () => {
  it('is the other token of a card that is here with the same customer and the same face', async () => {
    const { id } = await cards.addFromToken(pasted)
    expect(await cards.addFromToken(other)).toMatchObject({ id, reference: 'ORDRE-1' })
    await isOneCard(id)
    expect((await cards.search('abo-1', 10)).cards).toMatchObject([{ id }])
  })

  it('is so by the e-mail address where there is no number', async () => {
    const { id } = await cards.addFromToken({ ...pasted, customerNumber: '' })
    expect((await cards.addFromToken({ ...other, customerNumber: '', email: 'Bjorn@Example.com' })).id).toBe(
      id
    )
  })

  it.each<Partial<CardFromToken>>([
    { lastFour: '0417' },
    { expiry: '11/2029' },
    { expiry: null },
    { lastFour: '' },
    { brand: 'mastercard' },
    { customerNumber: '10002' },
    { customerNumber: '' },
    { customerNumber: '', email: '' }
  ])('is a card of its own with %j', async (change) => {
    const { id } = await cards.addFromToken(pasted)
    expect((await cards.addFromToken({ ...other, ...change })).id).not.toBe(id)
  })

  it('is a card of its own where two cards could be meant', async () => {
    const { id } = await cards.addFromToken(pasted)
    const { id: second } = await cards.addFromToken({ ...pasted, token: 'another-token' })
    expect([id, second]).not.toContain((await cards.addFromToken(other)).id)
  })
})
