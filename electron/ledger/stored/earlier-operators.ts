import { z } from 'zod'
import { readStored, writeStored } from './versioned'

const operators = z.record(z.string(), z.number().int())

export function writeEarlierOperators(value: Readonly<Record<string, number>>): string {
  return writeStored(1, value)
}

/** When who said to be at the desk left it, ms since 1970 UTC by name; nobody where it cannot be read. */
export function readEarlierOperators(text: string): Record<string, number> {
  return operators.safeParse(readStored(text)?.value).data ?? {}
}
