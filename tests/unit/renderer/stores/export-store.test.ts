import { describe, expect, it } from 'vitest'
import { createExportStore } from '../../../../renderer/stores/export-store'
import type { Exported } from '../../../../shared/list-export'
import { TrekkError } from '../../../../shared/result'
import { createFakeApi } from '../../../support/fake-api'
import { defaultWorld, handlersOver } from '../../../support/fake-world'
import { exportWordsOf } from '../../reports/support'

const saved: Exported = { rows: 3, leftOut: 0, fileName: 'Cards.csv' }
const view = { list: 'cards', form: 'text', done: 1, total: 3 } as const

async function storeThat(exportList: () => Exported | Promise<Exported>) {
  const fake = createFakeApi({ ...handlersOver({ ...defaultWorld(), exporting: view }), exportList })
  const words = await exportWordsOf('en')
  const wish = { order: { list: 'cards', query: '' }, form: 'text', words } as const
  return { store: createExportStore(fake.api), wish, made: fake.made }
}

describe('the export of the window', () => {
  it('says what was saved', async () => {
    const { store, wish } = await storeThat(() => saved)
    await store.start(wish)
    expect(store.getState()).toMatchObject({ isBusy: false, view: null, done: { ...saved, list: 'cards' } })
    store.clear()
    expect(store.getState().done).toBeNull()
  })

  it('is one at a time, and not over before its answer', async () => {
    let end: (saved: Exported) => void = () => undefined
    const { store, wish, made } = await storeThat(() => new Promise((resolve) => (end = resolve)))
    const first = store.start(wish)
    await store.start(wish)
    expect(made.map(({ name }) => name)).toEqual(['exportList'])
    store.hear(view)
    expect(store.getState()).toMatchObject({ isBusy: true, view })
    store.hear(null)
    expect(store.getState()).toMatchObject({ isBusy: true, view: null })
    end(saved)
    await first
    expect(store.getState().isBusy).toBe(false)
  })

  it('is no failure when a person closes the dialog or stops it', async () => {
    const failing = (code: 'cancelled' | 'file_unwritable') =>
      storeThat(() => {
        throw new TrekkError(code, 'made to fail')
      })
    const closed = await failing('cancelled')
    await closed.store.start(closed.wish)
    expect(closed.store.getState()).toMatchObject({ isBusy: false, done: null, error: null })
    const failed = await failing('file_unwritable')
    await failed.store.start(failed.wish)
    expect(failed.store.getState().error?.code).toBe('file_unwritable')
  })

  it('is found again by a page that was loaded anew, which hears of its end', async () => {
    const { store } = await storeThat(() => saved)
    await store.find()
    expect(store.getState()).toMatchObject({ isBusy: true, view })
    store.hear(null)
    expect(store.getState()).toMatchObject({ isBusy: false, view: null })
  })
})
