import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merchantReference } from '../../../shared/charge'
import { isFoundMissing, nextLookup } from '../../../electron/charging/backoff'
import { isLaterAttempt, nextAttemptReference } from '../../../electron/charging/references'
import { budgetOf } from '../../../electron/charging/retry-budget'
import { startOfDay } from '../../../electron/charging/limits'
import { hour, minute, start } from './desk'

const reference = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,99}$/)

describe('references of new attempts', () => {
  it('count up from the first', () => {
    expect(nextAttemptReference('order-17')).toBe('order-17~2')
    expect(nextAttemptReference('order-17~2')).toBe('order-17~3')
    expect(nextAttemptReference('order-17~9')).toBe('order-17~10')
    expect(nextAttemptReference('a~b')).toBe('a~b~2')
  })

  it('are legal, new, and known as later attempts, whatever the first was', () => {
    fc.assert(
      fc.property(reference, (first) => {
        const second = nextAttemptReference(first)
        const third = nextAttemptReference(second)
        expect(merchantReference.safeParse(second).success).toBe(true)
        expect(new Set([first, second, third]).size).toBe(3)
        expect(isLaterAttempt(second, first)).toBe(true)
        expect(isLaterAttempt(first, second)).toBe(false)
        expect(isLaterAttempt(third, second)).toBe(true)
      })
    )
  })

  it('are not taken for attempts at something else', () => {
    expect(isLaterAttempt('order-18~2', 'order-17')).toBe(false)
    expect(isLaterAttempt('order-17', 'order-17')).toBe(false)
    expect(isLaterAttempt('order-1~2', 'order-17')).toBe(false)
  })
})

describe('the retry budget of a scheme', () => {
  const card = { brand: 'mastercard', blockedUntil: null } as const
  const failed = (hoursAgo: number, transactionId: string | null = null) => ({
    transactionId,
    at: start - hoursAgo * hour,
    failed: true
  })

  it('is the window that is closest to its end', () => {
    const recent = Array.from({ length: 5 }, (_, n) => failed(n))
    expect(budgetOf(card, recent, null, start)).toMatchObject({
      failures: 5,
      allowed: 10,
      stopAt: 8,
      windowHours: 24
    })
    const spread = Array.from({ length: 27 }, (_, n) => failed(25 + n * 20))
    expect(budgetOf(card, spread, null, start)).toMatchObject({
      failures: 27,
      allowed: 35,
      stopAt: 28,
      windowHours: 720
    })
  })

  it('begins anew after a success', () => {
    const success = { transactionId: 'tx', at: start - 2 * hour, failed: false }
    expect(budgetOf(card, [failed(3), success, failed(1)], null, start).failures).toBe(1)
    expect(budgetOf(card, [failed(3)], [success], start).failures).toBe(0)
  })

  it('counts an attempt seen in two places once', () => {
    expect(budgetOf(card, [failed(1, 'a')], [failed(1, 'a'), failed(1, 'b')], start).failures).toBe(2)
  })

  it('holds a card of unknown brand to the strictest of the schemes', () => {
    const failures = Array.from({ length: 9 }, (_, n) => failed(30 + n))
    expect(budgetOf({ brand: 'other', blockedUntil: null }, failures, null, start)).toMatchObject({
      allowed: 15,
      failures: 9
    })
  })
})

describe('patience', () => {
  it('grows, and never ends', () => {
    const waits = Array.from({ length: 30 }, (_, lookups) => nextLookup(lookups, 0))
    expect(waits).toEqual([...waits].sort((one, other) => one - other))
    expect(waits[0]).toBe(5_000)
    expect(waits.at(-1)).toBe(24 * hour)
  })

  it('calls nothing missing before three empty lookups over two minutes', () => {
    expect(isFoundMissing({ emptyLookups: 3, firstEmptyAt: start - 2 * minute }, start)).toBe(true)
    expect(isFoundMissing({ emptyLookups: 2, firstEmptyAt: start - hour }, start)).toBe(false)
    expect(isFoundMissing({ emptyLookups: 30, firstEmptyAt: start - 2 * minute + 1 }, start)).toBe(false)
    expect(isFoundMissing({ emptyLookups: 3, firstEmptyAt: null }, start)).toBe(false)
  })

  it('counts a day from the midnight of the desk', () => {
    expect(new Date(startOfDay(start)).getHours()).toBe(0)
    expect(start - startOfDay(start)).toBeLessThan(25 * hour)
  })
})
