import { describe, expect, it } from 'vitest'
import { CardFinder } from '../../../../electron/batch/checking/card-finder'
import type { CardKeys } from '../../../../electron/importing/meaning/row-meaning'
import type { KnownCard } from '../../../../electron/ledger/reading/known-cards'

const noKeys: CardKeys = {
  cardId: null,
  tokenKind: null,
  customerNumber: null,
  earlierTransaction: null,
  cardReference: null,
  lastFour: null,
  customerName: null,
  email: null,
  phone: null
}

function card(id: string, change: Partial<KnownCard['view']> = {}): KnownCard {
  return {
    own: { id, kind: 'payment_token', tokenId: null, fingerprint: `f-${id}`, reference: '' },
    twin: null,
    twinId: null,
    view: {
      id,
      provider: 'dintero_psp',
      tokenKinds: ['payment_token'],
      operations: ['unscheduled_purchase', 'recurring_purchase'],
      atDintero: [],
      brand: 'visa',
      lastFour: '0416',
      expiry: '12/2029',
      expired: false,
      customerName: 'Kari Nordmann',
      customerNumber: `K-${id}`,
      email: `${id}@example.no`,
      phone: '+4790012345',
      reference: `member-${id}`,
      blockedUntil: null,
      addedAt: 0,
      lastChargedAt: null,
      ...change
    }
  }
}

const kari = card('1')
const ola = card('2', { customerName: 'Ola Mæland', lastFour: '1111', phone: '+4790099999' })
/** Kari's other card, under the same number. */
const second = card('3', { customerNumber: 'K-1', lastFour: '4242', email: '1@example.no' })
const finder = new CardFinder([kari, ola, second], new Map([['T12345678.tx', '2']]))

const found = (keys: Partial<CardKeys>): readonly [string | null, ...string[]] => {
  const { card: one, problems } = finder.find({ ...noKeys, ...keys })
  return [one?.view.id ?? null, ...problems.map(({ code }) => code)]
}

describe('the card of a row', () => {
  it.each([
    [{ cardId: '2' }, '2'],
    [{ customerNumber: 'k-2 ' }, '2'],
    [{ earlierTransaction: 'T12345678.tx' }, '2'],
    [{ cardReference: 'MEMBER-2' }, '2'],
    [{ lastFour: '1111', customerName: 'ola maeland' }, '2'],
    [{ email: '2@EXAMPLE.no' }, '2'],
    [{ phone: '+4790099999' }, '2']
  ])('is found by %j', (keys, id) => {
    expect(found(keys)).toEqual([id])
  })

  it('is nobody’s where what is said strongest is nobody’s, whatever else fits', () => {
    expect(found({ customerNumber: 'K-99', email: '2@example.no', phone: '+4790099999' })).toEqual([
      null,
      'card_unknown'
    ])
    expect(found({ cardId: 'gone', customerNumber: 'K-2' })).toEqual([null, 'card_unknown'])
    expect(found({})).toEqual([null])
  })

  it('is chosen by a person where a customer has several, unless its digits are said', () => {
    expect(found({ customerNumber: 'K-1' })).toEqual([null, 'card_ambiguous'])
    expect(finder.find({ ...noKeys, customerNumber: 'K-1' }).candidates.map(({ view }) => view.id)).toEqual([
      '1',
      '3'
    ])
    expect(found({ customerNumber: 'K-1', lastFour: '4242' })).toEqual(['3'])
    expect(found({ customerNumber: 'K-1', lastFour: '9999' })).toEqual([null, 'card_contradiction'])
  })

  it('is doubted where the row names somebody else, and not for a middle name or another order', () => {
    expect(found({ customerNumber: 'K-2', customerName: 'Kari Nordmann' })).toEqual(['2', 'name_differs'])
    for (const name of ['Mæland, Ola', 'OLA J. MAELAND', 'Ola', ''])
      expect(found({ customerNumber: 'K-2', customerName: name })).toEqual(['2'])
  })
})
