import { createHash } from 'node:crypto'
import { providers } from '../../shared/card'
import type { NewCard } from '../../electron/ledger/card-record'

const firstNames = [
  'Bjørn',
  'Kari',
  'Åse',
  'Søren',
  'Ingrid',
  'Ólafur',
  'Märta',
  'Þórunn',
  'Nils-Petter',
  'Aino',
  'Göran',
  'Solveig'
]
const lastNames = [
  'Ødegård',
  'Nordmann',
  'Kjærstad',
  'Lindström',
  'Sæther',
  'Mäkinen',
  'Þórðardóttir',
  'Nygård',
  'Østby',
  'Haugen'
]
const day = 24 * 3_600_000

/** A customer of many, the same for the same number. */
export function customerName(index: number): string {
  const first = firstNames[index % firstNames.length] ?? ''
  const last = lastNames[Math.floor(index / firstNames.length) % lastNames.length] ?? ''
  return `${first} ${last}-${index.toString(36)}`
}

/** So many stored cards, each unlike the others in everything one can search by. @param now ms since 1970 UTC */
export function manyCards(accountId: string, count: number, now: number): NewCard[] {
  return Array.from({ length: count }, (_, index) => {
    const fingerprint = createHash('sha256').update(`card ${index}`).digest('hex')
    return {
      id: `bench-card-${index}`,
      accountId,
      provider: providers[index % providers.length] ?? 'payex',
      tokenKind: 'payment_token',
      sealedToken: Buffer.from(fingerprint, 'hex'),
      tokenFingerprint: fingerprint,
      tokenId: null,
      brand: index % 2 === 0 ? 'visa' : 'mastercard',
      lastFour: String(parseInt(fingerprint.slice(0, 6), 16) % 10_000).padStart(4, '0'),
      expiry: '12/2031',
      maskedPan: null,
      customerName: customerName(index),
      customerNumber: String(100_000 + index),
      email: `kunde.${index}@example.${index % 2 === 0 ? 'no' : 'com'}`,
      phone: `+47 ${String(40_000_000 + index * 7)}`,
      reference: `avtale-${(index * 31).toString(36)}`,
      addedAt: now - (index % 700) * day - index
    }
  })
}
