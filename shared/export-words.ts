import { z } from 'zod'
import { brand, operation, provider } from './card'
import { declineReason } from './charge'
import { exportedList } from './list-export'
import { linkKind, smsStatus } from './link'
import { linkStandings } from './link-standing'
import { standings } from './standing'

/** Every column of an exported list. What is in it is said in electron/reports/columns. */
export const exportColumns = [
  'day',
  'time',
  'state',
  'kind',
  'amount',
  'currency',
  'captured',
  'refunded',
  'vat',
  'customer',
  'customerNumber',
  'email',
  'phone',
  'reference',
  'transaction',
  'status',
  'reason',
  'operation',
  'brand',
  'lastFour',
  'expiry',
  'provider',
  'operator',
  'file',
  'row',
  'changed',
  'lookups',
  'nextLookup',
  'sms',
  'shared',
  'opened',
  'expires',
  'inPlaceOf',
  'address',
  'blockedUntil',
  'added',
  'lastCharged'
] as const
export const exportColumn = z.enum(exportColumns)
export type ExportColumn = z.infer<typeof exportColumn>

const word = z.string().min(1).max(100)

/**
 * What an exported list calls things. The page has the words of the language it speaks and hands them over; each is written
 * as a text, whatever it holds.
 */
export const exportWords = z.strictObject({
  /** Of the sheet and of the file. */
  lists: z.record(exportedList, word),
  columns: z.record(exportColumn, word),
  standings: z.record(z.enum(standings), word),
  linkStandings: z.record(z.enum(linkStandings), word),
  linkKinds: z.record(linkKind, word),
  smsStatuses: z.record(smsStatus, word),
  reasons: z.record(declineReason, word),
  operations: z.record(operation, word),
  brands: z.record(brand, word),
  providers: z.record(provider, word)
})
export type ExportWords = z.infer<typeof exportWords>
