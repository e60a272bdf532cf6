import { describe, expect, it } from 'vitest'
import { aCard } from '../ledger/support'
import { aDraft, aTransaction, noAnswer, openDesk, paid } from './desk'

const cardFacts = { brand: null, maskedPan: null, expiry: null }

describe("Dintero's id of a card's token", () => {
  it('is learnt from the first answer that names it, and then kept', async () => {
    const desk = await openDesk()
    const answered = (paymentTokenId: string): ReturnType<typeof paid> =>
      paid({ card: { ...cardFacts, paymentTokenId, recurrenceTokenId: 'of-another-token' } })
    desk.dintero.answers = [answered('token-a'), answered('token-b')]
    await desk.charge()
    expect((await desk.ledger.cards.getRecord('card-1'))?.tokens[0]?.tokenId).toBe('token-a')
    await desk.charge({ merchantReference: 'order-2', amount: 1 })
    expect((await desk.ledger.cards.getRecord('card-1'))?.tokens[0]?.tokenId).toBe('token-a')
  })

  it('is compared with the id of the same kind of token only', async () => {
    const desk = await openDesk()
    await desk.ledger.cards.insert(
      aCard({
        id: 'recurring',
        provider: 'payex',
        tokenKind: 'recurrence_token',
        tokenId: 'recurrence-a'
      })
    )
    desk.dintero.answers = [noAnswer]
    const { cardId, operation } = aDraft({ cardId: 'recurring', operation: 'recurring_purchase' })
    const { id } = await desk.charge({ cardId, operation })
    const made = (recurrenceTokenId: string): ReturnType<typeof aTransaction> =>
      aTransaction({
        paymentProductType: 'payex.creditcard',
        paymentOperation: 'recurring_purchase',
        card: { ...cardFacts, paymentTokenId: 'payment-token-of-the-same-card', recurrenceTokenId }
      })
    desk.dintero.transactions = [made('recurrence-b')]
    expect(await desk.service.ask(id)).toMatchObject({ state: 'unknown' })
    desk.dintero.transactions = [made('recurrence-a')]
    expect(await desk.service.ask(id)).toMatchObject({ state: 'succeeded' })
  })
})
