import { describe, expect, it } from 'vitest'
import {
  cell,
  charge,
  opened,
  openServiceDesk,
  released,
  releaseOf,
  type ServiceDesk
} from './service-support'
import { trailOf } from './support'

const changed = { code: 'changed_meanwhile' }
const unknown = { code: 'review_unknown' }

/** Another file with the first row of the usual one, charged to its end. */
async function chargedMeanwhile(desk: ServiceDesk): Promise<void> {
  const other = await opened(desk, 'Kundenr;Beløp\r\nK-2002;1 299,90\r\n')
  await desk.batches.rename(other.id, 'by hand')
  await released(desk, other.id)
  await charge(desk, other.id)
}

describe('a review', () => {
  it('releases nothing else than it said: not after an edit, though a later one takes that back', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const release = releaseOf(await desk.batches.review(id, null))
    await desk.batches.edit(id, cell(2, 'amount', '99,00'))
    await desk.batches.edit(id, cell(3, 'amount', '1299,90'))
    await expect(desk.batches.release(release)).rejects.toMatchObject(changed)
    await desk.batches.undo(id)
    await expect(desk.batches.release(release)).rejects.toMatchObject(changed)
    await desk.batches.undo(id)
    // Now the rows are again what was reviewed, and the review was given back.
    expect(await desk.batches.release(release)).toMatchObject({ stage: 'held' })
  })

  it('releases nothing under another name: references are made of it, and it is what was read', async () => {
    const desk = await openServiceDesk()
    const own = await opened(desk, 'Kundenr;Beløp;Ordrereferanse\r\nK-2002;10,00;order-1\r\n')
    const release = releaseOf(await desk.batches.review(own.id, null))
    await desk.batches.rename(own.id, 'another')
    await expect(desk.batches.release(release)).rejects.toMatchObject(changed)
    const { id } = await opened(desk)
    const made = releaseOf(await desk.batches.review(id, null))
    await desk.batches.rename(id, 'a third')
    await expect(desk.batches.release(made)).rejects.toMatchObject(changed)
  })

  it('releases nothing when the same customer was charged the same since', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const release = releaseOf(await desk.batches.review(id, null))
    await chargedMeanwhile(desk)
    await expect(desk.batches.release(release)).rejects.toMatchObject(changed)
    const fresh = await desk.batches.review(id, null)
    expect(fresh.charges).toBe(2)
    expect((await desk.batches.detail(id)).check).toMatchObject({ unexplained: 1 })
  })

  it('holds through a reload of the same rows, and not in another program', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const review = await desk.batches.review(id, null)
    await expect((await desk.anew()).release(releaseOf(review))).rejects.toMatchObject(unknown)
    await desk.files.ask('forget', id)
    expect(await desk.batches.release(releaseOf(review))).toMatchObject({ stage: 'held' })
  })

  it('is the latest one of its file alone, and for a quarter of an hour', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const first = await desk.batches.review(id, null)
    const second = await desk.batches.review(id, null)
    await expect(desk.batches.release(releaseOf(first))).rejects.toMatchObject(unknown)
    desk.now += 15 * 60_000
    await expect(desk.batches.release(releaseOf(second))).rejects.toMatchObject({ code: 'review_expired' })
    expect(await desk.batches.detail(id)).toMatchObject({ stage: 'mending' })
  })

  it('is used up by one release, however many try at once', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const release = releaseOf(await desk.batches.review(id, null))
    const all = await Promise.allSettled([1, 2, 3].map(() => desk.batches.release(release)))
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    for (const each of all.slice(1)) expect(each).toMatchObject({ reason: unknown })
    expect(await desk.ledger.batches.count('T12345678')).toBe(1)
    expect(desk.timers).toHaveLength(1)
  })

  it('is given back by a release that failed', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const release = releaseOf(await desk.batches.review(id, null))
    const write = desk.ledger.write.bind(desk.ledger)
    desk.ledger.write = () => Promise.reject(new Error('the disk is full'))
    await expect(desk.batches.release(release)).rejects.toThrow('the disk is full')
    desk.ledger.write = write
    expect(await desk.batches.release(release)).toMatchObject({ stage: 'held' })
  })
})

describe('a file that is being released', () => {
  it('is not mended meanwhile, and no draft any more', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const release = releaseOf(await desk.batches.review(id, null))
    const [done, edited, renamed, back] = await Promise.allSettled([
      desk.batches.release(release),
      desk.batches.edit(id, cell(2, 'amount', '5,00')),
      desk.batches.rename(id, 'later'),
      desk.batches.backToColumns(id)
    ])
    expect(done.status).toBe('fulfilled')
    for (const each of [edited, renamed, back])
      expect(each).toMatchObject({ reason: { code: 'batch_begun' } })
    expect(await desk.batches.list(0, 10)).toMatchObject({ total: 1, rows: [{ id, stage: 'held' }] })
    await charge(desk, id)
    expect((await desk.charged()).map(({ amount }) => amount)).toEqual([129_990, 9_900, 20_000])
  })

  it('keeps no token: not in what was read, and not sealed beside the stored card', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk, 'token;provider;beløp\r\nT1000-secret-0001;dintero_psp;10,00\r\n')
    await released(desk, id)
    expect(await desk.files.ask('isRead', id)).toBe(false)
    const [cardId = ''] = desk.sealed.keys()
    expect(await desk.ledger.cards.getSealed(cardId, 'payment_token')).not.toBeNull()
    const later = await desk.anew()
    expect(
      (await later.rows(id, { show: 'all', code: null, field: null, search: '' }, 0, 9)).rows
    ).toMatchObject([{ card: { id: cardId } }])
    expect(
      desk
        .staged(id)
        .newCards()
        .map(({ sealed }) => sealed.length)
    ).toEqual([0])
  })
})

describe('cards that files bring along', () => {
  const rows = 'token;provider;beløp;kundenr\r\nT1000-secret-0001;dintero_psp;10,00;K-77\r\n'
  const more = 'token;provider;beløp;kundenr\r\nT1000-secret-0001;dintero_psp;20,00;K-77\r\n'

  it('are one card when two files bring the same, and both are charged to it', async () => {
    const desk = await openServiceDesk()
    const [one, other] = [await opened(desk, rows), await opened(desk, more)]
    expect(desk.sealed.size).toBe(2)
    await released(desk, one.id)
    await charge(desk, one.id)
    const review = await desk.batches.review(other.id, null)
    expect(review).toMatchObject({ charges: 1, newCards: 0 })
    await desk.batches.release(releaseOf(review))
    await charge(desk, other.id)
    const charged = await desk.charged()
    expect(new Map(charged.map(({ amount, state }) => [amount, state]))).toEqual(
      new Map([
        [1_000, 'succeeded'],
        [2_000, 'succeeded']
      ])
    )
    const cards = await desk.ledger.reads.searchCards('T12345678', 'K-77', 10)
    expect(cards.cards).toHaveLength(1)
  })

  it('are not stored twice when a release failed after they were stored', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk, rows)
    const release = releaseOf(await desk.batches.review(id, null))
    const inLedger = desk.allRuns.release.bind(desk.allRuns)
    desk.allRuns.release = () => Promise.reject(new Error('no'))
    await expect(desk.batches.release(release)).rejects.toThrow('no')
    desk.allRuns.release = inLedger
    await desk.batches.release(release)
    await charge(desk, id)
    expect(await desk.charged()).toMatchObject([{ state: 'succeeded' }])
    expect(await trailOf(desk, 'card_added')).toHaveLength(1)
  })

  it('come back as themselves when they were removed', async () => {
    const desk = await openServiceDesk()
    const first = await opened(desk, rows)
    await released(desk, first.id)
    await charge(desk, first.id)
    const [cardId = ''] = desk.sealed.keys()
    await desk.ledger.write(({ cards }) => cards.remove(cardId, desk.now))
    const second = await opened(desk, more)
    await released(desk, second.id)
    await charge(desk, second.id)
    expect((await desk.charged()).map(({ state }) => state)).toEqual(['succeeded', 'succeeded'])
    expect([...desk.sealed.keys()]).toEqual([cardId])
    expect(await desk.ledger.cards.getSealed(cardId, 'payment_token')).not.toBeNull()
  })
})
