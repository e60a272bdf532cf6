import { z } from 'zod'
import { callFault, callKinds, chargeFault } from './faults'
import { apiClient, knownToken } from './records'
import { json, refusal } from './reply'
import { jsonOf } from './server'
import type { Reply } from './reply'
import type { SimulatorControls } from './simulator'
import type { Incoming } from './world'

const faultOrder = z.union([
  z.strictObject({ charge: z.array(chargeFault).min(1), reference: z.string().min(1).optional() }),
  z.strictObject({ call: z.enum(callKinds), faults: z.array(callFault).min(1) })
])

/**
 * The test controls over HTTP, for tests in another process than the simulator:
 * GET or DELETE journal, GET authorisations (?reference=), POST or DELETE faults, POST tokens, POST clients,
 * POST expire-access-tokens, all under `/control/`. Bodies are JSON.
 */
export function control(controls: SimulatorControls, incoming: Incoming): Reply {
  switch (`${incoming.method} ${incoming.path.slice('/control/'.length)}`) {
    case 'GET journal':
      return json(200, controls.journal.entries)
    case 'DELETE journal':
      controls.journal.clear()
      return done
    case 'GET authorisations':
      return json(200, authorisations(controls, incoming.query.get('reference')))
    case 'POST faults':
      return withBody(incoming, faultOrder, (order) => {
        if ('call' in order) controls.faults.onCall(order.call, ...order.faults)
        else if (order.reference === undefined) controls.faults.next(...order.charge)
        else controls.faults.forReference(order.reference, ...order.charge)
      })
    case 'DELETE faults':
      controls.faults.clear()
      return done
    case 'POST tokens':
      return withBody(incoming, knownToken, (token) => controls.addToken(token))
    case 'POST clients':
      return withBody(incoming, apiClient, (client) => controls.addClient(client))
    case 'POST expire-access-tokens':
      controls.expireAccessTokens()
      return done
    default:
      return refusal(404, 'No such control')
  }
}

const done = json(200, {})

function authorisations(controls: SimulatorControls, reference: string | null): Record<string, number> {
  return reference === null
    ? Object.fromEntries(controls.authorisations())
    : { [reference]: controls.authorisations(reference) }
}

function withBody<Schema extends z.ZodType>(
  incoming: Incoming,
  schema: Schema,
  work: (body: z.output<Schema>) => void
): Reply {
  const body = jsonOf(incoming)
  if (!body.ok) return refusal(400, body.message)
  const parsed = schema.safeParse(body.value)
  if (!parsed.success) return refusal(400, z.prettifyError(parsed.error))
  work(parsed.data)
  return done
}
