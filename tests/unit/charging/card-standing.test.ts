import { describe, expect, it } from 'vitest'
import { aCard, start } from '../ledger/support'
import { aTransaction, openDesk, paid, type Desk } from './desk'

/** A desk with a payex card `p`, whose recurrence token is `r`. */
async function deskWithPair(): Promise<Desk> {
  const desk = await openDesk()
  const customer = { customerNumber: 'K-2', email: 'k2@example.no', provider: 'payex' } as const
  await desk.ledger.write(async ({ cards }) => {
    await cards.insert(aCard({ ...customer, id: 'p', tokenKind: 'payment_token', tokenId: 'pay-1' }))
    await cards.insert(aCard({ ...customer, id: 'r', tokenKind: 'recurrence_token', tokenId: 'rec-1' }), 'p')
  })
  return desk
}

/** Dintero says something of a token now. */
async function told(desk: Desk, id: string, status: string | null, cardExpiry = '12/2029'): Promise<void> {
  const at = desk.now
  await desk.ledger.write(({ cardChanges }) =>
    cardChanges.told(id, { status, tokenExpiry: null, cardExpiry, maskedPan: null, at })
  )
}

const payex = (operation: 'recurring_purchase' | 'unscheduled_purchase'): ReturnType<typeof paid> =>
  paid({
    ...aTransaction(),
    paymentProductType: 'payex.creditcard',
    paymentOperation: operation,
    card: null
  })

describe('what Dintero says of a card’s token', () => {
  it.each(['DELETED', 'CANCELLED'])('bars a charge with it when it is %s', async (status) => {
    const desk = await deskWithPair()
    await told(desk, 'r', status)
    await expect(desk.review({ cardId: 'p', operation: 'recurring_purchase' })).rejects.toMatchObject({
      code: 'card_gone',
      details: { status, askedAt: start }
    })
    expect(desk.dintero.paid).toEqual([])
  })

  it('bars none with the card’s other token', async () => {
    const desk = await deskWithPair()
    await told(desk, 'r', 'DELETED')
    desk.dintero.answers = [payex('unscheduled_purchase')]
    expect(await desk.charge({ cardId: 'p', operation: 'unscheduled_purchase' })).toMatchObject({
      state: 'succeeded'
    })
  })

  it.each(['SUSPENDED', 'INACTIVE', 'ACTIVE', 'RESTING', null])('bars none when it is %s', async (status) => {
    const desk = await deskWithPair()
    await told(desk, 'r', status)
    desk.dintero.answers = [payex('recurring_purchase')]
    expect(await desk.charge({ cardId: 'p', operation: 'recurring_purchase' })).toMatchObject({
      state: 'succeeded'
    })
  })

  it('bars none when its last month has passed', async () => {
    const desk = await deskWithPair()
    await told(desk, 'r', 'ACTIVE', '01/2020')
    expect(await desk.ledger.cards.get('p')).toMatchObject({ expired: true })
    desk.dintero.answers = [payex('recurring_purchase')]
    expect(await desk.charge({ cardId: 'p', operation: 'recurring_purchase' })).toMatchObject({
      state: 'succeeded'
    })
  })

  it('bars what was reviewed before it was known', async () => {
    const desk = await deskWithPair()
    const { reviewId } = await desk.review({ cardId: 'p', operation: 'recurring_purchase' })
    await told(desk, 'r', 'DELETED')
    await expect(desk.service.submit(reviewId)).rejects.toMatchObject({ code: 'card_gone' })
    expect(desk.dintero.paid).toEqual([])
  })

  it('bars no longer what Dintero says is active again', async () => {
    const desk = await deskWithPair()
    await told(desk, 'r', 'DELETED')
    await told(desk, 'r', 'ACTIVE')
    desk.dintero.answers = [payex('recurring_purchase')]
    expect(await desk.charge({ cardId: 'p', operation: 'recurring_purchase' })).toMatchObject({
      state: 'succeeded'
    })
  })
})
