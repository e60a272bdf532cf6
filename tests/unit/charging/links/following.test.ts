import { describe, expect, it } from 'vitest'
import type { Session } from '../../../../electron/dintero/dintero'
import type { LinkDraft } from '../../../../shared/link'
import type { Transaction } from '../../../../shared/transaction'
import {
  aDraft,
  aSession,
  aTransaction,
  day,
  hour,
  minute,
  offline,
  openDesk,
  start,
  type Desk
} from '../desk'

const payment = aTransaction({
  id: 'T12345678.link',
  sessionId: 'session-1',
  merchantReference: 'link-17',
  paymentOperation: null
})

async function withLink(change: Partial<LinkDraft> = {}): Promise<{ desk: Desk; id: string }> {
  const desk = await openDesk()
  const { id } = await desk.link(change)
  return { desk, id }
}

function session(desk: Desk, change: Partial<Session>): void {
  desk.dintero.sessions = desk.dintero.sessions.map((each) => ({ ...each, ...change }))
}

function pays(desk: Desk, change: Partial<Transaction> = {}): void {
  desk.dintero.transactions = [{ ...payment, ...change }]
  session(desk, { transactionId: 'T12345678.link' })
}

async function alarmsIn(desk: Desk): Promise<(readonly [string, string])[]> {
  const { alarms } = await desk.service.unresolved()
  return alarms.map(({ kind, about }) => [about.kind, kind] as const)
}

describe('a link that can be paid', () => {
  it('is seen opened, paid, and counts as a charge of the same amount from then on', async () => {
    const { desk, id } = await withLink()
    session(desk, { events: [{ name: 'VISITED', createdAt: start }] })
    expect(await desk.links.ask(id)).toMatchObject({ state: 'opened', openedAt: start })
    pays(desk)
    desk.now += minute
    expect(await desk.links.ask(id)).toMatchObject({
      state: 'paid',
      transactionId: 'T12345678.link',
      transactionStatus: 'CAPTURED',
      url: null,
      actions: { cancel: false, give: false }
    })
    expect((await desk.ledger.cards.get('card-1'))?.lastChargedAt).toBe(start + minute)
    const next = aDraft({ merchantReference: 'order-18' })
    expect((await desk.service.review(next)).confirmations).toMatchObject([
      { kind: 'duplicate_reason', earlier: [], paidByLink: [{ id }] }
    ])
  })

  it('is followed by the clock while nobody looks, soon at first', async () => {
    const { desk, id } = await withLink()
    await desk.reconciler.start()
    pays(desk)
    desk.now = (await desk.links.detail(id)).nextLookupAt ?? 0
    expect(desk.now - start).toBeLessThanOrEqual(30_000)
    await desk.reconciler.runAll()
    expect((await desk.links.detail(id)).state).toBe('paid')
    expect(desk.linkChanges.at(-1)).toMatchObject({ id, state: 'paid' })
    await desk.reconciler.stop()
  })

  it('is asked about in vain without a trace in the trail, unless a person asks', async () => {
    const { desk, id } = await withLink()
    const entries = async () =>
      (
        await desk.ledger.reads.listAudit({
          search: '',
          actions: [],
          from: null,
          to: null,
          offset: 0,
          limit: 9
        })
      ).total
    const before = await entries()
    await desk.linkEngine.askQuietly(id)
    expect(await entries()).toBe(before)
    await desk.links.ask(id)
    expect(await entries()).toBe(before + 1)
  })

  it('that was declined is cancelled there, so that nobody pays by it beside a new charge', async () => {
    const { desk, id } = await withLink()
    pays(desk, { status: 'FAILED' })
    expect(await desk.links.ask(id)).toMatchObject({ state: 'declined', actions: { again: true } })
    expect(desk.dintero.cancelled).toEqual(['session-1'])
    expect((await desk.review({ merchantReference: 'order-18' })).confirmations).toEqual([])
  })

  it('that was declined and cannot be cancelled yet still stops a charge', async () => {
    const { desk, id } = await withLink()
    pays(desk, { status: 'FAILED' })
    const cancel = desk.dintero.cancelSession.bind(desk.dintero)
    desk.dintero.cancelSession = () => Promise.resolve({ ...offline, kind: 'failed' } as never)
    await expect(desk.links.ask(id)).rejects.toMatchObject({ code: 'network_unreachable' })
    await expect(desk.review({ merchantReference: 'order-18' })).rejects.toMatchObject({ code: 'link_open' })
    expect((await desk.links.detail(id)).nextLookupAt).toBeGreaterThan(start)
    desk.dintero.cancelSession = cancel
    expect((await desk.links.ask(id)).state).toBe('declined')
  })

  it('that is paid in the very moment in which its declined session is cancelled is paid', async () => {
    const { desk, id } = await withLink()
    pays(desk, { status: 'FAILED' })
    const cancel = desk.dintero.cancelSession.bind(desk.dintero)
    desk.dintero.cancelSession = (sessionId) => {
      pays(desk, { status: 'CAPTURED' })
      return cancel(sessionId)
    }
    expect((await desk.links.ask(id)).state).toBe('paid')
  })

  it('stays as it is when Dintero cannot be asked, or has forgotten its session', async () => {
    const { desk, id } = await withLink()
    desk.dintero.broken = offline
    await expect(desk.links.ask(id)).rejects.toMatchObject({ code: 'network_unreachable' })
    desk.dintero.broken = null
    desk.dintero.sessions = []
    expect((await desk.links.ask(id)).state).toBe('made')
    await expect(desk.review({ merchantReference: 'order-18' })).rejects.toMatchObject({ code: 'link_open' })
  })

  it('ends by its expiry, and is looked at again: a page that was open may be paid a moment after', async () => {
    const { desk, id } = await withLink({ lifetimeHours: 1 })
    desk.now += hour
    expect((await desk.links.ask(id)).state).toBe('made')
    desk.now += 11 * minute
    expect((await desk.links.ask(id)).state).toBe('expired')
    expect((await desk.review({ merchantReference: 'order-18' })).open).toEqual([])
    pays(desk)
    desk.now = (await desk.links.detail(id)).nextLookupAt ?? 0
    expect(desk.now).toBeGreaterThan(start)
    await desk.linkEngine.askQuietly(id)
    expect((await desk.links.detail(id)).state).toBe('paid')
    expect(await alarmsIn(desk)).toEqual([['link', 'charged_after_all']])
  })

  it('is never adopted from another account, and another amount under its session is an alarm', async () => {
    const stranger = await withLink()
    pays(stranger.desk, { id: 'P12345678.link' })
    session(stranger.desk, { transactionId: 'P12345678.link' })
    expect((await stranger.desk.links.ask(stranger.id)).state).toBe('made')
    const other = await withLink()
    pays(other.desk, { amount: 1 })
    expect((await other.desk.links.ask(other.id)).state).toBe('paid')
    expect(await alarmsIn(other.desk)).toEqual([['link', 'other_amount']])
  })

  it('that was paid and failed after all is an alarm, and stays paid', async () => {
    const { desk, id } = await withLink()
    pays(desk)
    await desk.links.ask(id)
    pays(desk, { status: 'FAILED' })
    expect(await desk.links.ask(id)).toMatchObject({ state: 'paid', transactionStatus: 'FAILED' })
    expect(await alarmsIn(desk)).toEqual([['link', 'failed_after_all']])
    const [alarm] = (await desk.service.unresolved()).alarms
    expect((await desk.service.readAlarm(alarm?.id ?? 0)).alarms).toEqual([])
    expect((await desk.links.detail(id)).alarms).toMatchObject([{ readBy: 'Kari' }])
  })

  it('of an account that is put aside is followed, and shown under its own band only', async () => {
    const { desk, id } = await withLink()
    await desk.ledger.desk.setActiveAccount('T12345678')
    const account = await desk.ledger.accounts.get('T12345678')
    if (account === null) throw new Error('no account')
    await desk.ledger.accounts.insert({ ...account, id: 'P12345678' })
    await desk.ledger.desk.setActiveAccount('P12345678')
    for (const call of [desk.links.detail(id), desk.links.ask(id), desk.links.cancel(id)])
      await expect(call).rejects.toMatchObject({ code: 'other_account' })
    pays(desk)
    await desk.linkEngine.askQuietly(id)
    expect((await desk.ledger.links.require(id)).state).toBe('paid')
  })
})

describe('cancelling', () => {
  it('cancels at Dintero, once', async () => {
    const { desk, id } = await withLink()
    expect(await desk.links.cancel(id)).toMatchObject({ state: 'cancelled' })
    expect(desk.dintero.cancelled).toEqual(['session-1'])
    await expect(desk.links.cancel(id)).rejects.toMatchObject({ code: 'link_not_open' })
  })

  it('finds that the customer has just paid, before or in that moment', async () => {
    const before = await withLink()
    pays(before.desk)
    expect(await before.desk.links.cancel(before.id)).toMatchObject({ state: 'paid' })
    expect(before.desk.dintero.cancelled).toEqual([])
    const during = await withLink()
    during.desk.dintero.cancelSession = () => {
      pays(during.desk)
      return Promise.resolve({ kind: 'refused', message: 'captured' })
    }
    expect(await during.desk.links.cancel(during.id)).toMatchObject({ state: 'paid' })
  })

  it('says so when Dintero refuses or is not there; the link then stands', async () => {
    const { desk, id } = await withLink()
    desk.dintero.cancelSession = () => Promise.resolve({ kind: 'refused', message: 'no' })
    await expect(desk.links.cancel(id)).rejects.toMatchObject({ code: 'dintero_failed' })
    desk.dintero.broken = offline
    await expect(desk.links.cancel(id)).rejects.toMatchObject({ code: 'network_unreachable' })
    expect((await desk.ledger.links.require(id)).state).toBe('made')
  })

  it('cancels a lost link whose session the answer named', async () => {
    const desk = await openDesk()
    desk.dintero.linkAnswers = [{ kind: 'lost', message: 'HTTP 500', sessionId: 'session-7' }]
    desk.dintero.sessions = [aSession({ id: 'session-7' })]
    const { id, actions } = await desk.link()
    expect(actions).toMatchObject({ cancel: false, ask: true })
    const sms = await openDesk()
    sms.dintero.linkAnswers = [{ kind: 'lost', message: 'HTTP 500', sessionId: 'session-7' }]
    sms.dintero.sessions = [aSession({ id: 'session-7' })]
    const sent = await sms.link({ sms: true, phone: '90012345', lifetimeHours: 24 })
    expect(sent.actions.cancel).toBe(true)
    expect((await sms.links.cancel(sent.id)).state).toBe('cancelled')
    expect((await desk.links.ask(id)).state).toBe('lost')
  })
})

describe('a lost link', () => {
  async function lost(change: Partial<LinkDraft> = {}): Promise<{ desk: Desk; id: string }> {
    const desk = await openDesk()
    desk.dintero.linkAnswers = [{ kind: 'lost', message: 'timeout', sessionId: null }]
    const { id } = await desk.link(change)
    return { desk, id }
  }

  it('is known by its reference when it was paid', async () => {
    const { desk, id } = await lost({ sms: true, phone: '90012345', lifetimeHours: 24 })
    desk.dintero.transactions = [{ ...payment, createdAt: start + minute }]
    expect(await desk.links.ask(id)).toMatchObject({ state: 'paid', transactionId: 'T12345678.link' })
  })

  it.each([
    ['another amount', { amount: 1 }],
    ['another currency', { currency: 'SEK' }],
    ['made before it was asked for', { createdAt: start - hour }],
    ['no time', { createdAt: null }],
    ['another account', { id: 'P12345678.link' }],
    ['a longer reference', { merchantReference: 'link-170' }]
  ])('is not the payment under its reference with %s', async (_, change) => {
    const { desk, id } = await lost()
    desk.dintero.transactions = [{ ...payment, createdAt: start + minute, ...change }]
    expect((await desk.links.ask(id)).state).toBe('lost')
  })

  it('was paid when one of several attempts under its reference was', async () => {
    const { desk, id } = await lost({ sms: true, phone: '90012345', lifetimeHours: 24 })
    const attempt = { ...payment, createdAt: start + minute }
    desk.dintero.transactions = [
      { ...attempt, id: 'T12345678.first', status: 'FAILED' },
      { ...attempt, id: 'T12345678.second' },
      { ...attempt, id: 'T12345678.third', status: 'INITIATED' }
    ]
    expect(await desk.links.ask(id)).toMatchObject({ state: 'paid', transactionId: 'T12345678.second' })
  })

  it('that Dintero may have sent stops a charge until it has expired', async () => {
    const { desk, id } = await lost({ sms: true, phone: '90012345', lifetimeHours: 1 })
    desk.now += hour
    await desk.links.ask(id)
    await expect(desk.review({ merchantReference: 'order-18' })).rejects.toMatchObject({ code: 'link_open' })
    desk.now += 11 * minute
    expect((await desk.links.ask(id)).state).toBe('expired')
    expect((await desk.review({ merchantReference: 'order-18' })).open).toEqual([])
  })

  it('that Dintero may have sent is closed by nobody: the customer may pay by it', async () => {
    const { desk, id } = await lost({ sms: true, phone: '90012345', lifetimeHours: 72 })
    desk.now += 2 * day
    expect((await desk.links.detail(id)).actions.close).toBe(false)
    await expect(desk.links.close({ linkId: id, reason: 'made another one' })).rejects.toMatchObject({
      code: 'close_not_allowed'
    })
  })

  it('is closed by a person after a day, with a reason, and is the truth when it is paid after all', async () => {
    const { desk, id } = await lost()
    const closing = { linkId: id, reason: 'made another one' }
    await expect(desk.links.close(closing)).rejects.toMatchObject({ code: 'close_not_allowed' })
    desk.now += day
    expect((await desk.links.detail(id)).actions.close).toBe(true)
    await expect(desk.links.close({ ...closing, reason: '' })).rejects.toMatchObject({
      code: 'reason_missing'
    })
    desk.settings = { ...desk.settings, operatorName: '' }
    await expect(desk.links.close(closing)).rejects.toMatchObject({ code: 'operator_missing' })
    desk.settings = { ...desk.settings, operatorName: 'Kari' }
    expect((await desk.links.close(closing)).state).toBe('closed')
    desk.dintero.transactions = [{ ...payment, createdAt: start + minute }]
    await desk.linkEngine.askQuietly(id)
    expect((await desk.links.detail(id)).state).toBe('paid')
    expect(await alarmsIn(desk)).toEqual([['link', 'charged_after_all']])
  })
})

describe('how often', () => {
  it('each is asked about while few are open, and their share of it when they are thousands', async () => {
    const { linkLookupAfter } = await import('../../../../electron/charging/links/backoff')
    const link = {
      state: 'made',
      sms: false,
      changedAt: start,
      createdAt: start,
      openedAt: null,
      transactionStatus: null,
      amount: null,
      captured: null,
      lookups: 0
    } as const
    const waits = [1, 20, 200, 20_000].map((open) => (linkLookupAfter(link, start, open) ?? 0) - start)
    expect(waits).toEqual([10_000, 10_000, 100_000, 10_000_000])
    for (const age of [0, hour, day, 30 * day, 365 * day])
      expect(linkLookupAfter(link, start + age, 1_000_000)).toBeLessThanOrEqual(start + age + day)
  })
})
