import type { AccountSettings, AccountView } from '../../shared/account'
import { operationsWith, type Brand, type CardView, type Provider, type TokenKind } from '../../shared/card'

/** The moment the default world is looked at, ms since 1970 UTC: 22 November 2026 at 10:15 UTC. */
export const fakeNow = Date.UTC(2026, 10, 22, 10, 15)

const oneDay = 24 * 60 * 60 * 1000

const settings: AccountSettings = {
  country: 'NO',
  defaultCurrency: 'NOK',
  callbackUrl: '',
  returnUrl: 'https://fjordlys.example/takk',
  profileId: 'default',
  autoCapture: true,
  limits: { NOK: { confirmAbove: 500_000, perCharge: 2_500_000, perDay: 20_000_000 } }
}

export const production: AccountView = {
  id: 'P11223344',
  name: 'Fjordlys Strøm',
  environment: 'production',
  clientId: '5f3c9a70-1b2d-4a7e-9c11-0d5a8e6f4b21',
  secretHome: 'keychain',
  connected: true,
  settings
}

export const test: AccountView = {
  ...production,
  id: 'T11223344',
  name: 'Fjordlys Strøm, utprøving',
  environment: 'test',
  secretHome: 'session',
  connected: false
}

export const training: AccountView = {
  ...production,
  id: 'T00000000',
  name: 'Training',
  environment: 'training',
  clientId: 'training'
}

type Person = readonly [name: string, brand: Brand, lastFour: string, expiry: string, provider: Provider]

const people: readonly Person[] = [
  ['Bjørn Åsen', 'visa', '0416', '08/2028', 'payex'],
  ['Kari Nordmann', 'mastercard', '5454', '03/2029', 'dintero_psp'],
  ['Sofie Lindqvist', 'visa', '1881', '11/2027', 'bambora'],
  ['Anders Østergård', 'mastercard', '2211', '01/2030', 'dintero_psp'],
  ['Maja Ćosić', 'visa', '9035', '06/2028', 'bambora'],
  ['Þórunn Ægisdóttir', 'visa', '4242', '09/2029', 'dintero_psp'],
  ['Per Gynt Hansen', 'amex', '3005', '10/2026', 'payex'],
  ['Ola Mæland', 'mastercard', '7710', '12/2027', 'payex'],
  ['Ingrid Sæther-Bakken', 'visa', '6620', '02/2031', 'dintero_psp'],
  [
    'Maximiliane Charlotte Wedel-Jarlsberg von und zu Løvenskiold-Gyldenstierne',
    'mastercard',
    '1117',
    '05/2028',
    'bambora'
  ],
  ['Jón Karlsson', 'visa', '8080', '07/2029', 'payex'],
  ['Elin Sjöström', 'other', '', '04/2028', 'dintero_psp']
]

/** A dozen customers with a card each; the third may not be charged, the seventh's card has expired. */
export function fakeCards(): CardView[] {
  return people.map(([customerName, brand, lastFour, expiry, provider], index) => {
    const tokenKinds: TokenKind[] =
      provider === 'payex' && index % 2 === 0 ? ['recurrence_token'] : ['payment_token']
    const address = customerName
      .split(' ')[0]
      ?.normalize('NFKD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase()
    return {
      id: `card-${index}`,
      provider,
      tokenKinds,
      operations: [...operationsWith(provider, tokenKinds)],
      atDintero: [],
      brand,
      lastFour,
      expiry,
      expired: index === 6,
      customerName,
      customerNumber: String(104_200 + index * 17),
      email: `${address || 'kunde'}@example.no`,
      phone: `+47 912 3${index % 10} 4${(index * 7) % 10}1`,
      reference: `avtale-${3_000 + index}`,
      blockedUntil: index === 2 ? fakeNow + 21 * oneDay : null,
      addedAt: fakeNow - (400 - index * 20) * oneDay,
      lastChargedAt: index < 8 ? fakeNow - (index + 1) * oneDay : null
    }
  })
}

/** So many cards, of the same people over and over. */
export function manyCards(cards: readonly CardView[], count: number): CardView[] {
  return Array.from({ length: count }, (_, index) => {
    const card = cards[index % cards.length]
    if (!card) throw new RangeError('There is no card to make more of')
    return { ...card, id: `card-${index}`, customerNumber: String(104_200 + index * 17) }
  })
}
