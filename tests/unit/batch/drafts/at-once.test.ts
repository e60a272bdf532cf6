import { describe, expect, it } from 'vitest'
import { AccountInUse } from '../../../../electron/batch/file-account'
import type { DraftSetting } from '../../../../electron/batch/drafts/setting'
import { all, cell, charge, opened, openServiceDesk, released, type ServiceDesk } from '../service-support'

const settingOf = (desk: ServiceDesk): Promise<DraftSetting> =>
  new AccountInUse(desk.ledger, () => desk.settings).setting()

/** A file whose references the account has used, were they typed into it. */
async function withUsed(desk: ServiceDesk): Promise<string> {
  const used = await opened(desk, 'Kundenr;Beløp;Ordrereferanse\r\nK-2009;7,00;used-1\r\n')
  await released(desk, used.id)
  await charge(desk, used.id)
  return (await opened(desk)).id
}

describe('what is asked of one file at once', () => {
  it('sees no edit that is half done', async () => {
    const desk = await openServiceDesk()
    const id = await withUsed(desk)
    // The edit asks the ledger in its middle whether the reference is used.
    const editing = desk.files.ask('edit', id, cell(2, 'merchant_reference', 'used-1'))
    const [listed, checked, found] = await Promise.all([
      desk.files.ask('list', id, { ...all, show: 'problems' }, 0, 10),
      desk.files.ask('check', id),
      desk.files.ask('find', id, all, 0, 'next')
    ])
    expect(listed.rows.map(({ row }) => row)).toEqual([2, 4, 5])
    expect(checked).toMatchObject({ charges: 2, blocked: 3 })
    expect(found).toMatchObject({ row: 2, field: 'merchant_reference' })
    await editing
  })

  it('leaves every edit there, in memory as on disk', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    await Promise.all([
      desk.batches.edit(id, cell(4, 'customer_number', 'K-2006')),
      desk.batches.edit(id, cell(5, 'amount', '5,00')),
      desk.batches.edit(id, cell(2, 'amount', '2,00')),
      desk.batches.undo(id),
      desk.batches.review(id, null),
      desk.batches.edit(id, cell(3, 'amount', '3,00'))
    ])
    const shown = await desk.batches.detail(id)
    await desk.files.ask('forget', id)
    expect((await desk.batches.detail(id)).check).toEqual(shown.check)
    expect(shown.check).toMatchObject({
      charges: 5,
      sums: [{ amount: 129_990 + 300 + 5_000 + 500 + 20_000 }]
    })
  })

  it('is loaded once, and never over an edit that was made meanwhile', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    await desk.files.ask('forget', id)
    const setting = await settingOf(desk)
    await Promise.all([
      desk.files.ask('load', id, setting),
      desk.files.ask('edit', id, cell(5, 'amount', '5,00')),
      desk.files.ask('load', id, setting)
    ])
    expect(await desk.files.ask('check', id)).toMatchObject({ charges: 4, blocked: 1 })
  })

  it('is called what it was called last, and its references are made of that', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    await Promise.all(['one', 'two', 'three'].map((name) => desk.batches.rename(id, name)))
    expect((await desk.batches.detail(id)).name).toBe('three')
    const { rows } = await desk.batches.rows(id, all, 0, 10)
    expect(rows.every(({ merchantReference }) => merchantReference.startsWith('three-'))).toBe(true)
    const later = await desk.anew()
    expect((await later.detail(id)).name).toBe('three')
  })

  it('keeps no running batch waiting: its plan is there at once', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const said: string[] = []
    await Promise.all([
      desk.files.ask('review', id, await settingOf(desk)).then(() => said.push('review')),
      desk.files.ask('planned', id, 0, 10).then(() => said.push('planned'))
    ])
    expect(said).toEqual(['planned', 'review'])
  })
})

describe('a file of one account', () => {
  it('is never held against the ledger of another', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const setting = { ...(await settingOf(desk)), accountId: 'T99999999' }
    for (const name of ['load', 'review'] as const)
      await expect(desk.files.ask(name, id, setting)).rejects.toMatchObject({ code: 'other_account' })
  })
})

describe('files in memory', () => {
  const isThere = (desk: ServiceDesk, id: string): Promise<boolean> =>
    desk.files.ask('check', id).then(
      () => true,
      () => false
    )

  it('are a few: one that was not looked at for a while is read again when it is', async () => {
    const desk = await openServiceDesk()
    const ids: string[] = []
    for (let each = 0; each < 4; each += 1) ids.push((await opened(desk)).id)
    const [first = '', second = ''] = ids
    desk.now += 10_001
    const { id: last } = await opened(desk)
    const there = await Promise.all([...ids, last].map((id) => isThere(desk, id)))
    expect(there).toEqual([false, false, true, true, true])
    expect((await desk.batches.detail(first)).check).toMatchObject({ records: 5, charges: 3 })
    expect(await isThere(desk, second)).toBe(false)
  })

  it('are all there while they are used, however many', async () => {
    const desk = await openServiceDesk()
    const ids: string[] = []
    for (let each = 0; each < 5; each += 1) ids.push((await opened(desk)).id)
    expect(await Promise.all(ids.map((id) => isThere(desk, id)))).toEqual([true, true, true, true, true])
  })

  it('are only the one that is looked at, where others are large', async () => {
    const desk = await openServiceDesk()
    const rows = Array.from({ length: 30_000 }, (_, row) => `K-2002;${row + 1},00\r\n`).join('')
    const large = [
      await opened(desk, `Kundenr;Beløp\r\n${rows}`),
      await opened(desk, `Kundenr;Beløp\r\n${rows}`)
    ]
    const ids = large.map(({ id }) => id)
    desk.now += 10_001
    const { id: small } = await opened(desk)
    expect(await Promise.all([...ids, small].map((id) => isThere(desk, id)))).toEqual([false, true, true])
  }, 60_000)

  it('may be asked about at Dintero when they are not there', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const cards = await desk.files.ask('cardsToAsk', id, await settingOf(desk))
    expect(cards.length).toBeGreaterThan(2)
    await desk.files.ask('forget', id)
    expect(await desk.files.ask('cardsToAsk', id, await settingOf(desk))).toEqual(cards)
  })
})
