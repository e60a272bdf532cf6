import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import type { NewApprover } from '../../ledger/approvals'

/** What is kept of a PIN: scrypt's parameters, the salt and what came of them. */
type PinHash = NewApprover['pin']

/** How much work a PIN is, by scrypt's parameters (RFC 7914). */
export type PinCost = Pick<PinHash, 'n' | 'r' | 'p'>

/**
 * What OWASP recommends (Password Storage Cheat Sheet): 128 MiB and about half a second a PIN. A PIN of six digits is one
 * of a million all the same: this slows down whoever has the file, and stops nobody.
 */
export const usualCost: PinCost = { n: 2 ** 17, r: 8, p: 1 }

const saltBytes = 16
const hashBytes = 32

/** What is kept of a PIN. It is worked out on another thread. */
export async function hashPin(pin: string, cost: PinCost): Promise<PinHash> {
  const salt = randomBytes(saltBytes)
  const hash = await derive(pin, salt, hashBytes, cost)
  return { ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') }
}

/** Whether a PIN is the one that is kept; compared in a time that tells nothing. */
export async function isPin(pin: string, { salt, hash, ...cost }: PinHash): Promise<boolean> {
  const wanted = Buffer.from(hash, 'base64')
  const found = await derive(pin, Buffer.from(salt, 'base64'), wanted.length, cost)
  return timingSafeEqual(found, wanted)
}

/** Whether a PIN was hashed with less work than is usual now. */
export function isWeaker({ n, r, p }: PinHash, cost: PinCost): boolean {
  return n * r * p < cost.n * cost.r * cost.p
}

function derive(pin: string, salt: Buffer, length: number, { n, r, p }: PinCost): Promise<Buffer> {
  // Node refuses what needs over 32 MiB unless told; scrypt takes 128 * N * r bytes and a little.
  const options: ScryptOptions = { N: n, r, p, maxmem: 256 * n * r }
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, length, options, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}
