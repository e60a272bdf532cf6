import type { GivenHow } from '../../../shared/link'
import { smsStatuses } from '../../../shared/link'
import { mayBePaid, type LinkState } from '../../../shared/link-state'
import { classifyTransaction } from '../../../shared/outcome'
import { sumsAfter, sumsIn, tookMoney } from '../../../shared/transaction-money'
import type { Transaction } from '../../../shared/transaction'
import type { LinkAnswer, Session } from '../../dintero/dintero'
import type { LinkFacts, LinkRecord } from '../../ledger/link-record'
import type { LinkHappening } from '../../ledger/links'
import { linkLookupAfter } from './backoff'

/** The desk's clock may be wrong, and a link taken for expired while it can be paid would no longer stop a charge. ms */
const afterExpiry = 10 * 60_000

/** What Dintero shows of a link. */
export interface Seen {
  /** Null where it has none by that id, or none is known. */
  readonly session: Session | null
  /** The one transaction of its session; or found under its reference where no session is known. */
  readonly transaction: Transaction | null
}

/** When it is judged. */
export interface Moment {
  /** ms since 1970 UTC */
  readonly now: number
  /** Dintero's clock minus this desk's, ms; null while it has not been seen. */
  readonly skew: number | null
  /** How many links this desk follows: the more, the less often each. */
  readonly open: number
}

/** What the ledger writes of the answer to a request for a link. Pure. */
export function answeredLink(link: LinkRecord, answer: LinkAnswer, moment: Moment): LinkHappening {
  const at = moment.now
  const kind = 'answered'
  switch (answer.kind) {
    case 'created': {
      const smsStatus = smsStatuses.find((each) => each === answer.smsStatus) ?? null
      const isSent = smsStatus === 'sent'
      return happening(link, isSent ? 'sent' : 'made', kind, '', moment, {
        sessionId: answer.sessionId,
        url: answer.url,
        smsStatus,
        ...(isSent && given('sms', at)),
        problem: null
      })
    }
    case 'refused':
      return happening(link, 'not_made', kind, 'refused', moment, { problem: answer.message })
    case 'failed':
      return happening(link, 'not_made', kind, answer.reason, moment, { problem: answer.message })
    case 'lost':
      return happening(link, 'lost', kind, 'no answer', moment, {
        sessionId: answer.sessionId,
        problem: answer.message
      })
  }
}

/** What the ledger writes of a link whose request a crash cut short. Pure. */
export function lostLink(link: LinkRecord, moment: Moment): LinkHappening {
  const problem = 'stopped before the answer was written'
  return happening(link, 'lost', 'found', problem, moment, { problem })
}

/** What the ledger writes of a link once Dintero was asked about it. Pure. */
export function foundLink(link: LinkRecord, seen: Seen, moment: Moment): LinkHappening {
  const { session, transaction } = seen
  const facts: Partial<LinkFacts> = {
    expiresAt: session?.expiresAt ?? link.expiresAt,
    smsStatus: smsStatuses.find((each) => each === session?.smsStatus) ?? link.smsStatus,
    openedAt: link.openedAt ?? openedAt(session, moment)
  }
  const state = stateOf(link, seen, facts, moment)
  const isNew = state !== link.state
  const note = transaction?.status ?? noteOf(session)
  const found = happening(link, state, isNew ? 'found' : 'asked', note, moment, {
    ...facts,
    ...(facts.smsStatus === 'sent' && link.givenAt === null && given('sms', moment.now)),
    ...(transaction !== null && aboutTransaction(link, transaction, state)),
    lookups: isNew ? 0 : link.lookups + 1
  })
  const isPaid = isNew && state === 'paid' && link.kind === 'payment' && transaction !== null
  return isPaid ? { ...found, paidAt: paidAt(link, transaction, moment) } : found
}

/** What the ledger writes when a link is given to somebody for the first time. Pure. */
export function givenLink(link: LinkRecord, how: GivenHow, moment: Moment): LinkHappening {
  const state = link.state === 'made' ? 'sent' : link.state
  return happening(link, state, 'given', how, moment, link.givenAt === null ? given(how, moment.now) : {})
}

/** Whether money was taken by a link that Trekk had said was over. */
export function isPaidAfterAll(before: LinkRecord, { transaction }: Seen): boolean {
  const wasOver = before.state !== 'paid' && before.state !== 'pending' && !mayBePaid(before)
  return wasOver && before.state !== 'lost' && transaction !== null && tookMoney(transaction)
}

function happening(
  link: LinkRecord,
  state: LinkState,
  kind: LinkHappening['kind'],
  note: string,
  moment: Moment,
  facts: Partial<LinkFacts>
): LinkHappening {
  const after = { ...link, ...facts, state, ...(state !== link.state && { changedAt: moment.now }) }
  return {
    at: moment.now,
    kind,
    note,
    state,
    facts: { ...facts, nextLookupAt: linkLookupAfter(after, moment.now, moment.open) }
  }
}

function given(how: GivenHow, at: number): Pick<LinkFacts, 'givenAt' | 'givenHow'> {
  return { givenAt: at, givenHow: how }
}

function stateOf(link: LinkRecord, seen: Seen, facts: Partial<LinkFacts>, moment: Moment): LinkState {
  const { session, transaction } = seen
  if (transaction !== null) return stateByTransaction(link, transaction, isCancelled(session))
  // A payment that was there and is not shown any more is no reason to forget it.
  if (link.state === 'paid' || link.state === 'pending') return link.state
  if (!isPayable(link.state)) return link.state
  if (isCancelled(session)) return 'cancelled'
  if (hasExpired(facts.expiresAt ?? null, moment)) return 'expired'
  if (link.state === 'lost') return 'lost'
  return facts.openedAt === null || facts.openedAt === undefined ? link.state : 'opened'
}

function stateByTransaction(link: LinkRecord, transaction: Transaction, cancelled: boolean): LinkState {
  // Of an enrolment nothing is paid: it is over when the transaction says that the card was taken in.
  const judged =
    link.kind === 'enrolment' && transaction.status === 'AUTHORIZED'
      ? 'succeeded'
      : classifyTransaction(transaction).state
  switch (judged) {
    case 'succeeded':
      return 'paid'
    case 'declined':
      if (link.state === 'paid' || link.state === 'cancelled') return link.state
      return cancelled && isPayable(link.state) ? 'cancelled' : 'declined'
    default:
      return link.state === 'paid' ? 'paid' : 'pending'
  }
}

function aboutTransaction(link: LinkRecord, transaction: Transaction, state: LinkState): Partial<LinkFacts> {
  const { decline } = classifyTransaction(transaction)
  return {
    transactionId: transaction.id ?? link.transactionId,
    transactionStatus: transaction.status ?? link.transactionStatus,
    ...sumsAfter(link, { ...sumsIn(transaction), transactionStatus: transaction.status }),
    decline: state === 'declined' ? (decline ?? link.decline) : link.decline,
    problem: null
  }
}

function isPayable(state: LinkState): boolean {
  return mayBePaid({ state, sms: true })
}

function isCancelled(session: Session | null): boolean {
  return session?.events.some(({ name }) => name === 'CANCELLED') ?? false
}

/** By Dintero's clock, and a while later. */
function hasExpired(expiresAt: number | null, { now, skew }: Moment): boolean {
  return expiresAt !== null && skew !== null && now + skew > expiresAt + afterExpiry
}

function openedAt(session: Session | null, { now, skew }: Moment): number | null {
  const visited = session?.events.find(({ name }) => name === 'VISITED')
  if (visited === undefined) return null
  return visited.createdAt === null || skew === null ? now : Math.min(now, visited.createdAt - skew)
}

/** When it was authorised, by this desk's clock: a reservation lapses by its age, also where it is learned of late. */
function paidAt({ createdAt }: LinkRecord, transaction: Transaction, { now, skew }: Moment): number {
  const authorised = transaction.events.find(
    ({ event, success }) => event === 'AUTHORIZE' && success === true
  )
  const at = authorised?.createdAt ?? transaction.createdAt
  return at === null || skew === null ? now : Math.min(now, Math.max(createdAt, at - skew))
}

function noteOf(session: Session | null): string {
  return session === null ? 'no session' : (session.events.at(-1)?.name ?? 'no event')
}
