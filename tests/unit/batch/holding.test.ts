import { describe, expect, it } from 'vitest'
import { TrekkError } from '../../../shared/result'
import { notConnected } from '../charging/desk'
import { all, charge, latin1, opened, openServiceDesk, released } from './service-support'
import { yes } from './support'

const minute = 60_000

describe('a file that is held', () => {
  it('waits for its time when its timer is early, and goes then', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    await released(desk, id, minute)
    desk.now += minute - 5
    desk.timers.shift()?.()
    await expect.poll(() => desk.timers).toHaveLength(1)
    expect(desk.waits).toEqual([minute, 5])
    expect(desk.sent()).toEqual([])
    desk.now += 5
    desk.timers.shift()?.()
    await expect.poll(async () => (await desk.batches.detail(id)).stage).toBe('done')
    expect(desk.sent()).toHaveLength(3)
    expect(desk.errors).toEqual([])
  })

  it('waits as long as the clock was set back, looking once a day: no timer waits for a month', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    await released(desk, id, minute)
    desk.now -= 40 * 24 * 60 * minute
    desk.timers.shift()?.()
    await expect.poll(() => desk.timers).toHaveLength(1)
    expect(desk.waits).toEqual([minute, 24 * 60 * minute])
    expect(desk.sent()).toEqual([])
  })

  it('waits while another file is charged, and goes when that is done', async () => {
    const desk = await openServiceDesk()
    const [one, other] = [await opened(desk), await opened(desk, 'Kundenr;Beløp\r\nK-2009;7,00\r\n')]
    await released(desk, one.id, minute)
    await released(desk, other.id, minute)
    desk.now += minute
    let answer: () => void = () => undefined
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    desk.dintero.respond = async (body, nth) => {
      await answered
      return yes(body, nth)
    }
    const [first, second] = desk.timers.splice(0)
    first?.()
    await expect.poll(() => desk.sent().length).toBeGreaterThan(0)
    second?.()
    await expect.poll(() => desk.timers).toHaveLength(1)
    expect(await desk.batches.detail(other.id)).toMatchObject({
      stage: 'held',
      run: { start: { byItself: true, kept: 'batch_busy' } }
    })
    answer()
    await expect.poll(async () => (await desk.batches.detail(one.id)).stage).toBe('done')
    desk.timers.shift()?.()
    await expect.poll(async () => (await desk.batches.detail(other.id)).stage).toBe('done')
    expect(desk.sent()).toHaveLength(4)
    expect(desk.errors).toEqual([])
  })

  it('says what has kept it, and that it does not start by itself any more', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    await released(desk, id, minute)
    const startOf = async () => {
      const { rows } = await desk.batches.list(0, 9)
      const { run } = await desk.batches.detail(id)
      expect(rows.find((row) => row.id === id)?.start).toEqual(run?.start)
      return run?.start
    }
    expect(await startOf()).toEqual({ byItself: true, kept: null })
    desk.now += minute
    const write = desk.ledger.write.bind(desk.ledger)
    desk.ledger.write = () => Promise.reject(new TrekkError('storage_full', 'the disk is full'))
    desk.timers.shift()?.()
    await expect.poll(startOf).toEqual({ byItself: false, kept: 'storage_full' })
    desk.ledger.write = write
    await charge(desk, id)
    expect(await startOf()).toBeNull()
  })

  it('says that Trekk was closed, whether or not its time has come', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    await released(desk, id, minute)
    const later = await desk.anew()
    expect((await later.detail(id)).run?.start).toEqual({ byItself: false, kept: 'closed' })
    expect((await later.list(0, 9)).rows).toMatchObject([{ start: { byItself: false, kept: 'closed' } }])
  })

  it('that somebody has started, and that was paused then, does not go on by itself', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    await released(desk, id, minute)
    desk.now += minute
    const start = desk.allRuns.start.bind(desk.allRuns)
    desk.allRuns.start = () => Promise.reject(new TrekkError('batch_busy', 'another one runs'))
    desk.timers.shift()?.()
    await expect.poll(() => desk.timers).toHaveLength(1)
    desk.allRuns.start = start
    desk.dintero.respond = () => notConnected
    const [again] = desk.timers
    await charge(desk, id)
    expect((await desk.batches.detail(id)).stage).toBe('paused')
    expect(desk.timers).toEqual([])
    desk.dintero.respond = yes
    const sent = desk.sent().length
    // Just as its timer had gone off.
    again?.()
    await new Promise((resolve) => setImmediate(resolve))
    await desk.allRuns.ended(id)
    expect(desk.sent()).toHaveLength(sent)
  })

  it('waits for nothing more when the program ends, or when it was called off just then', async () => {
    const desk = await openServiceDesk()
    const [one, other] = [await opened(desk), await opened(desk, 'Kundenr;Beløp\r\nK-2009;7,00\r\n')]
    await released(desk, one.id, minute)
    await released(desk, other.id, minute)
    const [first, second] = desk.timers.splice(0)
    first?.()
    await desk.batches.cancel(one.id)
    await desk.batches.close()
    second?.()
    await expect.poll(async () => (await desk.batches.detail(one.id)).stage).toBe('cancelled')
    await new Promise((resolve) => setImmediate(resolve))
    desk.now += minute
    for (const timer of desk.timers) timer()
    expect(desk.sent()).toEqual([])
  })
})

describe('what became of rows', () => {
  it('is shown as it is when a file has come to rest, and never another file’s', async () => {
    const desk = await openServiceDesk()
    const [one, other] = [await opened(desk), await opened(desk, 'Kundenr;Beløp\r\nK-2009;7,00\r\n')]
    await released(desk, one.id)
    await released(desk, other.id)
    const charged = { ...all, show: 'charged' } as const
    const rowsOf = async (id: string): Promise<number[]> =>
      (await desk.batches.rows(id, charged, 0, 10)).rows.map(({ row }) => row)
    expect([await rowsOf(one.id), await rowsOf(other.id)]).toEqual([[], []])
    desk.now += 1
    desk.perCharge = 100_000
    await charge(desk, one.id)
    // Within the same second.
    desk.now = Math.min(desk.now, (await desk.ledger.batches.require(one.id)).releasedAt + 500)
    expect([await rowsOf(one.id), await rowsOf(other.id)]).toEqual([[3, 6], []])
    expect((await desk.batches.detail(one.id)).run).toMatchObject({ setAside: 1 })
    expect((await desk.batches.detail(other.id)).run).toMatchObject({ setAside: 0 })
    await charge(desk, other.id)
    expect(await rowsOf(other.id)).toEqual([2])
  })
})

describe('a row that was declined', () => {
  const header = 'Kundenr;Beløp;Ordrereferanse;Trekk: status;Trekk: ordrereferanse'
  const file = (...rows: string[]): Uint8Array => latin1([header, ...rows, ''].join('\r\n'))
  const declined = 'K-2002;100,00;order-17;Avvist av banken;order-17'

  it('is attempted once more, and not again when the same file is taken in after that was charged', async () => {
    const desk = await openServiceDesk()
    const first = await opened(desk, file(declined))
    await released(desk, first.id)
    await charge(desk, first.id)
    expect(desk.sent()).toEqual(['order-17~2'])
    // Long after anybody would be asked about a repetition.
    desk.now += 90 * 24 * 60 * minute
    const second = await opened(desk, file(declined))
    expect(second.check).toMatchObject({ charges: 0, groups: [{ code: 'reference_used', rows: 1 }] })
  })

  it('is not charged twice by two rows that say so', async () => {
    const desk = await openServiceDesk()
    const { id, check } = await opened(desk, file(declined, declined.replace('K-2002', 'K-2003')))
    expect(check).toMatchObject({ charges: 0, groups: [{ code: 'reference_twice', rows: 2 }] })
    const left = await desk.batches.edit(id, { kind: 'skip', rows: [3], skip: true })
    expect(left.check).toMatchObject({ charges: 1 })
  })

  it('is looked up when its reference is typed, and when that is taken back and done again', async () => {
    const desk = await openServiceDesk()
    const used = await opened(desk, 'Kundenr;Beløp;Ordrereferanse\r\nK-2009;7,00;used-1\r\n')
    desk.dintero.respond = (body, nth) => (nth === 1 ? notConnected : yes(body, nth))
    await released(desk, used.id)
    await charge(desk, used.id)
    const { id } = await opened(desk)
    const typed = await desk.batches.edit(id, {
      kind: 'cells',
      cells: [{ row: 2, field: 'merchant_reference', text: 'used-1' }]
    })
    const usedGroup = expect.objectContaining({ code: 'reference_used', rows: 1 })
    expect(typed.check?.groups).toContainEqual(usedGroup)
    expect((await desk.batches.undo(id)).check?.groups).not.toContainEqual(usedGroup)
    expect((await desk.batches.redo(id)).check?.groups).toContainEqual(usedGroup)
  })
})
