import { describe, expect, it } from 'vitest'
import {
  aTransaction,
  day,
  declinedWith,
  hour,
  httpError,
  minute,
  noAnswer,
  openDesk,
  paid,
  withReference,
  type Desk
} from './desk'

const vipps = aTransaction({
  id: 'T12345678.vipps',
  paymentProductType: 'vipps',
  paymentOperation: null,
  card: null,
  createdAt: Date.UTC(2026, 4, 20, 8, 30, 0)
})

/** A charge that was refused as a duplicate, because another payment had its reference already. */
async function clash(desk: Desk): Promise<string> {
  desk.dintero.answers = [httpError(400, 'merchant_reference exists already')]
  const { id, state } = await desk.charge()
  expect(state).toBe('unknown')
  return id
}

describe("another's payment under our reference", () => {
  it('is never adopted, keeps nothing of its own in the charge, and is told', async () => {
    const desk = await openDesk()
    const id = await clash(desk)
    desk.dintero.transactions = [vipps]
    for (let times = 0; times < 3; times += 1) {
      desk.now += minute
      expect(await desk.service.ask(id)).toMatchObject({
        state: 'unknown',
        transactionId: null,
        transactionStatus: null,
        sessionId: null,
        found: [{ transactionId: 'T12345678.vipps', product: 'vipps', contradictions: ['product', 'time'] }],
        actions: { ask: true, resend: false, retry: false, close: false }
      })
    }
    expect((await desk.service.detail(id)).timeline.map(({ kind }) => kind)).toEqual([
      'created',
      'sent',
      'answered',
      'found_other',
      'asked',
      'asked'
    ])
    // Ours may still come beside it, and is then found in the same list.
    desk.dintero.transactions = [vipps, aTransaction({ id: 'T12345678.mine' })]
    expect(await desk.service.ask(id)).toMatchObject({
      state: 'succeeded',
      transactionId: 'T12345678.mine'
    })
  })

  it('in the answer to our own request is not ours either', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [paid({ paymentProductType: 'vipps' })]
    const detail = await desk.charge()
    expect(detail).toMatchObject({ state: 'unknown', transactionId: null, sessionId: null })
    expect(detail.found).toMatchObject([{ product: 'vipps', contradictions: ['product'] }])
    expect((await desk.ledger.cards.getRecord('card-1'))?.tokens[0]?.tokenId).toBeNull()
  })

  it('is an error at the field while the reference is being typed', async () => {
    const desk = await openDesk()
    desk.dintero.transactions = [vipps]
    await expect(desk.review()).rejects.toMatchObject({
      code: 'reference_taken',
      fields: [{ field: 'merchantReference', problem: 'taken' }],
      details: { reference: 'order-17', product: 'vipps', amount: 129_990, status: 'CAPTURED' }
    })
    // One that only begins like it is another.
    expect((await desk.review({ merchantReference: 'order-1' })).referenceChecked).toBe(true)
  })

  it('is not asked about for a reference of our own making, and a review says when nobody could be asked', async () => {
    const desk = await openDesk()
    desk.dintero.broken = { kind: 'failed', reason: 'network', message: 'no route', retryAfter: null }
    expect((await desk.review()).referenceChecked).toBe(false)
    const asked = desk.dintero.filters.length
    const merchantReference = await desk.service.proposeReference(null)
    expect((await desk.review({ merchantReference })).referenceChecked).toBe(true)
    expect(desk.dintero.filters).toHaveLength(asked)
  })

  it('may be under a reference of our form that another desk made, which is looked up and not counted as ours', async () => {
    const desk = await openDesk()
    const merchantReference = 'T-20260520-K7QF3M'
    const theirs = aTransaction({ id: 'T12345678.theirs', merchantReference, card: null })
    desk.dintero.transactions = [theirs]
    await expect(desk.review({ merchantReference })).rejects.toMatchObject({ code: 'reference_taken' })
    // The other desk's charge came between our look and our sending.
    desk.dintero.transactions = []
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge({ merchantReference })
    desk.dintero.transactions = [{ ...theirs, createdAt: desk.now + 300 }]
    expect(await desk.service.ask(id)).toMatchObject({ state: 'unknown', transactionId: null })
  })

  it('cannot be under one that we made, nor under that of its next attempt', async () => {
    const desk = await openDesk()
    const first = await desk.service.proposeReference(null)
    desk.dintero.answers = [withReference(declinedWith('INSUFFICIENT_FUNDS'), first)]
    const { id: retryOf } = await desk.charge({ merchantReference: first })
    const merchantReference = await desk.service.proposeReference(retryOf)
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge({ merchantReference, retryOf })
    desk.dintero.transactions = [aTransaction({ merchantReference, card: null, createdAt: desk.now + 300 })]
    expect((await desk.service.ask(id)).state).toBe('succeeded')
  })

  it('is told from ours by the clock of Dintero, not by a desk clock that is two days off', async () => {
    for (const skew of [2 * day, -2 * day]) {
      const desk = await openDesk()
      desk.dintero.skew = skew
      desk.dintero.answers = [noAnswer]
      const { id } = await desk.charge()
      desk.dintero.transactions = [aTransaction({ createdAt: desk.now + skew - 23 * hour })]
      expect((await desk.service.ask(id)).state).toBe('unknown')
      desk.dintero.transactions = [aTransaction({ createdAt: desk.now + skew + 300 })]
      expect((await desk.service.ask(id)).state).toBe('succeeded')
    }
  })

  it('made between two requests of ours that are a day apart is of neither', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer, noAnswer, noAnswer]
    const { id } = await desk.charge()
    const sent = [desk.now]
    await desk.service.ask(id)
    // The desk's clock is put right meanwhile: each request is held against the clock of its own time.
    desk.now -= 2 * day
    desk.dintero.skew = 2 * day
    for (let times = 0; times < 2; times += 1) {
      for (let asked = 0; asked < 4; asked += 1) {
        desk.now += 8 * hour
        await desk.service.ask(id)
      }
      sent.push(desk.now + 2 * day)
      await desk.service.resend(id)
    }
    const found = async (createdAt: number): Promise<string> => {
      desk.dintero.transactions = [aTransaction({ createdAt })]
      return (await desk.service.ask(id)).state
    }
    for (const at of sent) expect(await found(at + hour)).toBe('unknown')
    expect(await found((sent[1] ?? 0) + 300)).toBe('succeeded')
  })
})
