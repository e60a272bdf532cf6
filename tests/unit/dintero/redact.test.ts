import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactor } from '../../../electron/dintero/redact'

const redact = redactor([])

describe('redactor', () => {
  it.each([
    ['Authorization: Bearer abc.def-ghi', 'abc'],
    ['used Basic dXNlcjpwYXNz here', 'dXNl'],
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig', 'eyJ'],
    ['card 4111111111111111 declined', '4111'],
    ['card 4111 1111 1111 1111 12/28', '4111'],
    ['card 4111-1111-1111-1111', '4111'],
    ['id 994111111111111111199', '4111111111111111'],
    ['amex 378282246310005', '3782']
  ])('%s', (text, secret) => {
    expect(redact(text)).not.toContain(secret)
  })

  it('leaves what support needs', () => {
    const text = 'amount 129990 NOK, reference order-17~2, session T12345678.5cyWnV68vzJ1kYjZPrKWWm'
    expect(redact(text)).toBe(text)
  })

  it('makes one line of it, bounded', () => {
    expect(redact('a\n\tb\u202Ec\u0000')).toBe('a b c')
    expect(redact('x'.repeat(10_000))).toHaveLength(500)
  })

  it('removes a known secret in every form, wherever it is cut', () => {
    const anySecret = fc.string({ minLength: 8, maxLength: 60, unit: 'grapheme' })
    const filler = fc.string({ maxLength: 600 })
    fc.assert(
      fc.property(anySecret, filler, filler, (secret, before, after) => {
        fc.pre(!'[secret][number][token][authorization]'.includes(secret) && secret.trim() === secret)
        fc.pre(!`${before}${after}`.includes(secret))
        for (const form of [secret, JSON.stringify(secret).slice(1, -1)]) {
          const clean = redactor([secret])(`${before} ${form} ${after}`)
          expect(clean.includes(secret) || clean.includes(form)).toBe(false)
        }
      })
    )
  })
})
