import { z } from 'zod'
import { callFault, callKinds, chargeFault } from './faults'
import { operationFault } from './operations/faults'
import { apiClient, cardChange, knownToken, messageStatus } from './records'
import { json, refusal } from './reply'
import { jsonOf } from './server'
import { payOutOrder } from './settlements/pay-out'
import type { Reply } from './reply'
import type { SimulatorControls } from './simulator'
import type { Incoming } from './world'

const faultOrder = z.union([
  z.strictObject({ charge: z.array(chargeFault).min(1), reference: z.string().min(1).optional() }),
  z.strictObject({ call: z.enum(callKinds), faults: z.array(callFault).min(1) }),
  z.strictObject({
    operation: z.array(operationFault).min(1),
    of: z.string().min(1).nullable().default(null)
  })
])
const outside = z.strictObject({ id: z.string(), amount: z.number().int().min(1) })
const cardToken = cardChange.extend({ id: z.string() })

type Control = (controls: SimulatorControls, incoming: Incoming) => Reply

const done = json(200, {})

/** What each control does, by method and path after `/control/`. */
const all: Readonly<Record<string, Control>> = {
  'GET journal': ({ journal }) => json(200, journal.entries),
  'DELETE journal': ({ journal }) => {
    journal.clear()
    return done
  },
  'GET authorisations': (controls, { query }) => counted(query, controls.authorisations()),
  'GET operations': (controls, { query }) => counted(query, controls.operations()),
  'GET sessions': (controls, { query }) => json(200, controls.sessions(query.get('reference') ?? '')),
  'GET money': (controls, { query }) => json(200, controls.money(query.get('id') ?? '')),
  'POST faults': withBody(faultOrder, ({ faults }, order) => {
    if ('call' in order) faults.onCall(order.call, ...order.faults)
    else if ('operation' in order) faults.operation(order.of, ...order.operation)
    else if (order.reference === undefined) faults.next(...order.charge)
    else faults.forReference(order.reference, ...order.charge)
  }),
  'DELETE faults': ({ faults }) => {
    faults.clear()
    return done
  },
  'POST release': ({ faults }) => {
    faults.release()
    return done
  },
  'POST tokens': withBody(knownToken, (controls, token) => controls.addToken(token)),
  'POST clients': withBody(apiClient, (controls, client) => controls.addClient(client)),
  'POST expire-access-tokens': (controls) => {
    controls.expireAccessTokens()
    return done
  },
  'POST card-token': withBody(cardToken, (controls, { id, ...change }) => controls.setCardToken(id, change)),
  'POST pay-out': withBody(payOutOrder, (controls, order) => controls.payOut(order)),
  'POST sms': withBody(z.strictObject({ status: messageStatus.nullable() }), (controls, { status }) =>
    controls.setSms(status)
  ),
  'POST capture-outside': withBody(outside, (controls, { id, amount }) =>
    controls.captureOutside(id, amount)
  ),
  'POST refund-outside': withBody(outside, (controls, { id, amount }) => controls.refundOutside(id, amount)),
  'POST void-outside': withBody(outside.pick({ id: true }), (controls, { id }) => controls.voidOutside(id))
}

/**
 * The test controls over HTTP, for tests in another process than the simulator: what the controls do, under
 * `/control/`. Bodies are JSON, queries `?reference=` and `?id=`. A control that throws answers 400 with its words.
 */
export function control(controls: SimulatorControls, incoming: Incoming): Reply {
  const known = all[`${incoming.method} ${incoming.path.slice('/control/'.length)}`]
  if (!known) return refusal(404, 'No such control')
  try {
    return known(controls, incoming)
  } catch (error) {
    return refusal(400, error instanceof Error ? error.message : String(error))
  }
}

function counted(query: URLSearchParams, counts: ReadonlyMap<string, number>): Reply {
  const reference = query.get('reference')
  return json(
    200,
    reference === null ? Object.fromEntries(counts) : { [reference]: counts.get(reference) ?? 0 }
  )
}

/** A control that takes a body. What its work returns is the answer, as `result`; nothing is an empty answer. */
function withBody<Schema extends z.ZodType>(
  schema: Schema,
  work: (controls: SimulatorControls, body: z.output<Schema>) => unknown
): Control {
  return (controls, incoming) => {
    const body = jsonOf(incoming)
    if (!body.ok) return refusal(400, body.message)
    const parsed = schema.safeParse(body.value)
    if (!parsed.success) return refusal(400, z.prettifyError(parsed.error))
    const result = work(controls, parsed.data)
    return result === undefined ? done : json(200, { result })
  }
}
