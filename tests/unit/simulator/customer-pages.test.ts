import { describe, expect, it } from 'vitest'
import { languageOf, readableMoney, words } from '../../../electron/simulator/customer/words'
import { answerPage, heading, openPage } from './customer'
import { changed, openDesk, seedBody, tokens } from './support'
import type { Desk } from './support'

const linkBody = seedBody('customer-initiated.payex.creditcard', tokens.payexPayment.token)
const ends = changed(linkBody, 'expires_at', '2026-05-20T10:00:00Z')
const enrolmentBody = {
  session: {
    order: { currency: 'NOK', merchant_reference: 'card-1' },
    url: { return_url: 'https://example.com/stored' },
    expires_at: '2026-05-20T10:00:00Z'
  },
  token_provider: { payment_product_type: 'payex.creditcard', token_types: ['payment_token'] }
}

async function pathOf(desk: Desk, endpoint: string, body: unknown): Promise<string> {
  const answer = await desk.post(endpoint, body)
  return String(answer.body.url).slice(desk.url.length)
}

/** How one comes to see each state of both pages, and what it says. */
const states = [
  ['link', 'open', {}, 'payWith'],
  ['link', 'wrong code', { action: 'approve', cvc: 'x' }, 'codeWrong'],
  ['link', 'wrong card', { action: 'approve', cvc: '123', card: 'x' }, 'choose'],
  ['link', 'paid', { action: 'approve', cvc: '123' }, 'paid'],
  ['link', 'declined', { action: 'decline' }, 'declined'],
  ['link', 'cancelled', { action: 'cancel' }, 'cancelled'],
  ['link', 'expired', null, 'expired'],
  ['card', 'open', {}, 'whichCard'],
  ['card', 'wrong card', { action: 'store', card: 'x' }, 'choose'],
  ['card', 'stored', { action: 'store', card: 'good' }, 'stored'],
  ['card', 'refused', { action: 'refuse' }, 'refused'],
  ['card', 'expired', null, 'expired'],
  ['none', 'unknown', {}, 'unknown']
] as const

async function reach(desk: Desk, kind: string, fields: object | null, language: string): Promise<string> {
  const path =
    kind === 'none'
      ? '/v1/view/T12345678.none'
      : kind === 'card'
        ? await pathOf(desk, '/v1/sessions/payment-token', enrolmentBody)
        : await pathOf(desk, '/v1/sessions-profile', ends)
  if (fields === null) desk.now = Date.UTC(2026, 4, 20, 10)
  const none = fields === null || Object.keys(fields).length === 0
  const page = none
    ? await openPage(desk, path, language)
    : await answerPage(desk, path, { ...fields }, language)
  return page.text
}

describe.each(['en', 'nb'] as const)('the customer’s pages in %s', (language) => {
  it.each(states)('%s: %s', async (kind, _state, fields, said) => {
    const desk = await openDesk()
    const text = await reach(desk, kind, fields, language)
    expect(text).toContain(`<html lang="${language}">`)
    expect(text).toContain(words[language].simulated)
    expect(text).toContain(words[language][said])
    // Every field has a label, and what is wrong or has happened is announced.
    for (const [, id] of text.matchAll(/<input id="(\w+)"/g)) expect(text).toContain(`<label for="${id}"`)
    expect(text.includes('role="alert"')).toBe(said === 'codeWrong' || said === 'choose')
    const over = ['paid', 'declined', 'cancelled', 'expired', 'stored', 'refused']
    expect(text.includes('role="status"')).toBe(over.includes(said))
    expect(text.includes('<form')).toBe(!over.includes(said) && kind !== 'none')
    // Nothing comes from anywhere, and nothing leads anywhere.
    expect(text).not.toMatch(/<(?:script|img|link|a|iframe)\b|url\(|@import|undefined|null/)
    const elsewhere = kind === 'card' ? 'https://example.com/stored' : 'https://example.com/thankyou'
    const sent = over.includes(said) && said !== 'expired'
    expect(text.includes(elsewhere)).toBe(sent)
    expect(text.includes(words[language].nextNot)).toBe(sent)
  })

  it('has a word of its own for everything', () => {
    const other: Readonly<Record<string, unknown>> = { ...words[language === 'en' ? 'nb' : 'en'] }
    const missing = Object.entries(words[language]).filter(
      ([name, word]) => word === '' || word === other[name]
    )
    expect(missing).toEqual([])
  })
})

it('is fenced in by its policy, and never kept', async () => {
  const desk = await openDesk()
  const { headers } = await desk.fetch(await pathOf(desk, '/v1/sessions-profile', linkBody))
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
  )
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('vary')).toBe('accept-language')
  expect(headers.get('cache-control')).toBe('no-store')
})

it('takes the enter key for the payment, and the field that is wrong for the next to type in', async () => {
  const desk = await openDesk()
  const path = await pathOf(desk, '/v1/sessions-profile', linkBody)
  const { text } = await answerPage(desk, path, { action: 'approve', cvc: 'x', card: 'short' })
  expect(/<button name="action" value="(\w+)"/.exec(text)?.[1]).toBe('approve')
  expect(text).toMatch(/<input id="cvc"[^>]* autofocus>/)
  expect(text).toContain('value="short" checked')
  expect(heading(text)).toBe('Payment')
})

describe('the language', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de-DE,de;q=0.9', 'en'],
    ['nb-NO,nb;q=0.9,en;q=0.8', 'nb'],
    ['no', 'nb'],
    ['nn', 'nb'],
    ['en;q=0.5, nb;q=0.7', 'nb'],
    ['en;q=0.9, nb', 'nb'],
    ['sv, EN-GB;q=0.9, nb;q=0.1', 'en'],
    ['nb;q=0, en;q=0.1', 'en'],
    ['nb;q=x,en', 'en']
  ])('of %j is %s', (header, language) => {
    expect(languageOf(header)).toBe(language)
  })
})

describe('money', () => {
  it.each([
    [29_990, 'NOK', 'en', '299.90 NOK'],
    [5, 'NOK', 'en', '0.05 NOK'],
    [123_456_789, 'NOK', 'en', '1,234,567.89 NOK'],
    [123_456_789, 'NOK', 'nb', '1\u00A0234\u00A0567,89 NOK'],
    [1_500, 'JPY', 'nb', '1\u00A0500 JPY'],
    [1_234, 'KWD', 'en', '1.234 KWD']
  ] as const)('%i %s in %s', (amount, currency, language, text) => {
    expect(readableMoney(amount, currency, words[language])).toBe(text)
  })
})
