import { describe, expect, it } from 'vitest'
import {
  emptyCardForm,
  readCardForm,
  readExpiry,
  withProvider
} from '../../../../../renderer/components/add-card/card-form'

describe('an expiry', () => {
  it.each([
    ['04/2027', '04/2027'],
    ['4/27', '04/2027'],
    ['04-27', '04/2027'],
    ['0427', '04/2027'],
    ['042027', '04/2027'],
    ['12 / 2030', '12/2030']
  ])('%s is %s', (text, expiry) => expect(readExpiry(text)).toBe(expiry))
  it.each(['13/27', '0/27', '2027', '04/1999', 'soon'])('%s is none', (text) =>
    expect(readExpiry(text)).toBeNull()
  )
})

describe('adding by transaction', () => {
  it('needs the transaction id only', () => {
    expect(readCardForm('transaction', emptyCardForm, 'NO', () => '')).toMatchObject({
      ok: false,
      problems: { transactionId: 'missing' }
    })
    const read = readCardForm('transaction', { ...emptyCardForm, transactionId: ' T1.abc ' }, 'NO', () => '')
    expect(read).toMatchObject({ ok: true, input: { transactionId: 'T1.abc' } })
  })
})

describe('adding by token', () => {
  const form = { ...emptyCardForm, lastFour: '0416', expiry: '4/27' }

  it('does not keep the token in what was read', () => {
    const read = readCardForm('token', form, 'NO', () => 'secret-token')
    expect(read).toMatchObject({ ok: true, input: { lastFour: '0416', expiry: '04/2027' } })
    expect(JSON.stringify(read)).not.toContain('secret-token')
  })

  it.each([
    ['', 'missing'],
    ['4111111111111111', 'card_number'],
    ['tok\u0007en', 'control_characters']
  ])('refuses the token “%s”: %s', (token, problem) =>
    expect(readCardForm('token', form, 'NO', () => token)).toEqual({
      ok: false,
      problems: { token: problem }
    })
  )

  it('refuses a card number in any field', () => {
    const read = readCardForm(
      'token',
      { ...form, reference: '4111 1111 1111 1111', lastFour: '41' },
      'NO',
      () => 'token'
    )
    expect(read.problems).toEqual({ reference: 'card_number', lastFour: 'malformed' })
  })

  it('offers only token kinds that the provider issues', () => {
    const recurrence = { ...form, tokenKind: 'recurrence_token' } as const
    expect(withProvider(recurrence, 'bambora')).toEqual({ provider: 'bambora', tokenKind: 'payment_token' })
    expect(withProvider(recurrence, 'payex')).toEqual({ provider: 'payex', tokenKind: 'recurrence_token' })
  })
})
