import { z } from 'zod'
import { readStored, writeStored } from './versioned'

const bytes = z.base64().min(1).max(200)

/** What is kept of a PIN: scrypt's parameters (RFC 7914), the salt and what came of them, base64. */
const pinHash = z.object({
  // Bounded, so that a strange row cannot take the memory of the computer.
  n: z
    .number()
    .int()
    .min(2)
    .max(2 ** 20),
  r: z.number().int().min(1).max(32),
  p: z.number().int().min(1).max(16),
  salt: bytes,
  hash: bytes
})
export type PinHash = Readonly<z.infer<typeof pinHash>>

export function writePinHash(value: PinHash): string {
  return writeStored(1, value)
}

/** @returns null when it cannot be read: then no PIN fits */
export function readPinHash(text: string): PinHash | null {
  return pinHash.safeParse(readStored(text)?.value).data ?? null
}
