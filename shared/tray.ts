import { z } from 'zod'
import { accountId, environment } from './account'
import { raisedAlarm } from './alarm'
import { chargeRow, unresolvedCharges } from './charge'
import { linkRow } from './link'
import { modificationRow } from './modification'

/** A contradiction nobody has read yet, with what it is about. */
export const alarm = raisedAlarm.extend({
  about: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('charge'), charge: chargeRow }),
    z.object({ kind: z.literal('link'), link: linkRow }),
    z.object({ kind: z.literal('modification'), modification: modificationRow })
  ])
})
export type Alarm = z.infer<typeof alarm>

/**
 * What a person has to look at. It is about the account in use and says which; of the others it says only how many,
 * because amounts of test and production are never added up. At most 200 charges and 200 alarms, counted in full.
 */
export const unresolved = unresolvedCharges.extend({
  /** Captures, voids and refunds that have not ended, oldest first. */
  modifications: z.array(modificationRow),
  alarms: z.array(alarm),
  alarmCount: z.number().int(),
  others: z.array(
    z.object({
      accountId,
      name: z.string(),
      environment,
      charges: z.number().int(),
      modifications: z.number().int(),
      alarms: z.number().int()
    })
  )
})
export type Unresolved = z.infer<typeof unresolved>
