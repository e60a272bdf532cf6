import { beforeEach, describe, expect, it } from 'vitest'
import { aModification } from '../ledger/support'
import { accountId, openCustomerDesk, start, type CustomerDesk } from './desk'

const window = { offset: 0, limit: 10 }
const day = 86_400_000

let desk: CustomerDesk

beforeEach(async () => {
  desk = await openCustomerDesk()
})

/** The cards of a customer, each with why it is theirs. */
async function tiesOf(id: string): Promise<Record<string, string>> {
  const { cards } = await desk.customers.get({ kind: 'card', id })
  return Object.fromEntries(cards.map(({ card, ties }) => [card.id, ties.join(' ')]))
}

describe('whose cards are a customer’s', () => {
  it('are those with the same number, e-mail or phone, and the page is told which', async () => {
    await desk.card('asked', {
      customerName: 'Kari Nordmann',
      customerNumber: 'K-1',
      email: 'kari@example.no',
      phone: '+4790012345'
    })
    await desk.card('number', { customerNumber: 'k-1' })
    await desk.card('email', { email: 'Kari@Example.no' })
    await desk.card('phone', { phone: '+47 900 12 345' })
    await desk.card('all', { customerNumber: 'K-1', email: 'kari@example.no', phone: '+4790012345' })
    await desk.card('name', { customerName: 'Kari Nordmann' })
    await desk.card('nobody')
    expect(await tiesOf('asked')).toEqual({
      asked: 'itself number email phone',
      number: 'number',
      email: 'email',
      phone: 'phone',
      all: 'number email phone'
    })
    expect(await tiesOf('name')).toEqual({ name: 'itself' })
  })

  it('are no further than one step: what those share with others is not theirs', async () => {
    await desk.card('a', { email: 'one@example.no' })
    await desk.card('b', { email: 'one@example.no', phone: '+4790000001' })
    await desk.card('c', { phone: '+4790000001' })
    expect(Object.keys(await tiesOf('a')).toSorted()).toEqual(['a', 'b'])
    expect(Object.keys(await tiesOf('b')).toSorted()).toEqual(['a', 'b', 'c'])
  })

  it('are none of another account', async () => {
    await desk.ledger.write(({ accounts }) =>
      accounts.insert({
        id: 'P99999999',
        name: 'Other',
        clientId: 'c',
        secretHome: 'keychain',
        createdAt: start,
        settings: {
          country: 'NO',
          defaultCurrency: 'NOK',
          callbackUrl: '',
          returnUrl: '',
          profileId: '',
          autoCapture: true,
          limits: {}
        }
      })
    )
    await desk.card('ours', { customerNumber: 'K-1' })
    await desk.card('theirs', { customerNumber: 'K-1', accountId: 'P99999999' })
    expect(Object.keys(await tiesOf('ours'))).toEqual(['ours'])
    const other = desk.customers.get({ kind: 'card', id: 'theirs' })
    await expect(other).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is one card where it has two tokens, whichever of them is asked about', async () => {
    const payex = { provider: 'payex', customerNumber: 'K-1' } as const
    await desk.card('p', { ...payex, tokenKind: 'payment_token' })
    await desk.card('r', { ...payex, tokenKind: 'recurrence_token' }, 'p')
    await desk.charge('c1', 'r', { operation: 'recurring_purchase' })
    for (const id of ['p', 'r'])
      expect(await desk.customers.get({ kind: 'card', id })).toMatchObject({
        cardCount: 1,
        charges: 1,
        cards: [{ card: { id: 'p', tokenKinds: ['payment_token', 'recurrence_token'] } }]
      })
    expect((await desk.customers.get({ kind: 'charge', id: 'c1' })).cards).toHaveLength(1)
  })

  it('are counted when they were removed, and what was charged to them stays', async () => {
    await desk.card('gone', { customerNumber: 'K-1' })
    await desk.card('here', { customerNumber: 'K-1' })
    await desk.charge('c1', 'gone')
    await desk.ledger.write(({ cards }) => cards.remove('gone', start))
    for (const of of [
      { kind: 'card', id: 'here' },
      { kind: 'card', id: 'gone' },
      { kind: 'charge', id: 'c1' }
    ] as const) {
      const customer = await desk.customers.get(of)
      expect(customer).toMatchObject({ of, cardCount: 1, removedCards: 1, charges: 1 })
      expect(customer.cards.map(({ card }) => card.id)).toEqual(['here'])
    }
  })

  it('are shown with the one that is asked about first, then those charged last, and no more than fifty', async () => {
    for (let each = 0; each < 60; each += 1)
      await desk.card(`card-${each}`, { customerNumber: 'K-1', addedAt: start + each })
    const { cards, cardCount } = await desk.customers.get({ kind: 'card', id: 'card-3' })
    expect(cardCount).toBe(60)
    expect(cards).toHaveLength(50)
    expect(cards.slice(0, 3).map(({ card }) => card.id)).toEqual(['card-3', 'card-59', 'card-58'])
  })

  it.each(['card', 'charge', 'link'] as const)('are asked about by a %s that is there', async (kind) => {
    await expect(desk.customers.get({ kind, id: 'none' })).rejects.toMatchObject({ code: 'not_found' })
    expect(await desk.customers.charges({ of: { kind, id: 'none' }, ...window })).toMatchObject({ total: 0 })
  })
})

describe('what was charged to a customer', () => {
  it('is listed with what was tried last first, over all their cards', async () => {
    await desk.card('a', { customerNumber: 'K-1' })
    await desk.card('b', { customerNumber: 'K-1' })
    await desk.card('c', { customerNumber: 'K-2' })
    await desk.charge('first', 'a', { createdAt: start })
    await desk.charge('third', 'a', { createdAt: start + 2 * day })
    await desk.charge('second', 'b', { createdAt: start + day })
    await desk.charge('other', 'c', { createdAt: start + 3 * day })
    const of = { kind: 'card', id: 'a' } as const
    const { rows, total } = await desk.customers.charges({ of, ...window })
    expect([rows.map(({ id }) => id), total]).toEqual([['third', 'second', 'first'], 3])
    const one = await desk.customers.charges({ of, offset: 1, limit: 1 })
    expect(one).toMatchObject({ rows: [{ id: 'second' }], total: 3 })
    expect(await desk.customers.get(of)).toMatchObject({ charges: 3, first: start, last: start + 2 * day })
  })

  it('comes to what was taken less what was given back, of each currency, charges and links together', async () => {
    await desk.card('a', { customerNumber: 'K-1' })
    await desk.card('b', { customerNumber: 'K-1' })
    const captured = { state: 'succeeded', transactionStatus: 'CAPTURED' } as const
    await desk.charge('1', 'a', { amount: 1_000 }, captured)
    await desk.charge('2', 'b', { amount: 2_000 }, { ...captured, transactionStatus: 'REFUNDED' })
    await desk.charge(
      '3',
      'b',
      { amount: 4_000 },
      { ...captured, transactionStatus: 'PARTIALLY_REFUNDED', captured: 4_000, refunded: 500 }
    )
    await desk.charge('4', 'a', { amount: 8_000 }, { ...captured, transactionStatus: 'AUTHORIZED' })
    await desk.charge('5', 'a', { amount: 16_000 }, { state: 'declined', transactionStatus: 'FAILED' })
    await desk.charge('6', 'a', { amount: 32_000, currency: 'SEK' }, captured)
    await desk.link('l1', { cardId: 'b', amount: 64_000 }, { state: 'paid', transactionStatus: 'CAPTURED' })
    await desk.link('l2', { cardId: 'b', amount: 128_000 })
    expect((await desk.customers.get({ kind: 'card', id: 'a' })).sums).toEqual([
      { currency: 'NOK', taken: 71_000, returned: 2_500, held: 8_000, unread: 0 },
      { currency: 'SEK', taken: 32_000, returned: 0, held: 0, unread: 0 }
    ])
  })

  it('says where a part was given back of which nobody has read how much', async () => {
    await desk.card('a')
    const end = { state: 'succeeded', transactionStatus: 'PARTIALLY_REFUNDED' } as const
    const charge = await desk.charge('1', 'a', { amount: 1_000 }, end)
    const sums = async () => (await desk.customers.get({ kind: 'card', id: 'a' })).sums
    expect(await sums()).toEqual([{ currency: 'NOK', taken: 1_000, returned: 0, held: 0, unread: 1 }])
    const facts = { captured: 1_000, refunded: 400 }
    await desk.ledger.write(({ charges }) =>
      charges.record(charge, { at: start, kind: 'status_changed', note: '', facts })
    )
    expect(await sums()).toEqual([{ currency: 'NOK', taken: 1_000, returned: 400, held: 0, unread: 0 }])
  })

  it('says what has not ended', async () => {
    await desk.card('a', { customerNumber: 'K-1' })
    await desk.card('b', { customerNumber: 'K-2' })
    await desk.charge('unknown', 'a', {}, { state: 'unknown' })
    await desk.charge('done', 'a', {}, { state: 'succeeded', transactionStatus: 'CAPTURED' })
    await desk.charge('other', 'b')
    await desk.link('waits', { cardId: 'a' })
    await desk.link('paid', { cardId: 'a' }, { state: 'paid', transactionStatus: 'CAPTURED' })
    await desk.link('theirs', { cardId: 'b' })
    await desk.ledger.write(async ({ modifications }) => {
      await modifications.create(aModification({ id: 'm1', transactionId: 't1', chargeId: 'done' }))
      await modifications.create(aModification({ id: 'm2', transactionId: 't2', linkId: 'paid' }))
      await modifications.create(aModification({ id: 'm3', transactionId: 't3', chargeId: 'other' }))
    })
    const { open } = await desk.customers.get({ kind: 'card', id: 'a' })
    expect(open.charges.map(({ id }) => id)).toEqual(['unknown'])
    expect(open.links.map(({ id }) => id)).toEqual(['waits'])
    expect(open.modifications.map(({ id }) => id)).toEqual(['m2', 'm1'])
  })

  it('has the failures of each card that count against it, of both its tokens', async () => {
    const payex = { provider: 'payex', customerNumber: 'K-1' } as const
    await desk.card('p', { ...payex, tokenKind: 'payment_token' })
    await desk.card('r', { ...payex, tokenKind: 'recurrence_token' }, 'p')
    await desk.card('other', { customerNumber: 'K-1' })
    const failed = { state: 'declined', transactionStatus: 'FAILED' } as const
    await desk.charge('1', 'p', { createdAt: start - 4 * day }, failed)
    await desk.charge(
      '2',
      'p',
      { createdAt: start - 3 * day },
      { state: 'succeeded', transactionStatus: 'CAPTURED' }
    )
    await desk.charge('3', 'p', { createdAt: start - 2 * day }, failed)
    await desk.charge('4', 'r', { createdAt: start - day, operation: 'recurring_purchase' }, failed)
    const { cards } = await desk.customers.get({ kind: 'card', id: 'p' })
    expect(cards).toMatchObject([
      { card: { id: 'p' }, budget: { failures: 2, complete: false } },
      { card: { id: 'other' }, budget: { failures: 0 } }
    ])
  })
})

describe('a customer’s links', () => {
  it('are those of their cards and those with their number, e-mail or phone, newest first', async () => {
    await desk.card('a', { customerNumber: 'K-1', email: 'kari@example.no', phone: '+4790012345' })
    await desk.link('card', { cardId: 'a' })
    await desk.link('number', { kind: 'enrolment', amount: null, customerNumber: 'k-1' })
    await desk.link('email', { kind: 'enrolment', amount: null, email: 'KARI@example.no' })
    await desk.link('phone', { kind: 'enrolment', amount: null, phone: '+4790012345' })
    await desk.link('other', { kind: 'enrolment', amount: null, customerNumber: 'K-2' })
    const of = { kind: 'card', id: 'a' } as const
    const { rows, total } = await desk.customers.links({ of, ...window })
    expect([rows.map(({ id }) => id), total]).toEqual([['phone', 'email', 'number', 'card'], 4])
    expect(await desk.customers.links({ of, offset: 3, limit: 5 })).toMatchObject({ rows: [{ id: 'card' }] })
  })

  it('lead to the customer before any card is stored', async () => {
    await desk.link('new', {
      kind: 'enrolment',
      amount: null,
      customerName: 'Ny Kunde',
      email: 'ny@example.no'
    })
    expect(await desk.customers.get({ kind: 'link', id: 'new' })).toMatchObject({
      name: 'Ny Kunde',
      email: 'ny@example.no',
      cards: [],
      links: 1,
      charges: 0,
      first: null
    })
    await desk.card('stored', { email: 'ny@example.no' })
    expect(await desk.customers.get({ kind: 'link', id: 'new' })).toMatchObject({
      cards: [{ card: { id: 'stored' }, ties: ['email'] }]
    })
  })
})

describe('what was done to a customer’s payments', () => {
  it('is listed newest first, of charges and of links', async () => {
    await desk.card('a', { customerNumber: 'K-1' })
    await desk.card('b', { customerNumber: 'K-2' })
    await desk.charge('c', 'a', {}, { state: 'succeeded', transactionStatus: 'CAPTURED' })
    await desk.charge('theirs', 'b', {}, { state: 'succeeded', transactionStatus: 'CAPTURED' })
    await desk.link('l', { cardId: 'a' }, { state: 'paid', transactionStatus: 'CAPTURED' })
    await desk.ledger.write(async ({ modifications }) => {
      await modifications.create(aModification({ id: 'm1', transactionId: 't1', chargeId: 'c' }))
      await modifications.create(aModification({ id: 'm2', transactionId: 't2', linkId: 'l' }))
      await modifications.create(aModification({ id: 'm3', transactionId: 't3', chargeId: 'theirs' }))
    })
    const of = { kind: 'charge', id: 'c' } as const
    const { rows, total } = await desk.customers.modifications({ of, ...window })
    expect([rows.map(({ id }) => id), total]).toEqual([['m2', 'm1'], 2])
    expect(await desk.customers.get(of)).toMatchObject({ modifications: 2 })
  })
})

describe('a note about a customer', () => {
  const of = { kind: 'card', id: 'a' } as const

  beforeEach(async () => {
    await desk.card('a', { customerNumber: 'K-1', email: 'kari@example.no' })
  })

  it('is found from everything they are known by, and from nowhere else', async () => {
    await desk.card('b', { email: 'kari@example.no' })
    await desk.card('c', { customerNumber: 'K-3' })
    const note = await desk.customers.addNote({ of, text: ' Ring before ten.\r\nAlways. ' })
    expect(note).toEqual({
      id: 'note-1',
      text: 'Ring before ten.\nAlways.',
      author: 'Kari N.',
      writtenAt: start,
      removedAt: null,
      removedBy: null
    })
    const notesAt = async (id: string) => (await desk.customers.get({ kind: 'card', id })).notes
    expect(await notesAt('a')).toEqual([note])
    expect(await notesAt('b')).toEqual([note])
    expect(await notesAt('c')).toEqual([])
  })

  it('is still found when they are known by something else since', async () => {
    const note = await desk.customers.addNote({ of, text: 'one' })
    const contact = { customerName: '', customerNumber: 'K-9', email: '', phone: '' }
    await desk.ledger.write(({ cardChanges }) => cardChanges.edit('a', contact))
    expect((await desk.customers.get(of)).notes).toEqual([note])
  })

  it('loses what it says when it is removed, and never that it was there', async () => {
    const { id } = await desk.customers.addNote({ of, text: 'wrong' })
    desk.now = start + day
    await desk.customers.addNote({ of, text: 'right' })
    const removed = await desk.customers.removeNote(id)
    expect(removed).toMatchObject({
      id,
      text: '',
      author: 'Kari N.',
      removedAt: start + day,
      removedBy: 'Kari N.'
    })
    expect((await desk.customers.get(of)).notes.map(({ text }) => text)).toEqual(['right', ''])
    await expect(desk.customers.removeNote(id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is in the trail by who, when and about whom, and not by what it says', async () => {
    const { id } = await desk.customers.addNote({ of, text: 'a secret' })
    await desk.customers.removeNote(id)
    const all = { search: '', actions: [], from: null, to: null, offset: 0, limit: 10 }
    const { rows } = await desk.ledger.reads.listAudit(all)
    expect(rows.map(({ action, subject, accountId: of }) => [action, subject, of])).toEqual([
      ['note_removed', id, accountId],
      ['note_added', id, accountId]
    ])
    expect(JSON.stringify(rows)).not.toContain('a secret')
  })

  it.each([
    ['', 'invalid_input', 'missing'],
    [' \n ', 'invalid_input', 'missing'],
    ['x'.repeat(2_001), 'invalid_input', 'too_long'],
    ['bell \u0007', 'invalid_input', 'control_characters'],
    ['4111 1111 1111 1111', 'card_number_refused', 'card_number'],
    ['4111 1111\n1111 1111', 'card_number_refused', 'card_number']
  ])('may not be %j', async (text, code, problem) => {
    await expect(desk.customers.addNote({ of, text })).rejects.toMatchObject({
      code,
      fields: [{ field: 'text', problem }]
    })
    expect((await desk.customers.get(of)).notes).toEqual([])
  })

  it('is about somebody', async () => {
    const added = desk.customers.addNote({ of: { kind: 'card', id: 'none' }, text: 'one' })
    await expect(added).rejects.toMatchObject({ code: 'not_found' })
  })
})
