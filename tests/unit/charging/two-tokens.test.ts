import { describe, expect, it } from 'vitest'
import type { NewCard } from '../../../electron/ledger/card-record'
import type { Operation } from '../../../shared/card'
import type { Answer } from '../../../shared/outcome'
import type { Transaction } from '../../../shared/transaction'
import { aCard } from '../ledger/support'
import { aTransaction, declinedWith, noAnswer, openDesk, paid, type Desk } from './desk'

const face = { brand: 'Visa', maskedPan: null, expiry: null }
const paymentToken: Partial<NewCard> = {
  id: 'p',
  provider: 'payex',
  tokenKind: 'payment_token',
  tokenId: 'pay-1'
}
const recurrenceToken: Partial<NewCard> = {
  id: 'r',
  provider: 'payex',
  tokenKind: 'recurrence_token',
  tokenId: 'rec-1'
}

/** A desk whose second card has two tokens, `p` and `r`, and whose third has a recurrence token alone, `alone`. */
async function deskWithPair(): Promise<Desk> {
  const desk = await openDesk()
  const customer = { customerNumber: 'K-2', email: 'k2@example.no', phone: '+4790000002', lastFour: '2222' }
  await desk.ledger.write(async ({ cards }) => {
    await cards.insert(aCard({ ...paymentToken, ...customer }))
    await cards.insert(aCard({ ...recurrenceToken, ...customer }), 'p')
    await cards.insert(
      aCard({
        ...recurrenceToken,
        ...customer,
        id: 'alone',
        tokenId: null,
        customerNumber: 'K-3',
        lastFour: '3333'
      })
    )
  })
  return desk
}

const payexPaid = (operation: Operation): ReturnType<typeof paid> =>
  paid({
    paymentProductType: 'payex.creditcard',
    paymentOperation: operation,
    card: { ...face, paymentTokenId: 'pay-1', recurrenceTokenId: 'rec-1' }
  })

/** A decline of such a charge, which answers for itself. */
function payexDeclined(type: string, change: Partial<Transaction>): Answer {
  const answer = declinedWith(type)
  if (answer.kind !== 'transaction') throw new Error(answer.kind)
  const of = { paymentProductType: 'payex.creditcard', card: null, ...change }
  return { ...answer, transaction: { ...answer.transaction, ...of } }
}

describe('a charge of a card with two tokens', () => {
  it.each([
    ['p', 'recurring_purchase', { recurrence_token: 'recurrence-token-of-p' }],
    ['r', 'recurring_purchase', { recurrence_token: 'recurrence-token-of-r' }],
    ['p', 'unscheduled_purchase', { payment_token: 'token-of-p' }],
    ['r', 'unscheduled_purchase', { payment_token: 'token-of-r' }]
  ] as const)(
    'of %s, %s, goes out with the token of its kind and never the other',
    async (cardId, operation, token) => {
      const desk = await deskWithPair()
      desk.dintero.answers = [payexPaid(operation)]
      const charge = await desk.charge({ cardId, operation })
      expect(charge).toMatchObject({ state: 'succeeded', card: { id: 'p' } })
      expect(desk.dintero.paid[0]).toMatchObject({ payment: { operation } })
      expect(desk.dintero.paid[0]?.session.customer.tokens).toEqual({ 'payex.creditcard': token })
    }
  )

  it('goes out with the same token when it is sent again', async () => {
    const desk = await deskWithPair()
    desk.dintero.answers = [{ kind: 'not_connected', reason: 'no route' }, payexPaid('recurring_purchase')]
    const { id } = await desk.charge({ cardId: 'p', operation: 'recurring_purchase' })
    expect(await desk.service.resend(id)).toMatchObject({ state: 'succeeded' })
    for (const body of desk.dintero.paid)
      expect(body.session.customer.tokens).toEqual({
        'payex.creditcard': { recurrence_token: 'recurrence-token-of-p' }
      })
  })

  it('is filled into a link by its payment token', async () => {
    const desk = await deskWithPair()
    await desk.link({ cardId: 'r' })
    expect(desk.dintero.links[0]?.customer.tokens).toEqual({
      'payex.creditcard': { payment_token: 'token-of-r' }
    })
    await expect(desk.link({ cardId: 'alone', merchantReference: 'link-2' })).rejects.toMatchObject({
      fields: [{ field: 'filled', problem: 'not_allowed' }]
    })
  })

  it('is refused for what its one token is not for', async () => {
    const desk = await deskWithPair()
    await expect(desk.review({ cardId: 'alone', operation: 'unscheduled_purchase' })).rejects.toMatchObject({
      fields: [{ field: 'operation', problem: 'not_allowed' }]
    })
    expect(await desk.review({ cardId: 'alone', operation: 'recurring_purchase' })).toMatchObject({
      card: { operations: ['recurring_purchase'] }
    })
  })

  it('is the same as one with the other token: nobody can charge both while one is unresolved', async () => {
    const desk = await deskWithPair()
    desk.dintero.answers = [noAnswer]
    await desk.charge({ cardId: 'r', operation: 'recurring_purchase' })
    await expect(
      desk.review({ cardId: 'p', operation: 'unscheduled_purchase', merchantReference: 'order-18' })
    ).rejects.toMatchObject({ code: 'duplicate_open' })
  })

  it('counts in the one retry budget, whichever token and whichever id it was made with', async () => {
    const desk = await deskWithPair()
    for (const [index, cardId] of ['p', 'r', 'p'].entries()) {
      const operation = index === 1 ? 'recurring_purchase' : 'unscheduled_purchase'
      const of = { merchantReference: `order-${index}`, amount: 100 + index }
      desk.dintero.answers = [
        payexDeclined('INSUFFICIENT_FUNDS', { ...of, id: `T12345678.${index}`, paymentOperation: operation })
      ]
      expect(await desk.charge({ cardId, operation, ...of })).toMatchObject({ state: 'declined' })
    }
    expect(await desk.service.retryBudget('p')).toMatchObject({ failures: 3, complete: true })
    expect(await desk.service.retryBudget('r')).toMatchObject({ failures: 3 })
  })

  it('bars the card for both kinds when one answers never to try again', async () => {
    const desk = await deskWithPair()
    desk.dintero.answers = [payexDeclined('DO_NOT_RETRY', { paymentOperation: 'recurring_purchase' })]
    await desk.charge({ cardId: 'p', operation: 'recurring_purchase' })
    await expect(
      desk.review({ cardId: 'p', operation: 'unscheduled_purchase', merchantReference: 'order-18' })
    ).rejects.toMatchObject({ code: 'card_blocked' })
  })

  it('is held against what Dintero lists of either token, once where it is in both lists', async () => {
    const desk = await deskWithPair()
    const card = { ...face, paymentTokenId: 'pay-1', recurrenceTokenId: 'rec-1' }
    desk.dintero.transactions = [
      aTransaction({ id: 'T12345678.elsewhere', merchantReference: 'other', card }),
      aTransaction({
        id: 'T12345678.stranger',
        merchantReference: 'stranger',
        card: { ...card, paymentTokenId: 'pay-9', recurrenceTokenId: null }
      })
    ]
    const review = await desk.review({ cardId: 'p', operation: 'recurring_purchase' })
    expect(desk.dintero.filters.flatMap(({ tokenId }) => tokenId ?? []).toSorted()).toEqual([
      'pay-1',
      'rec-1'
    ])
    expect(review.confirmations).toMatchObject([
      { kind: 'duplicate_reason', elsewhere: [{ transactionId: 'T12345678.elsewhere' }] }
    ])
  })

  it('says that attempts may be missing where Dintero never named one of the tokens', async () => {
    const desk = await deskWithPair()
    await desk.ledger.cards.insert(
      aCard({ ...paymentToken, id: 'late', tokenId: null, customerNumber: 'K-3', lastFour: '3333' }),
      'alone'
    )
    await desk.ledger.cards.learnTokenId('alone', 'recurrence_token', 'rec-2')
    expect(await desk.service.retryBudget('alone')).toMatchObject({ complete: false })
  })
})
