import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  aToken,
  forbidden,
  noContact,
  openCardDesk,
  other,
  pasted,
  paymentToken,
  recurrenceToken,
  stored,
  transactionId,
  type CardDesk
} from './card-desk'
import { noon } from './desk'

let at: CardDesk

beforeEach(async () => {
  at = await openCardDesk()
})

afterEach(async () => {
  await at.desk.close()
})

/** The card of the transaction, with both tokens and Dintero's ids of them. */
async function aPair(): Promise<string> {
  return (await at.cards.addFromTransaction({ transactionId, ...noContact })).id
}

const recurrence = aToken({ id: 'rec-1', kind: 'recurrence_token', token: recurrenceToken })

describe('asking Dintero how a card stands', () => {
  it('keeps what it says of each token, and when', async () => {
    const id = await aPair()
    at.dintero.tokens = [
      aToken({ tokenExpiry: '01/2027' }),
      { ...recurrence, status: 'SUSPENDED', cardExpiry: null }
    ]
    at.now = noon + 5_000
    const { card, allowed, tokens } = await at.atDintero.refresh(id)
    expect(allowed).toBe(true)
    expect(tokens).toEqual([
      { kind: 'payment_token', outcome: 'answered' },
      { kind: 'recurrence_token', outcome: 'answered' }
    ])
    expect(card.atDintero).toEqual([
      { kind: 'payment_token', status: 'ACTIVE', expiry: '01/2027', askedAt: noon + 5_000 },
      { kind: 'recurrence_token', status: 'SUSPENDED', expiry: null, askedAt: noon + 5_000 }
    ])
    expect(card.operations).toEqual(['unscheduled_purchase', 'recurring_purchase'])
    expect(await at.cards.search('', 10)).toMatchObject({ cards: [card] })
  })

  it('shows the digits and the last month of a renewed card', async () => {
    const id = await aPair()
    at.dintero.tokens = [aToken({ maskedPan: '476173******9923', cardExpiry: '03/2031' }), recurrence]
    at.dintero.tokens = at.dintero.tokens.map((each) => ({
      ...each,
      maskedPan: '476173******9923',
      cardExpiry: '03/2031'
    }))
    expect((await at.atDintero.refresh(id)).card).toMatchObject({
      lastFour: '9923',
      expiry: '03/2031',
      expired: false
    })
  })

  it('offers nothing any more that goes out with a token that is gone', async () => {
    const id = await aPair()
    at.dintero.tokens = [aToken(), { ...recurrence, status: 'DELETED' }]
    expect((await at.atDintero.refresh(id)).card.operations).toEqual(['unscheduled_purchase'])
  })

  it('writes to the trail what changed, and nothing where nothing did', async () => {
    const id = await aPair()
    at.dintero.tokens = [aToken(), recurrence]
    await at.atDintero.refresh(id)
    await at.atDintero.refresh(id)
    at.dintero.tokens = [aToken({ status: 'CANCELLED' }), recurrence]
    await at.atDintero.refresh(id)
    const told = (await at.desk.audit()).filter(({ action }) => action === 'card_told')
    expect(told.map(({ subject, facts }) => [subject, facts['tokenKind'], facts['is']])).toEqual([
      [id, 'payment_token', 'ACTIVE 0416 10/2029'],
      [id, 'recurrence_token', 'ACTIVE 0416 10/2029'],
      [id, 'payment_token', 'CANCELLED 0416 10/2029']
    ])
  })

  it('says nothing of a card that its list does not have', async () => {
    const id = await aPair()
    at.dintero.tokens = [aToken()]
    const { card, tokens } = await at.atDintero.refresh(id)
    expect(tokens).toMatchObject([{ outcome: 'answered' }, { outcome: 'not_known' }])
    expect(card.atDintero).toHaveLength(1)
    expect(card.operations).toHaveLength(2)
  })

  it('takes no word of another gateway’s card for this one’s', async () => {
    const id = await aPair()
    at.dintero.tokens = [aToken({ paymentProductType: 'bambora.creditcard', status: 'DELETED' })]
    const { card, tokens } = await at.atDintero.refresh(id)
    expect(tokens[0]).toEqual({ kind: 'payment_token', outcome: 'not_known' })
    expect(card.atDintero).toEqual([])
  })

  it('finds the id that was missing by the token itself, in the list of the customer', async () => {
    const { id } = await at.cards.addFromToken(pasted)
    at.dintero.tokens = [aToken({ id: 'other', token: 'another' }), aToken({ id: 'learned' })]
    expect((await at.atDintero.refresh(id)).tokens).toEqual([{ kind: 'payment_token', outcome: 'answered' }])
    expect(at.dintero.asked).toEqual(['learned'])
    expect(await at.desk.ledger.cards.getRecord(id)).toMatchObject({ tokens: [{ tokenId: 'learned' }] })
  })

  it('says of a token without an id that it cannot be asked about', async () => {
    const { id } = await at.cards.addFromToken({ ...pasted, customerNumber: '' })
    expect(await at.atDintero.refresh(id)).toMatchObject({
      allowed: true,
      tokens: [{ kind: 'payment_token', outcome: 'no_id' }]
    })
    expect(at.dintero.customers).toEqual([])
  })

  it('says where the client may not ask, and changes nothing', async () => {
    const id = await aPair()
    const before = await at.desk.ledger.cards.get(id)
    at.dintero.broken = forbidden
    expect(await at.atDintero.refresh(id)).toEqual({ card: before, allowed: false, tokens: [] })
  })

  it.each([
    ['network', 'network_unreachable'],
    ['timeout', 'network_timeout'],
    ['rate_limited', 'rate_limited'],
    ['unauthorised', 'credentials_refused'],
    ['unreadable', 'answer_unreadable'],
    ['server', 'dintero_failed']
  ] as const)('fails with the words for %s', async (reason, code) => {
    const id = await aPair()
    at.dintero.broken = { ...forbidden, reason }
    await expect(at.atDintero.refresh(id)).rejects.toMatchObject({ code })
    await expect(at.atDintero.list('10001')).rejects.toMatchObject({ code })
    await expect(at.atDintero.adopt({ tokenId: 'pay-1', ...noContact })).rejects.toMatchObject({ code })
  })

  it('asks about no card that was removed', async () => {
    const id = await aPair()
    await at.cards.remove(id)
    await expect(at.atDintero.refresh(id)).rejects.toMatchObject({ code: 'not_found' })
    expect(at.dintero.asked).toEqual([])
  })
})

describe('the cards that Dintero has of a customer', () => {
  it('are listed with how they stand and whether they are here, without any token', async () => {
    const id = await aPair()
    at.dintero.tokens = [
      aToken({ id: 'unheard-of' }),
      { ...recurrence, token: null },
      aToken({
        id: 'new',
        token: 'new-token',
        status: 'SUSPENDED',
        brand: 'mastercard',
        maskedPan: '541366******8166',
        tokenExpiry: '02/2027'
      })
    ]
    const listed = await at.atDintero.list(' 10001 ')
    expect(listed).toMatchObject({
      allowed: true,
      more: false,
      cards: [
        { tokenId: 'unheard-of', adoption: 'stored', cardId: id },
        { tokenId: 'rec-1', adoption: 'stored', cardId: id },
        {
          tokenId: 'new',
          adoption: 'token',
          cardId: null,
          status: 'SUSPENDED',
          provider: 'payex',
          brand: 'mastercard',
          lastFour: '8166',
          expiry: '10/2029',
          tokenExpiry: '02/2027'
        }
      ]
    })
    for (const token of [paymentToken, recurrenceToken, 'new-token'])
      expect(JSON.stringify(listed)).not.toContain(token)
  })

  it('are said to be storable by what Dintero tells of them', async () => {
    at.dintero.tokens = [
      aToken({ id: 'a', token: null, transactionId: 'T1.x' }),
      aToken({ id: 'b', token: null }),
      aToken({ id: 'c', status: 'DELETED' }),
      aToken({ id: 'd', paymentProductType: 'instabank.invoice' }),
      aToken({ id: 'e', paymentProductType: null }),
      aToken({ id: 'f', kind: null }),
      aToken({ id: 'g', kind: null, paymentProductType: 'bambora.creditcard', token: 'g' })
    ]
    expect((await at.atDintero.list('10001')).cards.map(({ adoption }) => adoption)).toEqual([
      'transaction',
      'nothing',
      'gone',
      'not_chargeable',
      'not_chargeable',
      'nothing',
      'token'
    ])
  })

  it('are those of no other customer where Dintero does not heed the number', async () => {
    at.dintero.heeds = false
    at.dintero.tokens = [
      aToken({ id: 'his' }),
      aToken({ id: 'hers', customerId: '10002' }),
      aToken({ id: 'whose', customerId: null })
    ]
    expect((await at.atDintero.list('10001')).cards.map(({ tokenId }) => tokenId)).toEqual(['his'])
    expect(at.dintero.customers).toEqual(['10001'])
  })

  it('are read page by page, and no further than is sensible', async () => {
    at.dintero.tokens = Array.from({ length: 250 }, (_, each) =>
      aToken({ id: `t-${each}`, token: `v-${each}` })
    )
    const { cards, more } = await at.atDintero.list('10001')
    expect([cards.length, more]).toEqual([250, false])
    at.dintero.tokens = Array.from({ length: 501 }, (_, each) =>
      aToken({ id: `t-${each}`, token: `v-${each}` })
    )
    expect(await at.atDintero.list('10001')).toMatchObject({ more: true })
  })

  it('are not asked about without the scope', async () => {
    at.dintero.broken = forbidden
    expect(await at.atDintero.list('10001')).toEqual({ allowed: false, cards: [], more: false })
  })

  it.each(['', '  ', '4111 1111 1111 1111'])('are not asked about by %j', async (number) => {
    await expect(at.atDintero.list(number)).rejects.toMatchObject({
      fields: [{ field: 'customerNumber' }]
    })
    expect(at.dintero.customers).toEqual([])
  })
})

describe('storing a card that Dintero has', () => {
  it('seals its token, asked for anew, and writes to the trail', async () => {
    at.dintero.tokens = [aToken()]
    const card = await at.atDintero.adopt({
      tokenId: 'pay-1',
      ...noContact,
      customerName: ' Bjørn Ødegård ',
      phone: '911 23 456'
    })
    expect(card).toMatchObject({
      provider: 'payex',
      tokenKinds: ['payment_token'],
      lastFour: '0416',
      expiry: '10/2029',
      customerName: 'Bjørn Ødegård',
      customerNumber: '10001',
      phone: '+4791123456'
    })
    expect(at.dintero.asked).toEqual(['pay-1'])
    expect(await at.cards.openToken(card.id, 'payment_token')).toBe(paymentToken)
    expect(await at.desk.ledger.cards.getRecord(card.id)).toMatchObject({ tokens: [{ tokenId: 'pay-1' }] })
    const last = (await at.desk.audit()).at(-1)
    expect(last).toMatchObject({ action: 'card_added', subject: card.id, facts: { source: 'dintero' } })
    expect(JSON.stringify(last)).not.toContain(paymentToken)
  })

  it('puts it beside the token of the same card that is here', async () => {
    const { id } = await at.cards.addFromToken(pasted)
    at.dintero.tokens = [recurrence]
    expect(await at.atDintero.adopt({ tokenId: 'rec-1', ...noContact })).toMatchObject({
      id,
      tokenKinds: ['payment_token', 'recurrence_token']
    })
  })

  it('finds it here, whoever had stored it', async () => {
    const { id } = await at.cards.addFromToken(other)
    at.dintero.tokens = [recurrence]
    await expect(at.atDintero.adopt({ tokenId: 'rec-1', ...noContact })).rejects.toMatchObject({
      code: 'card_exists',
      details: { cardId: id }
    })
  })

  it('reads the token from the transaction where the list has none', async () => {
    at.dintero.tokens = [aToken({ token: null, transactionId })]
    const { id } = await at.atDintero.adopt({ tokenId: 'pay-1', ...noContact })
    expect(await at.cards.openToken(id, 'payment_token')).toBe(paymentToken)
    expect(await at.cards.openToken(id, 'recurrence_token')).toBe(recurrenceToken)
  })

  it('says where neither does', async () => {
    at.dintero.tokens = [aToken({ token: null })]
    const adopted = at.atDintero.adopt({ tokenId: 'pay-1', ...noContact })
    await expect(adopted).rejects.toMatchObject({ code: 'token_untold' })
    at.dintero.tokens = [aToken({ token: null, transactionId: 'T1.unknown' })]
    const again = at.atDintero.adopt({ tokenId: 'pay-1', ...noContact })
    await expect(again).rejects.toMatchObject({ code: 'token_untold' })
    at.dintero.tokens = [aToken({ token: null, transactionId })]
    at.dintero.transaction = { ...stored, paymentToken: null, recurrenceToken: null }
    const empty = at.atDintero.adopt({ tokenId: 'pay-1', ...noContact })
    await expect(empty).rejects.toMatchObject({ code: 'token_missing' })
  })

  it('stores none that is gone, and none that is not there', async () => {
    at.dintero.tokens = [aToken({ status: 'DELETED' })]
    await expect(at.atDintero.adopt({ tokenId: 'pay-1', ...noContact })).rejects.toMatchObject({
      code: 'card_gone',
      details: { status: 'DELETED' }
    })
    await expect(at.atDintero.adopt({ tokenId: 'none', ...noContact })).rejects.toMatchObject({
      code: 'not_found'
    })
    expect(await at.cards.search('', 10)).toMatchObject({ cards: [] })
  })

  it.each([{ customerName: '4111 1111 1111 1111' }, { email: 'not an address' }, { phone: '12' }])(
    'takes no contact like %j',
    async (change) => {
      at.dintero.tokens = [aToken()]
      await expect(at.atDintero.adopt({ tokenId: 'pay-1', ...noContact, ...change })).rejects.toMatchObject({
        fields: [{ field: Object.keys(change)[0] }]
      })
      expect(at.dintero.asked).toEqual([])
    }
  )
})
