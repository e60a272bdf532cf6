import { describe, expect, it } from 'vitest'
import { errorFacts } from '../../../../renderer/components/ErrorFacts'
import type { Language } from '../../../../shared/languages'
import type { AppError } from '../../../../shared/result'
import { plainSpaces, translatorFor } from '../translator'

async function wordsIn(language: Language, error: AppError): Promise<string | null> {
  const { t, locale } = await translatorFor(language)
  const words = errorFacts(t, locale, error)
  return words === null ? null : plainSpaces(words)
}

function over(details: NonNullable<AppError['details']>): AppError {
  return { code: 'over_limit', message: 'as main says it', details }
}

const charge = over({ limit: 'charge', allowed: 5_000_000, currency: 'NOK' })
const day = over({ limit: 'day', allowed: 50_000_000, charged: 48_000_000, currency: 'NOK' })

describe('the figures of a failure', () => {
  it('say which limit it was, and how much', async () => {
    expect(await wordsIn('nb', charge)).toBe('Grensen for én belastning er 50 000,00 kr.')
    expect(await wordsIn('en', charge)).toBe('The limit of one charge is NOK 50,000.00.')
    expect(await wordsIn('nb', day)).toBe(
      'I dag er 480 000,00 kr av 500 000,00 kr allerede belastet; denne belastningen ville gått over dagsgrensen.'
    )
    expect(await wordsIn('en', day)).toBe(
      'Today NOK 480,000.00 of NOK 500,000.00 is charged already; this charge would pass the limit of the day.'
    )
  })

  it('are not made up where main has said none', async () => {
    const unsaid: readonly AppError[] = [
      over({}),
      over({ limit: 'week', allowed: 1, currency: 'NOK' }),
      over({ limit: 'day', allowed: 1, currency: 'NOK' }),
      over({ limit: 'charge', allowed: 1, currency: 'XYZ' }),
      { code: 'over_limit', message: 'as main says it' },
      { code: 'card_blocked', message: '', details: { blockedUntil: 'soon' } }
    ]
    for (const error of unsaid) expect(await wordsIn('en', error)).toBeNull()
  })

  it('say until when, how often and how long', async () => {
    const at = Date.UTC(2026, 10, 25, 12, 0, 30)
    const said = (details: NonNullable<AppError['details']>): AppError => ({
      code: 'internal',
      message: '',
      details
    })
    expect(await wordsIn('en', said({ blockedUntil: at }))).toMatch(
      /^The card may not be charged before 25 Nov 2026, \d\d:00:30/
    )
    expect(await wordsIn('nb', said({ notBefore: at }))).toMatch(/^Ikke før 25\. nov\. 2026, \d\d:00:30/)
    expect(await wordsIn('en', said({ retryAfter: 30_000 }))).toBe(
      'Dintero takes requests again in 30 seconds.'
    )
    expect(await wordsIn('nb', said({ retryAfter: 120_000 }))).toBe(
      'Dintero tar imot forespørsler igjen om 2 minutter.'
    )
    expect(await wordsIn('en', said({ brand: 'visa', failures: 15, allowed: 15, windowHours: 720 }))).toBe(
      '15 attempts on this card have failed within 30 days; the card schemes allow 15.'
    )
  })
})
