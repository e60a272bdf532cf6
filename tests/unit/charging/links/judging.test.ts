import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answeredLink, foundLink, givenLink, type Seen } from '../../../../electron/charging/links/judging'
import type { LinkAnswer, Session } from '../../../../electron/dintero/dintero'
import type { LinkRecord } from '../../../../electron/ledger/link-record'
import { linkMoves, linkStates, mayBePaid, type LinkState } from '../../../../shared/link-state'
import { transactionStatuses, type TransactionEvent } from '../../../../shared/transaction'
import { anEvent } from '../../../support/transaction-event'
import { aLink, start } from '../../ledger/support'
import { aSession, aTransaction, hour, minute } from '../desk'

const moment = { now: start, skew: 0, open: 1 }

function link(change: Partial<LinkRecord> = {}): LinkRecord {
  return {
    ...aLink(),
    number: 1,
    deskId: 'desk',
    revision: 0,
    state: 'made',
    changedAt: start,
    sessionId: 'session-1',
    url: 'https://checkout.dintero.com/v1/view/session-1',
    smsStatus: null,
    givenAt: null,
    givenHow: null,
    openedAt: null,
    transactionId: null,
    transactionStatus: null,
    decline: null,
    captured: null,
    refunded: null,
    problem: null,
    nextLookupAt: null,
    lookups: 0,
    ...change
  }
}

const nothing: Seen = { session: aSession(), transaction: null }

function withStatus(status: string | null, session: Partial<Session> = {}): Seen {
  return {
    session: aSession({ transactionId: 'T12345678.tx-1', ...session }),
    transaction: aTransaction({ status, merchantReference: 'link-17' })
  }
}

describe('the answer to a request for a link', () => {
  const failed = { kind: 'failed', message: 'no', retryAfter: null } as const
  it.each<[LinkState, LinkAnswer]>([
    [
      'made',
      { kind: 'created', sessionId: 's', url: 'https://checkout.dintero.com/v1/view/s', smsStatus: null }
    ],
    ['made', { kind: 'created', sessionId: 's', url: 'https://x.dintero.com/s', smsStatus: 'skipped' }],
    ['made', { kind: 'created', sessionId: 's', url: 'https://x.dintero.com/s', smsStatus: 'a new word' }],
    ['sent', { kind: 'created', sessionId: 's', url: 'https://x.dintero.com/s', smsStatus: 'sent' }],
    ['not_made', { kind: 'refused', message: 'HTTP 400: profile_id' }],
    ['not_made', { ...failed, reason: 'network' }],
    ['not_made', { ...failed, reason: 'rate_limited' }],
    ['not_made', { ...failed, reason: 'unauthorised' }],
    ['lost', { kind: 'lost', message: 'HTTP 500', sessionId: null }],
    ['lost', { kind: 'lost', message: 'timeout', sessionId: 'T12345678.s' }]
  ])('makes it %s: %o', (state, answer) => {
    const asked = link({ state: 'asking', sessionId: null, url: null })
    const happening = answeredLink(asked, answer, moment)
    expect(happening.state).toBe(state)
    expect(linkMoves.asking).toContain(state)
    // Whatever may be paid is asked about, and what cannot is not.
    expect(happening.facts?.nextLookupAt === null).toBe(state === 'not_made')
  })

  it('keeps an address only with a session, and says when Dintero has sent it', () => {
    const asked = link({ state: 'asking', sessionId: null, url: null })
    const created = { kind: 'created', sessionId: 's', url: 'https://x.dintero.com/s' } as const
    expect(answeredLink(asked, { ...created, smsStatus: 'sent' }, moment).facts).toMatchObject({
      sessionId: 's',
      url: 'https://x.dintero.com/s',
      smsStatus: 'sent',
      givenAt: start,
      givenHow: 'sms'
    })
    expect(answeredLink(asked, { kind: 'lost', message: 'x', sessionId: 's' }, moment).facts).toMatchObject({
      sessionId: 's',
      problem: 'x'
    })
  })
})

describe('what Dintero shows of a link', () => {
  it.each<[LinkState, Partial<LinkRecord>, Seen]>([
    ['made', {}, nothing],
    ['opened', {}, { ...nothing, session: aSession({ events: [{ name: 'VISITED', createdAt: start }] }) }],
    ['paid', {}, withStatus('AUTHORIZED')],
    ['paid', {}, withStatus('CAPTURED')],
    ['paid', { state: 'pending' }, withStatus('PARTIALLY_REFUNDED')],
    ['pending', {}, withStatus('INITIATED')],
    ['pending', {}, withStatus('ON_HOLD')],
    ['pending', {}, withStatus('A_NEW_WORD')],
    ['pending', {}, withStatus(null)],
    ['declined', {}, withStatus('FAILED')],
    ['declined', {}, withStatus('DECLINED')],
    [
      'cancelled',
      {},
      withStatus('AUTHORIZATION_VOIDED', { events: [{ name: 'CANCELLED', createdAt: start }] })
    ],
    [
      'cancelled',
      {},
      { ...nothing, session: aSession({ events: [{ name: 'CANCELLED', createdAt: start }] }) }
    ],
    ['expired', { expiresAt: start - hour }, nothing],
    ['expired', {}, { ...nothing, session: aSession({ expiresAt: start - hour }) }],
    // A while is left: the page may be open, and clocks drift.
    ['made', { expiresAt: start - 9 * minute }, nothing],
    ['expired', { expiresAt: start - 11 * minute }, nothing],
    [
      'expired',
      { state: 'lost', sms: true, sessionId: null, url: null, expiresAt: start - hour },
      { session: null, transaction: null }
    ],
    ['lost', { state: 'lost', sms: true, sessionId: null, url: null }, { session: null, transaction: null }],
    ['lost', { state: 'lost', sessionId: null, url: null }, nothing],
    ['paid', { state: 'lost', sessionId: null, url: null }, { ...withStatus('CAPTURED'), session: null }],
    ['declined', { state: 'lost' }, withStatus('FAILED')],
    // What is over stays over unless it was paid after all.
    ['expired', { state: 'expired' }, nothing],
    ['paid', { state: 'expired' }, withStatus('CAPTURED')],
    ['paid', { state: 'cancelled' }, withStatus('CAPTURED')],
    ['paid', { state: 'declined' }, withStatus('CAPTURED')],
    ['paid', { state: 'closed' }, withStatus('CAPTURED')],
    // What was paid is never taken back by a later word: that is an alarm, and the status says what it is.
    ['paid', { state: 'paid' }, withStatus('FAILED')],
    ['paid', { state: 'paid' }, withStatus('REFUNDED')],
    ['paid', { state: 'paid' }, nothing],
    // A payment under way that is not shown any more is no reason to offer the link, or a new charge.
    ['pending', { state: 'pending' }, nothing],
    ['pending', { state: 'pending', expiresAt: start - hour, openedAt: start - hour }, nothing]
  ])('leaves it %s: %o, %o', (state, change, seen) => {
    expect(foundLink(link(change), seen, moment).state).toBe(state)
  })

  it('expires by Dintero’s clock alone, and not while that was never seen', () => {
    const old = link({ expiresAt: start - hour })
    expect(foundLink(old, nothing, { ...moment, skew: null }).state).toBe('made')
    expect(foundLink(old, nothing, { ...moment, skew: -2 * hour }).state).toBe('made')
    expect(foundLink(link({ expiresAt: start + hour }), nothing, { ...moment, skew: 2 * hour }).state).toBe(
      'expired'
    )
  })

  it('is an enrolment over when the card was taken in, though nothing is paid', () => {
    const enrolment = link({ kind: 'enrolment', amount: null, cardId: null })
    const stored = {
      ...withStatus('AUTHORIZED'),
      transaction: aTransaction({ status: 'AUTHORIZED', amount: 0 })
    }
    expect(foundLink(enrolment, stored, moment).state).toBe('paid')
    expect(foundLink(enrolment, withStatus('FAILED'), moment).state).toBe('declined')
  })

  it('was paid when Dintero authorised it, by this desk’s clock, however late that is learned, and once', () => {
    const authorised = anEvent({ event: 'AUTHORIZE', createdAt: start + 3 * hour })
    const refused = anEvent({ event: 'AUTHORIZE', success: false, createdAt: start + 2 * hour })
    const paidIn = (events: readonly TransactionEvent[], createdAt: number | null = null): Seen => ({
      ...withStatus('AUTHORIZED'),
      transaction: aTransaction({ status: 'AUTHORIZED', events, createdAt })
    })
    const late = { now: start + 50 * hour, skew: hour, open: 1 }
    expect(foundLink(link(), paidIn([refused, authorised]), late).paidAt).toBe(start + 2 * hour)
    expect(foundLink(link(), paidIn([], start + 5 * hour), late).paidAt).toBe(start + 4 * hour)
    // Never before the link was there, nor later than it is known.
    expect(foundLink(link(), paidIn([], start - hour), late).paidAt).toBe(start)
    expect(foundLink(link(), paidIn([], start + 90 * hour), late).paidAt).toBe(late.now)
    expect(foundLink(link(), paidIn([authorised]), { ...late, skew: null }).paidAt).toBe(late.now)
    expect(foundLink(link({ state: 'paid' }), paidIn([authorised]), late).paidAt).toBeUndefined()
    expect(foundLink(link(), withStatus('FAILED'), late).paidAt).toBeUndefined()
  })

  const anyStatus = fc.constantFrom(null, 'A_NEW_WORD', ...transactionStatuses)
  const anyEvents = fc.subarray(['INITIATED', 'VISITED', 'CANCELLED', 'PAY_FAILED', 'A_NEW_WORD'])
  type Any = typeof anySeen extends fc.Arbitrary<infer T> ? T : never
  const anySeen = fc.record({
    hasSession: fc.boolean(),
    hasTransaction: fc.boolean(),
    status: anyStatus,
    events: anyEvents,
    expiresAt: fc.option(fc.integer({ min: start - 100 * hour, max: start + 100 * hour }))
  })

  function seenOf({ hasSession, hasTransaction, status, events, expiresAt }: Any): Seen {
    return {
      session: hasSession
        ? aSession({ expiresAt, events: events.map((name) => ({ name, createdAt: start })) })
        : null,
      transaction: hasTransaction ? aTransaction({ status }) : null
    }
  }

  it('never makes a move the ledger would refuse, whatever is seen and in whatever order', () => {
    const illegal: string[] = []
    fc.assert(
      fc.property(
        fc.constantFrom(...linkStates.filter((state) => state !== 'asking' && state !== 'not_made')),
        fc.boolean(),
        fc.constantFrom('payment' as const, 'enrolment' as const),
        fc.array(anySeen, { maxLength: 6 }),
        (first, sms, kind, all) => {
          let now = link({ state: first, sms, kind, sessionId: first === 'lost' ? null : 'session-1' })
          for (const each of all) {
            const { state = now.state, facts } = foundLink(now, seenOf(each), moment)
            if (state !== now.state && !linkMoves[now.state].includes(state))
              illegal.push(`${now.state} to ${state}`)
            now = { ...now, ...facts, state }
          }
        }
      ),
      { numRuns: 2_000 }
    )
    expect(illegal).toEqual([])
  })

  it('follows whatever may yet be paid, and tells a payment from none', () => {
    const wrong: string[] = []
    const known = linkStates.filter((state) => state !== 'asking' && state !== 'not_made')
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.boolean(), anySeen, (state, sms, any) => {
        const seen = seenOf(any)
        const { state: after = state, facts } = foundLink(link({ state, sms }), seen, moment)
        const next = facts?.nextLookupAt ?? 0
        if (mayBePaid({ state: after, sms }) && next <= start) wrong.push(`${after} is forgotten`)
        // Nothing but a transaction makes it paid, and one that holds or took money always does.
        if (after === 'paid' && state !== 'paid' && seen.transaction === null) wrong.push('paid by nothing')
        if (seen.transaction?.status === 'CAPTURED' && after !== 'paid') wrong.push(`captured and ${after}`)
      })
    )
    expect(wrong).toEqual([])
  })
})

describe('giving a link', () => {
  it('makes it sent once, keeps who had it first, and stays what it is when it was opened', () => {
    expect(givenLink(link(), 'message', moment)).toMatchObject({
      state: 'sent',
      facts: { givenAt: start, givenHow: 'message' }
    })
    const given = link({ state: 'opened', givenAt: start - hour, givenHow: 'sms' })
    const again = givenLink(given, 'address', moment)
    expect(again.state).toBe('opened')
    expect(again.facts).not.toHaveProperty('givenAt')
  })
})
