import { describe, expect, it } from 'vitest'
import { lifetimeOf, usualLink, withSms } from '../../../../../renderer/screens/charge/link-choices'
import { formForLink, formLikeLink } from '../../../../../renderer/screens/charge/link-forms'
import { card, charge, link } from './samples'

const oneHour = 3_600_000

describe('the stored card', () => {
  const declined = { ...charge, state: 'declined', declineReason: 'insufficient_funds' } as const

  it('is filled in but where it will not do', () => {
    expect(formForLink(declined, 'nb-NO').link.filled).toBe(true)
    expect(formForLink({ ...declined, declineReason: 'expired_card' }, 'nb-NO').link.filled).toBe(false)
    const barred = { ...card, blockedUntil: 1 }
    expect(formForLink({ ...declined, card: barred }, 'nb-NO').link.filled).toBe(false)
  })

  it('is filled in again but where it was not, or where the bank has spoken against it since', () => {
    const filled = (change: Partial<typeof link>) =>
      formLikeLink({ ...link, ...change }, true, 'nb-NO').link.filled
    expect(filled({ state: 'expired' })).toBe(true)
    expect(filled({ state: 'expired', filled: false })).toBe(false)
    expect(filled({ state: 'declined', declineReason: 'closed_account' })).toBe(false)
  })
})

describe('an SMS', () => {
  it('brings an end with it where there is none, and leaves one that was chosen', () => {
    expect(withSms(usualLink, true)).toMatchObject({ sms: true, lifetimeHours: 72 })
    expect(withSms({ ...usualLink, lifetimeHours: 1 }, true)).toMatchObject({ sms: true, lifetimeHours: 1 })
    expect(withSms({ ...usualLink, sms: true, lifetimeHours: 24 }, false)).toMatchObject({
      lifetimeHours: 24
    })
  })

  it('has an end also for a link like one whose end Dintero chose', () => {
    expect(formLikeLink({ ...link, sms: true }, true, 'nb-NO').link).toMatchObject({
      sms: true,
      lifetimeHours: 72
    })
  })
})

describe('the lifetime of an earlier link', () => {
  it.each([
    [24 * oneHour, 24],
    [24 * oneHour + 60_000, 24],
    [25 * oneHour, null],
    [72 * oneHour, 72]
  ])('of %d ms is %s hours', (span, hours) => expect(lifetimeOf(1_000, 1_000 + span)).toBe(hours))

  it('is nobody’s choice where there was no end', () => expect(lifetimeOf(1_000, null)).toBeNull())
})
