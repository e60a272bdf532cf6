import { describe, expect, it } from 'vitest'
import { faceSums, progressOf, timeLeft } from '../../../renderer/batch-progress'
import type { BatchCount } from '../../../shared/batch'
import { chargeStates } from '../../../shared/charge'

const count = (state: BatchCount['state'], charges: number, currency = 'NOK'): BatchCount => ({
  state,
  currency,
  charges,
  amount: charges * 100
})

describe('how far a file has come', () => {
  it('tells what has an answer from what is open and what never left', () => {
    const counts = [
      count('succeeded', 5),
      count('declined', 2),
      count('unknown', 1),
      count('sent', 3),
      count('intent', 4)
    ]
    expect(progressOf({ charges: 20, counts: [...counts, count('not_sent', 2)], setAside: 1 })).toEqual({
      charges: 20,
      answered: 8,
      open: 4,
      left: 8,
      percent: 40
    })
  })

  it('is not a hundred percent before the last one is known', () => {
    expect(progressOf({ charges: 1_000, counts: [count('succeeded', 999)] }).percent).toBe(99)
    expect(progressOf({ charges: 1_000, counts: [count('succeeded', 1_000)] }).percent).toBe(100)
    expect(progressOf({ charges: null, counts: [] }).percent).toBe(0)
  })

  it('counts every state once', () => {
    const counts = chargeStates.map((state) => count(state, 1))
    const { answered, open, left } = progressOf({ charges: chargeStates.length, counts })
    expect(answered + open + left).toBe(chargeStates.length)
    const faces = faceSums(counts).reduce((sum, { charges }) => sum + charges, 0)
    // What has not left has no outcome: with it, every charge is counted once.
    expect(faces + left).toBe(chargeStates.length)
  })
})

describe('what became of the charges', () => {
  it('is added up by face and currency, in the same order whatever there is', () => {
    const counts = [count('refused', 1), count('not_sent', 2), count('declined', 3, 'EUR')]
    expect(faceSums(counts).map(({ face, charges }) => [face, charges])).toEqual([
      ['succeeded', 0],
      ['declined', 4],
      ['unknown', 0],
      ['sent', 0]
    ])
    expect(faceSums(counts)[1]?.sums).toEqual([
      { currency: 'NOK', charges: 1, amount: 100 },
      { currency: 'EUR', charges: 3, amount: 300 }
    ])
  })
})

describe('the time that is left', () => {
  const progress = progressOf({ charges: 100, counts: [count('succeeded', 40), count('sent', 10)] })

  it('is for what is open too', () => expect(timeLeft(progress, 2)).toBe(30_000))
  it('is not guessed', () => expect([timeLeft(progress, null), timeLeft(progress, 0)]).toEqual([null, null]))
})
