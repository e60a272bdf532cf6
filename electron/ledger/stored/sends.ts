import { z } from 'zod'
import { readStored, writeStored } from './versioned'

/** A request that has left: when, ms since 1970 UTC by this desk, and Dintero's clock minus it; null while not seen. */
export interface Send {
  readonly at: number
  readonly clockSkew: number | null
}

const sends = z.array(z.object({ at: z.number().int(), clockSkew: z.number().int().nullable().catch(null) }))

export function writeSends(value: readonly Send[]): string {
  return writeStored(1, value)
}

/** @returns null when they cannot be read: then no time of a transaction says anything about the charge */
export function readSends(text: string): Send[] | null {
  return sends.safeParse(readStored(text)?.value).data ?? null
}
