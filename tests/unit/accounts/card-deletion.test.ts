import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CardDeletionService } from '../../../electron/accounts/card-deletion'
import { calls } from '../../../shared/ipc'
import { aCharge, aLink } from '../ledger/support'
import {
  aToken,
  forbidden,
  noContact,
  openCardDesk,
  pasted,
  paymentToken,
  recurrenceToken,
  transactionId,
  type CardDesk
} from './card-desk'
import { account } from './desk'

let at: CardDesk
let deletion: CardDeletionService
let waiting: number

beforeEach(async () => {
  at = await openCardDesk()
  waiting = 0
  const { ledger, accounts } = at.desk
  deletion = new CardDeletionService({
    ledger,
    accounts: {
      requireActive: () => accounts.requireActive(),
      dinteroFor: async (id) =>
        Object.assign(await accounts.dinteroFor(id), {
          pageOfCardTokens: at.dintero.pageOfCardTokens.bind(at.dintero),
          getCardToken: at.dintero.getCardToken.bind(at.dintero),
          deleteCardToken: at.dintero.deleteCardToken.bind(at.dintero)
        })
    },
    atDintero: at.atDintero,
    rowsWaiting: () => Promise.resolve(waiting),
    actor: () => ({ osUser: 'kari', operator: 'Kari N.', requestId: 'request-1' }),
    clock: () => at.now
  })
})

afterEach(async () => {
  await at.desk.close()
})

/** A card with both tokens and Dintero's ids of them. */
const aPair = async (): Promise<string> =>
  (await at.cards.addFromTransaction({ transactionId, ...noContact })).id

const ask = (cardId: string, reason = 'Moved abroad') =>
  deletion.delete({ cardId, reason, requestor: 'CARDHOLDER' })
const actions = async (): Promise<string[]> => (await at.desk.audit()).map(({ action }) => action)

/** A charge of a card that has left and has no answer. */
async function openCharge(cardId: string): Promise<void> {
  await at.desk.ledger.write(async ({ charges }) => {
    const made = aCharge({ id: 'open', cardId, accountId: account, merchantReference: 'open' })
    await charges.markSent(await charges.createIntent(made, []), at.now, 'sent', null)
  })
}

describe('deleting a card at Dintero', () => {
  it('deletes each of its tokens, with who wants it and why, and then the card here', async () => {
    const id = await aPair()
    expect(await deletion.review(id)).toMatchObject({ charges: [], links: [], waitingRows: 0, tokens: 2 })
    expect(await ask(id, ' Moved abroad ')).toEqual({
      tokens: [
        { kind: 'payment_token', outcome: 'deleted' },
        { kind: 'recurrence_token', outcome: 'deleted' }
      ]
    })
    const how = { reason: 'Moved abroad', requestor: 'CARDHOLDER' }
    expect(at.dintero.deleted).toEqual([
      { id: 'pay-1', ...how },
      { id: 'rec-1', ...how }
    ])
    expect((await at.desk.ledger.cards.getRecord(id))?.removed).toBe(true)
    expect((await actions()).slice(-2)).toEqual(['card_delete_asked', 'card_deleted'])
  })

  it('is not asked for while a charge of it is open, under either of its ids, and says which', async () => {
    const id = await aPair()
    const twin = (await at.desk.ledger.cards.getRecord(id))?.ids.find((each) => each !== id) ?? ''
    await openCharge(twin)
    expect((await deletion.review(id)).charges).toMatchObject([{ id: 'open' }])
    await expect(ask(id)).rejects.toMatchObject({ code: 'card_in_use', nothingSent: true })
    expect(at.dintero.deleted).toEqual([])
    expect(await at.cards.get(id)).toMatchObject({ id })
  })

  it('is not asked for while the customer can pay a link with it', async () => {
    const id = await aPair()
    await at.desk.ledger.write(({ links }) =>
      links.create(aLink({ id: 'link-open', cardId: id, accountId: account }), [])
    )
    expect((await deletion.review(id)).links).toMatchObject([{ id: 'link-open' }])
    await expect(ask(id)).rejects.toMatchObject({ code: 'card_in_use' })
    expect(at.dintero.deleted).toEqual([])
  })

  it('says first how many rows of files wait for it', async () => {
    const id = await aPair()
    waiting = 37
    expect(await deletion.review(id)).toMatchObject({ waitingRows: 37 })
  })

  it('whose answer is lost looks it up: deleted after all', async () => {
    const id = await aPair()
    at.dintero.deletions = [{ kind: 'lost', message: 'timed out' }]
    at.dintero.tokens = [aToken({ status: 'DELETED' })]
    expect((await ask(id)).tokens[0]).toEqual({ kind: 'payment_token', outcome: 'deleted' })
  })

  it('whose answer is lost and that is not seen to be done keeps the card, and can be asked for again', async () => {
    const id = await aPair()
    at.dintero.deletions = [{ kind: 'lost', message: 'timed out' }]
    at.dintero.tokens = [aToken()]
    await expect(ask(id)).rejects.toMatchObject({ code: 'delete_unknown' })
    expect(await at.cards.get(id)).toMatchObject({ id })
    expect((await actions()).at(-1)).toBe('card_delete_asked')
    at.dintero.deletions = [{ kind: 'not_found' }, { kind: 'not_found' }]
    expect((await ask(id)).tokens.map(({ outcome }) => outcome)).toEqual(['not_known', 'not_known'])
    expect((await at.desk.ledger.cards.getRecord(id))?.removed).toBe(true)
  })

  it('of which the second token is refused offers nothing any more that goes out with the first', async () => {
    const id = await aPair()
    at.dintero.deletions = [{ kind: 'deleted' }, { kind: 'refused', message: 'no' }]
    await expect(ask(id)).rejects.toMatchObject({ code: 'dintero_failed' })
    expect((await at.cards.get(id)).operations).toEqual(['recurring_purchase'])
  })

  it('is refused by a client that may not: the card and everything else go on', async () => {
    const id = await aPair()
    at.dintero.broken = forbidden
    await expect(ask(id)).rejects.toMatchObject({ code: 'access_denied' })
    expect(await at.cards.get(id)).toMatchObject({
      id,
      operations: ['unscheduled_purchase', 'recurring_purchase']
    })
    expect(await deletion.review(id)).toMatchObject({ card: { id } })
  })

  it('is not asked for by a token whose id Dintero never told', async () => {
    const { id } = await at.cards.addFromToken(pasted)
    await expect(ask(id)).rejects.toMatchObject({ code: 'token_unnamed', nothingSent: true })
    expect(at.dintero.deleted).toEqual([])
  })

  it.each([
    ['', 'missing'],
    ['  ', 'missing'],
    ['x'.repeat(129), 'too_long'],
    ['4111 1111 1111 1111', 'card_number']
  ])('needs a reason, and not %j', async (reason, problem) => {
    const id = await aPair()
    await expect(ask(id, reason)).rejects.toMatchObject({ fields: [{ field: 'reason', problem }] })
    expect(at.dintero.deleted).toEqual([])
  })

  it('is of a card of the account in use', async () => {
    await expect(ask('none')).rejects.toMatchObject({ code: 'not_found' })
    await expect(deletion.review('none')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('what the page is told of cards at Dintero', () => {
  it('never has a token in it', async () => {
    const id = await aPair()
    at.dintero.tokens = [aToken(), aToken({ id: 'rec-1', kind: 'recurrence_token', token: recurrenceToken })]
    const told = [
      await at.atDintero.list('10001'),
      await at.atDintero.refresh(id),
      await deletion.review(id),
      calls.listDinteroCards.output.parse(await at.atDintero.list('10001')),
      await at.desk.audit()
    ]
    for (const secret of [paymentToken, recurrenceToken]) expect(JSON.stringify(told)).not.toContain(secret)
  })
})

describe('contact details', () => {
  const contact = {
    customerName: ' Bjørn Å. ',
    customerNumber: '',
    email: 'b@example.no',
    phone: '900 12 345'
  }

  it('are changed of all the cards that are named, or of none', async () => {
    const id = await aPair()
    await expect(at.cards.editContact({ cardIds: [id, 'none'], ...contact })).rejects.toMatchObject({
      code: 'not_found'
    })
    expect(await at.cards.get(id)).toMatchObject({ customerNumber: '10001' })
    expect(await at.cards.editContact({ cardIds: [id], ...contact })).toMatchObject({
      customerName: 'Bjørn Å.',
      customerNumber: '',
      email: 'b@example.no',
      phone: '+4790012345'
    })
    const entry = (await at.desk.audit()).at(-1)
    expect(entry).toMatchObject({ action: 'card_edited', subject: id })
    expect(JSON.stringify(entry)).not.toContain('b@example.no')
  })

  it('with a mistake change nothing, and say where it is', async () => {
    const id = await aPair()
    const wrong = { ...contact, email: 'b@', phone: '12' }
    await expect(at.cards.editContact({ cardIds: [id], ...wrong })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ field: 'email' }, { field: 'phone' }]
    })
    expect((await at.cards.get(id)).email).toBe('bjorn@example.com')
  })
})
