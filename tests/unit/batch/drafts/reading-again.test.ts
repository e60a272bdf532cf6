import { describe, expect, it } from 'vitest'
import type { BatchDetail, ReadingChoices } from '../../../../shared/batch-view'
import type { FileField } from '../../../../shared/charge-file'
import { all, cell, latin1, opened, openServiceDesk, type ServiceDesk } from '../service-support'

const asFound: ReadingChoices = { encoding: null, delimiter: null, headerRow: null, sheet: null }

/** Goes back to the columns of a file, reads it in another way or says what columns are, and accepts them. */
async function again(
  { batches }: ServiceDesk,
  id: string,
  say: { read?: Partial<ReadingChoices>; columns?: Record<string, FileField>; currency?: 'SEK' } = {}
): Promise<BatchDetail> {
  await batches.backToColumns(id)
  if (say.read !== undefined) await batches.readAnew(id, { ...asFound, ...say.read })
  const { columns } = await batches.detail(id)
  if (columns === null) throw new Error('no columns')
  await batches.answer(
    id,
    { ...columns.answers, columns: { ...columns.answers.columns, ...say.columns } },
    { ...columns.defaults, operation: 'unscheduled_purchase', currency: say.currency ?? 'NOK' }
  )
  return batches.acceptColumns(id)
}

async function edited({ batches }: ServiceDesk, id: string): Promise<Record<number, unknown>> {
  const { rows } = await batches.rows(id, all, 0, 100)
  return Object.fromEntries(
    rows.flatMap(({ row, edited: was, texts, skipped }) =>
      Object.keys(was).length === 0 && !skipped
        ? []
        : [[row, skipped ? 'skipped' : Object.keys(was).map((field) => texts[field as FileField])]]
    )
  )
}

const twoAmounts = latin1(
  [
    'Kundenr;Beløp;Brutto;Medlem',
    'K-2002;10,00;12,50;K-2012',
    'K-2003;20,00;25,00;K-2013',
    'K-2004;30,00;37,50;K-2014',
    ''
  ].join('\r\n')
)
const ignored = { 2: 'ignored', 3: 'ignored' } as const

async function mended(desk: ServiceDesk): Promise<string> {
  const path = desk.write('rows.csv', twoAmounts)
  const { id } = await desk.batches.import({ kind: 'path', path })
  const { columns } = await desk.batches.detail(id)
  if (columns === null) throw new Error('no columns')
  const defaults = { ...columns.defaults, operation: 'unscheduled_purchase' } as const
  await desk.batches.answer(id, { columns: ignored }, defaults)
  await desk.batches.acceptColumns(id)
  await desk.batches.edit(id, cell(2, 'amount', '11,00'))
  await desk.batches.edit(id, cell(3, 'description', 'Nettleie'))
  await desk.batches.edit(id, { kind: 'skip', rows: [4], skip: true })
  return id
}

describe('what a person did to rows', () => {
  it('stays when columns are accepted again as they were, and can be undone', async () => {
    const desk = await openServiceDesk()
    const id = await mended(desk)
    // To say what was found out anyway is no other reading.
    const { check } = await again(desk, id, { read: { delimiter: ';' }, columns: ignored })
    expect(check).toMatchObject({ charges: 2, skipped: 1, canUndo: true })
    expect(await edited(desk, id)).toEqual({ 2: ['11,00'], 3: ['Nettleie'], 4: 'skipped' })
  })

  it.each([{ headerRow: 2 }, { headerRow: 0 }, { encoding: 'iso-8859-15' as const }])(
    'is gone when the file is read in another way: %j',
    async (read) => {
      const desk = await openServiceDesk()
      const id = await mended(desk)
      const columns = { 0: 'customer_number', 1: 'amount', ...ignored } as const
      const { check } = await again(desk, id, { read, columns })
      expect(check).toMatchObject({ skipped: 0, canUndo: false, canRedo: false })
      expect(await edited(desk, id)).toEqual({})
    }
  )

  it('is gone where it was typed over another column, and stays everywhere else', async () => {
    const desk = await openServiceDesk()
    const id = await mended(desk)
    const { check } = await again(desk, id, { columns: { 1: 'ignored', 2: 'amount', 3: 'ignored' } })
    expect(check).toMatchObject({
      charges: 2,
      sums: [{ amount: 1_250 + 2_500 }],
      skipped: 1,
      canUndo: false
    })
    expect(await edited(desk, id)).toEqual({ 3: ['Nettleie'], 4: 'skipped' })
  })

  it('is gone where an amount was typed beside another currency', async () => {
    const desk = await openServiceDesk()
    const id = await mended(desk)
    const { check } = await again(desk, id, { columns: ignored, currency: 'SEK' })
    expect(check?.sums).toEqual([{ currency: 'SEK', charges: 2, amount: 1_000 + 2_000 }])
    expect(await edited(desk, id)).toEqual({ 3: ['Nettleie'], 4: 'skipped' })
  })

  it('chooses no card for a customer whom another column names now', async () => {
    const desk = await openServiceDesk()
    const id = await mended(desk)
    await desk.batches.edit(id, cell(2, 'card', 'card-9'))
    const member = { 0: 'ignored', 2: 'ignored', 3: 'customer_number' } as const
    await again(desk, id, { columns: member })
    const { rows } = await desk.batches.rows(id, all, 0, 1)
    expect(rows).toMatchObject([{ row: 2, card: { id: 'card-12' }, amount: 1_100 }])
  })

  it('explains no repetition of other money', async () => {
    const desk = await openServiceDesk()
    const rows = ['K-2002;100,00', 'K-2003;100,00', 'K-2002;100,00', '']
    const { id } = await opened(desk, latin1(['Kundenr;Beløp', ...rows].join('\r\n')))
    const explained = await desk.batches.edit(id, { kind: 'explain', filter: all, reason: 'to måneder' })
    expect(explained.check).toMatchObject({ charges: 3, unexplained: 0 })
    // Row 4 repeats another row now, of which nobody has said anything.
    const other = await desk.batches.edit(id, cell(4, 'customer_number', 'K-2003'))
    expect(other.check).toMatchObject({ charges: 2, unexplained: 1 })
    expect((await desk.batches.undo(id)).check).toMatchObject({ charges: 3, unexplained: 0 })
  })
})

describe('tokens that were sealed', () => {
  const content = [
    'token;provider;beløp;annet',
    'T1000-secret-0001;dintero_psp;100,00;T1000-secret-0003',
    'T1000-secret-0001;dintero_psp;200,00;T1000-secret-0003',
    'T1000-secret-0002;dintero_psp;300,00;T1000-secret-0003',
    ''
  ].join('\r\n')

  it('keep their cards when columns are accepted again, and none is sealed twice', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk, content)
    const cardsOf = async (): Promise<unknown[]> =>
      (await desk.batches.rows(id, all, 0, 9)).rows.map(({ card }) => card?.id)
    const first = await cardsOf()
    const sealed = new Map(desk.sealed)
    expect([...sealed.values()]).toEqual(['T1000-secret-0001', 'T1000-secret-0002'])
    desk.sealed.clear()
    await again(desk, id)
    expect(await cardsOf()).toEqual(first)
    expect(desk.sealed.size).toBe(0)
    expect(desk.staged(id).newCards()).toHaveLength(2)
  })

  it('are those of the column that is accepted, not of one that was looked at before', async () => {
    const desk = await openServiceDesk()
    const path = desk.write('rows.csv', content)
    const { id } = await desk.batches.import({ kind: 'path', path })
    const { columns } = await desk.batches.detail(id)
    if (columns === null) throw new Error('no columns')
    const defaults = { ...columns.defaults, operation: 'unscheduled_purchase' } as const
    await desk.batches.answer(id, columns.answers, defaults)
    // The keychain is locked at the first try.
    desk.seal = () => Promise.reject(new Error('locked'))
    await expect(desk.batches.acceptColumns(id)).rejects.toThrow('locked')
    desk.seal = null
    await desk.batches.answer(id, { columns: { 0: 'ignored', 3: 'token' } }, defaults)
    expect((await desk.batches.acceptColumns(id)).check).toMatchObject({ charges: 3, blocked: 0 })
    expect([...desk.sealed.values()]).toEqual(['T1000-secret-0003'])
  })
})

describe('a file whose rest cannot be read', () => {
  it('says so when it is looked at, until it is read in another way', async () => {
    const desk = await openServiceDesk()
    const rows = Array.from({ length: 100_002 }, (_, row) => `K-${row};1,00`)
    const path = desk.write('rows.csv', `Kundenr;Beløp\r\n${rows.join('\r\n')}\r\n`)
    const { id } = await desk.batches.import({ kind: 'path', path })
    const refused = { code: 'file_refused', details: { refusal: 'too_many_records' } }
    await expect.poll(() => desk.batches.detail(id).catch((error: unknown) => error)).toMatchObject(refused)
    await expect(desk.batches.acceptColumns(id)).rejects.toMatchObject(refused)
    const { columns } = await desk.batches.readAnew(id, { ...asFound, headerRow: 100_001 })
    expect(columns?.records).toBe(2)
    expect((await desk.batches.detail(id)).columns?.records).toBe(2)
  })

  it('is read in the way that was said last, though an earlier way takes longer and fails', async () => {
    const desk = await openServiceDesk()
    const rows = Array.from({ length: 100_002 }, (_, row) => `K-${row};1,00`)
    const path = desk.write('rows.csv', `Kundenr;Beløp\r\n${rows.join('\r\n')}\r\n`)
    const { id } = await desk.batches.import({ kind: 'path', path })
    // While its rest is still being read.
    const { columns } = await desk.batches.readAnew(id, { ...asFound, headerRow: 100_001 })
    expect(columns?.records).toBe(2)
    expect((await desk.batches.detail(id)).columns?.records).toBe(2)
  })
})
