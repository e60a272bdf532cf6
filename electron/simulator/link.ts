import { openSession } from './conclude'
import { json, refusal } from './reply'
import { storedToken } from './charge'
import { checkProfile } from './validate'
import { sessionBody } from './wire'
import { systemHeaders } from './world'
import type { MessageStatus } from './records'
import type { Reply } from './reply'
import type { Incoming, World } from './world'

/**
 * `POST /v1/sessions-profile`: a payment link for a stored card, which the customer confirms with its CVC
 * (docs/dintero.md 4). The link opens a page of this simulator. No toggle guards a reference here: the same one twice
 * makes two links, and both can be paid.
 * @param base this server's own address
 */
export function createLink(
  world: World,
  accountId: string,
  incoming: Incoming,
  body: unknown,
  base: string
): Reply {
  const checked = checkProfile(body, world.clock())
  if (!checked.ok) return refusal(400, checked.message)
  const token = storedToken(world, accountId, checked.value)
  if (!token) return refusal(400, 'customer.tokens: the token is not known')
  const status = messageStatus(world, accountId)
  const messages = checked.value.publish.map((message) => ({ ...message, status }))
  const publish = messages.length === 0 ? null : messages
  const session = openSession(world, accountId, checked.value, token, systemHeaders(incoming), publish)
  const include = incoming.query.get('include_session') === 'true' ? { session: sessionBody(session) } : {}
  const url = `${base}/v1/view/${session.id}`
  return json(200, { id: session.id, url, ...(publish && { publish }), ...include })
}

/** No text message goes out from a test account (docs/dintero.md 4). */
function messageStatus({ sms }: World, accountId: string): MessageStatus {
  return sms ?? (accountId.startsWith('T') ? 'skipped' : 'sent')
}
