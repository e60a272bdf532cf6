import { answerOf, halved, json, refusal, tooMany } from '../reply'
import { failsInCapture } from '../training-data'
import { transactionBody } from '../wire'
import { momentOf } from '../world'
import { checkOperation, type ValidOperation } from './check'
import { acceptedFor, carriedOut, carriedOutForNow, failed, operationError } from './perform'
import { allowed } from './rules'
import type { Caller } from '../access'
import type { Plan } from '../plan'
import type { OperationKind, TransactionRecord } from '../records'
import type { Reply } from '../reply'
import type { Incoming, World } from '../world'
import type { OperationFault } from './faults'
import type { Failure, Operation } from './perform'

type OperationPlan = Plan<OperationFault>

/**
 * `POST /v1/transactions/{id}/capture`, `/refund` and `/void` (docs/dintero.md 5.4). Nothing guards against the same
 * operation twice: a second one with the same reference is carried out as far as there is money.
 */
export async function operate(
  world: World,
  caller: Caller,
  kind: OperationKind,
  id: string,
  incoming: Incoming
): Promise<Reply> {
  const checked = checkOperation(kind, incoming)
  if (!checked.ok) return refusal(400, checked.message)
  const known = world.store.transaction(caller.accountId, id)
  if (!known) return refusal(404, 'No such transaction')

  const plan = world.faults.takeOperation([checked.value.reference, id, known.merchantReference])
  await delay(world, plan, 'last')
  const reply = stopBefore(plan) ?? carryOut(world, caller, id, checked.value, plan)
  await delay(world, plan, 'first')
  return reply
}

async function delay(world: World, plan: OperationPlan, done: 'first' | 'last'): Promise<void> {
  const late = plan.find('late')
  if (late?.done === done) await world.wait(late.ms)
  if (plan.find('held')?.done === done) await world.faults.hold()
}

function stopBefore(plan: OperationPlan): Reply | null {
  if (plan.has('drop_before')) return { kind: 'drop' }
  if (plan.find('hang')?.done === false) return { kind: 'hang' }
  if (plan.has('unauthorised')) return refusal(401, 'Access forbidden, invalid JWT')
  if (plan.has('forbidden')) return refusal(403, 'Forbidden')
  const tooManyFault = plan.find('too_many')
  if (tooManyFault) return tooMany(tooManyFault.retryAfter ?? String(tooManyFault.retryAfterSeconds), false)
  const told = plan.find('answer')
  if (told && !told.done) return answerOf(told)
  const error = plan.find('error_before')
  return error ? refusal(error.status, 'Something went wrong') : null
}

/** From the look at what is left to the kept transaction nothing waits, so two requests never take the same money. */
function carryOut(
  world: World,
  caller: Caller,
  id: string,
  asked: ValidOperation,
  plan: OperationPlan
): Reply {
  const transaction = world.store.transaction(caller.accountId, id)
  const session = transaction && world.store.session(caller.accountId, transaction.sessionId)
  if (!transaction || !session) return refusal(404, 'No such transaction')
  const amount =
    plan.has('lax') && asked.amount !== null
      ? { ok: true as const, value: asked.amount }
      : allowed(transaction, session.order, asked)
  if (!amount.ok) return answered(plan, refusal(400, amount.message))
  const { kind, reference, metadata, items } = asked
  const unmarked = plan.has('unmarked')
  const requestId = world.ids.uuid()
  const createdBy = caller.clientId
  const operation = { kind, reference, metadata, items, amount: amount.value, unmarked, createdBy, requestId }
  const after = world.store.putTransaction(outcome(world, transaction, operation, plan))
  const body = transactionBody(after, session, [], [])
  const reply = plan.has('async') ? json(202, body, { 'event-request-id': requestId }) : json(200, body)
  return answered(plan, reply)
}

function outcome(
  world: World,
  transaction: TransactionRecord,
  operation: Operation,
  plan: OperationPlan
): TransactionRecord {
  const moment = momentOf(world)
  const usual = operationError(operation.kind, world.vocabulary[transaction.card.provider])
  const async = plan.find('async')
  if (async) {
    const error: Failure | null = async.succeeds ? null : (async.error ?? usual)
    return acceptedFor(transaction, operation, { polls: async.polls, error }, moment)
  }
  const fails = plan.find('fails')
  if (fails) return failed(transaction, operation, fails.error ?? usual, moment)
  if (operation.kind === 'capture' && failsInCapture(transaction.card))
    return failed(transaction, operation, usual, moment)
  const after = plan.find('fails_after')
  return after
    ? carriedOutForNow(transaction, operation, { polls: after.polls, error: after.error ?? usual }, moment)
    : carriedOut(transaction, operation, moment)
}

/** What becomes of an answer on its way back. What was done is kept already. */
function answered(plan: OperationPlan, reply: Reply): Reply {
  if (plan.has('hang')) return { kind: 'hang' }
  if (plan.has('drop_after')) return { kind: 'drop' }
  if (plan.has('half_body')) return halved(reply)
  const told = plan.find('answer')
  if (told) return answerOf(told)
  const garbage = plan.find('garbage')
  if (garbage) return { kind: 'body', status: 200, type: 'application/json', text: garbage.body, headers: {} }
  const error = plan.find('error_after')
  return error ? refusal(error.status, 'Something went wrong') : reply
}
