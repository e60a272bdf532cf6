import { describe, expect, it } from 'vitest'
import { atStakeIn, wordsIn } from '../../../electron/shell/words'

const accounts = [
  {
    accountId: 'P11112222',
    name: 'Fjordlys',
    atStake: [
      { amount: 129_990, currency: 'NOK' },
      { amount: 2_500, currency: 'EUR' }
    ]
  },
  { accountId: 'T11112222', name: 'Prøve', atStake: [{ amount: 100, currency: 'NOK' }] }
]

describe('what the main process says of money before it quits', () => {
  it('is written as the language writes it, account by account', () => {
    const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')
    expect(plain(atStakeIn('nb', accounts))).toBe(
      'Fjordlys P11112222: 1 299,90 kr, 25,00 €; Prøve T11112222: 1,00 kr'
    )
    expect(plain(atStakeIn('en', accounts))).toBe(
      'Fjordlys P11112222: NOK 1,299.90, €25.00; Prøve T11112222: NOK 1.00'
    )
  })

  it('counts one and many', () => {
    expect(wordsIn.en.quitUnresolved(1, 'NOK 1.00')).toBe('1 charge is unresolved (NOK 1.00).')
    expect(wordsIn.en.quitUnresolved(2, 'NOK 2.00')).toBe('2 charges are unresolved (NOK 2.00).')
    expect(wordsIn.nb.quitUnresolved(2, '2,00 kr')).toBe('2 belastninger er uavklart (2,00 kr).')
  })
})
