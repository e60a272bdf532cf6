import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CardFromToken } from '../../../shared/card'
import { merchantInitiatedBody } from '../../../electron/dintero/requests'
import { account, credentials, noon, openDesk, type Desk } from './desk'

const token = 'b1c2d3e4-aaaa-4bbb-8ccc-ddddeeeeffff'

const pasted: CardFromToken = {
  provider: 'payex',
  tokenKind: 'payment_token',
  token,
  brand: 'visa',
  lastFour: '0416',
  expiry: '10/2026',
  reference: 'ORDRE-1',
  customerName: 'Bjørn Ødegård',
  customerNumber: '10001',
  email: 'bjorn@example.com',
  phone: '+47 412 34 567'
}

const noContact = { customerName: '', customerNumber: '', email: '', phone: '' }

let desk: Desk

beforeEach(async () => {
  desk = await openDesk()
  await desk.connect()
})

afterEach(async () => {
  await desk.close()
})

describe('a pasted token', () => {
  it('is stored sealed and comes out only to be charged', async () => {
    const card = await desk.cards.addFromToken({ ...pasted, token: ` ${token}\n` })
    expect(card).toMatchObject({
      provider: 'payex',
      lastFour: '0416',
      expired: true,
      customerName: 'Bjørn Ødegård',
      addedAt: noon
    })
    expect(JSON.stringify(card)).not.toContain(token)
    expect(await desk.cards.get(card.id)).toEqual(card)
    expect(await desk.cards.search('odegard 0416', 10)).toEqual({ cards: [card], more: false })
    expect(await desk.cards.list('odegard 0416', 0, 10)).toEqual({ rows: [card], total: 1, atLeast: false })
    const cardNumber = '4925 0000 0000 0004'
    for (const searched of [desk.cards.search(cardNumber, 10), desk.cards.list(cardNumber, 0, 10)])
      await expect(searched).rejects.toMatchObject({
        code: 'card_number_refused',
        fields: [{ field: 'query', problem: 'card_number' }]
      })
    expect(await desk.cards.openToken(card.id, 'payment_token')).toBe(token)
  })

  it('is in no file of the profile, and its adding and removing are in the audit trail', async () => {
    const { id } = await desk.cards.addFromToken(pasted)
    await desk.cards.remove(id)
    await desk.cards.addFromToken(pasted)
    for (const name of await readdir(desk.folder)) {
      const content = await readFile(join(desk.folder, name), 'latin1')
      expect([name, content.includes(token)]).toEqual([name, false])
    }
    const entries = await desk.audit()
    expect(entries.map(({ action }) => action).slice(1)).toEqual(['card_added', 'card_removed', 'card_added'])
    expect(JSON.stringify(entries)).not.toContain(token)
  })

  it('can be charged after a restart', async () => {
    const { id } = await desk.cards.addFromToken(pasted)
    desk = await desk.restart()
    expect(await desk.cards.openToken(id, 'payment_token')).toBe(token)
  })

  it('is refused when it is a card number, in any field', async () => {
    for (const field of ['token', 'reference', 'customerName', 'customerNumber', 'email', 'phone'] as const) {
      await expect(
        desk.cards.addFromToken({ ...pasted, [field]: '4925 0000 0000 0004' })
      ).rejects.toMatchObject({
        code: 'card_number_refused',
        fields: expect.arrayContaining([{ field, problem: 'card_number' }]),
        message: expect.not.stringContaining('4925')
      })
    }
    expect((await desk.cards.search('', 10)).cards).toEqual([])
  })

  it.each<[Partial<CardFromToken>, string, string]>([
    [{ token: '  ' }, 'token', 'missing'],
    [{ token: 'two words' }, 'token', 'malformed'],
    [{ token: 'zero\u200Bwidth' }, 'token', 'control_characters'],
    [{ phone: 'ring meg' }, 'phone', 'malformed'],
    [{ phone: '900 000' }, 'phone', 'malformed'],
    [{ phone: '900 00 0000' }, 'phone', 'too_long'],
    [{ customerName: 'a\u0007b' }, 'customerName', 'control_characters'],
    [{ provider: 'bambora', tokenKind: 'recurrence_token' }, 'tokenKind', 'not_allowed'],
    [{ provider: 'dintero_psp', tokenKind: 'recurrence_token' }, 'tokenKind', 'not_allowed']
  ])('is refused with %j', async (change, field, problem) => {
    await expect(desk.cards.addFromToken({ ...pasted, ...change })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ field, problem }]
    })
  })

  it('is stored with a phone number as it can be called, read in the account’s country', async () => {
    const [account] = await desk.ledger.accounts.list()
    if (!account) throw new RangeError('no account')
    await desk.accounts.saveSettings(account.id, { ...account.settings, country: 'SE' })
    expect(await desk.cards.addFromToken({ ...pasted, phone: '070-123 45 67' })).toMatchObject({
      phone: '+46701234567'
    })
  })

  it('is stored once, and the earlier card is named', async () => {
    const { id } = await desk.cards.addFromToken(pasted)
    await expect(
      desk.cards.addFromToken({ ...pasted, provider: 'bambora', customerName: 'Another' })
    ).rejects.toMatchObject({ code: 'card_exists', details: { cardId: id } })
  })

  it('comes back as the same card after it was removed, and opens', async () => {
    const { id } = await desk.cards.addFromToken(pasted)
    await desk.cards.remove(id)
    await expect(desk.cards.get(id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(desk.cards.openToken(id, 'payment_token')).rejects.toMatchObject({ code: 'not_found' })
    const again = await desk.cards.addFromToken({ ...pasted, customerName: 'New name' })
    expect(again).toMatchObject({ id, customerName: 'New name' })
    expect(await desk.cards.openToken(id, 'payment_token')).toBe(token)
  })

  it('belongs to its account alone', async () => {
    const { id } = await desk.cards.addFromToken(pasted)
    desk.simulator.addClient({ accountId: 'P12345678', ...credentials })
    await desk.connect({ accountId: 'P12345678' })
    await expect(desk.cards.get(id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(desk.cards.remove(id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await desk.cards.search('', 10)).cards).toEqual([])
    expect((await desk.cards.addFromToken(pasted)).id).not.toBe(id)
  })
})

describe('the key of the tokens', () => {
  it('is not replaced when it is lost', async () => {
    const { id } = await desk.cards.addFromToken(pasted)
    desk = await desk.restart()
    await desk.keychain.inner.delete('token-key')
    await expect(desk.cards.openToken(id, 'payment_token')).rejects.toMatchObject({ code: 'secret_missing' })
    await expect(desk.cards.addFromToken({ ...pasted, token: 'another' })).rejects.toMatchObject({
      code: 'secret_missing'
    })
  })

  it('is in memory for an account of this session where there is no keychain', async () => {
    desk.keychain.fails = 'missing'
    desk.simulator.addClient({ accountId: 'T87654321', ...credentials })
    await desk.connect({ accountId: 'T87654321', secretHome: 'session' })
    const { id } = await desk.cards.addFromToken(pasted)
    expect(await desk.cards.openToken(id, 'payment_token')).toBe(token)
    desk = await desk.restart()
    await expect(desk.cards.openToken(id, 'payment_token')).rejects.toMatchObject({ code: 'secret_missing' })
  })

  it('says that the keychain is locked', async () => {
    desk.keychain.fails = 'locked'
    await expect(desk.cards.addFromToken(pasted)).rejects.toMatchObject({ code: 'keychain_locked' })
    expect((await desk.cards.search('', 10)).cards).toEqual([])
  })
})

describe('a card by its transaction', () => {
  async function paid(reference: string): Promise<string> {
    desk.simulator.addToken({
      accountId: account,
      provider: 'payex',
      tokenKind: 'recurrence_token',
      token,
      brand: 'mastercard',
      maskedPan: '541306******0167',
      expiry: '11/2029'
    })
    const dintero = await desk.accounts.dinteroFor(account)
    const answer = await dintero.pay(
      merchantInitiatedBody({
        provider: 'payex',
        tokenKind: 'recurrence_token',
        operation: 'recurring_purchase',
        token,
        amount: 129_990,
        currency: 'NOK',
        merchantReference: reference,
        lines: [],
        customerId: '10001',
        email: 'bjorn@example.com',
        phone: '',
        callbackUrl: '',
        autoCapture: true
      })
    )
    if (answer.kind !== 'transaction' || answer.transaction.id === null) throw new Error(answer.kind)
    return answer.transaction.id
  }

  it('is stored with what Dintero knows of it, and what was typed goes first', async () => {
    const transactionId = await paid('order-1')
    const card = await desk.cards.addFromTransaction({
      transactionId,
      ...noContact,
      email: 'typed@example.com'
    })
    expect(card).toMatchObject({
      provider: 'payex',
      tokenKinds: ['recurrence_token'],
      operations: ['recurring_purchase'],
      brand: 'mastercard',
      lastFour: '0167',
      expiry: '11/2029',
      expired: false,
      reference: 'order-1',
      customerNumber: '10001',
      email: 'typed@example.com'
    })
    expect(await desk.cards.openToken(card.id, 'recurrence_token')).toBe(token)
    await expect(desk.cards.addFromTransaction({ transactionId, ...noContact })).rejects.toMatchObject({
      code: 'card_exists',
      details: { cardId: card.id }
    })
  })

  it('is refused in the words of what went wrong', async () => {
    const add = (transactionId: string): Promise<unknown> =>
      desk.cards.addFromTransaction({ transactionId, ...noContact })
    await expect(add(`${account}.nothing`)).rejects.toMatchObject({ code: 'not_found' })
    await expect(add(' ')).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(add('4111111111111111')).rejects.toMatchObject({ code: 'card_number_refused' })
    desk.simulator.faults.onCall('lookup', { kind: 'garbage' })
    await expect(add(`${account}.nothing`)).rejects.toMatchObject({ code: 'answer_unreadable' })
    await desk.keychain.inner.delete(`account ${account}`)
    desk = await desk.restart()
    await expect(add(`${account}.nothing`)).rejects.toMatchObject({ code: 'secret_missing' })
  })
})
