import { describe, expect, it } from 'vitest'
import { isExpired } from '../../../shared/card'
import { declineCauses } from '../../../electron/simulator/decide'
import { trainingCards, trainingTokens } from '../../../electron/simulator/training-data'
import { account, openDesk, payBody, start } from './support'

const cards = trainingCards(start)

describe('the training cards', () => {
  it('belong to about forty customers over all providers', () => {
    expect(new Set(cards.map(({ customerNumber }) => customerNumber)).size).toBe(41)
    for (const provider of ['payex', 'bambora', 'dintero_psp'] as const) {
      const brands = cards.filter((each) => each.provider === provider).map(({ brand }) => brand)
      expect(new Set(brands)).toEqual(new Set(['visa', 'mastercard']))
    }
    const payex = cards.filter(({ provider }) => provider === 'payex')
    expect(payex.filter(({ tokenKind }) => tokenKind === 'recurrence_token')).toHaveLength(payex.length / 2)
  })

  it('have tokens that are long, their own, and always the same', () => {
    const tokens = cards.map(({ token }) => token)
    expect(new Set(tokens).size).toBe(cards.length)
    expect(Math.min(...tokens.map(({ length }) => length))).toBeGreaterThanOrEqual(36)
    expect(trainingCards(start + 5e11).map(({ token }) => token)).toEqual(tokens)
    expect(new Set(cards.map(({ provider, maskedPan }) => provider + maskedPan)).size).toBe(41)
  })

  it.each([start, Date.UTC(2031, 0, 31, 23), Date.UTC(2040, 11, 1)])('never age (%i)', (now) => {
    const expired = trainingCards(now).filter(({ expiry }) => isExpired(expiry, now))
    expect(expired.map(({ customerName }) => customerName)).toEqual([
      'Grethe Bråthen',
      'Grethe Bråthen',
      'Åke Lindström',
      'Jon Skjæveland'
    ])
    const date = new Date(now)
    const thisMonth = `${String(date.getUTCMonth() + 1).padStart(2, '0')}/${date.getUTCFullYear()}`
    expect(trainingCards(now).some(({ expiry }) => expiry === thisMonth)).toBe(true)
  })

  it('hold nobody: reserved mail domains, numbers nobody has, no full card number', () => {
    for (const { email, phone, maskedPan } of cards) {
      expect(email).toMatch(/^[a-z.-]+@example\.(com|org|net)$/)
      expect(phone).toMatch(/^\+\d{2,3}( 00)? 000/)
      expect(maskedPan).toMatch(/^\d{6}\*{6}\d{4}$/)
    }
  })

  it('spell names as they are spelt', () => {
    const names = cards.map(({ customerName }) => customerName).join('')
    for (const letter of 'æøåäöðþÅØÞ') expect(names).toContain(letter)
    expect(Math.max(...cards.map(({ customerName }) => customerName.length))).toBeGreaterThan(80)
    expect(names).toContain('Eiendomsdrift AS')
  })

  it('are all charged as they say', async () => {
    const desk = await openDesk()
    for (const token of trainingTokens(account, start)) desk.simulator.addToken(token)
    const seen = new Set<string>()
    for (const [
      index,
      { token, provider, tokenKind, brand, maskedPan, behaviour, expiry }
    ] of cards.entries()) {
      const operation = tokenKind === 'recurrence_token' ? 'recurring_purchase' : 'unscheduled_purchase'
      const known = { accountId: account, provider, tokenKind, token, brand, maskedPan, expiry }
      const { body } = await desk.pay(payBody(`order-${index}`, { token: known, operation }))
      const good = behaviour === 'approve' && !isExpired(expiry, start)
      expect(body.status).toBe(good ? 'AUTHORIZED' : 'FAILED')
      seen.add(behaviour)
    }
    const unused = declineCauses.filter((cause) => !seen.has(cause))
    expect(unused).toEqual(['expired_card', 'invalid_amount', 'format_error', 'rejected'])
  })

  it('have phone numbers the contract takes', async () => {
    const desk = await openDesk()
    for (const token of trainingTokens(account, start)) desk.simulator.addToken(token)
    for (const [index, { token, phone, email }] of cards
      .filter((each) => each.provider === 'bambora')
      .entries()) {
      const order = { amount: 100, currency: 'NOK', merchant_reference: `order-${index}` }
      const customer = {
        email,
        phone_number: phone,
        tokens: { 'bambora.creditcard': { payment_token: token } }
      }
      const payment = { payment_product_type: 'bambora.creditcard', operation: 'recurring_purchase' }
      expect((await desk.pay({ session: { order, customer }, payment })).status).toBe(200)
    }
  })
})
