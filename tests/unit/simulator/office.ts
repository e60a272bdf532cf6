import { z } from 'zod'
import { expect } from 'vitest'
import { account, openDesk } from './support'
import type { Desk } from './support'

/*
 * What a desk that may read settlements sees of them.
 */

export const path = `/v1/accounts/${account}/settlements`
const page = z.object({
  items: z.array(z.looseObject({ id: z.string() })),
  last_evaluated_key: z.record(z.string(), z.string()).optional()
})
export type Page = z.infer<typeof page>

/** A desk whose client may read settlements too. */
export async function openOffice(scopes: string[] = ['admin:checkout', 'read:settlements']): Promise<Desk> {
  const desk = await openDesk()
  desk.simulator.addClient({ accountId: account, clientId: 'client', clientSecret: 'secret', scopes })
  await desk.signIn()
  return desk
}

export async function list(desk: Desk, query = ''): Promise<Page> {
  const response = await desk.fetch(`${path}${query}`)
  expect(response.status).toBe(200)
  return page.parse(await response.json())
}

export async function statusOf(desk: Desk, query: string): Promise<number> {
  return (await desk.fetch(`${path}${query}`)).status
}
