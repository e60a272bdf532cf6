import { describe, expect, it } from 'vitest'
import type { BatchLinksView } from '../../../shared/batch-links'
import { DeclinedLinks } from '../../../electron/batch/declined-links'
import { aLinkDraft, aSession, aTransaction, declinedWith, offline, withReference } from '../charging/desk'
import { accountId } from '../ledger/support'
import { aRow, batchId, openBatchDesk, yes, type BatchDesk, type Respond } from './support'

const wish = { batchId, capture: 'profile', sms: false, lifetimeHours: null } as const

/** Declines each row for the reason of its place; every sixth is charged. */
const reasons = [
  '',
  'INSUFFICIENT_FUNDS',
  'EXPIRED_CARD',
  'ISSUER_ERROR',
  'MODIFICATIONS_REQUIRED',
  'DO_NOT_RETRY'
]
const respond: Respond = (body, nth) => {
  const reason = reasons[nth % reasons.length] ?? ''
  if (reason === '') return yes(body, nth)
  const answer = declinedWith(reason)
  const { amount, merchant_reference: reference } = body.session.order
  return answer.kind === 'transaction'
    ? withReference({ ...answer, transaction: { ...answer.transaction, amount, card: null } }, reference)
    : answer
}

interface Links {
  readonly desk: BatchDesk
  readonly links: DeclinedLinks
  readonly views: BatchLinksView[]
  readonly ended: () => Promise<BatchLinksView>
}

async function declinedFile(numberOfRows = 6): Promise<Links> {
  const desk = await openBatchDesk()
  desk.dintero.respond = respond
  const rows = Array.from({ length: numberOfRows }, (_, index) => aRow(index + 2))
  await desk.release(rows)
  await desk.runToEnd()
  const views: BatchLinksView[] = []
  const links = new DeclinedLinks({
    ledger: desk.ledger,
    engine: desk.linkEngine,
    account: {
      get: () => Promise.reject(new Error('not asked for')),
      has: (id) => Promise.resolve(id === accountId),
      setting: () => Promise.reject(new Error('not asked for')),
      remember: () => Promise.resolve()
    },
    clock: () => desk.now,
    ids: () => `links-${views.length}-${Math.random()}`,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    under: (_id, work) => work(),
    onProgress: (view) => views.push(view),
    onError: (error) => desk.errors.push(error)
  })
  const ended = async (): Promise<BatchLinksView> => {
    for (;;) {
      const view = links.view(batchId)
      if (view !== null && !view.running) return view
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { desk, links, views, ended }
}

async function make({ links, ended }: Links): Promise<BatchLinksView> {
  const { reviewId } = await links.review(wish)
  await links.make(reviewId)
  return ended()
}

describe('links for the declined rows of a file', () => {
  it('are made for those a customer can heal, once each, and the others are named', async () => {
    const all = await declinedFile()
    const { desk, links } = all
    expect(await links.review(wish)).toMatchObject({
      links: 4,
      sums: [{ currency: 'NOK', charges: 4 }],
      leftOut: [{ reason: 'not_healed', rows: 1 }]
    })
    expect(await make(all)).toMatchObject({
      total: 5,
      done: 5,
      made: 4,
      failed: 0,
      running: false,
      stopped: null
    })
    const references = desk.dintero.links.map(({ order }) => order.merchant_reference)
    expect(new Set(references).size).toBe(4)
    expect(references.every((reference) => reference.endsWith('~2'))).toBe(true)
    // A card that will not do is not filled in.
    expect(desk.dintero.links.map(({ customer }) => 'tokens' in customer)).toEqual([true, false, true, false])
    // Again, it finds nothing to do.
    expect(await links.review(wish)).toMatchObject({
      links: 0,
      leftOut: [
        { reason: 'followed_up', rows: 4 },
        { reason: 'not_healed', rows: 1 }
      ]
    })
    expect(await make(all)).toMatchObject({ made: 0 })
    expect(desk.dintero.links).toHaveLength(4)
    expect(desk.errors).toEqual([])
  })

  it('are begun once by a review, and not twice at a time', async () => {
    const { desk, links, ended } = await declinedFile()
    const [first, second] = [await links.review(wish), await links.review(wish)]
    await links.make(first.reviewId)
    await expect(links.make(second.reviewId)).rejects.toMatchObject({ code: 'batch_busy' })
    await expect(links.make(first.reviewId)).rejects.toMatchObject({ code: 'review_used' })
    await ended()
    await links.make(second.reviewId)
    expect(await ended()).toMatchObject({ made: 0 })
    expect(desk.dintero.links).toHaveLength(4)
  })

  it('stop when a person wants it, and go on with the rest', async () => {
    const all = await declinedFile(12)
    const { desk, links, views } = all
    const { reviewId } = await links.review(wish)
    await links.make(reviewId)
    while (desk.dintero.links.length < 2) await new Promise((resolve) => setImmediate(resolve))
    links.stop(batchId)
    expect(await all.ended()).toMatchObject({ running: false, stopped: 'cancelled' })
    expect(desk.dintero.links.length).toBeLessThan(8)
    expect(views.at(-1)).toEqual(links.view(batchId))
    await make(all)
    expect(new Set(desk.dintero.links.map(({ order }) => order.merchant_reference)).size).toBe(8)
    expect(desk.dintero.links).toHaveLength(8)
  })

  it('stop by themselves when none can be made, with what was made standing', async () => {
    const all = await declinedFile(24)
    all.desk.dintero.linkAnswers = [
      { kind: 'created', sessionId: 's', url: 'https://checkout.example/s', smsStatus: null }
    ]
    all.desk.dintero.broken = offline
    expect(await make(all)).toMatchObject({ made: 1, failed: 5, stopped: 'dintero_failed' })
    all.desk.dintero.broken = null
    all.desk.dintero.sessions = [aSession({ id: 's' })]
    expect(await make(all)).toMatchObject({ made: 13, failed: 0, stopped: null })
  })

  it('count one whose answer was lost among the failed, and make no second one beside it', async () => {
    const all = await declinedFile()
    all.desk.dintero.linkAnswers = [{ kind: 'lost', message: 'timeout', sessionId: null }]
    expect(await make(all)).toMatchObject({ made: 3, failed: 1 })
    const references = all.desk.dintero.links.map(({ order }) => order.merchant_reference)
    expect(new Set(references).size).toBe(4)
  })

  it('stop at once at what stands in the way of all', async () => {
    const all = await declinedFile()
    const account = await all.desk.ledger.accounts.get(accountId)
    if (account === null) throw new Error('no account')
    await all.desk.ledger.accounts.saveSettings(accountId, { ...account.settings, returnUrl: '' })
    expect(await make(all)).toMatchObject({ made: 0, done: 0, stopped: 'return_url_missing' })
    expect(all.desk.dintero.links).toEqual([])
  })

  /** A link for the same as the first declined row, which somebody at the desk made by hand. */
  async function madeByHand({
    ledger,
    links,
    dintero
  }: BatchDesk): Promise<{ id: string; pays: () => void }> {
    const [declined] = await ledger.charges.declinedOf(batchId, 0, 1)
    if (declined === undefined) throw new Error('none declined')
    const { cardId, amount, currency } = declined
    const { reviewId } = await links.review(aLinkDraft({ cardId, amount, currency }))
    const { id, sessionId, merchantReference } = await links.submit(reviewId)
    const pays = (): void => {
      const transaction = aTransaction({ id: 'T12345678.by-hand', amount, currency, merchantReference })
      dintero.transactions = [transaction]
      dintero.sessions = [aSession({ id: sessionId ?? '', transactionId: transaction.id })]
    }
    return { id, pays }
  }

  it('leave out a row whose customer may pay the same otherwise, for a person to look at', async () => {
    const all = await declinedFile()
    await madeByHand(all.desk)
    expect(await make(all)).toMatchObject({ made: 3, leftOut: [{ reason: 'repeats', rows: 1 }, {}] })
  })

  it('leave out a row whose customer has paid the same lately, for a person to say why', async () => {
    const all = await declinedFile()
    const { id, pays } = await madeByHand(all.desk)
    pays()
    expect((await all.desk.links.ask(id)).state).toBe('paid')
    expect(await make(all)).toMatchObject({ made: 3, leftOut: [{ reason: 'repeats', rows: 1 }, {}] })
  })

  it('by SMS are for rows with a phone number, and end by themselves', async () => {
    const { links } = await declinedFile()
    await expect(links.review({ ...wish, sms: true })).rejects.toMatchObject({
      fields: [{ field: 'lifetimeHours', problem: 'missing' }]
    })
    expect(await links.review({ ...wish, sms: true, lifetimeHours: 24 })).toMatchObject({
      links: 0,
      leftOut: [
        { reason: 'no_phone', rows: 4 },
        { reason: 'not_healed', rows: 1 }
      ]
    })
    await expect(links.review({ ...wish, batchId: 'nobody' })).rejects.toMatchObject({ code: 'not_found' })
  })
})
