import { describe, expect, it } from 'vitest'
import { type ChargeDraft } from '../../../shared/charge'
import { chargeReview } from '../../../shared/review'
import { aCard, anAccount } from '../ledger/support'
import { aTransaction, day, declinedWith, hour, openDesk, paid, start, withReference } from './desk'

const line = { description: 'Medlemskap', quantity: 1, amount: 129_990, vatRate: 2_500, vatAmount: 25_998 }

describe('a review', () => {
  it('says what will happen, exactly', async () => {
    const desk = await openDesk()
    const review = await desk.review({ lines: [line], email: ' kari@example.no ', currency: 'nok' })
    expect(chargeReview.strict().parse(review)).toEqual(review)
    expect(review).toMatchObject({
      environment: 'test',
      amount: 129_990,
      currency: 'NOK',
      email: 'kari@example.no',
      vatAmount: 25_998,
      confirmations: [],
      budget: { brand: 'visa', failures: 0, allowed: 15, stopAt: 12, complete: false }
    })
  })

  it('reads a phone number in the country of the account, and keeps it so that Dintero takes it', async () => {
    const desk = await openDesk()
    expect((await desk.review({ phone: '900 00 000' })).phone).toBe('+4790000000')
    expect((await desk.review({ phone: '+46 70 123 45 67' })).phone).toBe('+46701234567')
    const { settings } = (await desk.ledger.accounts.get(anAccount.id)) ?? anAccount
    await desk.ledger.accounts.saveSettings(anAccount.id, { ...settings, country: 'SE' })
    expect((await desk.review({ phone: '070-123 45 67' })).phone).toBe('+46701234567')
  })

  it('composes what was typed decomposed', async () => {
    const desk = await openDesk()
    const review = await desk.review({ lines: [{ ...line, description: 'A\u030Arsavgift' }] })
    expect(review.lines[0]?.description).toBe('\u00C5rsavgift')
  })

  it.each<[string, Partial<ChargeDraft>, string, string]>([
    ['nothing', { amount: 0 }, 'amount', 'too_small'],
    ['less than nothing', { amount: -100 }, 'amount', 'too_small'],
    ['more than int32', { amount: 2_147_483_648 }, 'amount', 'too_large'],
    ['half an øre', { amount: 10.5 }, 'amount', 'malformed'],
    ['a currency nobody knows', { currency: 'XYZ' }, 'currency', 'wrong_currency'],
    ['lines that do not add up', { lines: [{ ...line, amount: 1 }], amount: 2 }, 'lines', 'sum_mismatch'],
    ['no reference', { merchantReference: '  ' }, 'merchantReference', 'missing'],
    ['a reference with a space', { merchantReference: 'order 17' }, 'merchantReference', 'malformed'],
    ['a long reference', { merchantReference: 'x'.repeat(101) }, 'merchantReference', 'too_long'],
    ['a control character', { phone: '+47\u0007900' }, 'phone', 'control_characters'],
    [
      'a bidi override',
      { lines: [{ ...line, description: 'a\u202Eb' }] },
      'lines.0.description',
      'control_characters'
    ],
    ['half an e-mail address', { email: 'kari@' }, 'email', 'malformed'],
    ['a word for a phone number', { phone: 'mobil' }, 'phone', 'malformed'],
    ['a phone number with a digit too many', { phone: '900 00 0000' }, 'phone', 'too_long'],
    [
      'an operation the token is not for',
      { cardId: 'payex-1', operation: 'recurring_purchase' },
      'operation',
      'not_allowed'
    ]
  ])('refuses %s at its field', async (_, change, field, problem) => {
    const desk = await openDesk()
    await desk.ledger.cards.insert(aCard({ id: 'payex-1', provider: 'payex' }))
    await expect(desk.review(change)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: expect.arrayContaining([{ field, problem }])
    })
    expect(await desk.ledger.charges.isReferenceUsed('T12345678', 'order-17')).toBe(false)
  })

  it.each<[string, Partial<ChargeDraft>]>([
    ['merchantReference', { merchantReference: '4111111111111111' }],
    ['email', { email: '4111111111111111@example.no' }],
    ['phone', { phone: '4111 1111 1111 1111' }],
    ['lines.0.description', { lines: [{ ...line, description: 'kort 4111 1111 1111 1111' }] }]
  ])('refuses a card number in %s', async (field, change) => {
    const desk = await openDesk()
    await expect(desk.review(change)).rejects.toMatchObject({
      code: 'card_number_refused',
      fields: [{ field, problem: 'card_number' }]
    })
  })

  it('is of a card in the account in use, and of no other', async () => {
    const desk = await openDesk()
    await expect(desk.review({ cardId: 'gone' })).rejects.toMatchObject({ code: 'not_found' })
    await desk.ledger.accounts.insert({ ...anAccount, id: 'P12345678' })
    const { reviewId } = await desk.review()
    await desk.ledger.desk.setActiveAccount('P12345678')
    await expect(desk.review()).rejects.toMatchObject({ code: 'other_account' })
    await expect(desk.service.submit(reviewId)).rejects.toMatchObject({
      code: 'no_account',
      nothingSent: true
    })
    expect(desk.dintero.paid).toEqual([])
  })

  it('refuses amounts above the limit of a charge', async () => {
    const desk = await openDesk()
    await expect(desk.review({ amount: 5_000_001 })).rejects.toMatchObject({
      code: 'over_limit',
      details: { limit: 'charge', allowed: 5_000_000 }
    })
    expect((await desk.review({ amount: 5_000_000 })).amount).toBe(5_000_000)
  })
})

describe('confirming', () => {
  it('asks for the amount again above the limit, and takes no other', async () => {
    const desk = await openDesk()
    expect((await desk.review({ amount: 500_000 })).confirmations).toEqual([])
    const { reviewId, confirmations } = await desk.review({ amount: 500_001 })
    expect(confirmations).toEqual([{ kind: 'type_amount' }])
    await expect(desk.service.submit(reviewId)).rejects.toMatchObject({ code: 'review_unconfirmed' })
    const answers = { reviewId, reason: '', realMoney: false }
    for (const typedAmount of [null, 500_000, 50_000_100]) {
      expect(() => desk.service.confirm({ ...answers, typedAmount })).toThrow(
        expect.objectContaining({ code: 'amount_mismatch' })
      )
    }
    expect(desk.service.confirm({ ...answers, typedAmount: 500_001 }).confirmations).toEqual([])
    desk.dintero.answers = [paid({ amount: 500_001 })]
    expect((await desk.service.submit(reviewId)).state).toBe('succeeded')
  })

  it('shows the earlier charge of a possible duplicate and keeps the reason', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [paid(), paid({ id: 'tx-2', merchantReference: 'order-18' })]
    const first = await desk.charge()
    desk.now += 24 * hour
    const { reviewId, confirmations } = await desk.review({ merchantReference: 'order-18' })
    expect(confirmations).toMatchObject([
      { kind: 'duplicate_reason', earlier: [{ id: first.id }], elsewhere: [] }
    ])
    for (const [reason, code] of [
      ['', 'reason_missing'],
      ['  no ', 'reason_missing'],
      ['4111111111111111', 'card_number_refused'],
      ['a\u0000bcd', 'invalid_input']
    ] as const) {
      expect(() => desk.service.confirm({ reviewId, typedAmount: null, reason, realMoney: false })).toThrow(
        expect.objectContaining({ code })
      )
    }
    desk.service.confirm({ reviewId, typedAmount: null, reason: ' two trips ', realMoney: false })
    expect((await desk.service.submit(reviewId)).duplicateReason).toBe('two trips')
    const { rows } = await desk.ledger.reads.listAudit({
      search: 'two trips',
      actions: ['duplicate_explained'],
      from: null,
      to: null,
      offset: 0,
      limit: 10
    })
    expect(rows).toHaveLength(1)
  })

  it('asks nothing once the window has passed, for a declined charge, or when the window is off', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [paid(), declinedWith('DECLINED')]
    await desk.charge()
    desk.settings = { ...desk.settings, duplicateWindowHours: 0 }
    expect((await desk.review({ merchantReference: 'b' })).confirmations).toEqual([])
    desk.settings = { ...desk.settings, duplicateWindowHours: 24 }
    desk.now += 24 * hour + 1
    expect((await desk.review({ merchantReference: 'b' })).confirmations).toEqual([])
  })

  it('asks whether real money is meant in production', async () => {
    const desk = await openDesk()
    const { accounts, cards } = desk.ledger
    await accounts.insert({ ...anAccount, id: 'P12345678' })
    await desk.ledger.desk.setActiveAccount('P12345678')
    await cards.insert(aCard({ id: 'real', accountId: 'P12345678' }))
    const { reviewId, environment, confirmations } = await desk.review({ cardId: 'real' })
    expect([environment, confirmations]).toEqual(['production', [{ kind: 'real_money' }]])
    const answers = { reviewId, typedAmount: null, reason: '' }
    expect(() => desk.service.confirm({ ...answers, realMoney: false })).toThrow(
      expect.objectContaining({ code: 'review_unconfirmed' })
    )
    desk.service.confirm({ ...answers, realMoney: true })
  })
})

describe('the retry budget', () => {
  it('is counted from the ledger, shown, and spent at four fifths', async () => {
    const desk = await openDesk()
    for (let n = 0; n < 12; n += 1) {
      desk.dintero.answers = [declinedWith('INSUFFICIENT_FUNDS')].map((answer) =>
        withReference(answer, `o-${n}`)
      )
      await desk.charge({ merchantReference: `o-${n}` })
    }
    expect(await desk.service.retryBudget('card-1')).toMatchObject({ failures: 12, stopAt: 12, allowed: 15 })
    await expect(desk.review()).rejects.toMatchObject({
      code: 'retry_budget_spent',
      details: { brand: 'visa', failures: 12, allowed: 15, windowHours: 720 }
    })
    desk.now += 30 * day
    expect((await desk.review()).budget?.failures).toBe(0)
  })

  it('counts what other systems tried, but nothing twice', async () => {
    const desk = await openDesk()
    await desk.ledger.cards.insert(aCard({ id: 'listed', tokenId: 'token-id-1' }))
    desk.dintero.answers = [withReference(declinedWith('DECLINED'), 'o-1')]
    await desk.charge({ cardId: 'listed', merchantReference: 'o-1' })
    desk.dintero.transactions = [
      aTransaction({ id: 'T12345678.tx-1', merchantReference: 'o-1', status: 'FAILED' }),
      aTransaction({
        id: 'elsewhere',
        merchantReference: 'shop-1',
        status: 'FAILED',
        createdAt: start - hour
      }),
      aTransaction({
        id: 'undecided',
        merchantReference: 'shop-2',
        status: 'ON_HOLD',
        createdAt: start - hour
      })
    ]
    const { budget } = await desk.review({ cardId: 'listed' })
    expect(budget).toMatchObject({ failures: 2, complete: true })
    expect(desk.dintero.filters).toContainEqual({
      tokenId: 'token-id-1',
      createdFrom: start - 30 * day,
      atMost: 1_000
    })
  })
})

describe('a proposed reference', () => {
  it('is short, readable, dated and never the same', async () => {
    const desk = await openDesk()
    const proposed = await Promise.all(Array.from({ length: 50 }, () => desk.service.proposeReference(null)))
    expect(new Set(proposed).size).toBe(50)
    for (const reference of proposed) expect(reference).toMatch(/^T-20260520-[2-9B-DF-HJ-NP-TV-XZ]{6}$/)
  })
})
