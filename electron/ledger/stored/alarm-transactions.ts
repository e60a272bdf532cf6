import { z } from 'zod'
import type { AlarmTransaction } from '../../../shared/alarm'
import { readStored, writeStored } from './versioned'

const text = z.string().nullable().catch(null)
const number = z.number().int().nullable().catch(null)

const transactions = z.array(
  z.object({ transactionId: text, status: text, amount: number, captured: number, currency: text })
)

export function writeAlarmTransactions(value: readonly AlarmTransaction[]): string {
  return writeStored(1, value)
}

/** An alarm whose transactions cannot be read is still an alarm. */
export function readAlarmTransactions(written: string): AlarmTransaction[] {
  return transactions.safeParse(readStored(written)?.value).data ?? []
}
