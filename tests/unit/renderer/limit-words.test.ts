import { describe, expect, it } from 'vitest'
import { limitWords } from '../../../renderer/components/LimitText'
import type { Language } from '../../../shared/languages'
import type { AppError } from '../../../shared/result'
import { plainSpaces, translatorFor } from './translator'

async function wordsIn(language: Language, error: AppError): Promise<string | null> {
  const { t, locale } = await translatorFor(language)
  const words = limitWords(t, locale, error)
  return words === null ? null : plainSpaces(words)
}

function over(details: NonNullable<AppError['details']>): AppError {
  return { code: 'over_limit', message: 'as main says it', details }
}

const charge = over({ limit: 'charge', allowed: 5_000_000, currency: 'NOK' })
const day = over({ limit: 'day', allowed: 50_000_000, charged: 48_000_000, currency: 'NOK' })

describe('the words of a limit', () => {
  it('say which limit it is, and how much', async () => {
    expect(await wordsIn('nb', charge)).toBe('Grensen for én belastning er 50 000,00 kr.')
    expect(await wordsIn('en', charge)).toBe('The limit of one charge is NOK 50,000.00.')
    expect(await wordsIn('nb', day)).toBe(
      'I dag er 480 000,00 kr av 500 000,00 kr allerede belastet; denne belastningen ville gått over dagsgrensen.'
    )
    expect(await wordsIn('en', day)).toBe(
      'Today NOK 480,000.00 of NOK 500,000.00 is charged already; this charge would pass the limit of the day.'
    )
  })

  it('are not made up where main has not said which limit it was', async () => {
    const unsaid: readonly AppError[] = [
      over({}),
      over({ limit: 'week', allowed: 1, currency: 'NOK' }),
      over({ limit: 'day', allowed: 1, currency: 'NOK' }),
      over({ limit: 'charge', allowed: 1, currency: 'XYZ' }),
      { ...charge, code: 'internal' }
    ]
    for (const error of unsaid) expect(await wordsIn('en', error)).toBeNull()
  })
})
