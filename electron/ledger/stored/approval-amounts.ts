import { z } from 'zod'
import { readStored, writeStored } from './versioned'

const amounts = z.record(z.string(), z.number().int().min(0).catch(0))

export function writeApprovalAmounts(value: Readonly<Record<string, number>>): string {
  return writeStored(1, value)
}

/** Minor units by currency. @returns none where they cannot be read: every file then needs a second person */
export function readApprovalAmounts(text: string): Record<string, number> {
  return amounts.safeParse(readStored(text)?.value).data ?? {}
}
