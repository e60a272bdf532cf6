import { describe, expect, it } from 'vitest'
import { rowsBetween, rowsHere } from '../../../../../../renderer/screens/batch/mending/rows-between'
import { allRows } from '../../../../../../renderer/screens/batch/mending/mending-store'
import type { BatchRow } from '../../../../../../shared/batch-view'
import { createFakeApi } from '../../../../../support/fake-api'
import { fakeBatch, FakeFiles } from '../../../../../support/fake-batches'
import { defaultWorld, handlersOver } from '../../../../../support/fake-world'

/** A file of which the page has the first rows alone. */
function file(records: number, here: number) {
  const world = defaultWorld()
  const files = new FakeFiles([fakeBatch('b', { stage: 'mending', records })], () => world.cards)
  const { api, made } = createFakeApi(handlersOver(world, files))
  const known = files.handlers().listBatchRows({ batchId: 'b', filter: allRows, offset: 0, limit: here })
  const list = { row: (index: number): BatchRow | null => known.rows[index] ?? null }
  return { shown: { api, batchId: 'b', filter: allRows, list }, made }
}

const numbers = (rows: readonly BatchRow[] | null) => rows?.map(({ row }) => row)

describe('the rows that are chosen', () => {
  it('are those that are here, without asking', async () => {
    const { shown, made } = file(100, 50)
    expect(numbers(await rowsBetween(shown, 3, 6))).toEqual([5, 6, 7, 8])
    expect(made).toEqual([])
  })

  it('are all of them, however far from what is shown', async () => {
    const { shown, made } = file(2_600, 50)
    const rows = numbers(await rowsBetween(shown, 10, 2_509))
    expect(rows).toEqual(Array.from({ length: 2_500 }, (_, step) => step + 12))
    expect(made.map(({ input }) => input)).toMatchObject([
      { offset: 10, limit: 1_000 },
      { offset: 1_010, limit: 1_000 },
      { offset: 2_010, limit: 500 }
    ])
  })

  it('are none where they are not as many any more, or cannot be read', async () => {
    const { shown } = file(100, 50)
    expect(await rowsBetween(shown, 40, 200)).toBeNull()
    expect(await rowsBetween({ ...shown, batchId: 'another' }, 40, 90)).toBeNull()
  })

  it('are not here while one of them is not', () => {
    const { shown } = file(100, 50)
    expect(numbers(rowsHere(shown.list, 48, 49))).toEqual([50, 51])
    expect(rowsHere(shown.list, 48, 50)).toBeNull()
  })
})
