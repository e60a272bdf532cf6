import { z } from 'zod'
import type { OrderLine } from '../../../shared/charge'
import { readStored, writeStored } from './versioned'

/** Strict, unlike the rest: lines go out again with a request, and a guessed line would be another request. */
const lines = z.array(
  z.object({
    description: z.string(),
    quantity: z.number().int(),
    amount: z.number().int(),
    vatRate: z.number().int(),
    vatAmount: z.number().int()
  })
)

export function writeLines(value: readonly OrderLine[]): string {
  return writeStored(1, value)
}

/** @returns null when they cannot be read: the charge can be asked about, but not be sent again */
export function readLines(text: string): OrderLine[] | null {
  return lines.safeParse(readStored(text)?.value).data ?? null
}
