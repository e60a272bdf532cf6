import { cancelSession } from './cancel'
import { deleteCardToken, getCardToken, listCardTokens } from './card-tokens'
import { pay } from './charge'
import { viewSession } from './customer/view'
import { createEnrolment } from './enrolment'
import { createLink } from './link'
import { getSession, getTransaction, listTransactions } from './lookups'
import { answerOf, halved, nested, payRefusal, refusal, tooMany } from './reply'
import { operate } from './operations/operate'
import { operationKind } from './records'
import { jsonOf } from './server'
import { listSettlements } from './settlements/list'
import type { AccessControl, Caller, Need } from './access'
import type { CallKind } from './faults'
import type { Reply } from './reply'
import type { Incoming, World } from './world'

/**
 * Sends a request to its endpoint, the way Dintero does: who is asking, may they, does the body fit, then the work.
 * @param base this server's own address, for the links it makes
 */
export async function route(
  world: World,
  access: AccessControl,
  incoming: Incoming,
  base: string
): Promise<Reply> {
  const { method, path } = incoming
  const auth = /^\/v1\/accounts\/([^/]+)\/auth\/token$/.exec(path)?.[1]
  if (method === 'POST' && auth !== undefined) {
    return withFault(world, 'auth', () => issueToken(access, auth, incoming))
  }
  const view = /^\/v1\/view\/([^/]+)$/.exec(path)?.[1]
  if (view !== undefined && (method === 'GET' || method === 'POST')) return viewSession(world, view, incoming)

  const allowed = (
    need: Need,
    work: (accountId: string, caller: Caller) => Reply | Promise<Reply>
  ): Reply | Promise<Reply> => {
    const granted = access.check(incoming.headers['authorization'], need)
    return granted.ok ? work(granted.accountId, granted) : granted.reply
  }
  if (method === 'POST' && path === '/v1/sessions/pay') {
    return allowed('write', (accountId) => {
      const body = jsonOf(incoming)
      return body.ok ? pay(world, accountId, incoming, body.value) : payRefusal(400, body.message)
    })
  }
  if (method === 'POST' && path === '/v1/sessions-profile') {
    return allowed('write', (accountId) => {
      const body = jsonOf(incoming)
      if (!body.ok) return refusal(400, body.message)
      return withFault(world, 'link', () => createLink(world, accountId, incoming, body.value, base))
    })
  }
  if (method === 'POST' && path === '/v1/sessions/payment-token') {
    return allowed('write', (accountId) => {
      const body = jsonOf(incoming)
      if (!body.ok) return refusal(400, body.message)
      return withFault(world, 'enrolment', () =>
        createEnrolment(world, accountId, incoming, body.value, base)
      )
    })
  }
  const cancelled = /^\/v1\/sessions\/([^/]+)\/cancel$/.exec(path)?.[1]
  if (method === 'POST' && cancelled !== undefined) {
    return allowed('write', (accountId) =>
      withFault(world, 'link', () => cancelSession(world, accountId, decodeURIComponent(cancelled)))
    )
  }
  const [, transaction, operation] = /^\/v1\/transactions\/([^/]+)\/(\w+)$/.exec(path) ?? []
  const kind = operationKind.safeParse(operation)
  if (method === 'POST' && transaction !== undefined && kind.success) {
    return allowed('write', (_accountId, caller) =>
      operate(world, caller, kind.data, decodeURIComponent(transaction), incoming)
    )
  }
  const settled = /^\/v1\/accounts\/([^/]+)\/settlements$/.exec(path)?.[1]
  if (method === 'GET' && settled !== undefined) {
    return allowed('settlements', (accountId) =>
      settled === accountId
        ? withFault(world, 'settlement', () => listSettlements(world, accountId, incoming.query))
        : refusal(403, 'Another account')
    )
  }
  const deleted = /^\/v1\/card-tokens\/([^/]+)$/.exec(path)?.[1]
  if (method === 'DELETE' && deleted !== undefined) {
    return allowed('admin', (accountId) => {
      const body = jsonOf(incoming)
      if (!body.ok) return refusal(400, body.message)
      const id = decodeURIComponent(deleted)
      return withFault(world, 'card', () => deleteCardToken(world, accountId, id, incoming.query, body.value))
    })
  }
  if (method === 'GET') {
    const card = /^\/v1\/card-tokens(?:\/([^/]+))?$/.exec(path)
    if (card !== null) {
      return allowed('admin', (accountId) =>
        withFault(world, 'card', () =>
          card[1] === undefined
            ? listCardTokens(world, accountId, incoming.query)
            : getCardToken(world, accountId, decodeURIComponent(card[1]), incoming.query)
        )
      )
    }
    const lookup = findLookup(world, incoming)
    if (lookup) return allowed('read', (accountId) => withFault(world, 'lookup', () => lookup(accountId)))
  }
  return refusal(404, 'No such endpoint')
}

function issueToken(access: AccessControl, accountId: string, incoming: Incoming): Reply {
  const body = jsonOf(incoming)
  if (!body.ok) return refusal(400, body.message)
  return access.issue(accountId, incoming.headers['authorization'], body.value)
}

function findLookup(world: World, { path, query }: Incoming): ((accountId: string) => Reply) | null {
  if (path === '/v1/transactions') return (accountId) => listTransactions(world, accountId, query)
  const [, kind, id] = /^\/v1\/(sessions|transactions)\/([^/]+)$/.exec(path) ?? []
  if (kind === undefined || id === undefined) return null
  return (accountId) =>
    kind === 'sessions' ? getSession(world, accountId, id) : getTransaction(world, accountId, id, query)
}

/** Lets the next fault of this kind of call happen instead of the answer, or to it. */
async function withFault(world: World, kind: CallKind, work: () => Reply): Promise<Reply> {
  const fault = world.faults.takeCall(kind)
  switch (fault?.kind) {
    case undefined:
      return work()
    case 'late':
      await world.wait(fault.ms)
      return work()
    case 'hang':
      return { kind: 'hang' }
    case 'drop':
      return { kind: 'drop' }
    case 'error':
      return refusal(fault.status, 'Something went wrong')
    case 'hang_after':
      work()
      return { kind: 'hang' }
    case 'drop_after':
      work()
      return { kind: 'drop' }
    case 'error_after':
      work()
      return refusal(fault.status, 'Something went wrong')
    case 'too_many':
      return tooMany(fault.retryAfter ?? String(fault.retryAfterSeconds), false)
    case 'answer':
      return answerOf(fault)
    case 'nested':
      return { kind: 'body', status: 200, type: 'application/json', text: nested(fault.depth), headers: {} }
    case 'garbage':
      return { kind: 'body', status: 200, type: 'application/json', text: fault.body, headers: {} }
    case 'half_body':
      return halved(work())
  }
}
