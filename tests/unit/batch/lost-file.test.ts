import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { discardStaging } from '../../../electron/ledger/staging/staging'
import { declinedWith, noAnswer, withReference } from '../charging/desk'
import { all, opened, openServiceDesk, released, releaseOf, type ServiceDesk } from './service-support'
import { yes } from './support'

const content = [
  'Kundenr;Beløp;Tekst;Ordrereferanse',
  'K-2002;100;Leie;r-1',
  'K-2003;200;Leie;r-2',
  'K-2004;300;Leie;r-3',
  'K-2005;400;Leie;r-4',
  ''
].join('\r\n')

/** A file of which three first rows were charged, declined and not answered, and the fourth waits. */
async function firstThree(desk: ServiceDesk): Promise<string> {
  desk.dintero.respond = (body, nth) => {
    if (nth !== 2) return nth === 3 ? noAnswer : yes(body, nth)
    const answer = declinedWith('INSUFFICIENT_FUNDS')
    const { amount, merchant_reference: reference } = body.session.order
    return answer.kind === 'transaction'
      ? withReference({ ...answer, transaction: { ...answer.transaction, amount, card: null } }, reference)
      : answer
  }
  const { id } = await opened(desk, content)
  await desk.batches.release({ ...releaseOf(await desk.batches.review(id, null)), firstCharges: 3 })
  await desk.batches.start(id, false)
  await desk.allRuns.ended(id)
  return id
}

const lose: Readonly<Record<string, (desk: ServiceDesk, id: string) => void>> = {
  gone: ({ ledger }, id) => discardStaging(ledger.folder, id),
  damaged: ({ ledger }, id) => {
    discardStaging(ledger.folder, id)
    writeFileSync(join(ledger.folder, 'batches', `${id}.db`), 'no database at all'.repeat(500))
  }
}

describe.each(Object.keys(lose))('a released file whose own copy is %s', (how) => {
  it('is shown by what the ledger knows', async () => {
    const desk = await openServiceDesk()
    const id = await firstThree(desk)
    await desk.files.ask('close', id)
    lose[how]?.(desk, id)
    const later = await desk.anew()
    const detail = await later.detail(id)
    expect(detail).toMatchObject({
      stage: 'looking',
      fileLost: true,
      fileBytes: null,
      columns: null,
      check: null,
      run: { charges: 4, declines: [{ reason: 'insufficient_funds', charges: 1 }] }
    })
    expect(detail.run?.counts.map(({ state, charges }) => [state, charges]).toSorted()).toEqual([
      ['declined', 1],
      ['succeeded', 1],
      ['unknown', 1]
    ])
    const { rows, total } = await later.rows(id, all, 0, 9)
    expect(total).toBe(3)
    expect(
      rows.map(({ row, merchantReference, amount, texts, charge }) => [
        row,
        merchantReference,
        amount,
        texts.customer_name,
        charge?.state,
        charge?.declineReason
      ])
    ).toEqual([
      [2, 'r-1', 10_000, 'Customer 2', 'succeeded', null],
      [3, 'r-2', 20_000, 'Customer 3', 'declined', 'insufficient_funds'],
      [4, 'r-3', 30_000, 'Customer 4', 'unknown', null]
    ])
    const referencesOf = async (filter: Partial<typeof all>): Promise<string[]> =>
      (await later.rows(id, { ...all, ...filter }, 0, 9)).rows.map((row) => row.merchantReference)
    expect(await referencesOf({ show: 'charged' })).toEqual(['r-1'])
    expect(await referencesOf({ show: 'not_charged' })).toEqual(['r-2'])
    expect(await referencesOf({ show: 'open' })).toEqual(['r-3'])
    expect(await referencesOf({ search: 'customer 4' })).toEqual(['r-3'])
    expect(await later.changed(id)).toMatchObject({ stage: 'looking', run: { charges: 4 } })
  })

  it('says how many rows were set aside once every row has had its turn', async () => {
    const desk = await openServiceDesk()
    desk.dintero.respond = (body, nth) => {
      desk.perCharge = 25_000
      return yes(body, nth)
    }
    const { id } = await opened(desk, content)
    const release = releaseOf(await desk.batches.review(id, null))
    await desk.batches.release({ ...release, firstCharges: 1 })
    await desk.batches.start(id, false)
    await desk.allRuns.ended(id)
    await desk.batches.start(id, true)
    await desk.allRuns.ended(id)
    const { run } = await desk.batches.detail(id)
    expect(run).toMatchObject({ state: 'done', charges: 4, setAside: 2 })
    await desk.files.ask('close', id)
    lose[how]?.(desk, id)
    const later = await desk.anew()
    expect(await later.detail(id)).toMatchObject({ fileLost: true, run: { setAside: 2 } })
  })

  it('charges nothing more, and can be ended for good', async () => {
    const desk = await openServiceDesk()
    const id = await firstThree(desk)
    await desk.files.ask('close', id)
    lose[how]?.(desk, id)
    const sent = desk.sent().length
    await desk.batches.start(id, true).catch(() => null)
    await desk.allRuns.ended(id)
    expect(desk.sent()).toHaveLength(sent)
    expect(await desk.batches.detail(id)).toMatchObject({ stage: 'paused', fileLost: true })
    expect(await desk.batches.stop(id)).toMatchObject({ stage: 'stopped', fileLost: true })
  })
})

describe('a file that is there', () => {
  it('is not called lost, and an error of the disk does not make it so', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk, content)
    expect(await released(desk, id, 60_000)).toMatchObject({ fileLost: false })
    desk.beforeAsk = (name) =>
      name === 'load' ? Promise.reject(new Error('the thread has ended')) : Promise.resolve()
    await expect(desk.batches.detail(id)).rejects.toThrow('the thread has ended')
  })
})
