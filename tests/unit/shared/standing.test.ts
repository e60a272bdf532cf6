import { describe, expect, it } from 'vitest'
import { chargeStates, type ChargeState } from '../../../shared/charge'
import { faceOfStanding, saysMoneyTaken, standingOf, standings } from '../../../shared/standing'
import { transactionStatuses } from '../../../shared/transaction'

/** What a charge that succeeded is, by what Dintero says now: written out apart from the program's own table. */
const after = {
  INITIATED: ['undecided_again', 'unknown'],
  AUTHORIZED: ['held', 'succeeded'],
  AUTHORIZATION_VOIDED: ['voided', 'returned'],
  CAPTURED: ['captured', 'succeeded'],
  PARTIALLY_CAPTURED: ['partly_captured', 'succeeded'],
  PARTIALLY_CAPTURED_REFUNDED: ['partly_captured_refunded', 'returned'],
  REFUNDED: ['refunded', 'returned'],
  PARTIALLY_REFUNDED: ['partly_refunded', 'returned'],
  DECLINED: ['failed_after_all', 'unknown'],
  FAILED: ['failed_after_all', 'unknown'],
  UNKNOWN: ['undecided_again', 'unknown'],
  ON_HOLD: ['undecided_again', 'unknown']
} as const

/** Nobody has read what was captured. */
const unread = { amount: 500, captured: null }

describe('where a charge stands of which a part was captured and the rest given up', () => {
  // What Dintero calls it then is not documented: the whole amount must not be said to be taken, nor none of it.
  it.each([
    ['CAPTURED', 'partly_captured'],
    ['PARTIALLY_CAPTURED', 'partly_captured'],
    ['AUTHORIZATION_VOIDED', 'partly_captured'],
    ['REFUNDED', 'partly_captured_refunded'],
    ['PARTIALLY_REFUNDED', 'partly_refunded']
  ] as const)('%s: %s', (transactionStatus, standing) => {
    const part = { amount: 500, captured: 200 }
    expect(standingOf({ state: 'succeeded', transactionStatus, ...part })).toBe(standing)
  })

  it.each([0, 500, null])('is whole with %j captured of 500', (captured) => {
    const of = (transactionStatus: string) =>
      standingOf({ state: 'succeeded', transactionStatus, amount: 500, captured })
    expect([of('CAPTURED'), of('AUTHORIZATION_VOIDED'), of('REFUNDED')]).toEqual([
      'captured',
      'voided',
      'refunded'
    ])
  })

  it('is not declined, whatever was said before', () => {
    const voided = { transactionStatus: 'AUTHORIZATION_VOIDED', amount: 500, captured: 200 }
    expect(standingOf({ state: 'declined', ...voided })).toBe('charged_after_all')
    expect(standingOf({ state: 'declined', ...voided, captured: 0 })).toBe('declined')
  })
})

describe('where a charge that succeeded stands', () => {
  it.each(transactionStatuses)('%s', (transactionStatus) => {
    const standing = standingOf({ state: 'succeeded', transactionStatus, ...unread })
    expect([standing, faceOfStanding[standing]]).toEqual(after[transactionStatus])
  })

  it.each([null, '', 'captured', 'SETTLED', '__proto__'])('%j is never taken for a good one', (status) => {
    const standing = standingOf({ state: 'succeeded', transactionStatus: status, ...unread })
    expect([standing, faceOfStanding[standing]]).toEqual(['unforeseen', 'unknown'])
  })

  it('is captured by one status only', () => {
    const captured = transactionStatuses.filter(
      (transactionStatus) => standingOf({ state: 'succeeded', transactionStatus, ...unread }) === 'captured'
    )
    expect(captured).toEqual(['CAPTURED'])
  })
})

describe('where any other charge stands', () => {
  const quiet: readonly ChargeState[] = ['declined', 'refused', 'not_sent', 'closed']

  it.each(chargeStates.filter((state) => state !== 'succeeded'))('%s', (state) => {
    for (const transactionStatus of [null, ...transactionStatuses]) {
      const contradicted = quiet.includes(state) && saysMoneyTaken(transactionStatus)
      const standing = standingOf({ state, transactionStatus, ...unread })
      expect(standing).toBe(contradicted ? 'charged_after_all' : state)
    }
  })

  it('has a face for each, and green only for money that is held or taken', () => {
    const green = standings.filter((standing) => faceOfStanding[standing] === 'succeeded')
    expect(green).toEqual(['held', 'captured', 'partly_captured'])
  })
})
