import { z } from 'zod'

const time = z.number().int()

/** A payout to the merchant: of one account, by one provider. Amounts are minor units, times ms since 1970 UTC. */
export const settlementRecord = z.object({
  id: z.string(),
  accountId: z.string(),
  provider: z.string(),
  providerReference: z.string(),
  /** One entry for each currency. */
  amounts: z.array(
    z.object({
      currency: z.string(),
      capture: z.number().int(),
      refund: z.number().int(),
      fee: z.number().int()
    })
  ),
  /** Of the first and the last payment event in it. */
  startAt: time,
  endAt: time,
  settledAt: time,
  createdAt: time,
  /** Reported, and not paid out yet. */
  postponed: z.boolean(),
  /** Of all of it, where all of it has the same. */
  storeId: z.string().nullable(),
  payoutDestinationId: z.string().nullable()
})
export type SettlementRecord = z.infer<typeof settlementRecord>

/** What a settlement is of one capture or refund. Minor units. */
export const settledPart = z.object({
  settlementId: z.string(),
  providerReference: z.string(),
  correlationId: z.string(),
  capture: z.number().int(),
  refund: z.number().int(),
  fee: z.number().int(),
  postponed: z.boolean()
})
export type SettledPart = z.infer<typeof settledPart>
