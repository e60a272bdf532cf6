import type { Kysely } from 'kysely'
import type { Schema } from './schema'
import { prepared } from './sqlite/prepared'
import { isAmong } from './sqlite/words'

/** No lookup of a link or a modification is planned further ahead (charging/links and charging/modifications, backoff.ts), ms. */
const furthestPlan = 8 * 86_400_000

/** `except` is a JSON array of ids, so that one statement does for however many there are. */
function nextIn(table: 'charges' | 'links' | 'modifications') {
  return prepared((db, { deskId, except }: { deskId: string; except: string }) =>
    db
      .selectFrom(table)
      .select((select) => select.fn.min<number | null>('next_lookup_at').as('at'))
      .where('next_lookup_at', 'is not', null)
      .where('desk_id', '=', deskId)
      .where((where) => where.not(isAmong('id', except)))
  )
}

const nextOf = {
  charges: nextIn('charges'),
  links: nextIn('links'),
  modifications: nextIn('modifications')
} as const

/** When the next lookup of any of a desk's is due, ms since 1970 UTC; null when none is planned. */
export async function nextLookupAt(
  db: Kysely<Schema>,
  table: keyof typeof nextOf,
  deskId: string,
  except: readonly string[]
): Promise<number | null> {
  const [row] = await nextOf[table](db, { deskId, except: JSON.stringify(except) })
  return row?.at ?? null
}

/**
 * Ids of a desk's links or modifications whose next lookup is due, longest overdue first. `now` in ms. One that is planned
 * further ahead than any plan goes was planned by a clock that has been set back since: it is due too.
 */
export async function dueLookups(
  db: Kysely<Schema>,
  table: 'links' | 'modifications',
  deskId: string,
  { now, limit, except }: { readonly now: number; readonly limit: number; readonly except: readonly string[] }
): Promise<string[]> {
  const rows = await db
    .selectFrom(table)
    .select('id')
    .where('next_lookup_at', 'is not', null)
    .where('desk_id', '=', deskId)
    .where('id', 'not in', [...except])
    .where((where) =>
      where.or([where('next_lookup_at', '<=', now), where('next_lookup_at', '>', now + furthestPlan)])
    )
    .orderBy('next_lookup_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
