import { describe, expect, it } from 'vitest'
import { decide, declineCauses, magicAmounts } from '../../../electron/simulator/decide'
import { declineError } from '../../../electron/simulator/decline-error'
import type { Attempt } from '../../../electron/simulator/decide'

const now = Date.UTC(2026, 4, 20, 12)
const hour = 3_600_000
const day = 24 * hour

const good = {
  provider: 'bambora',
  brand: 'visa',
  expiry: '05/2026',
  behaviour: 'approve',
  amount: 10_000,
  attempts: [],
  now,
  customerPresent: false
} as const

function failures(count: number, ago: number): Attempt[] {
  return Array.from({ length: count }, () => ({ at: now - ago, cause: 'rejected' as const }))
}

const success = (ago: number): Attempt => ({ at: now - ago, cause: null })

describe('an authorisation', () => {
  it('is given to a good card, to the end of its last month', () => {
    expect(decide(good).cause).toBeNull()
    expect(decide({ ...good, now: Date.UTC(2026, 5, 1) - 1 }).cause).toBeNull()
    expect(decide({ ...good, now: Date.UTC(2026, 5, 1) }).cause).toBe('expired_card')
  })

  it.each([...magicAmounts])('obeys the documented amount %i', (amount, cause) => {
    expect(decide({ ...good, amount }).cause).toBe(cause)
    expect(decide({ ...good, amount: amount + 100_000 }).cause).toBeNull()
  })

  it.each(declineCauses)('obeys a card that answers %s', (behaviour) => {
    expect(decide({ ...good, behaviour }).cause).toBe(behaviour)
  })

  it('is given after a soft decline once the customer confirms', () => {
    expect(decide({ ...good, behaviour: 'modifications_required', customerPresent: true }).cause).toBeNull()
    expect(decide({ ...good, behaviour: 'stolen_card', customerPresent: true }).cause).toBe('stolen_card')
  })
})

describe('scheme limits', () => {
  const mastercard = { ...good, brand: 'mastercard' } as const

  it.each([
    ['Mastercard after ten in a day', mastercard, failures(10, hour), 'daily_limit'],
    ['Mastercard after nine', mastercard, failures(9, hour), null],
    ['Mastercard a day later', mastercard, failures(10, day), null],
    [
      'Mastercard with a success in between',
      mastercard,
      [...failures(9, 3 * hour), success(2 * hour), ...failures(9, hour)],
      null
    ],
    [
      'Mastercard after a success and ten more',
      mastercard,
      [success(2 * hour), ...failures(10, hour)],
      'daily_limit'
    ],
    ['Visa after fifteen in thirty days', good, failures(15, 29 * day), 'monthly_limit'],
    ['Visa after fourteen', good, failures(14, hour), null],
    ['Visa thirty days later', good, failures(15, 30 * day), null],
    [
      'payex Mastercard after 35 in thirty days',
      { ...mastercard, provider: 'payex' } as const,
      failures(35, 2 * day),
      'monthly_limit'
    ],
    ['bambora Mastercard after 35 in thirty days', mastercard, failures(35, 2 * day), null],
    ['other brands never', { ...good, brand: 'amex' } as const, failures(50, hour), null]
  ])('%s', (_name, asked, attempts, cause) => {
    expect(decide({ ...asked, attempts }).cause).toBe(cause)
  })

  it('says when the card may be tried again, and does not count its own refusals', () => {
    const decision = decide({ ...good, brand: 'mastercard', attempts: failures(12, hour) })
    expect(decision).toEqual({ cause: 'daily_limit', counted: false, retryAt: now + 23 * hour })
  })

  it('bars a card for thirty days after "do not retry"', () => {
    const barring: Attempt = { at: now - 29 * day, cause: 'do_not_retry' }
    expect(decide({ ...good, attempts: [barring] })).toMatchObject({ cause: 'do_not_retry', counted: false })
    expect(decide({ ...good, attempts: [{ ...barring, at: now - 30 * day }] }).cause).toBeNull()
  })
})

describe('the two vocabularies', () => {
  const older = new Set([
    'DO_NOT_RETRY',
    'MODIFICATIONS_REQUIRED',
    'DAILY_LIMIT_EXCEEDED',
    'MONTHLY_LIMIT_EXCEEDED',
    'REJECTED_BY_ACQUIRER',
    ...[
      'INVALID_AMOUNT',
      'FORMAT_ERROR',
      'POSSIBLE_FRAUD',
      'CARD_STOLEN',
      'CARD_EXPIRED',
      'INSUFFICIENT_FUNDS'
    ].map((reason) => `REJECTED_BY_ACQUIRER_${reason}`),
    'ACQUIRER_HOST_OFFLINE'
  ])
  const newer = new Set([
    'ERROR',
    'DECLINED',
    'ISSUER_ERROR',
    'PICK_UP_CARD',
    'INVALID_MERCHANT',
    'INVALID_TRANSACTION',
    'INVALID_AMOUNT',
    'INSUFFICIENT_FUNDS',
    'CLOSED_ACCOUNT',
    'EXPIRED_CARD',
    'EXCEEDS_APPROVAL_LIMIT',
    'EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT',
    'RESTRICTED_CARD',
    'PIN_REQUIRED',
    'FAILED_VERIFICATION',
    'ADDITIONAL_VERIFICATION_REQUIRED'
  ])

  it.each(declineCauses)('%s has a documented word in both', (cause) => {
    expect(older).toContain(declineError(cause, '2024', null)['type'])
    const types = declineError(cause, '2026', now)['type']
    expect(Array.isArray(types) && types.every((type) => newer.has(type))).toBe(true)
  })

  it('uses every word of the older one', () => {
    expect(new Set(declineCauses.map((cause) => declineError(cause, '2024', null)['type']))).toEqual(older)
  })
})
