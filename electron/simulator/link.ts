import { ChargePlan } from './faults'
import { paymentPage } from './payment-page'
import { json, refusal } from './reply'
import { storedToken } from './charge'
import { openSession, conclude } from './conclude'
import { checkProfile } from './validate'
import { sessionBody } from './wire'
import { systemHeaders } from './world'
import type { SessionRecord } from './records'
import type { Reply } from './reply'
import type { Incoming, World } from './world'

/**
 * `POST /v1/sessions-profile`: a payment link for a stored card, which the customer confirms with its CVC
 * (docs/dintero.md 4). The link opens a page of this simulator.
 * @param base this server's own address
 */
export function createLink(
  world: World,
  accountId: string,
  incoming: Incoming,
  body: unknown,
  base: string
): Reply {
  const checked = checkProfile(body)
  if (!checked.ok) return refusal(400, checked.message)
  const token = storedToken(world, accountId, checked.value)
  if (!token) return refusal(400, 'customer.tokens: the token is not known')
  const session = openSession(world, accountId, checked.value, token, systemHeaders(incoming))
  const include = incoming.query.get('include_session') === 'true' ? { session: sessionBody(session) } : {}
  return json(200, { id: session.id, url: `${base}/v1/view/${session.id}`, ...include })
}

/** The page behind a link: shows what is asked for, and takes the customer's answer. A link is good for one payment. */
export function viewLink(world: World, sessionId: string, incoming: Incoming): Reply {
  const session = world.store.session(sessionId.split('.')[0] ?? '', sessionId)
  if (!session || session.operation !== null) return page(404, 'There is no such payment.')
  if (session.transactionId !== null) return page(200, 'This payment was already answered.', session)
  if (session.events.some(({ name }) => name === 'CANCELLED'))
    return page(410, 'This payment was cancelled.', session)
  if (session.expiresAt !== null && world.clock() >= session.expiresAt)
    return page(410, 'This link has expired.')
  if (incoming.method === 'GET') return page(200, null, session)
  const form = new URLSearchParams(incoming.body)
  return form.get('action') === 'decline'
    ? declined(world, session)
    : approved(world, session, form.get('cvc') ?? '')
}

function approved(world: World, session: SessionRecord, cvc: string): Reply {
  if (!/^\d{3,4}$/.test(cvc))
    return page(400, null, session, 'Type the three digits on the back of the card.')
  const token = world.store.tokenById(session.accountId, session.card.tokenId)
  if (!token) return page(404, 'The card is no longer stored.')
  const { transaction } = conclude(world, session, token, new ChargePlan([]), true)
  return page(
    200,
    transaction.status === 'FAILED' ? 'The payment was declined.' : 'The payment was approved.',
    session
  )
}

function declined(world: World, session: SessionRecord): Reply {
  const token = world.store.tokenById(session.accountId, session.card.tokenId)
  if (!token) return page(404, 'The card is no longer stored.')
  const plan = new ChargePlan([{ kind: 'decline', cause: 'rejected', status: 'FAILED' }])
  conclude(world, session, token, plan, true)
  return page(200, 'The payment was declined.', session)
}

function page(status: number, outcome: string | null, session?: SessionRecord, problem?: string): Reply {
  return {
    kind: 'body',
    status,
    type: 'text/html; charset=utf-8',
    text: paymentPage({ outcome, session, problem }),
    headers: {
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"
    }
  }
}
