import { describe, expect, it } from 'vitest'
import {
  emptyEnrolment,
  enrolmentLike,
  readEnrolment,
  type EnrolmentForm
} from '../../../../../renderer/components/enrol-card/enrolment-form'
import { link } from '../../screens/charge/samples'

const named: EnrolmentForm = { ...emptyEnrolment('NOK'), customerName: ' Åse Kjærstad ' }

describe('a card to be stored', () => {
  it('needs nothing but the name of the customer', () => {
    expect(readEnrolment(emptyEnrolment('NOK'), 'bambora', 'NO')).toMatchObject({
      draft: null,
      problems: { customerName: 'missing' }
    })
    expect(readEnrolment(named, 'bambora', 'NO').draft).toEqual({
      provider: 'bambora',
      currency: 'NOK',
      customerName: 'Åse Kjærstad',
      customerNumber: '',
      email: '',
      phone: '',
      recurring: false,
      lifetimeHours: null
    })
  })

  it('goes to the provider that was chosen, and to the usual one while none was', () => {
    expect(readEnrolment({ ...named, provider: 'payex' }, 'bambora', 'NO').draft?.provider).toBe('payex')
    expect(readEnrolment(named, 'dintero_psp', 'NO').draft?.provider).toBe('dintero_psp')
  })

  it('is asked for recurring charges apart only where the provider keeps them apart', () => {
    expect(readEnrolment(named, 'payex', 'NO').draft?.recurring).toBe(true)
    expect(readEnrolment({ ...named, recurring: false }, 'payex', 'NO').draft?.recurring).toBe(false)
    expect(readEnrolment(named, 'bambora', 'NO').draft?.recurring).toBe(false)
  })

  it.each([
    ['customerName', '4111 1111 1111 1111', 'card_number'],
    ['customerNumber', '1'.repeat(65), 'too_long'],
    ['email', 'no address', 'malformed'],
    ['phone', '900', 'too_small'],
    ['currency', 'XXX', 'not_allowed']
  ] as const)('is not asked for with %s “%s”: %s', (field, text, problem) => {
    const read = readEnrolment({ ...named, [field]: text }, 'payex', 'NO')
    expect(read).toEqual({ draft: null, problems: { [field]: problem } })
  })

  it('is asked for again as it was, with its phone number as people write it', () => {
    expect(enrolmentLike({ ...link, currency: 'SEK' })).toMatchObject({
      provider: 'bambora',
      currency: 'SEK',
      customerName: 'Kari Nordmann',
      email: 'kari@example.com',
      phone: '+47 900 00 000'
    })
  })
})
