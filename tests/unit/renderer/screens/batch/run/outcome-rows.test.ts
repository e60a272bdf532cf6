import { describe, expect, it } from 'vitest'
import { firstRows, latestRows } from '../../../../../../renderer/screens/batch/run/outcome-rows'
import { createFakeApi } from '../../../../../support/fake-api'
import { fakeBatch, FakeFiles } from '../../../../../support/fake-batches'
import { defaultWorld, handlersOver } from '../../../../../support/fake-world'

function apiOf(answered: number) {
  const world = defaultWorld()
  const files = new FakeFiles(
    [fakeBatch('b', { stage: 'running', records: 500, answered, inFlight: 2 })],
    () => world.cards
  )
  return createFakeApi(handlersOver(world, files)).api
}

describe('the rows of a run', () => {
  it('has its latest declines first', async () => {
    const latest = await latestRows(apiOf(300), 'b', 'not_charged', 3)
    const rows = latest.ok ? latest.value : []
    expect(rows).toHaveLength(3)
    expect(rows.every(({ charge }) => charge?.state === 'declined')).toBe(true)
    const all = await latestRows(apiOf(300), 'b', 'not_charged', 1_000)
    expect(rows.map(({ row }) => row)).toEqual((all.ok ? all.value : []).map(({ row }) => row).slice(0, 3))
  })

  it('has its first rows in their order, whatever became of them', async () => {
    const first = await firstRows(apiOf(3), 'b', 3)
    const rows = first.ok ? first.value : []
    expect(rows.map(({ charge }) => charge?.state)).toEqual(['succeeded', 'declined', 'succeeded'])
    expect(rows.map(({ row }) => row)).toEqual([...rows.map(({ row }) => row)].sort((a, b) => a - b))
  })
})
