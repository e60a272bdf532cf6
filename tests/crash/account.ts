import { randomBytes } from 'node:crypto'

export const accountId = 'T12345678'
/** ms since 1970 UTC: when every trial begins. */
export const start = Date.UTC(2026, 4, 20, 9, 0, 0)
export const client = { clientId: 'crash-client', clientSecret: randomBytes(24).toString('hex') }
export const tokenKey = randomBytes(32).toString('base64')
