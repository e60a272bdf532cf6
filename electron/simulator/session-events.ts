import { momentOf, type World } from './world'
import type { SessionRecord } from './records'

/** The session after the customer opened its page; only the first time is written down. */
export function visited(world: World, session: SessionRecord): SessionRecord {
  return noted(world, session, 'VISITED')
}

/** The session after it was called off, by the merchant or by the customer. Nobody can answer it any more. */
export function cancelled(world: World, session: SessionRecord): SessionRecord {
  return noted(world, session, 'CANCELLED')
}

/** Keeps the session with one more event in its life, unless it has that one already. */
export function noted(world: World, session: SessionRecord, name: string | undefined): SessionRecord {
  const { now, ids } = momentOf(world)
  const known = name === undefined || session.events.some((event) => event.name === name)
  const events = known ? session.events : [...session.events, { id: ids.uuid(), name, at: now }]
  return world.store.putSession({ ...session, events, updatedAt: now })
}
