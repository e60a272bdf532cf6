import { describe, expect, it, vi } from 'vitest'
import { createBatchStore } from '../../../../../../renderer/screens/batch/batch-store'
import {
  allRows,
  createMending,
  filterOf
} from '../../../../../../renderer/screens/batch/mending/mending-store'
import { TrekkError } from '../../../../../../shared/result'
import { createFakeApi, type FakeHandlers } from '../../../../../support/fake-api'
import { fakeBatch, FakeFiles } from '../../../../../support/fake-batches'
import { defaultWorld, handlersOver } from '../../../../../support/fake-world'

async function mendingOf(changes: Partial<FakeHandlers> = {}, records = 2_000) {
  const world = defaultWorld()
  const files = new FakeFiles([fakeBatch('b', { stage: 'mending', records })], () => world.cards)
  const { api, made } = createFakeApi({ ...handlersOver(world, files), ...changes })
  const batch = createBatchStore(api, 'b')
  await batch.load()
  const changed = vi.fn<() => void>()
  const mending = createMending(api, 'b', batch, changed)
  const rowAt = async (number: number) => {
    const answer = await api.listBatchRows({ batchId: 'b', filter: allRows, offset: number - 2, limit: 1 })
    const row = answer.ok ? answer.value.rows[0] : undefined
    if (row === undefined) throw new RangeError('There is no such row')
    return row
  }
  const edits = () => made.filter(({ name }) => name === 'editBatch').map(({ input }) => input)
  return { mending, batch, changed, rowAt, edits }
}

describe('the rows that are shown first', () => {
  it('are all of them, or those that somebody came from the review to see', async () => {
    const { mending, batch, changed } = await mendingOf()
    expect(mending.getState().filter).toEqual(allRows)
    const wanted = { show: 'problems', code: 'reference_at_dintero', field: 'merchant_reference' } as const
    const { api } = createFakeApi(handlersOver(defaultWorld()))
    const other = createMending(api, 'b', batch, changed, wanted)
    expect(other.getState().filter).toEqual({ ...wanted, search: '' })
  })
})

describe('typing over a cell', () => {
  it('gives the new text to main, and has the rows read again', async () => {
    const { mending, rowAt, changed, edits } = await mendingOf()
    mending.begin(await rowAt(12), 'amount', null)
    mending.type('1299,50')
    expect(await mending.commit('row')).toBe(true)
    expect(edits()).toEqual([
      { batchId: 'b', edit: { kind: 'cells', cells: [{ row: 12, field: 'amount', text: '1299,50' }] } }
    ])
    expect(changed).toHaveBeenCalledOnce()
    expect((await rowAt(12)).amount).toBe(129_950)
    expect(mending.getState().draft).toBeNull()
  })

  it('begins with the key that was pressed, or with what stands there', async () => {
    const { mending, rowAt } = await mendingOf()
    mending.begin(await rowAt(4), 'currency', 'E')
    expect(mending.getState().draft).toMatchObject({ was: 'NOK', text: 'E' })
    mending.giveUp()
    mending.begin(await rowAt(4), 'currency', null)
    expect(mending.getState().draft).toMatchObject({ was: 'NOK', text: 'NOK' })
  })

  it('tells main nothing where nothing was changed', async () => {
    const { mending, rowAt, edits } = await mendingOf()
    mending.begin(await rowAt(4), 'currency', null)
    expect(await mending.commit('row')).toBe(true)
    expect(edits()).toEqual([])
  })

  it('keeps what main refuses in the field, with the reason, and begins no other cell over it', async () => {
    const { mending, rowAt, changed } = await mendingOf({
      editBatch: () => {
        throw new TrekkError('storage_full', 'disk')
      }
    })
    mending.begin(await rowAt(12), 'amount', null)
    mending.type('77')
    expect(await mending.commit('row')).toBe(false)
    expect(mending.getState().draft).toMatchObject({
      text: '77',
      saving: false,
      refused: { code: 'storage_full' }
    })
    expect(changed).not.toHaveBeenCalled()
    expect(mending.begin(await rowAt(4), 'amount', null)).toBe(false)
    expect(mending.getState().draft).toMatchObject({ row: 12, text: '77' })
  })

  it('is not given to main twice while it is on its way', async () => {
    const { mending, rowAt, edits } = await mendingOf()
    mending.begin(await rowAt(12), 'amount', '5')
    const taken = await Promise.all([mending.commit('row'), mending.commit('row')])
    expect(taken).toEqual([true, false])
    expect(edits()).toHaveLength(1)
  })

  it('changes every row that said the same', async () => {
    const { mending, rowAt, edits } = await mendingOf()
    mending.begin(await rowAt(17), 'operation', null)
    mending.type('recurring_purchase')
    await mending.commit('same')
    expect(edits()).toMatchObject([{ edit: { kind: 'same', from: 'månedlig trekk' } }])
    expect([(await rowAt(17)).operation, (await rowAt(406)).operation]).toEqual([
      'recurring_purchase',
      'recurring_purchase'
    ])
    expect(mending.getState().note).toBeNull()
  })

  it('offers the other rows afterwards, but not for a cell that was empty', async () => {
    const { mending, rowAt } = await mendingOf()
    mending.begin(await rowAt(17), 'operation', 'fast')
    await mending.commit('row')
    expect(mending.getState().note).toEqual({
      kind: 'same',
      field: 'operation',
      from: 'månedlig trekk',
      to: 'fast'
    })
    mending.begin(await rowAt(17), 'email', 'a@b.no')
    await mending.commit('row')
    expect(mending.getState().note).toBeNull()
  })
})

describe('undoing', () => {
  it('brings back what the file says, and does it again', async () => {
    const { mending, rowAt } = await mendingOf()
    mending.begin(await rowAt(12), 'amount', '5')
    await mending.commit('row')
    await mending.undo()
    expect((await rowAt(12)).texts.amount).toBe('1.299,5O')
    await mending.redo()
    expect((await rowAt(12)).texts.amount).toBe('5')
  })

  it('asks for nothing when there is nothing to undo', async () => {
    const undoBatch = vi.fn<FakeHandlers['undoBatch']>()
    const { mending } = await mendingOf({ undoBatch })
    await mending.undo()
    expect(undoBatch).not.toHaveBeenCalled()
  })
})

describe('a clipboard without text', () => {
  it('empties no cell', async () => {
    const { mending, rowAt, edits } = await mendingOf()
    const row = await rowAt(5)
    await mending.paste('', { rowAt: () => row, rowsLeft: 1, fields: ['amount'], chosen: 1 })
    expect(edits()).toEqual([])
  })
})

describe('the next problem', () => {
  it('is gone to when what was typed just before is taken, however fast the key is', async () => {
    const { mending, rowAt, edits } = await mendingOf()
    mending.begin(await rowAt(5), 'amount', '12,00')
    expect(await Promise.all([mending.commit('row'), mending.finish()])).toEqual([true, true])
    expect(edits()).toHaveLength(1)
    expect(mending.getState().draft).toBeNull()
  })

  it('is looked for from where the cursor is, and from the other end when there is none', async () => {
    const { mending } = await mendingOf({}, 20)
    const first = await mending.find(1, 'next', 20)
    expect(first).toMatchObject({ index: 1 })
    const last = await mending.find(-1, 'previous', 20)
    expect(await mending.find(20, 'next', 20)).toEqual(first)
    expect(last?.index).toBeGreaterThan(10)
  })

  it('is said to be nowhere when there is none', async () => {
    const { mending } = await mendingOf({ findBatchProblem: () => null })
    expect(await mending.find(0, 'next', 20)).toBeNull()
    expect(mending.getState().note).toEqual({ kind: 'no_problem' })
  })
})

describe('a group of problems', () => {
  it('is shown by what it is, and by whether it keeps rows from being charged', () => {
    const group = { code: 'malformed', field: 'amount', rows: 2, samples: [] } as const
    expect(filterOf({ ...group, severity: 'blocker', samples: [] })).toEqual({
      show: 'problems',
      code: 'malformed',
      field: 'amount',
      search: ''
    })
    expect(filterOf({ ...group, severity: 'warning', samples: [] }).show).toBe('warnings')
  })

  it('is no longer a problem once a reason was given for all of it', async () => {
    const { mending, batch } = await mendingOf()
    const group = batch.getState().detail?.check?.groups.find(({ severity }) => severity === 'reason')
    if (group === undefined) throw new RangeError('The file has no such group')
    await mending.edit({ kind: 'explain', filter: filterOf(group), reason: 'Two meters' })
    const after = batch.getState().detail?.check?.groups.filter(({ severity }) => severity === 'reason') ?? []
    expect(after.map(({ code }) => code)).not.toContain(group.code)
  })
})
