import { z } from 'zod'
import { declineReasons, type Decline } from '../../../shared/charge'
import { readStored, writeStored } from './versioned'

const time = z.number().int().nullable().catch(null)

/** What cannot be read of the advice counts as "never": a new attempt on a barred card blocks it. */
const decline = z.object({
  reason: z.enum(declineReasons).catch('declined'),
  retry: z
    .object({
      kind: z.enum(['never', 'now', 'after', 'with_customer', 'fix_first', 'unsaid']).catch('never'),
      notBefore: time
    })
    .catch({ kind: 'never', notBefore: null }),
  message: z.string().catch(''),
  types: z.array(z.string()).catch([]),
  resultCode: z.string().nullable().catch(null)
})

const unreadable: Decline = {
  reason: 'declined',
  retry: { kind: 'never', notBefore: null },
  message: '',
  types: [],
  resultCode: null
}

export function writeDecline(value: Decline): string {
  return writeStored(1, value)
}

export function readDeclined(text: string): Decline {
  return decline.safeParse(readStored(text)?.value).data ?? unreadable
}
