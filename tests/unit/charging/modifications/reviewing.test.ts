import { describe, expect, it } from 'vitest'
import { modificationReview, type ModificationKind } from '../../../../shared/modification'
import { accountId, aTransaction, day, hour, offline, openDesk, start } from '../desk'
import { anEvent } from '../../../support/transaction-event'
import { answersTo, modifyingDesk } from './support'

describe('a review', () => {
  it('says what will happen, by the transaction as Dintero has it now', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.reserve()
    const review = await desk.typed({ kind: 'capture', transactionId, reason: ' first parcel ' })
    expect(modificationReview.strict().parse(review)).toEqual(review)
    expect(review).toEqual({
      reviewId: expect.any(String),
      transactionId,
      environment: 'test',
      kind: 'capture',
      amount: 40_000,
      currency: 'NOK',
      reason: 'first parcel',
      merchantReference: 'order-17',
      customerName: 'Øystein Ødegård',
      money: {
        currency: 'NOK',
        authorised: 129_990,
        captured: 0,
        refunded: 0,
        voided: 0,
        pendingCapture: 0,
        pendingRefund: 0,
        pendingVoid: false,
        leftToCapture: 129_990,
        leftToRefund: 0
      },
      after: { leftToCapture: 89_990, leftToRefund: 40_000 },
      confirmations: []
    })
    desk.simulator.captureOutside(transactionId, 100_000)
    expect((await desk.typed({ kind: 'capture', transactionId, amount: 1 })).money).toMatchObject({
      captured: 100_000,
      leftToCapture: 29_990
    })
  })

  it('says what a void releases, and what a refund leaves', async () => {
    const desk = await modifyingDesk()
    const reserved = await desk.reserve()
    expect(await desk.typed({ kind: 'void', transactionId: reserved })).toMatchObject({
      amount: null,
      after: { leftToCapture: 0, leftToRefund: 0 }
    })
    const charged = await desk.charged('order-18')
    expect(await desk.typed({ kind: 'refund', transactionId: charged })).toMatchObject({
      after: { leftToCapture: 0, leftToRefund: 89_990 }
    })
  })

  it('is of a payment that was made elsewhere too, as it says itself', async () => {
    const desk = await modifyingDesk()
    const transactionId = desk.plant({ productType: 'vipps', merchantReference: 'web-991' })
    const review = await desk.typed({ kind: 'refund', transactionId })
    expect(review).toMatchObject({ merchantReference: 'web-991', customerName: '' })
    const detail = await desk.modifications.submit(answersTo(review))
    expect(detail).toMatchObject({ state: 'succeeded', chargeId: null, linkId: null })
    expect(desk.simulator.money(transactionId)).toMatchObject({ refunded: 40_000, refunds: 1 })
  })
})

describe('a review is refused', () => {
  it.each<
    [
      ModificationKind,
      string,
      string,
      ((desk: Awaited<ReturnType<typeof modifyingDesk>>, id: string) => void)?
    ]
  >([
    ['refund', 'nothing_captured', 'reserved'],
    ['capture', 'all_captured', 'charged'],
    ['void', 'all_captured', 'charged'],
    ['capture', 'voided', 'reserved', (desk, id) => desk.simulator.voidOutside(id)],
    ['void', 'voided', 'reserved', (desk, id) => desk.simulator.voidOutside(id)],
    ['refund', 'all_refunded', 'charged', (desk, id) => desk.simulator.refundOutside(id, 129_990)],
    ['void', 'captured_in_part', 'reserved', (desk, id) => desk.simulator.captureOutside(id, 1)],
    ['capture', 'not_authorised', 'reserved', (desk, id) => desk.simulator.setStatus(id, 'FAILED')],
    ['capture', 'unreadable', 'reserved', (desk, id) => desk.simulator.setStatus(id, 'PARTIALLY_REFUNDED', 1)]
  ])('for a %s: %s', async (kind, obstacle, of, change) => {
    const desk = await modifyingDesk()
    const transactionId = of === 'charged' ? await desk.charged() : await desk.reserve()
    change?.(desk, transactionId)
    await expect(desk.typed({ kind, transactionId })).rejects.toMatchObject({
      code: 'modification_not_possible',
      details: { kind, obstacle }
    })
  })

  it.each<[string, number | null, string, string]>([
    ['more than is left', 129_991, 'too_large', 'amount'],
    ['nothing', 0, 'too_small', 'amount'],
    ['less than nothing', -1, 'too_small', 'amount'],
    ['a part of a minor unit', 0.5, 'malformed', 'amount'],
    ['no amount', null, 'missing', 'amount']
  ])('for an amount of %s', async (_name, amount, problem, field) => {
    const desk = await modifyingDesk()
    const ids = { capture: await desk.reserve(), refund: await desk.charged('order-18') }
    for (const kind of ['capture', 'refund'] as const)
      await expect(desk.typed({ kind, transactionId: ids[kind], amount })).rejects.toMatchObject({
        code: 'invalid_input',
        fields: [{ field, problem }],
        ...(problem === 'too_large' && { details: { most: 129_990 } })
      })
    await expect(desk.typed({ kind: 'void', transactionId: ids.capture, amount: 1 })).rejects.toMatchObject({
      fields: [{ field: 'amount', problem: 'not_allowed' }]
    })
  })

  it('in another currency than that of the payment', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    for (const currency of ['SEK', 'XTS', ''])
      await expect(desk.typed({ kind: 'refund', transactionId, currency })).rejects.toMatchObject({
        code: 'invalid_input',
        fields: [{ field: 'currency', problem: 'wrong_currency' }]
      })
  })

  it.each(['JPY', 'ISK'])('takes %s as it is, which has no decimals', async (currency) => {
    const desk = await modifyingDesk()
    const transactionId = desk.plant({ currency, amount: 1_300 })
    await expect(
      desk.typed({ kind: 'refund', transactionId, currency, amount: 1_301 })
    ).rejects.toMatchObject({
      details: { most: 1_300 }
    })
    const review = await desk.typed({ kind: 'refund', transactionId, currency, amount: 1_300 })
    expect((await desk.modifications.submit(answersTo(review))).state).toBe('succeeded')
    expect(desk.simulator.money(transactionId).refunded).toBe(1_300)
  })

  it.each<[string, string, string, string]>([
    ['without a reason', ' ', 'reason_missing', 'missing'],
    ['with too little of one', 'no', 'reason_missing', 'missing'],
    ['with a card number in it', 'card 4925000000000004', 'card_number_refused', 'card_number'],
    ['with what cannot be seen', 'Re\u202Eturned', 'invalid_input', 'control_characters'],
    ['with too much of it', 'x'.repeat(501), 'invalid_input', 'too_long']
  ])('for a refund %s', async (_name, reason, code, problem) => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    await expect(desk.typed({ kind: 'refund', transactionId, reason })).rejects.toMatchObject({
      code,
      fields: [{ field: 'reason', problem }]
    })
  })

  it('for a capture or a void whose reason holds a card number; it may be left out', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.reserve()
    for (const kind of ['capture', 'void'] as const) {
      await expect(desk.typed({ kind, transactionId, reason: '4925 0000 0000 0004' })).rejects.toMatchObject({
        code: 'card_number_refused'
      })
      expect((await desk.typed({ kind, transactionId, reason: '' })).reason).toBe('')
    }
  })

  it('for a payment of another account, or one that Dintero does not have', async () => {
    const desk = await modifyingDesk()
    const elsewhere = { kind: 'refund', transactionId: 'P12345678.abcdefghij' } as const
    await expect(desk.typed(elsewhere)).rejects.toMatchObject({
      code: 'other_account',
      details: { accountId: 'P12345678' }
    })
    const unknown = { kind: 'refund', transactionId: 'T12345678.abcdefghij' } as const
    await expect(desk.typed(unknown)).rejects.toMatchObject({ code: 'not_found' })
    await expect(desk.typed({ kind: 'refund', transactionId: ' ' })).rejects.toMatchObject({
      fields: [{ field: 'transactionId', problem: 'missing' }]
    })
    await desk.ledger.desk.setActiveAccount(null)
    await expect(desk.typed(unknown)).rejects.toMatchObject({ code: 'no_account' })
  })

  it('when Dintero answers with another payment, or not at all', async () => {
    const desk = await openDesk()
    const draft = { kind: 'refund', amount: 1, currency: 'NOK', reason: 'Returned' } as const
    const transactionId = 'T12345678.tx-1'
    desk.dintero.getTransaction = () =>
      Promise.resolve({ kind: 'found', value: aTransaction({ id: 'T12345678.tx-2' }) })
    await expect(desk.modifications.review({ ...draft, transactionId })).rejects.toMatchObject({
      code: 'answer_unreadable'
    })
    desk.dintero.getTransaction = () => Promise.resolve(offline)
    await expect(desk.modifications.review({ ...draft, transactionId })).rejects.toMatchObject({
      code: 'network_unreachable'
    })
  })

  it('while the secrets cannot be had', async () => {
    const locked = new Error('locked')
    const desk = await openDesk({ parts: { dinteroFor: () => Promise.reject(locked) } })
    await expect(
      desk.modifications.review({
        kind: 'void',
        transactionId: 'T12345678.tx-1',
        amount: null,
        currency: 'NOK',
        reason: ''
      })
    ).rejects.toThrow('locked')
  })
})

describe('what must be confirmed', () => {
  it('is the amount above the limit of the account, typed again; and no limit of charges', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    desk.limits = { confirmAbove: 50_000, perCharge: 50_000, perDay: 50_000 }
    expect((await desk.typed({ kind: 'refund', transactionId, amount: 50_000 })).confirmations).toEqual([])
    const review = await desk.typed({ kind: 'refund', transactionId, amount: 50_001 })
    expect(review.confirmations).toEqual([{ kind: 'type_amount' }])
    for (const [typedAmount, problem] of [
      [null, 'missing'],
      [50_000, 'not_allowed']
    ] as const)
      await expect(desk.modifications.submit({ ...answersTo(review), typedAmount })).rejects.toMatchObject({
        code: 'amount_mismatch',
        nothingSent: true,
        fields: [{ field: 'typedAmount', problem }]
      })
    expect((await desk.modifications.submit(answersTo(review))).state).toBe('succeeded')
  })

  it('is nothing for a void below or above it', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.reserve()
    desk.limits = { confirmAbove: 1, perCharge: 1, perDay: 1 }
    expect((await desk.typed({ kind: 'void', transactionId })).confirmations).toEqual([])
  })

  it('is that real money is meant, in production', async () => {
    const production = 'P12345678'
    const desk = await openDesk()
    await desk.ledger.write(async ({ accounts, desk: state }) => {
      const account = await accounts.get(accountId)
      if (account !== null) await accounts.insert({ ...account, id: production })
      await state.setActiveAccount(production)
    })
    desk.dintero.transactions = [aTransaction({ id: `${production}.tx-1`, sessionId: null })]
    const draft = { kind: 'refund', amount: 40_000, currency: 'NOK', reason: 'Returned' } as const
    const review = await desk.modifications.review({ ...draft, transactionId: `${production}.tx-1` })
    expect(review).toMatchObject({ environment: 'production', confirmations: [{ kind: 'real_money' }] })
    await expect(desk.modifications.submit({ ...answersTo(review), realMoney: false })).rejects.toMatchObject(
      { code: 'review_unconfirmed', nothingSent: true, fields: [{ field: 'realMoney' }] }
    )
    expect(desk.dintero.modified).toEqual([])
  })

  it('is why the same is done again within a day, here or by anybody', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    desk.now = start + hour
    await desk.modify('refund', transactionId, 10_000)
    const review = await desk.typed({ kind: 'refund', transactionId, amount: 10_000 })
    expect(review.confirmations).toEqual([{ kind: 'repeats', at: start + hour }])
    for (const [repeatReason, code] of [
      [' ', 'reason_missing'],
      ['4925000000000004', 'card_number_refused']
    ] as const)
      await expect(desk.modifications.submit({ ...answersTo(review), repeatReason })).rejects.toMatchObject({
        code,
        nothingSent: true,
        fields: [{ field: 'repeatReason' }]
      })
    const detail = await desk.modifications.submit(answersTo(review))
    expect(detail).toMatchObject({ state: 'succeeded', repeatReason: 'two parcels' })
    expect((await desk.typed({ kind: 'refund', transactionId, amount: 10_001 })).confirmations).toEqual([])
    desk.now = start + hour + day
    expect((await desk.typed({ kind: 'refund', transactionId, amount: 10_000 })).confirmations).toEqual([])
    desk.simulator.refundOutside(transactionId, 5_000)
    const outside = await desk.typed({ kind: 'refund', transactionId, amount: 5_000 })
    const [asked] = outside.confirmations
    expect(asked?.kind).toBe('repeats')
    // Dintero's clock is known to the second.
    expect(Math.abs((asked?.kind === 'repeats' ? asked.at : 0) - desk.now)).toBeLessThanOrEqual(1_000)
  })

  it('is told by the clock of the desk, and not of what failed or was another thing', async () => {
    const desk = await openDesk()
    desk.dintero.skew = 10 * hour
    const captured = { ...anEvent({ event: 'CAPTURE', amount: 129_990 }), createdAt: start + 10 * hour }
    const refund = anEvent({ event: 'REFUND', amount: 40_000, createdAt: start + 9 * hour })
    const of = async (events: ReturnType<typeof anEvent>[], status: string) => {
      desk.dintero.transactions = [aTransaction({ status, events: [captured, ...events] })]
      const draft = { kind: 'refund', amount: 40_000, currency: 'NOK', reason: 'Returned' } as const
      return (await desk.modifications.review({ ...draft, transactionId: 'T12345678.tx-1' })).confirmations
    }
    expect(await of([refund], 'PARTIALLY_REFUNDED')).toEqual([{ kind: 'repeats', at: start - hour }])
    expect(await of([{ ...refund, success: false }], 'CAPTURED')).toEqual([])
    expect(await of([{ ...refund, amount: 40_001 }], 'PARTIALLY_REFUNDED')).toEqual([])
    expect(await of([{ ...refund, createdAt: start - 15 * hour }], 'PARTIALLY_REFUNDED')).toEqual([])
  })
})
