import { describe, expect, it } from 'vitest'
import { openConnection } from '../../../../electron/ledger/sqlite/connection'
import type { LinkAnswer } from '../../../../electron/dintero/dintero'
import { linkDetail } from '../../../../shared/link'
import type { TrekkError } from '../../../../shared/result'
import { linkReview } from '../../../../shared/review'
import { aCard, accountId, rawDatabase } from '../../ledger/support'
import {
  aDraft,
  aLinkDraft,
  aSession,
  aTransaction,
  day,
  declinedWith,
  held,
  hour,
  noAnswer,
  openDesk,
  paid,
  start
} from '../desk'

const everything = { search: '', actions: [], from: null, to: null, offset: 0, limit: 100 }

describe('a payment link', () => {
  it('is made as it was reviewed, and shows nothing but what its screen may know', async () => {
    const desk = await openDesk()
    const review = await desk.links.review(aLinkDraft())
    expect(linkReview.strict().parse(review)).toEqual(review)
    expect(review).toMatchObject({ amount: 129_990, confirmations: [], open: [], referenceChecked: true })
    const detail = await desk.links.submit(review.reviewId)
    expect(linkDetail.strict().parse(detail)).toEqual(detail)
    expect(detail).toMatchObject({
      state: 'made',
      url: 'https://checkout.example/session-1',
      customerName: 'Øystein Ødegård',
      lastFour: '0416',
      actions: { ask: true, cancel: true, give: true, close: false, again: false }
    })
    expect(detail.timeline.map(({ kind, state }) => [kind, state])).toEqual([
      ['created', 'asking'],
      ['answered', 'made']
    ])
    expect(desk.dintero.links).toEqual([
      {
        url: { return_url: 'https://shop.example/thanks' },
        order: { amount: 129_990, currency: 'NOK', merchant_reference: 'link-17' },
        customer: {
          customer_id: 'K-1001',
          tokens: { 'dintero_psp.creditcard': { payment_token: 'token-of-card-1' } }
        },
        profile_id: 'default'
      }
    ])
    expect(desk.linkChanges.map(({ state }) => state)).toEqual(['made'])
    const audit = await desk.ledger.reads.listAudit(everything)
    expect(audit.rows.map(({ action }) => action)).toEqual(['link_answered', 'link_created'])
    expect(JSON.stringify(audit.rows)).not.toContain('checkout.example')
    expect(JSON.stringify([detail, audit])).not.toContain('token-of-card')
  })

  it('says how long it can be paid, how it is captured and sent, and leaves out the card where it will not do', async () => {
    const desk = await openDesk()
    desk.dintero.skew = hour
    await desk.link({
      lifetimeHours: 24,
      capture: 'later',
      filled: false,
      sms: true,
      phone: '90012345',
      email: 'a@b.no'
    })
    expect(desk.dintero.links[0]).toMatchObject({
      expires_at: new Date(start + hour + day).toISOString(),
      configuration: { auto_capture: false, publish: [{ type: 'checkout-link', channel: 'sms' }] },
      customer: { customer_id: 'K-1001', phone_number: '+4790012345', email: 'a@b.no' }
    })
    expect(desk.dintero.links[0]?.customer).not.toHaveProperty('tokens')
  })

  it('is on disk before the request for it leaves', async () => {
    const desk = await openDesk()
    const answer = held<LinkAnswer>()
    desk.dintero.linkAnswers = [answer.promise]
    const { reviewId } = await desk.links.review(aLinkDraft())
    const submitted = desk.links.submit(reviewId)
    while (desk.dintero.links.length === 0) await new Promise((resolve) => setImmediate(resolve))
    const other = openConnection(`${desk.ledger.folder}/trekk.db`)
    expect(other.prepare('select state, url from links').all()).toEqual([{ state: 'asking', url: null }])
    other.close()
    // The same review, pressed again, asks for nothing more.
    await expect(desk.links.submit(reviewId)).rejects.toMatchObject({ code: 'review_used' })
    await expect(desk.links.linkOf(reviewId)).resolves.toMatchObject({ state: 'asking' })
    answer.give({ kind: 'created', sessionId: 's', url: 'https://checkout.example/s', smsStatus: null })
    expect((await submitted).state).toBe('made')
    expect(desk.dintero.links).toHaveLength(1)
  })

  it.each([
    ['not_made', { kind: 'refused', message: 'no profile' }],
    ['not_made', { kind: 'failed', reason: 'network', message: 'no route', retryAfter: null }],
    ['lost', { kind: 'lost', message: 'HTTP 502', sessionId: null }]
  ] as const)('that is answered so is %s: %o', async (state, answer) => {
    const desk = await openDesk()
    desk.dintero.linkAnswers = [answer]
    const detail = await desk.link()
    expect(detail).toMatchObject({ state, url: null, problem: answer.message, actions: { give: false } })
    // Its reference is used up either way: under it something may be there.
    await expect(desk.links.review(aLinkDraft())).rejects.toMatchObject({ code: 'reference_used' })
    await expect(desk.review({ merchantReference: 'link-17' })).rejects.toMatchObject({
      code: 'reference_used'
    })
  })

  it('whose client breaks its promise is lost, not forgotten', async () => {
    const desk = await openDesk()
    desk.dintero.linkAnswers = [Promise.reject(new Error('bug'))]
    expect(await desk.link()).toMatchObject({ state: 'lost', problem: 'Error' })
  })

  it('whose request a crash cut short is lost after the next start', async () => {
    const desk = await openDesk()
    desk.dintero.linkAnswers = [new Promise(() => undefined)]
    const { reviewId } = await desk.links.review(aLinkDraft())
    void desk.links.submit(reviewId)
    while (desk.dintero.links.length === 0) await new Promise((resolve) => setImmediate(resolve))
    const next = desk.restart()
    await next.linkEngine.recover()
    const { rows } = await next.links.list({
      search: '',
      states: [],
      kinds: [],
      from: null,
      to: null,
      offset: 0,
      limit: 10
    })
    expect(rows).toMatchObject([{ state: 'lost', merchantReference: 'link-17' }])
    await next.linkEngine.recover()
    expect(await desk.ledger.links.timeline(rows[0]?.id ?? '')).toHaveLength(2)
  })

  it('keeps an answer the disk would not take, and writes it later', async () => {
    let full = false
    const desk = await openDesk({
      ledger: {
        open: (path) => {
          const connection = openConnection(path)
          const orFail = (sql: string): void => {
            if (full && sql.startsWith('update "links"'))
              throw Object.assign(new Error('disk is full'), { errcode: 13 })
          }
          return {
            get isTransaction() {
              return connection.isTransaction
            },
            exec: (sql) => connection.exec(sql),
            close: () => connection.close(),
            prepare: (sql) => {
              const statement = connection.prepare(sql)
              return {
                columns: () => statement.columns(),
                all: (...parameters) => {
                  orFail(sql)
                  return statement.all(...parameters)
                },
                iterate: (...parameters) => statement.iterate(...parameters),
                run: (...parameters) => {
                  orFail(sql)
                  return statement.run(...parameters)
                }
              }
            }
          }
        }
      }
    })
    full = true
    const shown = await desk.link()
    expect(shown.state).toBe('asking')
    expect(desk.linkEngine.unwritten).toEqual([shown.id])
    full = false
    await desk.reconciler.start()
    expect(await desk.links.detail(shown.id)).toMatchObject({
      state: 'made',
      url: 'https://checkout.example/session-1'
    })
    expect(desk.linkEngine.unwritten).toEqual([])
    await desk.reconciler.stop()
  })

  it('is only made with a return address, within the limit, and with fields that are right', async () => {
    const desk = await openDesk()
    const refused = (change: object) => desk.links.review(aLinkDraft(change))
    await expect(refused({ amount: 5_000_001 })).rejects.toMatchObject({ code: 'over_limit' })
    await expect(refused({ amount: 0 })).rejects.toMatchObject({
      fields: [{ field: 'amount', problem: 'too_small' }]
    })
    await expect(refused({ currency: 'XXX' })).rejects.toMatchObject({
      fields: [{ problem: 'wrong_currency' }]
    })
    await expect(refused({ sms: true, lifetimeHours: 24 })).rejects.toMatchObject({
      fields: [{ field: 'phone', problem: 'missing' }]
    })
    await expect(refused({ sms: true, phone: '90012345' })).rejects.toMatchObject({
      fields: [{ field: 'lifetimeHours', problem: 'missing' }]
    })
    await expect(refused({ email: '4925000000000004' })).rejects.toMatchObject({
      code: 'card_number_refused'
    })
    await desk.ledger.cards.insert(
      aCard({ id: 'card-r', provider: 'payex', tokenKind: 'recurrence_token', customerNumber: 'K-2' })
    )
    await expect(refused({ cardId: 'card-r' })).rejects.toMatchObject({ fields: [{ field: 'filled' }] })
    expect(await refused({ cardId: 'card-r', filled: false })).toMatchObject({ filled: false })
    const account = await desk.ledger.accounts.get(accountId)
    if (account === null) throw new Error('no account')
    await desk.ledger.accounts.saveSettings(accountId, { ...account.settings, returnUrl: '' })
    await expect(refused({})).rejects.toMatchObject({ code: 'return_url_missing' })
    expect(desk.dintero.links).toEqual([])
  })

  it('asks for a large amount to be typed again', async () => {
    const desk = await openDesk()
    const { reviewId, confirmations } = await desk.links.review(aLinkDraft({ amount: 500_001 }))
    expect(confirmations).toEqual([{ kind: 'type_amount' }])
    await expect(desk.links.submit(reviewId)).rejects.toMatchObject({
      code: 'review_unconfirmed',
      nothingSent: true
    })
    const answers = { reviewId, reason: '', realMoney: false }
    expect(() => desk.links.confirm({ ...answers, typedAmount: 500_000 })).toThrow('the amount typed again')
    desk.links.confirm({ ...answers, typedAmount: 500_001 })
    expect((await desk.links.submit(reviewId)).state).toBe('made')
  })
})

describe('beside what else may take the money', () => {
  const sameMoney = { merchantReference: 'order-18' }

  it('an open link stops the same amount at any age, whatever the window, by charge and by link', async () => {
    const desk = await openDesk()
    const { id } = await desk.link()
    for (const duplicateWindowHours of [24, 0]) {
      desk.settings = { ...desk.settings, duplicateWindowHours }
      desk.now += 30 * day
      const stopped = { code: 'link_open', details: { linkId: id } }
      await expect(desk.review(sameMoney)).rejects.toMatchObject(stopped)
      await expect(desk.links.review(aLinkDraft(sameMoney))).rejects.toMatchObject(stopped)
      expect((await desk.review({ ...sameMoney, amount: 1 })).open).toMatchObject([
        { kind: 'link', link: { id } }
      ])
      expect((await desk.links.review(aLinkDraft({ ...sameMoney, amount: 1 }))).open).toHaveLength(1)
    }
  })

  it('a link that was opened between review and submit stops the charge all the same', async () => {
    const desk = await openDesk()
    const review = await desk.review(sameMoney)
    await desk.link()
    await expect(desk.service.submit(review.reviewId)).rejects.toMatchObject({
      code: 'link_open',
      nothingSent: true
    })
    expect(desk.dintero.paid).toEqual([])
  })

  it('a charge that was made between review and submit stops the link', async () => {
    const desk = await openDesk()
    const { reviewId } = await desk.links.review(aLinkDraft(sameMoney))
    desk.dintero.answers = [noAnswer]
    await desk.charge()
    await expect(desk.links.submit(reviewId)).rejects.toMatchObject({ code: 'duplicate_open' })
    expect(desk.dintero.links).toEqual([])
  })

  it('a charge lately asks why, with its name in the trail', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [paid()]
    const { id } = await desk.charge()
    const { reviewId, confirmations } = await desk.links.review(aLinkDraft(sameMoney))
    expect(confirmations).toMatchObject([{ kind: 'duplicate_reason', earlier: [{ id }], paidByLink: [] }])
    desk.links.confirm({ reviewId, typedAmount: null, reason: 'a second trip', realMoney: false })
    expect(await desk.links.submit(reviewId)).toMatchObject({ duplicateReason: 'a second trip' })
    const [, entry] = (await desk.ledger.reads.listAudit(everything)).rows
    expect(entry).toMatchObject({ action: 'duplicate_explained', facts: { earlier: id } })
  })

  it('what was paid by a link is not taken for a payment made elsewhere', async () => {
    const desk = await openDesk()
    await desk.ledger.cards.insert(aCard({ id: 'card-2', tokenId: 'token-id-2' }))
    const { id } = await desk.link({ cardId: 'card-2' })
    const onCard = { paymentTokenId: 'token-id-2', recurrenceTokenId: null }
    const card = { brand: 'Visa', maskedPan: '476173******0416', expiry: null, ...onCard }
    desk.dintero.transactions = [aTransaction({ merchantReference: 'link-17', card })]
    desk.dintero.sessions = [aSession({ transactionId: 'T12345678.tx-1' })]
    await desk.links.ask(id)
    expect((await desk.review({ ...sameMoney, cardId: 'card-2' })).confirmations).toMatchObject([
      { kind: 'duplicate_reason', paidByLink: [{ id }], elsewhere: [] }
    ])
  })

  it('another card of the same customer counts, and a stranger does not', async () => {
    const desk = await openDesk()
    const other = { lastFour: '9999', tokenId: null, email: '', phone: '' }
    await desk.ledger.cards.insert(aCard({ id: 'card-2', ...other }))
    await desk.ledger.cards.insert(
      aCard({ id: 'card-3', ...other, customerNumber: 'K-9', expiry: '01/2031' })
    )
    await desk.link()
    await expect(desk.review({ ...sameMoney, cardId: 'card-2' })).rejects.toMatchObject({ code: 'link_open' })
    expect((await desk.review({ ...sameMoney, cardId: 'card-3' })).open).toEqual([])
  })

  it('a lost link stops nothing where nobody has its address, and everything where Dintero may have sent it', async () => {
    const lost = { kind: 'lost', message: 'timeout', sessionId: null } as const
    const quiet = await openDesk()
    quiet.dintero.linkAnswers = [lost]
    await quiet.link()
    expect((await quiet.review(sameMoney)).open).toEqual([])
    const loud = await openDesk()
    loud.dintero.linkAnswers = [lost]
    await loud.link({ sms: true, phone: '90012345', lifetimeHours: 1 })
    await expect(loud.review(sameMoney)).rejects.toMatchObject({ code: 'link_open' })
  })
})

describe('in place of a declined charge', () => {
  const named = { merchantReference: 'order-17~2' }

  it.each([
    ['MODIFICATIONS_REQUIRED', true],
    ['INSUFFICIENT_FUNDS', true],
    ['EXPIRED_CARD', true],
    ['CLOSED_ACCOUNT', true],
    // The schemes bar the card, and the customer may have another.
    ['DO_NOT_RETRY', true],
    ['PICK_UP_CARD', false],
    ['INVALID_AMOUNT', false],
    ['ISSUER_ERROR', false]
  ])('%s: %s', async (type, offered) => {
    const desk = await openDesk()
    desk.dintero.answers = [declinedWith(type)]
    const { id, actions } = await desk.charge()
    expect(actions.link).toBe(offered)
    const made = await desk.link({ ...named, chargeId: id, filled: false }).then(
      ({ charge }) => charge?.id,
      ({ code }: TrekkError) => code
    )
    expect(made).toBe(offered ? id : 'retry_not_allowed')
  })

  it('does not fill in a card that the schemes bar', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [declinedWith('DO_NOT_RETRY')]
    const { id } = await desk.charge()
    await expect(desk.link({ ...named, chargeId: id })).rejects.toMatchObject({
      fields: [{ field: 'filled', problem: 'not_allowed' }]
    })
  })

  it('stands alone: while it may be paid, or was, the charge is not tried again, and takes no other link', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [declinedWith('INSUFFICIENT_FUNDS', { retryCodes: ['RETRY_IMMEDIATELY'] })]
    const { id } = await desk.charge()
    expect((await desk.ledger.charges.require(id)).decline?.retry.kind).toBe('now')
    const retries = () =>
      rawDatabase(desk.ledger.folder)
        .prepare('select count(*) as n from charges where retry_at is not null')
        .get()
    expect(retries()).toEqual({ n: 1 })
    const link = await desk.link({ ...named, chargeId: id })
    expect(retries()).toEqual({ n: 0 })
    expect(await desk.service.detail(id)).toMatchObject({
      link: { id: link.id, state: 'made' },
      actions: { retry: false, link: false }
    })
    const again = { ...aDraft({ retryOf: id, merchantReference: 'order-17~3', amount: 1 }) }
    await expect(desk.service.review(again)).rejects.toMatchObject({ code: 'retry_not_allowed' })
    await expect(
      desk.links.review(aLinkDraft({ chargeId: id, merchantReference: 'order-17~3', amount: 1 }))
    ).rejects.toMatchObject({ code: 'retry_not_allowed' })
    await desk.links.cancel(link.id)
    expect((await desk.service.detail(id)).actions).toMatchObject({ retry: true, link: true })
    expect((await desk.service.review(again)).retryOf).toBe(id)
  })

  it('is not made while the charge is tried again at the same moment, nor the other way round', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [
      declinedWith('INSUFFICIENT_FUNDS'),
      paid({ merchantReference: 'order-17~3', amount: 1 })
    ]
    const { id } = await desk.charge()
    const charge = await desk.service.review(
      aDraft({ retryOf: id, merchantReference: 'order-17~3', amount: 1 })
    )
    const link = await desk.links.review(aLinkDraft({ ...named, chargeId: id }))
    const [made, charged] = await Promise.allSettled([
      desk.links.submit(link.reviewId),
      desk.service.submit(charge.reviewId)
    ])
    expect([made.status, charged.status].toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('is named after the charge, with its card', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [declinedWith('MODIFICATIONS_REQUIRED')]
    const { id } = await desk.charge()
    await desk.ledger.cards.insert(aCard({ id: 'card-2' }))
    const review = (change: object) => desk.links.review(aLinkDraft({ ...named, chargeId: id, ...change }))
    await expect(review({ merchantReference: 'other-1' })).rejects.toMatchObject({
      fields: [{ field: 'merchantReference', problem: 'not_allowed' }]
    })
    await expect(review({ cardId: 'card-2' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(review({ chargeId: 'nobody' })).rejects.toMatchObject({ code: 'not_found' })
    expect(await desk.service.proposeReference(id)).toBe('order-17~2')
  })
})
