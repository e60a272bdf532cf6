import { describe, expect, it } from 'vitest'
import {
  linkHeadlineKey,
  linkMoneyKey,
  linkWordKey
} from '../../../../../renderer/components/links/link-words'
import { messageLanguageOf } from '../../../../../renderer/components/links/link-language'
import { countries } from '../../../../../shared/account'
import { languages } from '../../../../../shared/languages'
import { givenHows, linkCaptures, linkKinds, smsStatuses } from '../../../../../shared/link'
import { linkStates } from '../../../../../shared/link-state'
import { messageLanguages } from '../../../../../shared/link-message'
import { transactionStatuses } from '../../../../../shared/transaction'
import { card } from '../../screens/charge/samples'
import { bundles } from '../../translator'

/** A link in every way it can be: state, kind, what became of the payment, and what its words depend on besides. */
const every = linkKinds.flatMap((kind) =>
  linkStates.flatMap((state) =>
    (state === 'paid' ? [...transactionStatuses, 'A_WORD_TO_COME', null] : [null]).flatMap(
      (transactionStatus) =>
        linkCaptures.flatMap((capture) =>
          [true, false].flatMap((sms) =>
            [card, null].map((stored) => ({
              kind,
              state,
              transactionStatus,
              amount: 100,
              captured: null,
              capture,
              sms,
              card: stored
            }))
          )
        )
    )
  )
)

describe.each(languages)('a link in %s', (language) => {
  const wordOf = (key: string): unknown => {
    const [namespace = '', path = ''] = key.split(':')
    return path
      .split('.')
      .reduce<unknown>(
        (node, part) => Reflect.get(Object(node), part),
        Reflect.get(bundles[language], namespace)
      )
  }

  it('has a word, a headline and a sentence that says what it means, however it stands', () => {
    const keys = every.flatMap((link) => [linkWordKey(link), linkHeadlineKey(link), linkMoneyKey(link)])
    expect([...new Set(keys)].filter((key) => typeof wordOf(key) !== 'string')).toEqual([])
  })

  it('never speaks of paying where a card is stored', () => {
    const { headline, meaning } = bundles[language].links.enrolment
    const enrolments = every.filter(({ kind }) => kind === 'enrolment')
    expect(enrolments.map(linkMoneyKey).filter((key) => !key.startsWith('links:enrolment.'))).toEqual([])
    expect(Object.values({ ...headline, ...meaning }).filter((text) => text.includes('{{money}}'))).toEqual(
      []
    )
  })

  it('names every way to share it and what becomes of an SMS', () => {
    const { how, sms, state } = bundles[language].links
    expect(Object.keys(how).sort()).toEqual([...givenHows].sort())
    expect(Object.keys(sms).sort()).toEqual([...smsStatuses, 'unsaid'].sort())
    expect(Object.keys(state).sort()).toEqual([...linkStates].sort())
  })

  it('is never called what Trekk is called', () => {
    const texts = JSON.stringify(bundles[language].links).match(/"[^"]*"/g) ?? []
    expect(texts.filter((text) => /\b(?:et|flere|nytt) trekk\b|\btrekke(?:ne|s|t)\b/i.test(text))).toEqual([])
  })
})

describe('the sentence about a lost link', () => {
  it('is about whether the customer can pay by it', () => {
    const lost = {
      kind: 'payment',
      state: 'lost',
      transactionStatus: null,
      amount: 100,
      captured: null,
      capture: 'profile',
      card
    } as const
    expect(linkMoneyKey({ ...lost, sms: true })).toBe('links:money.lostSms')
    expect(linkMoneyKey({ ...lost, sms: false })).toBe('links:money.lost')
  })
})

describe('a message', () => {
  it('is in the language of the account’s country, and in English where we have none', () => {
    expect(['NO', 'SE', 'DK', 'FI', 'IS', 'DE'].map((each) => messageLanguageOf(each as 'NO'))).toEqual([
      'nb',
      'sv',
      'da',
      'fi',
      'en',
      'en'
    ])
    expect(countries.filter((each) => !messageLanguages.includes(messageLanguageOf(each)))).toEqual([])
  })
})
