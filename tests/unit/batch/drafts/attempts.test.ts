import { describe, expect, it } from 'vitest'
import { nextAttempt } from '../../../../electron/batch/drafts/attempts'
import type { NamedCharge } from '../../../../electron/ledger/reading/file-evidence'

const ended = { state: 'refused', transactionStatus: null, decline: null, link: null } as const
const over = (chargeId: string): NamedCharge => ({ chargeId, ended, isUnsent: false })
const charged = (chargeId: string): NamedCharge => ({ chargeId, ended: null, isUnsent: false })
const named = (...all: [string, NamedCharge][]): Map<string, NamedCharge> => new Map(all)

describe('the next attempt at a charge', () => {
  it('is named after it, whether or not this ledger has it', () => {
    expect(nextAttempt('order-17', named())).toEqual({ reference: 'order-17~2', retryOf: null, before: null })
    expect(nextAttempt('order-17', named(['order-17', over('a')]))).toEqual({
      reference: 'order-17~2',
      retryOf: 'a',
      before: ended
    })
    expect(nextAttempt('order-17~4', named(['order-17~4', over('d')]))).toEqual({
      reference: 'order-17~5',
      retryOf: 'd',
      before: ended
    })
  })

  it('comes after the latest attempt that was declined too, and not into a gap before it', () => {
    const first: [string, NamedCharge] = ['order-17', over('a')]
    expect(nextAttempt('order-17', named(first, ['order-17~2', over('b')]))).toEqual({
      reference: 'order-17~3',
      retryOf: 'b',
      before: ended
    })
    expect(nextAttempt('order-17', named(first, ['order-17~3', over('c')]))).toEqual({
      reference: 'order-17~4',
      retryOf: 'c',
      before: ended
    })
  })

  it('is none where the charge, or any attempt at it, took money or still may: that reference is used', () => {
    expect(nextAttempt('order-17', named(['order-17', charged('a')])).reference).toBe('order-17')
    expect(
      nextAttempt('order-17', named(['order-17', over('a')], ['order-17~2', charged('b')])).reference
    ).toBe('order-17~2')
    // Another desk has made the first two attempts.
    expect(nextAttempt('order-17', named(['order-17~3', charged('c')])).reference).toBe('order-17~3')
    // A payment link has a reference, and is no charge.
    const link: NamedCharge = { chargeId: null, ended: null, isUnsent: false }
    expect(nextAttempt('order-17', named(['order-17~2', link]))).toEqual({
      reference: 'order-17~2',
      retryOf: null,
      before: null
    })
  })

  it('is none after twenty', () => {
    const all = Array.from({ length: 20 }, (_, index): [string, NamedCharge] => [
      `order-17~${index + 2}`,
      over(`${index}`)
    ])
    expect(nextAttempt('order-17', named(...all.slice(0, -1))).reference).toBe('order-17~21')
    expect(nextAttempt('order-17', named(...all)).reference).toBe('order-17~21')
  })
})
