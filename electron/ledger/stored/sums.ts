import { z } from 'zod'
import type { CurrencySum } from '../../../shared/batch'
import { readStored, writeStored } from './versioned'

const sums = z.array(z.object({ currency: z.string(), charges: z.number().int(), amount: z.number().int() }))

export function writeSums(value: readonly CurrencySum[]): string {
  return writeStored(1, value)
}

/** @returns none when they cannot be read: what was charged is counted from the charges */
export function readSums(text: string): CurrencySum[] {
  return sums.safeParse(readStored(text)?.value).data ?? []
}
