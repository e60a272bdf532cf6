import { z } from 'zod'
import type { TransactionMoney } from '../../../shared/modification'
import { readStored, writeStored } from './versioned'

const minorUnits = z.number().int()

const moneySeen = z.object({
  currency: z.string(),
  authorised: minorUnits,
  captured: minorUnits,
  refunded: minorUnits,
  voided: minorUnits,
  pendingCapture: minorUnits.catch(0),
  pendingRefund: minorUnits.catch(0),
  pendingVoid: z.boolean().catch(false),
  leftToCapture: minorUnits,
  leftToRefund: minorUnits
})

export function writeMoneySeen(value: TransactionMoney | null): string {
  return writeStored(1, value)
}

/** @returns null for what cannot be read: it is evidence of what was seen, and nothing is computed from it */
export function readMoneySeen(text: string): TransactionMoney | null {
  return moneySeen.safeParse(readStored(text)?.value).data ?? null
}
