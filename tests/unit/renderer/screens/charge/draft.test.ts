import { describe, expect, it } from 'vitest'
import type { CardView } from '../../../../../shared/card'
import {
  emptyForm,
  formForRetry,
  readForm,
  withCard,
  withoutCard,
  type ChargeForm
} from '../../../../../renderer/screens/charge/draft'
import { card, charge } from './samples'

const defaults = { currency: 'NOK', autoCapture: true, country: 'NO', locale: 'nb-NO' } as const
const empty = emptyForm(defaults)
const whole: ChargeForm = {
  ...empty,
  ...withCard(empty, card),
  amount: '1 299,90',
  merchantReference: 'T-20261122-0004'
}

describe('a form', () => {
  it('becomes a draft in minor units when everything can be read', () => {
    expect(readForm(whole, 'NO').typed).toEqual({
      kind: 'charge',
      draft: {
        cardId: 'card-1',
        operation: 'unscheduled_purchase',
        amount: 129_990,
        currency: 'NOK',
        lines: [],
        merchantReference: 'T-20261122-0004',
        email: 'kari@example.com',
        phone: '+4790000000',
        autoCapture: true,
        retryOf: null
      }
    })
  })

  it('says what is missing when it is empty', () => {
    expect(readForm(empty, 'NO')).toMatchObject({
      typed: null,
      problems: { cardId: 'missing', amount: 'empty', merchantReference: 'missing' }
    })
  })

  it.each([
    ['amount', '', 'empty'],
    ['amount', '0', 'zero'],
    ['amount', '-5', 'negative'],
    ['amount', '−5', 'negative'],
    ['amount', '99 999 999 999', 'too_large'],
    ['amount', '1.300', 'ambiguous'],
    ['amount', '10 EUR', 'wrong_currency'],
    ['amount', '10\u202e1', 'control_characters'],
    ['amount', '4111 1111 1111 1111', 'card_number'],
    ['merchantReference', 'has space', 'malformed'],
    ['merchantReference', '-starts-wrong', 'malformed'],
    ['merchantReference', 'a'.repeat(101), 'too_long'],
    ['merchantReference', '4111111111111111', 'card_number'],
    ['merchantReference', 'a\u200bb', 'control_characters'],
    ['email', 'not an address', 'malformed'],
    ['email', '4111111111111111@example.com', 'card_number'],
    ['phone', 'call me', 'malformed'],
    ['phone', '112', 'too_small'],
    ['phone', '900 00 0000', 'too_long'],
    ['phone', '4111 1111 1111 1111', 'card_number']
  ] as const)('with %s “%s” is no draft: %s', (field, text, problem) => {
    const read = readForm({ ...whole, [field]: text }, 'NO')
    expect(read.typed).toBeNull()
    expect(read.problems).toEqual({ [field]: problem })
  })

  it('needs neither e-mail nor phone', () => {
    expect(readForm({ ...whole, email: '', phone: ' ' }, 'NO').typed?.draft).toMatchObject({
      email: '',
      phone: ''
    })
  })

  it('has a phone number as the main process will read it, in the country of the account', () => {
    expect(readForm({ ...whole, phone: '900 00 000' }, 'NO').typed?.draft.phone).toBe('+4790000000')
    expect(readForm({ ...whole, phone: '070-123 45 67' }, 'SE').typed?.draft.phone).toBe('+46701234567')
  })

  it('does not become a draft while its lines do not add up', () => {
    const lines = [{ key: 0, description: 'A', quantity: '1', amount: '10', vatRate: '25', vatAmount: null }]
    expect(readForm({ ...whole, lines }, 'NO')).toMatchObject({
      typed: null,
      problems: { lines: 'sum_mismatch' }
    })
  })
})

describe('choosing a card', () => {
  it('takes its contact and the first kind of charge it allows', () => {
    expect(withCard(empty, card)).toMatchObject({
      way: 'unscheduled_purchase',
      email: 'kari@example.com'
    })
  })

  it('takes its contact in place of any that was there', () => {
    const typed = { ...whole, email: 'somebody@example.com', phone: '+47 400 00 000' }
    const other = { ...card, id: 'card-2', email: '', phone: '' }
    expect(withCard(typed, other)).toMatchObject({ email: '', phone: '' })
    expect(withCard(typed, card)).toMatchObject({ email: 'kari@example.com', phone: '+47 900 00 000' })
    expect(withoutCard(typed)).toMatchObject({ card: null, email: '', phone: '' })
  })

  it('ends a new attempt at a charge of another card, and its reference', () => {
    const retry = { ...whole, retryOf: 'charge-1', merchantReference: 'order-17~2' }
    const ended = { retryOf: null, merchantReference: '' }
    expect(withCard(retry, { ...card, id: 'card-2' })).toMatchObject(ended)
    expect(withCard({ ...retry, card: null }, card)).toMatchObject(ended)
    expect(withoutCard(retry)).toMatchObject(ended)
    expect({ ...retry, ...withCard(retry, card) }).toMatchObject({
      retryOf: 'charge-1',
      merchantReference: 'order-17~2'
    })
  })

  it('changes a kind of charge that the card does not allow, and keeps one that it does', () => {
    const payex: CardView = { ...card, provider: 'payex', operations: ['recurring_purchase'] }
    expect(withCard(whole, payex).way).toBe('recurring_purchase')
    expect(withCard({ ...whole, way: 'recurring_purchase' }, card).way).toBe('recurring_purchase')
  })
})

describe('a new attempt', () => {
  it('has the same money in every language, and waits for a linked reference', () => {
    for (const locale of ['nb-NO', 'en-GB']) {
      const lines = [{ description: 'A', quantity: 2, amount: 129_990, vatRate: 2550, vatAmount: 0 }]
      const form = formForRetry({ ...charge, lines, state: 'declined' }, locale)
      expect(form).toMatchObject({ merchantReference: '', retryOf: 'charge-1' })
      expect(readForm({ ...form, merchantReference: 'T-1~2' }, 'NO').typed?.draft).toMatchObject({
        amount: 129_990,
        lines,
        retryOf: 'charge-1'
      })
    }
  })
})

describe('a payment link', () => {
  const linked: ChargeForm = { ...whole, way: 'link' }
  const choose = (change: Partial<ChargeForm['link']>): ChargeForm => ({
    ...linked,
    link: { ...linked.link, ...change }
  })

  it('becomes a draft of its own, without what is about charges', () => {
    expect(readForm({ ...linked, retryOf: 'charge-1' }, 'NO').typed).toEqual({
      kind: 'link',
      draft: {
        cardId: 'card-1',
        amount: 129_990,
        currency: 'NOK',
        lines: [],
        merchantReference: 'T-20261122-0004',
        email: 'kari@example.com',
        phone: '+4790000000',
        capture: 'profile',
        filled: true,
        sms: false,
        lifetimeHours: null,
        chargeId: 'charge-1'
      }
    })
  })

  it('takes a card that cannot be filled in, without filling it in', () => {
    const recurring: CardView = {
      ...card,
      provider: 'payex',
      tokenKinds: ['recurrence_token'],
      operations: ['recurring_purchase']
    }
    expect(readForm({ ...linked, card: recurring }, 'NO').typed?.draft).toMatchObject({ filled: false })
  })

  it('takes a card that cannot be charged without the customer', () => {
    const none: CardView = { ...card, operations: [] }
    const form = { ...empty, ...withCard(empty, none), amount: '1', merchantReference: 'T-1' }
    expect(readForm(form, 'NO')).toMatchObject({ typed: null, problems: { operation: 'not_allowed' } })
    expect(readForm({ ...form, way: 'link' }, 'NO').typed).toMatchObject({ kind: 'link' })
  })

  it('needs a number and an end to go by SMS, and only then', () => {
    const noPhone = { ...choose({ sms: true }), phone: '' }
    expect(readForm(noPhone, 'NO').problems).toEqual({ phone: 'missing', lifetimeHours: 'missing' })
    expect(readForm(choose({ sms: true, lifetimeHours: 72 }), 'NO').typed?.draft).toMatchObject({ sms: true })
    expect(readForm({ ...noPhone, way: 'unscheduled_purchase' }, 'NO').problems).toEqual({})
  })
})
