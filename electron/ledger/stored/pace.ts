import { z } from 'zod'
import { usualPace, type Pace } from '../../../shared/batch'
import { readStored, writeStored } from './versioned'

/** What cannot be read goes at the usual pace, and one at a time where even the number in flight is strange. */
const pace = z.object({
  inFlight: z.number().int().min(1).max(10).catch(1),
  perSecond: z.number().int().min(1).max(100).catch(usualPace.perSecond),
  declinesAllowed: z.number().int().min(1).max(100).catch(usualPace.declinesAllowed)
})

export function writePace(value: Pace): string {
  return writeStored(1, value)
}

export function readPace(text: string): Pace {
  return pace.safeParse(readStored(text)?.value).data ?? { ...usualPace, inFlight: 1 }
}
