import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PaymentIndex, type KnownPayment } from '../../../../electron/batch/checking/elsewhere'

const payment = (change: Partial<KnownPayment> = {}): KnownPayment => ({
  id: 'tx',
  reference: 'order-1',
  status: 'CAPTURED',
  isDeclined: false,
  amount: 100,
  currency: 'NOK',
  at: 1,
  identities: ['number:k-1'],
  ...change
})

describe('payments that were made elsewhere', () => {
  it('under a reference are told by one that was not declined, in whichever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), (declined) => {
        const all = declined.map((isDeclined, index) => payment({ id: `${index}`, isDeclined }))
        const found = new PaymentIndex(all, 0).under('order-1')
        expect(found?.isDeclined).toBe(declined.every(Boolean))
      })
    )
    expect(new PaymentIndex([payment()], 0).under('order-2')).toBeUndefined()
    expect(new PaymentIndex([payment({ reference: null })], 0).under('')).toBeUndefined()
  })

  it('of the same money and customer are the latest twenty, however many there are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(10_000), { minLength: 1, maxLength: 60 }), (times) => {
        const all = times.map((at) => payment({ id: `${at}`, at }))
        const found = new PaymentIndex(all, 0).like('100 NOK number:k-1').map(({ at }) => at)
        const latest = times.toSorted((one, other) => other - one).slice(0, 20)
        expect(new Set(found)).toEqual(new Set(latest))
      })
    )
  })

  it('are not alike in another currency or amount, declined, too long ago, or where nobody asks', () => {
    const like = (change: Partial<KnownPayment>, since: number | null = 0): number =>
      new PaymentIndex([payment(change)], since).like('100 NOK number:k-1').length
    expect(like({})).toBe(1)
    expect(like({ at: null })).toBe(1)
    expect(like({ currency: 'SEK' })).toBe(0)
    expect(like({ currency: null })).toBe(0)
    expect(like({ amount: 101 })).toBe(0)
    expect(like({ amount: null })).toBe(0)
    expect(like({ isDeclined: true })).toBe(0)
    expect(like({}, 2)).toBe(0)
    expect(like({}, null)).toBe(0)
    expect(like({ identities: [] })).toBe(0)
  })
})
