import { z } from 'zod'
import { accountId, environment } from './account'
import { chargeAlarm } from './alarm'
import { chargeRow, unresolvedCharges } from './charge'

/** A contradiction nobody has read yet, with the charge it is about. */
export const alarm = chargeAlarm.extend({ charge: chargeRow })
export type Alarm = z.infer<typeof alarm>

/**
 * What a person has to look at. It is about the account in use and says which; of the others it says only how many,
 * because amounts of test and production are never added up. At most 200 charges and 200 alarms, counted in full.
 */
export const unresolved = unresolvedCharges.extend({
  alarms: z.array(alarm),
  alarmCount: z.number().int(),
  others: z.array(
    z.object({
      accountId,
      name: z.string(),
      environment,
      charges: z.number().int(),
      alarms: z.number().int()
    })
  )
})
export type Unresolved = z.infer<typeof unresolved>
