import { z } from 'zod'
import { contradictions, type FoundTransaction } from '../../../shared/found-transaction'
import { readStored, writeStored } from './versioned'

const text = z.string().nullable().catch(null)
const number = z.number().int().nullable().catch(null)

/** Something was found, whatever can still be read of it: it keeps a charge from being sent again. */
const found = z
  .object({
    transactionId: text,
    product: text,
    amount: number,
    currency: text,
    status: text,
    brand: text,
    lastFour: text,
    createdAt: number,
    contradictions: z
      .array(z.unknown())
      .catch([])
      .transform((all) => contradictions.filter((each) => all.includes(each)))
  })
  .catch({
    transactionId: null,
    product: null,
    amount: null,
    currency: null,
    status: null,
    brand: null,
    lastFour: null,
    createdAt: null,
    contradictions: []
  })

export function writeFound(value: readonly FoundTransaction[]): string {
  return writeStored(1, value)
}

export function readFound(written: string): FoundTransaction[] {
  return z.array(found).safeParse(readStored(written)?.value).data ?? [found.parse(null)]
}
