import { become } from './lifecycle'
import { json, refusal } from './reply'
import { sessionBody } from './wire'
import { momentOf, type World } from './world'
import type { Reply } from './reply'

/**
 * `POST /v1/sessions/{id}/cancel` (docs/dintero.md 4): nobody can pay by the session any more, and what was authorised
 * but not captured is voided.
 */
export function cancelSession(world: World, accountId: string, id: string): Reply {
  const session = world.store.session(accountId, id)
  if (!session) return refusal(404, 'No such session')
  const moment = momentOf(world)
  const transaction =
    session.transactionId === null ? undefined : world.store.transaction(accountId, session.transactionId)
  if (transaction && transaction.status !== 'AUTHORIZED' && transaction.status !== 'INITIATED')
    return refusal(409, `The payment is ${transaction.status} and cannot be cancelled`)
  if (transaction) world.store.putTransaction(become(transaction, 'AUTHORIZATION_VOIDED', null, moment))
  const event = { id: moment.ids.uuid(), name: 'CANCELLED', at: moment.now }
  const events = [...session.events, event]
  return json(200, sessionBody(world.store.putSession({ ...session, events, updatedAt: moment.now })))
}
