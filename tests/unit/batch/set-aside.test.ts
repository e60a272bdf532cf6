import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { usualPace } from '../../../shared/batch'
import type { BatchDetail, BatchRow, FileWords, RowFilter } from '../../../shared/batch-view'
import { aTransaction, noAnswer, notConnected } from '../charging/desk'
import { openServiceDesk, type ServiceDesk } from './service-support'
import { yes } from './support'

const all: RowFilter = { show: 'all', code: null, field: null, search: '' }
const words: FileWords = { problems: {}, errors: { over_limit: 'Above a limit' }, declines: {}, advice: {} }

/** The second of two that are the same, so far down that the first has had its answer before it is begun. */
const twins = [
  'Kundenr;Beløp',
  'K-2002;100',
  ...Array.from({ length: 8 }, (_, index) => `K-20${10 + index};50`),
  'K-2002;100',
  ''
].join('\r\n')
const pace = { ...usualPace, inFlight: 1 }
const strangers = 'Kundenr;Beløp;Ordrereferanse\r\nK-2002;100;a-1\r\nK-2003;200;a-2\r\n'

async function released(desk: ServiceDesk, content: string, explained: readonly number[]): Promise<string> {
  const { batches } = desk
  const path = desk.write('leie.csv', content)
  const { id } = await batches.import({ kind: 'path', path })
  const { columns } = await batches.detail(id)
  if (columns === null) throw new Error('no columns')
  await batches.answer(id, columns.answers, { ...columns.defaults, operation: 'unscheduled_purchase' })
  await batches.acceptColumns(id)
  if (explained.length > 0)
    await batches.edit(id, { kind: 'explain_rows', rows: [...explained], reason: 'to leier' })
  const { reviewId, sums } = await batches.review(id, null)
  const typed = sums.map(({ currency, amount }) => ({ currency, amount }))
  await batches.release({ reviewId, typed, firstCharges: 0, realMoney: false, hold: 0, pace })
  return id
}

async function run(desk: ServiceDesk, id: string): Promise<BatchDetail> {
  await desk.batches.start(id, false)
  await desk.allRuns.ended(id)
  desk.now += 1_001
  return desk.batches.detail(id)
}

async function lastRow(desk: ServiceDesk, id: string): Promise<BatchRow | undefined> {
  return (await desk.batches.rows(id, all, 0, 20)).rows.at(-1)
}

describe('a row that was set aside', () => {
  it('is counted until its turn comes again, and not beside its own charge', async () => {
    const desk = await openServiceDesk()
    desk.dintero.respond = (body, nth) => (nth === 1 ? noAnswer : yes(body, nth))
    const id = await released(desk, twins, [11])
    const waiting = await run(desk, id)
    expect(waiting).toMatchObject({ stage: 'paused', run: { reason: 'outcome_open', setAside: 1 } })
    expect((await lastRow(desk, id))?.setAside).toBe('duplicate_open')
    const [first] = await desk.charged()
    const merchantReference = first?.reference ?? ''
    const twin = await desk.ledger.charges.ownerOf('T12345678', merchantReference)
    const payment = { merchantReference, amount: 10_000, card: null, createdAt: twin?.sentAt ?? 0 }
    desk.dintero.transactions = [aTransaction(payment)]
    expect(await desk.service.ask(twin?.id ?? '')).toMatchObject({ state: 'succeeded' })
    expect(await run(desk, id)).toMatchObject({ stage: 'done', run: { setAside: 0 } })
    expect(new Set((await desk.charged()).map(({ state }) => state))).toEqual(new Set(['succeeded']))
    expect((await lastRow(desk, id))?.setAside).toBeNull()
  })

  it('says why also when its charge was begun and never left, in the grid and in the result', async () => {
    const desk = await openServiceDesk()
    desk.dintero.respond = (body, nth) => {
      if (body.session.order.merchant_reference !== 'a-2') return yes(body, nth)
      desk.perCharge = 15_000
      return notConnected
    }
    const id = await released(desk, strangers, [])
    expect(await run(desk, id)).toMatchObject({
      stage: 'done',
      run: { setAside: 1, counts: [{ state: 'not_sent' }, { state: 'succeeded' }] }
    })
    const { rows } = await desk.batches.rows(id, all, 0, 9)
    expect(rows.map(({ charge, setAside }) => [charge?.state, setAside])).toEqual([
      ['succeeded', null],
      ['not_sent', 'over_limit']
    ])
    const path = desk.write('ut.csv', '')
    await desk.batches.save(id, 'result', words, () => Promise.resolve(path))
    const [, first, second] = readFileSync(path, 'utf8').split('\r\n')
    expect(first).not.toContain('Above a limit')
    expect(second).toContain('Above a limit')
  })
})

describe('a row that was not released', () => {
  it('keeps why, whatever the ledger and the calendar say later', async () => {
    const desk = await openServiceDesk()
    const first = await released(desk, 'Kundenr;Beløp\r\nK-2002;100\r\n', [])
    await run(desk, first)
    // The same customer and amount again, which nobody explains, and an amount that is none.
    const rowsOf = 'K-2002;100;c-1\r\nK-2003;nil;c-2\r\nK-2004;50;c-3\r\n'
    const id = await released(desk, `Kundenr;Beløp;Ordrereferanse\r\n${rowsOf}`, [])
    await run(desk, id)
    desk.now += 90 * 86_400_000
    const later = await desk.anew()
    const { rows } = await later.rows(id, all, 0, 9)
    expect(rows.map(({ charge, problems }) => [charge?.state, problems.map(({ code }) => code)])).toEqual([
      [undefined, ['charged_lately']],
      [undefined, ['malformed']],
      ['succeeded', []]
    ])
    const path = desk.write('ut.csv', '')
    const problems = { charged_lately: 'Charged lately', malformed: 'No amount' }
    await later.save(id, 'result', { ...words, problems }, () => Promise.resolve(path))
    const [, lately, malformed] = readFileSync(path, 'utf8').split('\r\n')
    expect(lately).toContain('Charged lately')
    expect(malformed).toContain('No amount: nil')
  })
})
