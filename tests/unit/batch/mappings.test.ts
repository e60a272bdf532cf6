import { describe, expect, it } from 'vitest'
import { openServiceDesk, type ServiceDesk } from './service-support'
import { trailOf } from './support'

const text = (header: string, ...rows: readonly string[]): string => [header, ...rows, ''].join('\r\n')
const usual = text('Kundenr;Beløp;Tekst', 'K-2002;1299,90;Nettleie')

async function read(desk: ServiceDesk, content: string, name = 'november.csv'): Promise<string> {
  const { id } = await desk.batches.import({ kind: 'path', path: desk.write(name, content) })
  return id
}

describe('columns that are kept under a name', () => {
  it('read another file with the same header just as the first, and say who kept them', async () => {
    const desk = await openServiceDesk()
    const first = await read(desk, usual)
    const { columns } = await desk.batches.detail(first)
    if (columns === null) throw new Error('no columns')
    const defaults = { ...columns.defaults, operation: 'unscheduled_purchase', currency: 'SEK' } as const
    await desk.batches.answer(first, { columns: { 2: 'ignored' } }, defaults)
    expect(await desk.batches.keepMapping(first, ' nettleie ')).toEqual({ name: 'nettleie', replaced: false })

    const second = await read(desk, text(' Kundenr ;Beløp;Tekst', 'K-2003;1.234;x'), 'december.csv')
    const used = await desk.batches.useMapping(second, 'nettleie')
    expect(used.columns?.meaning).toMatchObject({
      questions: [],
      mapping: { columns: ['customer_number', 'amount', 'ignored'], decimalMark: 'comma', defaults }
    })
    expect(used.columns?.preview[0]).toMatchObject({ amount: 123_400, currency: 'SEK' })
    expect(await trailOf(desk, 'mapping_kept')).toMatchObject([{ operator: 'Kari', subject: 'nettleie' }])
  })

  it('replace those of the same name, and no others', async () => {
    const desk = await openServiceDesk()
    const first = await read(desk, usual)
    await desk.batches.keepMapping(first, 'one')
    await desk.batches.keepMapping(first, 'other')
    const second = await read(desk, text('Kundenr;Sum', 'K-2002;1,50'), 'december.csv')
    expect(await desk.batches.keepMapping(second, 'one')).toEqual({ name: 'one', replaced: true })
    const kept = await desk.ledger.desk.namedMappings()
    expect(kept.map(({ name, header }) => [name, header.length])).toEqual([
      ['other', 3],
      ['one', 2]
    ])
  })

  it('hold the sheet and the encoding that a person has chosen', async () => {
    const desk = await openServiceDesk()
    const first = await read(desk, text('Title', '', 'Kundenr;Beløp', 'K-2002;1,50'))
    const choices = { encoding: 'utf-8', delimiter: ';', headerRow: 3, sheet: null } as const
    await desk.batches.readAnew(first, choices)
    await desk.batches.keepMapping(first, 'titled')
    const second = await read(desk, text('Another title', '', 'Kundenr;Beløp', 'K-2003;2,50'), 'december.csv')
    const used = await desk.batches.useMapping(second, 'titled')
    expect(used.columns).toMatchObject({ choices, records: 1 })
  })

  it('are not kept of a file about which something is asked, without a name, or without a header', async () => {
    const desk = await openServiceDesk()
    const asked = await read(desk, text('Kundenr;Beløp', 'K-2002;1.234', 'K-2003;5.678'))
    await expect(desk.batches.keepMapping(asked, 'n')).rejects.toMatchObject({ code: 'questions_open' })
    const clear = await read(desk, usual, 'december.csv')
    for (const name of ['', '  ', 'x'.repeat(101)])
      await expect(desk.batches.keepMapping(clear, name)).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(desk.batches.keepMapping(clear, '4761739001010416')).rejects.toMatchObject({
      code: 'card_number_refused'
    })
    await desk.batches.readAnew(clear, { encoding: null, delimiter: null, headerRow: 0, sheet: null })
    await expect(desk.batches.keepMapping(clear, 'n')).rejects.toThrow(/header|asked/)
    expect(await desk.ledger.desk.namedMappings()).toEqual([])
  })

  it('are said by name where one is not there, and refuse a file of another form', async () => {
    const desk = await openServiceDesk()
    const id = await read(desk, usual)
    await desk.batches.keepMapping(id, 'nettleie')
    await expect(desk.batches.useMapping(id, 'Nettleie')).rejects.toMatchObject({
      code: 'mapping_unknown',
      details: { known: 'nettleie' }
    })
    const other = await read(desk, text('Kundenr;Tekst;Beløp', 'K-2002;x;1,50'), 'december.csv')
    await expect(desk.batches.useMapping(other, 'nettleie')).rejects.toMatchObject({
      code: 'mapping_differs',
      details: { expected: 'Kundenr | Beløp | Tekst', found: 'Kundenr | Tekst | Beløp' }
    })
  })

  it('that cannot be read to the last word are not there', async () => {
    const desk = await openServiceDesk()
    const id = await read(desk, usual)
    await desk.batches.keepMapping(id, 'nettleie')
    const [mapping] = await desk.ledger.desk.namedMappings()
    if (mapping === undefined) throw new Error('no mapping')
    // As a later version would write it.
    await desk.ledger.write((tables) =>
      tables.desk.keepMapping(Object.assign({ ...mapping, name: 'later' }, { rounding: 'up' }))
    )
    expect((await desk.ledger.desk.namedMappings()).map(({ name }) => name)).toEqual(['nettleie'])
  })
})

describe('columns that are not wanted any more', () => {
  it('are listed with who kept them, and removed one at a time, into the trail', async () => {
    const desk = await openServiceDesk()
    const id = await read(desk, usual)
    await desk.batches.keepMapping(id, 'one')
    await desk.batches.keepMapping(id, 'other')
    const header = ['Kundenr', 'Beløp', 'Tekst']
    const facts = { header, keptBy: 'Kari', keptAt: desk.now }
    expect(await desk.batches.mappings()).toMatchObject([
      { name: 'one', ...facts },
      { name: 'other', ...facts }
    ])
    desk.operator = 'Ola'
    expect((await desk.batches.removeMapping('one')).map(({ name }) => name)).toEqual(['other'])
    expect((await desk.batches.mappings()).map(({ name }) => name)).toEqual(['other'])
    expect(await trailOf(desk, 'mapping_removed')).toMatchObject([
      {
        operator: 'Ola',
        accountId: null,
        subject: 'one',
        facts: { columns: 'customer_number, amount, description', keptBy: 'Kari' }
      }
    ])
    await expect(desk.batches.useMapping(id, 'one')).rejects.toMatchObject({
      code: 'mapping_unknown',
      details: { known: 'other' }
    })
    await expect(desk.batches.removeMapping('one')).rejects.toMatchObject({ code: 'mapping_unknown' })
    await desk.batches.useMapping(id, 'other')
  })
})
