import { describe, expect, it } from 'vitest'
import { newsOf } from '../../../../renderer/shell/news-of'
import type { BatchSummary } from '../../../../shared/batch-view'

const file = (answered: number, stage: BatchSummary['stage'] = 'running'): BatchSummary => ({
  id: 'b',
  name: 'Power',
  fileName: 'november.csv',
  stage,
  reason: null,
  start: null,
  charges: 100,
  sums: [],
  counts: [{ state: 'succeeded', currency: 'NOK', charges: answered, amount: 1 }],
  createdAt: 0,
  changedAt: 0
})

describe('what is told of a file that is under way', () => {
  it('is each tenth of the way, once', () => {
    const told: number[] = []
    let said = null as ReturnType<typeof newsOf>
    for (let answered = 0; answered <= 100; answered++) {
      const news = newsOf(file(answered), said)
      if (news === null) continue
      told.push(answered)
      said = news
    }
    expect(told).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
  })

  it('is another stage, also in the middle of a tenth', () => {
    const said = newsOf(file(42), null)
    expect(newsOf(file(43), said)).toBeNull()
    expect(newsOf(file(43, 'paused'), said)).toMatchObject({ stage: 'paused', tenth: 4 })
  })
})
