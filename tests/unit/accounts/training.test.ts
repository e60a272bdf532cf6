import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tokenKindFor, type CardView, type Operation } from '../../../shared/card'
import type { Answer } from '../../../shared/outcome'
import { merchantInitiatedBody } from '../../../electron/dintero/requests'
import { credentials, openDesk, type Desk } from './desk'

const training = 'T00000000'

let desk: Desk

beforeEach(async () => {
  desk = await openDesk()
})

afterEach(async () => {
  await desk.close()
})

async function cardOf(query: string): Promise<CardView> {
  const [card] = (await desk.cards.search(query, 1)).cards
  if (card === undefined) throw new Error(`no training card ${query}`)
  return card
}

/** Charges as the app does: the token opened for it, the account's own client. */
async function charge(
  { id, provider }: CardView,
  merchantReference: string,
  operation: Operation = 'unscheduled_purchase'
): Promise<Answer> {
  const dintero = await desk.accounts.dinteroFor(training)
  const tokenKind = tokenKindFor(provider, operation)
  return dintero.pay(
    merchantInitiatedBody({
      provider,
      tokenKind,
      operation,
      token: await desk.cards.openToken(id, tokenKind),
      amount: 129_990,
      currency: 'NOK',
      merchantReference,
      lines: [],
      customerId: '',
      email: '',
      phone: '',
      callbackUrl: '',
      autoCapture: true
    })
  )
}

describe('training', () => {
  it('needs no keychain and never asks Dintero, and has cards of all kinds', async () => {
    desk.keychain.fails = 'missing'
    const view = await desk.accounts.startTraining()
    expect(view).toMatchObject({
      id: training,
      environment: 'training',
      connected: true,
      secretHome: 'session'
    })
    expect(await desk.cards.count(training)).toBeGreaterThanOrEqual(40)
    expect(await desk.accounts.active()).toEqual(view)
    expect(desk.keychain.asked).toBe(0)
    const { cards } = await desk.cards.search('', 200)
    expect(new Set(cards.map(({ provider, tokenKinds }) => `${provider} ${tokenKinds.join(' ')}`))).toEqual(
      new Set(['payex payment_token recurrence_token', 'bambora payment_token', 'dintero_psp payment_token'])
    )
    expect(desk.simulator.journal.entries).toEqual([])
  })

  it('charges its cards', async () => {
    await desk.accounts.startTraining()
    for (const name of ['Ingrid Solberg', 'ABO Ingrid Solberg', 'Marte Haugen', 'Sigrid Aasen']) {
      const card = await cardOf(name)
      for (const operation of card.operations)
        expect(await charge(card, `${operation}-${name.replaceAll(' ', '-')}`, operation)).toMatchObject({
          kind: 'transaction',
          transaction: { status: 'CAPTURED' }
        })
    }
    expect(await charge(await cardOf('Märta Björklund'), 'order-stolen')).toMatchObject({
      transaction: { status: 'FAILED' }
    })
  })

  it('keeps everything over a restart and asks for nothing', async () => {
    const view = await desk.accounts.startTraining()
    const answer = await charge(await cardOf('Ingrid Solberg'), 'order-1')
    const removed = await cardOf('Marte Haugen')
    const cards = await desk.cards.count(training)
    await desk.cards.remove(removed.id)
    desk = await desk.restart()
    expect(await desk.accounts.active()).toEqual(view)
    expect(await desk.cards.count(training)).toBe(cards - 1)
    const dintero = await desk.accounts.dinteroFor(training)
    expect(await dintero.listTransactions({ merchantReference: 'order-1' })).toMatchObject({
      kind: 'found',
      value: [{ id: answer.kind === 'transaction' ? answer.transaction.id : '' }]
    })
    expect(await charge(await cardOf('Ingrid Solberg'), 'order-2')).toMatchObject({ kind: 'transaction' })
    expect((await desk.cards.search('Marte Haugen', 1)).cards).toEqual([])
    await desk.accounts.startTraining()
    expect((await desk.audit()).map(({ action }) => action)).toEqual([
      'account_connected',
      'account_switched',
      'card_removed'
    ])
  })

  it('has paid out what was captured before it was begun again', async () => {
    await desk.accounts.startTraining()
    await charge(await cardOf('Marte Haugen'), 'order-1')
    const payouts = async () =>
      (await desk.accounts.dinteroFor(training))
        .pageOfSettlements({}, null)
        .then((page) => (page.kind === 'found' ? page.value.settlements : page))
    expect(await payouts()).toEqual([])
    desk = await desk.restart()
    await desk.accounts.startTraining()
    expect(await payouts()).toMatchObject([
      { provider: 'bambora', sums: [{ currency: 'NOK', capture: 129_990, fee: 2_600, amount: 127_390 }] }
    ])
  })

  it('knows its own cards when they are added by transaction, and takes others', async () => {
    await desk.accounts.startTraining()
    const card = await cardOf('Ingrid Solberg')
    const answer = await charge(card, 'order-1')
    const transactionId = answer.kind === 'transaction' ? (answer.transaction.id ?? '') : ''
    const noContact = { customerName: '', customerNumber: '', email: '', phone: '' }
    await expect(desk.cards.addFromTransaction({ transactionId, ...noContact })).rejects.toMatchObject({
      code: 'card_exists',
      details: { cardId: card.id }
    })
    const own = await desk.cards.addFromToken({
      ...noContact,
      provider: 'payex',
      tokenKind: 'payment_token',
      token: 'my-own-token',
      brand: 'other',
      lastFour: '',
      expiry: null,
      reference: ''
    })
    desk = await desk.restart()
    expect(await desk.cards.openToken(own.id, 'payment_token')).toBe('my-own-token')
    expect(await desk.keychain.inner.get('token-key')).not.toBeNull()
  })

  it('does not stand in the way of the first real card', async () => {
    await desk.accounts.startTraining()
    await desk.connect()
    expect(await desk.accounts.switchTo(training)).toMatchObject({ id: training })
    expect((await desk.accounts.list()).map(({ id }) => id).toSorted()).toEqual([training, 'T12345678'])
    await desk.accounts.switchTo('T12345678')
    const { id } = await desk.cards.addFromToken({
      provider: 'payex',
      tokenKind: 'payment_token',
      token: 'a-real-token',
      brand: 'other',
      lastFour: '',
      expiry: null,
      reference: '',
      customerName: '',
      customerNumber: '',
      email: '',
      phone: ''
    })
    expect(await desk.cards.openToken(id, 'payment_token')).toBe('a-real-token')
  })

  it('can be removed and begun again, with all its cards under their old ids', async () => {
    await desk.accounts.startTraining()
    const cards = await desk.cards.count(training)
    const { id } = await cardOf('Ingrid Solberg')
    await desk.accounts.remove(training)
    await expect(desk.accounts.dinteroFor(training)).rejects.toMatchObject({ code: 'not_found' })
    expect(await desk.accounts.list()).toEqual([])
    await desk.accounts.startTraining()
    expect(await desk.cards.count(training)).toBe(cards)
    expect((await cardOf('Ingrid Solberg')).id).toBe(id)
    expect(await charge(await cardOf('Ingrid Solberg'), 'order-3')).toMatchObject({ kind: 'transaction' })
  })

  it('cannot be connected by hand, and leaves nothing in the keychain', async () => {
    await desk.accounts.startTraining()
    await expect(desk.connect({ accountId: training, ...credentials })).rejects.toMatchObject({
      code: 'invalid_input'
    })
    expect(await desk.keychain.inner.get(`account ${training}`)).toBeNull()
  })
})
