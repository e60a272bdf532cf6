import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { usualPace } from '../../../shared/batch'
import { notConnected } from '../charging/desk'
import { all, cell, latin1, opened, openServiceDesk, released } from './service-support'
import { yes } from './support'

describe('a charge file', () => {
  it('is understood, checked, mended, released and charged, row by row', async () => {
    const desk = await openServiceDesk()
    const { batches } = desk
    const { id, check, name } = await opened(desk)
    expect(name).toBe('nettleie november')
    expect(check).toMatchObject({
      records: 5,
      charges: 3,
      sums: [{ currency: 'NOK', charges: 3, amount: 129_990 + 9_900 + 20_000 }],
      blocked: 2
    })
    expect(check?.groups.map(({ code, rows }) => [code, rows])).toEqual([
      ['card_unknown', 1],
      ['negative', 1]
    ])
    expect(await batches.find(id, all, 0, 'next')).toEqual({ row: 4, index: 2, field: 'customer_number' })
    expect(await batches.find(id, all, 3, 'next')).toEqual({ row: 5, index: 3, field: 'amount' })
    expect(await batches.find(id, all, 4, 'next')).toBeNull()
    expect(await batches.find(id, all, 4, 'previous')).toEqual({ row: 5, index: 3, field: 'amount' })
    expect(await batches.find(id, all, 2, 'previous')).toMatchObject({ row: 4 })
    // A place among the rows that are shown, whatever their numbers are.
    expect(await batches.find(id, { ...all, show: 'problems' }, 1, 'next')).toMatchObject({
      row: 5,
      index: 1
    })

    await batches.edit(id, cell(4, 'customer_number', 'K-2006'))
    const mended = await batches.edit(id, cell(5, 'amount', '5,00'))
    expect(mended.check).toMatchObject({
      charges: 5,
      blocked: 0,
      groups: [{ code: 'name_differs', rows: 1 }]
    })
    expect((await batches.undo(id)).check).toMatchObject({ charges: 4, blocked: 1 })
    expect((await batches.redo(id)).check).toMatchObject({ charges: 5, blocked: 0, canRedo: false })

    const run = await released(desk, id)
    expect(run).toMatchObject({ stage: 'held', run: { charges: 5 } })
    await batches.start(id, false)
    await desk.allRuns.ended(id)
    expect((await batches.detail(id)).stage).toBe('done')
    const charged = await desk.charged()
    expect(charged.map(({ row, amount, state }) => [row, amount, state])).toEqual([
      [2, 129_990, 'succeeded'],
      [3, 9_900, 'succeeded'],
      [4, 5_000, 'succeeded'],
      [5, 500, 'succeeded'],
      [6, 20_000, 'succeeded']
    ])
    expect(charged.every(({ reference }) => /^nettleie-november-[2-9B-Z]{17}$/.test(reference))).toBe(true)
    expect(desk.errors).toEqual([])
  })

  it('gives the same references on another desk, whatever became of the rows here', async () => {
    const [one, other] = [await openServiceDesk(), await openServiceDesk()]
    const first = await opened(one)
    await one.batches.edit(first.id, { kind: 'skip', rows: [3], skip: true })
    await released(one, first.id)
    await one.batches.start(first.id, false)
    await one.allRuns.ended(first.id)
    const second = await opened(other)
    await released(other, second.id)
    await other.batches.start(second.id, false)
    await other.allRuns.ended(second.id)
    const byRow = new Map((await other.charged()).map(({ row, reference }) => [row, reference]))
    for (const { row, reference } of await one.charged()) expect(byRow.get(row)).toBe(reference)
  })

  it('is known again: the same rows under the same name are used, under another name told of', async () => {
    const desk = await openServiceDesk()
    const first = await opened(desk)
    await released(desk, first.id)
    await desk.batches.start(first.id, false)
    await desk.allRuns.ended(first.id)
    desk.now += 40 * 24 * 3_600_000
    const again = await opened(desk)
    expect(again.check).toMatchObject({ charges: 0 })
    expect(again.check?.groups.map(({ code, rows }) => [code, rows])).toContainEqual(['reference_used', 3])
    expect(again.check?.like).toMatchObject([{ batchId: first.id, rows: 3 }])
    const renamed = await desk.batches.rename(again.id, 'desember')
    expect(renamed.check).toMatchObject({ charges: 3 })
  })

  it('asks why the same customer is charged the same again, in the file and lately', async () => {
    const desk = await openServiceDesk()
    const twice = latin1(
      ['Kundenr;Beløp', 'K-2002;100,00', 'K-2002;100,00', 'K-2003;100,00', ''].join('\r\n')
    )
    const { id, check } = await opened(desk, twice)
    expect(check).toMatchObject({ charges: 2, unexplained: 1 })
    expect(check?.groups).toMatchObject([{ code: 'twice_in_file', severity: 'reason', rows: 1 }])
    await expect(desk.batches.edit(id, { kind: 'explain', filter: all, reason: ' ' })).rejects.toMatchObject({
      code: 'reason_missing'
    })
    const explained = await desk.batches.edit(id, { kind: 'explain', filter: all, reason: 'to måneder' })
    expect(explained.check).toMatchObject({ charges: 3, unexplained: 0 })
    // A third one came up that nobody was asked about.
    const third = await desk.batches.edit(id, cell(4, 'customer_number', 'K-2002'))
    expect(third.check).toMatchObject({ charges: 2, unexplained: 1 })
    await desk.batches.undo(id)
    await released(desk, id)
    await desk.batches.start(id, false)
    await desk.allRuns.ended(id)
    expect((await desk.charged()).map(({ row, state }) => [row, state])).toEqual([
      [2, 'succeeded'],
      [3, 'succeeded'],
      [4, 'succeeded']
    ])
  })

  it('is released only with its sums typed as they are, as it was reviewed, once', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const review = await desk.batches.review(id, null)
    const release = { reviewId: review.reviewId, firstCharges: 3, realMoney: false, hold: 0, pace: usualPace }
    for (const typed of [
      [],
      [{ currency: 'NOK', amount: 1 }],
      [{ currency: 'SEK', amount: review.sums[0]?.amount ?? 0 }],
      [
        { currency: 'NOK', amount: review.sums[0]?.amount ?? 0 },
        { currency: 'SEK', amount: 1 }
      ]
    ])
      await expect(desk.batches.release({ ...release, typed })).rejects.toMatchObject({
        code: 'sums_mismatch'
      })
    const typed = review.sums.map(({ currency, amount }) => ({ currency, amount }))
    // The same sum, by other rows.
    await desk.batches.edit(id, cell(2, 'amount', '99,00'))
    await desk.batches.edit(id, cell(3, 'amount', '1299,90'))
    await expect(desk.batches.release({ ...release, typed })).rejects.toMatchObject({
      code: 'changed_meanwhile'
    })
    const fresh = await desk.batches.review(id, null)
    await desk.batches.release({ ...release, reviewId: fresh.reviewId, typed })
    await expect(desk.batches.release({ ...release, reviewId: fresh.reviewId, typed })).rejects.toMatchObject(
      {
        code: 'review_unknown'
      }
    )
    await expect(desk.batches.edit(id, cell(2, 'amount', '1,00'))).rejects.toMatchObject({
      code: 'batch_begun'
    })
    await expect(desk.batches.discard(id)).rejects.toMatchObject({ code: 'batch_begun' })
  })

  it('starts by itself when the hold is over, and not when it was called off', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    await released(desk, id, 60_000)
    expect(desk.timers).toHaveLength(1)
    await desk.batches.cancel(id)
    expect(desk.timers).toHaveLength(0)
    expect(desk.sent()).toEqual([])
    const again = await opened(desk)
    await released(desk, again.id, 60_000)
    desk.now += 60_000
    desk.timers[0]?.()
    await expect.poll(async () => (await desk.batches.detail(again.id)).stage).toBe('done')
    expect(desk.sent()).toHaveLength(3)
  })

  it('keeps tokens sealed, and no card number, wherever they stand', async () => {
    const desk = await openServiceDesk()
    const token = 'T100043a1-8c1e-4c1e-9a32-cafe00112233'
    const content = latin1(
      [
        'token;provider;beløp;tekst',
        `${token};dintero_psp;100,00;Nettleie`,
        `${token}-b;dintero_psp;100,00;4111111111111111`,
        `${token}-c;dintero_psp;100,00;Nettleie`,
        ''
      ].join('\r\n')
    )
    const { id, check } = await opened(desk, content)
    expect(check).toMatchObject({ charges: 2, blocked: 1, groups: [{ code: 'card_number', rows: 1 }] })
    expect([...desk.sealed.values()]).toEqual([token, `${token}-b`, `${token}-c`])
    const folder = join(desk.ledger.folder, 'batches')
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name)).toString('latin1')
      expect(bytes).not.toContain(token)
      expect(bytes).not.toContain('4111111111111111')
    }
    await released(desk, id)
    await desk.batches.start(id, false)
    await desk.allRuns.ended(id)
    const [cardId = ''] = desk.sealed.keys()
    expect(await desk.ledger.cards.getSealed(cardId, 'payment_token')).toMatchObject({
      accountId: 'T12345678'
    })
    expect((await desk.charged()).map(({ row, state }) => [row, state])).toEqual([
      [2, 'succeeded'],
      [4, 'succeeded']
    ])
  })

  it('that is none says what it is, and leaves nothing', async () => {
    const desk = await openServiceDesk()
    const path = desk.write('scan.pdf', '%PDF-1.7 ...')
    await expect(desk.batches.import({ kind: 'path', path })).rejects.toMatchObject({
      code: 'file_refused',
      details: { refusal: 'pdf' }
    })
    await expect(desk.batches.import({ kind: 'path', path: `${path}.gone` })).rejects.toMatchObject({
      code: 'file_unreadable'
    })
    expect(await desk.batches.list(0, 10)).toEqual({ rows: [], total: 0, atLeast: false })
  })

  it('is there again after a restart, with everything a person did to it', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    await desk.batches.edit(id, cell(4, 'customer_number', 'K-2006'))
    await desk.batches.rename(id, 'november')
    const later = await desk.anew()
    const [draft] = (await later.list(0, 10)).rows
    expect(draft).toMatchObject({ id, name: 'november', stage: 'mending' })
    const detail = await later.detail(id)
    expect(detail.check).toMatchObject({ charges: 4, blocked: 1, canUndo: true })
    expect((await later.undo(id)).check).toMatchObject({ charges: 3, blocked: 2 })
  })

  it('ends as its own file with the outcome of each row, which offers only what is left', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    desk.dintero.respond = (body, nth) => (nth === 2 ? notConnected : yes(body, nth))
    await released(desk, id)
    await desk.batches.start(id, false)
    await desk.allRuns.ended(id)
    const path = join(desk.ledger.folder, 'resultat.csv')
    const words = { problems: { card_unknown: 'Ukjent kort' }, errors: {}, declines: {}, advice: {} }
    expect(await desk.batches.save(id, 'result', words, () => Promise.resolve(path))).toEqual({
      rows: 5,
      reencoded: false
    })
    const text = readFileSync(path, 'latin1')
    const [header, ...lines] = text.trimEnd().split('\r\n')
    expect(header).toMatch(/^Kundenr;Navn;Beløp;Tekst;/)
    expect(lines[0]).toMatch(/^K-2002;Customer 2;1 299,90;Nettleie nøvember;/)
    expect(lines[2]).toContain('Ukjent kort')
    const again = await opened(desk, readFileSync(path))
    // The three that were charged, one of them at the second try, are done; the two bad rows are left.
    expect(again.check).toMatchObject({ records: 5, done: 3, blocked: 2, charges: 0 })
    const shown = await desk.batches.rows(id, { ...all, show: 'charged' }, 0, 10)
    expect(shown.rows.map(({ row, charge }) => [row, charge?.state])).toEqual([
      [2, 'succeeded'],
      [3, 'succeeded'],
      [6, 'succeeded']
    ])
  })

  it('writes amounts with the decimal mark of the file, whatever language the desk speaks', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk, 'Customer number,Amount\nK-2002,1299.90\nK-2003,349.00\n')
    await released(desk, id)
    await desk.batches.start(id, false)
    await desk.allRuns.ended(id)
    const path = join(desk.ledger.folder, 'result.csv')
    const words = { problems: {}, errors: {}, declines: {}, advice: {} }
    await desk.batches.save(id, 'result', words, () => Promise.resolve(path))
    const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => line.split(',')[6])).toEqual(['1299.90', '349.00'])
  })

  it('shows what became of its rows when it has ended, however lately they were looked at', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    await released(desk, id)
    const shown = async () => (await desk.batches.rows(id, all, 0, 2)).rows.map(({ charge }) => charge?.state)
    expect(await shown()).toEqual([undefined, undefined])
    const { now } = desk
    await desk.batches.start(id, false)
    await desk.allRuns.ended(id)
    desk.now = now
    await desk.batches.changed(id)
    expect(await shown()).toEqual(['succeeded', 'succeeded'])
  })
})
