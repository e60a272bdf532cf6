import { become } from './lifecycle'
import { json, refusal } from './reply'
import { cancelled } from './session-events'
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
  // Nothing was reserved, so there is nothing to void; what Dintero answers here is not documented.
  if (transaction?.stored) return refusal(409, 'A card was stored and cannot be cancelled')
  if (transaction && transaction.status !== 'AUTHORIZED' && transaction.status !== 'INITIATED')
    return refusal(409, `The payment is ${transaction.status} and cannot be cancelled`)
  if (transaction) world.store.putTransaction(become(transaction, 'AUTHORIZATION_VOIDED', null, moment))
  return json(200, sessionBody(cancelled(world, session)))
}
