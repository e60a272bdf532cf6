import { describe, expect, it } from 'vitest'
import { grammars } from '../../../../renderer/locales/grammar'
import { translatorFor } from '../translator'

describe('whose something is', () => {
  it.each([
    ['Kari Nordmann', 'nb', 'Kari Nordmanns'],
    ['Jonas', 'nb', 'Jonas’'],
    ['Max', 'nb', 'Max’'],
    ['Kari Nordmann', 'en', 'Kari Nordmann’s'],
    ['Max', 'en', 'Max’s'],
    ['James', 'en', 'James’']
  ] as const)('%s in %s', (name, language, owner) => expect(grammars[language].possessive(name)).toBe(owner))
})

describe('a sentence', () => {
  const facts = {
    customer: 'Jonas',
    card: 'Visa •••• 0416',
    money: '1',
    operation: 'x',
    reference: 'order-1'
  }

  it.each([
    ['en', 'Charge Jonas’ Visa •••• 0416 1 as x, captured at once, reference order-1.'],
    ['nb', 'Belast Jonas’ Visa •••• 0416 med 1 som x, trukket med én gang, referanse order-1.']
  ] as const)('says in %s whose card it is', async (language, sentence) => {
    const { t } = await translatorFor(language)
    expect(t('charge:review.sentence.now', facts)).toBe(sentence)
  })

  it.each([
    ['en', 'It is not this charge: another amount, another card and another session.'],
    ['nb', 'Det er ikke dette trekket: et annet beløp, et annet kort og en annen sesjon.']
  ] as const)('lists in %s as the language does', async (language, sentence) => {
    const { t } = await translatorFor(language)
    const why = (['amount', 'card', 'session'] as const).map((each) => t(`charge:found.why.${each}`))
    expect(t('charge:found.not', { why })).toBe(sentence)
  })
})
