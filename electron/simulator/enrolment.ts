import { initiated, withEvent } from './lifecycle'
import { json, refusal } from './reply'
import { noted } from './session-events'
import { checkEnrolment } from './validate-enrolment'
import { sessionBody } from './wire'
import { momentOf, systemHeaders, type Incoming, type World } from './world'
import type { PayingCard } from './conclude'
import type { SessionRecord } from './records'
import type { Reply } from './reply'

/**
 * `POST /v1/sessions/payment-token`: a page at which the customer stores a card, and nothing is paid
 * (docs/dintero.md 9).
 * @param base this server's own address
 */
export function createEnrolment(
  world: World,
  accountId: string,
  incoming: Incoming,
  body: unknown,
  base: string
): Reply {
  const checked = checkEnrolment(body, world.clock())
  if (!checked.ok) return refusal(400, checked.message)
  const { provider, tokenKinds, order, url, customer, configuration, metadata, expiresAt } = checked.value
  const { now, ids } = momentOf(world)
  const session = world.store.putSession({
    id: ids.record(accountId),
    accountId,
    merchantReference: order.merchant_reference,
    amount: 0,
    currency: order.currency,
    autoCapture: false,
    operation: null,
    enrolment: [...tokenKinds],
    card: {
      provider,
      tokenKind: tokenKinds[0] ?? 'payment_token',
      tokenId: '',
      brand: 'other',
      maskedPan: '',
      expiry: null
    },
    url,
    ...(customer && { customer }),
    order,
    configuration: configuration ?? {},
    ...(metadata && { metadata }),
    publish: null,
    expiresAt,
    headers: systemHeaders(incoming),
    events: [{ id: ids.uuid(), name: 'INITIATED', at: now }],
    transactionId: null,
    createdAt: now,
    updatedAt: now
  })
  const include = incoming.query.get('include_session') === 'true' ? { session: sessionBody(session) } : {}
  return json(200, { id: session.id, url: `${base}/v1/view/${session.id}`, ...include })
}

/**
 * The customer stored this card: a transaction of nothing, with a new token of each kind that was asked for. It is no
 * attempt on the card for the scheme.
 */
export function storeCard(world: World, session: SessionRecord, paying: PayingCard): SessionRecord {
  const moment = momentOf(world)
  const { behaviour, ...card } = paying
  const { provider, brand, maskedPan, expiry } = card
  const { accountId, customer } = session
  const customerId = customer?.['customer_id']
  const fresh = initiated(session, card, moment)
  const tokens = (session.enrolment ?? []).map((tokenKind) =>
    world.store.putStoredCard({
      accountId,
      provider,
      brand,
      maskedPan,
      expiry,
      tokenKind,
      behaviour,
      status: 'ACTIVE',
      listed: true,
      told: true,
      ...(typeof customerId === 'string' && { customerId }),
      createdAt: moment.now,
      transactionId: fresh.id
    })
  )
  const stored = tokens.map(({ tokenKind, tokenId }) => ({ tokenKind, tokenId }))
  const [first] = stored
  const transaction = world.store.putTransaction({
    ...withEvent(fresh, { event: 'AUTHORIZE', status: 'AUTHORIZED' }, moment),
    card: { ...card, ...first },
    stored
  })
  return noted(world, { ...session, transactionId: transaction.id }, 'AUTHORIZED')
}
