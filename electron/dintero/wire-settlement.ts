import { z } from 'zod'
import type { Settlement, SettlementPage, SettlementPlace } from './dintero'
import type { Redactor } from './redact'
import { clean, time, word } from './wire-fields'

/** Money that is not whole is money that is not understood: nothing of the page is taken then. */
const part = z
  .number()
  .int()
  .nullish()
  .transform((value) => value ?? 0)

const sum = z
  .object({
    currency: z.string().regex(/^[A-Z]{3}$/),
    capture: part,
    refund: part,
    fee: part,
    amount: z.number().int().nullish()
  })
  .transform(({ amount, ...parts }) => ({
    ...parts,
    amount: amount ?? parts.capture - parts.refund - parts.fee
  }))

const settlement = z.object({
  id: z.string().min(1).max(200),
  provider: word,
  provider_reference: word,
  settled_at: time,
  start_at: time,
  end_at: time,
  payment_status: word,
  amounts: z
    .array(sum)
    .max(50)
    .refine((sums) => new Set(sums.map(({ currency }) => currency)).size === sums.length)
})

const place = z
  .object({ id: z.string().min(1).max(200), settled_at: z.string().min(1).max(100) })
  .transform(({ id, settled_at: date }): SettlementPlace => ({ id, date }))

const page = z.object({
  items: z.array(settlement).max(1_000),
  last_evaluated_key: place.nullish()
})

/**
 * A page of payouts, or null when anything of it cannot be read: half a list of payouts would not add up, and nobody would
 * know why. A full page without a key is gone on with from its last item, since whether the last page has a key is not
 * documented (docs/dintero.md 11).
 * @param pageSize how many were asked for
 */
export function parseSettlements(body: unknown, redact: Redactor, pageSize: number): SettlementPage | null {
  const parsed = page.safeParse(body)
  if (!parsed.success) return null
  const { items, last_evaluated_key: key } = parsed.data
  const settlements = items.map((each): Settlement => ({
    id: each.id,
    provider: clean(each.provider, redact),
    providerReference: clean(each.provider_reference, redact),
    settledAt: each.settled_at,
    startAt: each.start_at,
    endAt: each.end_at,
    status: clean(each.payment_status, redact),
    sums: each.amounts
  }))
  return { settlements, next: items.length === 0 ? null : (key ?? lastOf(body, pageSize)) }
}

/** The last item of a full page as the place where the list goes on, in Dintero's own spelling of the date. */
function lastOf(body: unknown, pageSize: number): SettlementPlace | null {
  const items = z.object({ items: z.array(z.unknown()) }).safeParse(body).data?.items ?? []
  return items.length < pageSize ? null : (place.safeParse(items.at(-1)).data ?? null)
}
