import { describe, expect, it } from 'vitest'
import { modificationBody } from '../../../electron/dintero/modification-bodies'
import { contractBodies } from '../../fixtures/modification-bodies'

const asked = { amount: 29990, reference: 'C-20260401-B7QF3M2KX9TH', reason: '' }

describe('the body of a modification', () => {
  it('of a capture has the amount, and our reference twice', () => {
    expect(modificationBody({ ...asked, kind: 'capture' })).toStrictEqual(contractBodies.capture)
  })

  it('of a refund has the reason too', () => {
    const reference = 'R-20260401-B7QF3M2KX9TH'
    expect(modificationBody({ ...asked, reference, kind: 'refund', reason: 'Returned' })).toStrictEqual(
      contractBodies.refund
    )
  })

  it('of a void is none', () => {
    expect(modificationBody({ ...asked, kind: 'void', amount: null })).toBeNull()
  })

  it.each(['capture', 'refund'] as const)('of a %s without an amount is not made', (kind) => {
    expect(() => modificationBody({ ...asked, kind, amount: null })).toThrow(RangeError)
  })
})
