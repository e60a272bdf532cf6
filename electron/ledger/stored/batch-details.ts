import { z } from 'zod'
import { readStored, writeStored } from './versioned'

/** Figures and names that go with why a batch is paused: what was seen, what the limit is, when to go on. */
export type BatchDetails = Readonly<Record<string, string | number>>

const details = z.record(z.string(), z.union([z.string(), z.number()]))

export function writeBatchDetails(value: BatchDetails): string {
  return writeStored(1, value)
}

/** @returns none when they cannot be read: the reason stands without them */
export function readBatchDetails(text: string): BatchDetails {
  return details.safeParse(readStored(text)?.value).data ?? {}
}
