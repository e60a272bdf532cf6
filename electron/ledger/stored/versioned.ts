import { z } from 'zod'

/*
 * What the ledger keeps as JSON, with schemas of the ledger's own. A row that was written years ago, or by a version
 * that knew more, must still be read: an unreadable charge could never be asked about. So nothing here is taken from the
 * shapes of the page, and what is missing or strange becomes the careful value.
 */

const envelope = z.object({ version: z.number().int(), value: z.unknown() })

/** Writes a value with the number of its form. */
export function writeStored(version: number, value: unknown): string {
  return JSON.stringify({ version, value })
}

/**
 * What was written, and the number of its form; 0 for what is older than the numbers.
 * @returns undefined for what is no JSON
 */
export function readStored(text: string): { version: number; value: unknown } | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    const read = envelope.safeParse(parsed)
    return read.success ? read.data : { version: 0, value: parsed }
  } catch {
    return undefined
  }
}
