import { randomBytes } from 'node:crypto'
import type { NewToken } from '../../electron/simulator/simulator'
import { accountId } from './account'

/** A card a profile has stored, and whose. */
export interface StoredCard {
  readonly id: string
  readonly token: NewToken
  readonly customerName: string
  readonly customerNumber: string
  readonly email: string
}

type Face = readonly [provider: NewToken['provider'], brand: NewToken['brand'], maskedPan: string]

const faces: readonly Face[] = [
  ['dintero_psp', 'visa', '476173******0416'],
  ['payex', 'mastercard', '541306******0093'],
  ['bambora', 'visa', '415421******0007']
]

/** One card of each gateway, so that three charges at once do not meet one another's retry rules. */
export const fewCards: readonly StoredCard[] = faces.map((face, index) => ({
  id: `card-${index + 1}`,
  token: tokenOf(face, randomBytes(24).toString('hex')),
  customerName: 'Kari Nordmann',
  customerNumber: 'K-1',
  email: 'kari@example.com'
}))

/** For mixed lives: the first two are one customer's, the others another's each. */
export const mixedCards: readonly StoredCard[] = ['1', '1', '2', '3'].map((customer, index) => {
  const [provider, brand, maskedPan] = faces[index % faces.length] ?? faceless()
  const face: Face = [provider, brand, maskedPan.slice(0, -4) + String(2_001 + index)]
  return {
    id: `card-${index + 1}`,
    token: tokenOf(face, randomBytes(24).toString('hex')),
    customerName: `Customer ${customer}`,
    customerNumber: `K-${customer}`,
    email: `customer${customer}@example.com`
  }
})

/** The beginning of every token in `manyCards`: where it is not found, none of them is. */
export const beginningOfMany = randomBytes(24).toString('hex')

/** For batches: each card another customer's. */
export const manyCards: readonly StoredCard[] = Array.from({ length: 500 }, (_, index) => {
  const number = index + 1
  const [provider, brand, maskedPan] = faces[index % faces.length] ?? faceless()
  const face: Face = [provider, brand, maskedPan.slice(0, -4) + String(1_000 + number)]
  return {
    id: `card-${number}`,
    token: tokenOf(face, `${beginningOfMany}${number}`),
    customerName: `Customer ${number}`,
    customerNumber: `K-${number}`,
    email: `customer${number}@example.com`
  }
})

function tokenOf([provider, brand, maskedPan]: Face, token: string): NewToken {
  const expiry = '12/2029'
  return { accountId, provider, tokenKind: 'payment_token', token, brand, maskedPan, expiry }
}

function faceless(): never {
  throw new Error('there are no faces')
}
