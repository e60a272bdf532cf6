import { transactionBody } from './wire'
import { plant } from './outside'
import { answerOf, halved, json, payRefusal, refusal, tooMany } from './reply'
import { openSession, conclude } from './conclude'
import { checkPay, checkToggles } from './validate'
import { systemHeaders } from './world'
import { wasAuthorised } from './records'
import type { ChargePlan } from './faults'
import type { KnownToken, SessionRecord } from './records'
import type { Reply } from './reply'
import type { FeatureToggle, ValidRequest } from './validate'
import type { Incoming, World } from './world'

/**
 * `POST /v1/sessions/pay`: a charge without the customer (docs/dintero.md 3). A decline is HTTP 200 with status FAILED.
 * From the duplicate check to the kept transaction nothing waits, which is what makes the strict toggles atomic.
 */
export async function pay(
  world: World,
  accountId: string,
  incoming: Incoming,
  body: unknown
): Promise<Reply> {
  const toggles = checkToggles(incoming.headers['dintero-feature-toggles'])
  if (!toggles.ok) return payRefusal(400, toggles.message)
  const checked = checkPay(body)
  if (!checked.ok) return payRefusal(400, checked.message)
  const request = checked.value
  const token = storedToken(world, accountId, request)
  if (!token) return payRefusal(400, 'session.customer.tokens: the token is not known')

  const plan = world.faults.takeCharge(request.order.merchant_reference)
  await delay(world, plan, 'last')
  if (plan.find('foreign')?.when === 'before') plantForeign(world, accountId, request, plan)
  const open = (): SessionRecord => openSession(world, accountId, request, token, systemHeaders(incoming))
  const stopped = stopBeforeCharge(plan, request, open)
  if (stopped) return stopped

  const reply = charge(world, accountId, request, toggles.value, token, plan, open)
  await delay(world, plan, 'first')
  return reply
}

async function delay(world: World, plan: ChargePlan, charge: 'first' | 'last'): Promise<void> {
  const late = plan.find('late')
  if (late?.charge === charge) await world.wait(late.ms)
  if (plan.find('held')?.charge === charge) await world.faults.hold()
}

/**
 * The token of a request, if the account has it for this provider and kind and it can be used. What becomes of a charge
 * of a token that is suspended or deleted is not documented; it is refused here as if nobody had ever seen it.
 */
export function storedToken(world: World, accountId: string, request: ValidRequest): KnownToken | undefined {
  const token = world.store.token(accountId, request.token)
  const fits = token?.provider === request.provider && token.tokenKind === request.tokenKind
  return fits && token.status === 'ACTIVE' ? token : undefined
}

function stopBeforeCharge(plan: ChargePlan, request: ValidRequest, open: () => SessionRecord): Reply | null {
  const reference = request.order.merchant_reference
  if (plan.has('drop_before')) return { kind: 'drop' }
  if (plan.find('hang')?.charge === false) return { kind: 'hang' }
  if (plan.has('unauthorised')) return refusal(401, 'Access forbidden, invalid JWT')
  if (plan.has('forbidden')) return refusal(403, 'Forbidden')
  const tooManyFault = plan.find('too_many')
  if (tooManyFault) return tooMany(tooManyFault.retryAfter ?? String(tooManyFault.retryAfterSeconds), true)
  const told = plan.find('answer')
  if (told && !told.charge) return answerOf(told)
  const duplicate = plan.find('duplicate')
  if (duplicate) return refuseDuplicate(reference, duplicate)
  const error = plan.find('error_before')
  if (!error) return null
  return payRefusal(500, 'Something went wrong', error.session ? { sessionId: open().id } : {})
}

function charge(
  world: World,
  accountId: string,
  request: ValidRequest,
  toggles: readonly FeatureToggle[],
  token: KnownToken,
  plan: ChargePlan,
  open: () => SessionRecord
): Reply {
  const reference = request.order.merchant_reference
  if (!plan.has('lax') && isDuplicate(world, accountId, reference, toggles))
    return answer(plan, refuseDuplicate(reference, {}), null)
  const { transaction, session } = conclude(world, open(), token, plan, false)
  if (plan.has('twice')) conclude(world, open(), token, plan, false)
  if (plan.find('foreign')?.when === 'after') plantForeign(world, accountId, request, plan)
  const wrong = plan.find('wrong_money')
  const body = {
    ...transactionBody(transaction, session, [], []),
    ...(wrong?.amount === undefined ? {} : { amount: wrong.amount }),
    ...(wrong?.currency === undefined ? {} : { currency: wrong.currency }),
    success: ['AUTHORIZED', 'CAPTURED'].includes(transaction.status)
  }
  return answer(plan, json(200, body), session.id)
}

/** Whether a strict toggle refuses the reference (docs/dintero.md 6). Without one, a second charge is made. */
function isDuplicate(
  world: World,
  accountId: string,
  reference: string,
  toggles: readonly FeatureToggle[]
): boolean {
  const earlier = world.store.sessionsWith(accountId, reference)
  if (toggles.includes('strict-merchant-reference') && earlier.length > 0) return true
  if (!toggles.includes('strict-success-merchant-reference')) return false
  return earlier.some(({ transactionId }) => {
    const transaction = transactionId === null ? undefined : world.store.transaction(accountId, transactionId)
    return transaction !== undefined && wasAuthorised(transaction)
  })
}

function plantForeign(world: World, accountId: string, { order }: ValidRequest, plan: ChargePlan): void {
  const foreign = plan.find('foreign')
  if (!foreign) return
  const { productType, operation, lastFour, idOf, status, ageMs } = foreign
  plant(world, {
    accountId,
    merchantReference: order.merchant_reference,
    amount: foreign.amount ?? order.amount,
    currency: order.currency,
    status,
    productType,
    operation,
    card: productType.endsWith('.creditcard')
      ? {
          brand: 'visa',
          maskedPan: `411111******${lastFour}`,
          tokenKind: 'payment_token',
          tokenId: '',
          expiry: null
        }
      : null,
    createdAt: world.clock() - ageMs,
    idOf
  })
}

function refuseDuplicate(
  reference: string,
  { code, message }: { readonly code?: string | undefined; readonly message?: string | undefined }
): Reply {
  const text = message ?? `order.merchant_reference: a session with ${reference} exists already`
  return payRefusal(400, text, code === undefined ? {} : { code })
}

/** What becomes of an answer on its way back. The charge, if there was one, is kept already. */
function answer(plan: ChargePlan, reply: Reply, sessionId: string | null): Reply {
  if (plan.has('hang')) return { kind: 'hang' }
  if (plan.has('drop_after')) return { kind: 'drop' }
  if (plan.has('half_body')) return halved(reply)
  if (plan.has('empty_202'))
    return { kind: 'body', status: 202, type: 'application/json', text: '', headers: {} }
  const told = plan.find('answer')
  if (told) return answerOf(told)
  const garbage = plan.find('garbage')
  if (garbage) return { kind: 'body', status: 200, type: 'application/json', text: garbage.body, headers: {} }
  const error = plan.find('error_after')
  if (!error) return reply
  return payRefusal(500, 'Something went wrong', error.session && sessionId !== null ? { sessionId } : {})
}
