import { z } from 'zod'
import { seedBody, tokens } from './support'
import type { Desk } from './support'

/*
 * Payment links, as whoever makes one sees them.
 */

export const reference = 'merchants_order_number'
export const linkBody = seedBody('customer-initiated.dintero_psp.creditcard', tokens.dinteroPsp.token)

export async function makeLink(desk: Desk, body: unknown = linkBody): Promise<[id: string, path: string]> {
  const answer = await desk.post('/v1/sessions-profile', body)
  return [answer.body.id ?? '', String(answer.body.url).slice(desk.url.length)]
}

export function linkFor(token: string): unknown {
  return seedBody('customer-initiated.dintero_psp.creditcard', token)
}

const sessionBody = z.looseObject({
  transaction_id: z.string().optional(),
  cancelled_at: z.string().optional(),
  configuration: z.record(z.string(), z.unknown()),
  events: z.array(z.looseObject({ name: z.string() }))
})

export async function sessionOf(desk: Desk, id: string): Promise<z.infer<typeof sessionBody>> {
  return sessionBody.parse(await (await desk.fetch(`/v1/sessions/${id}`)).json())
}

export async function eventsOf(desk: Desk, id: string): Promise<string[]> {
  return (await sessionOf(desk, id)).events.map(({ name }) => name)
}
