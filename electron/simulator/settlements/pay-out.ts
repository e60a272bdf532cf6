import { z } from 'zod'
import { moved } from '../money'
import { property } from '../property'
import { momentOf, type World } from '../world'
import type { EventRecord, SessionRecord, TransactionRecord } from '../records'
import type { SettledPart, SettlementRecord } from './record'

export const payOutOrder = z.strictObject({
  accountId: z.string(),
  /** The gateway, such as `payex`; each one that has something to pay out unless given. */
  provider: z.string().optional(),
  /** Of what was captured. A refund costs nothing. */
  feePermille: z.number().int().min(0).max(1000).default(20),
  /** ms since 1970 UTC; now unless given */
  settledAt: z.number().int().optional(),
  /** Reported, and not paid out yet. */
  postponed: z.boolean().default(false)
})
export type PayOutOrder = z.infer<typeof payOutOrder>

interface Line {
  readonly transaction: TransactionRecord
  readonly session: SessionRecord
  readonly event: EventRecord
}

/**
 * Pays out everything of an account that was captured or refunded and is in no settlement yet, by one settlement for
 * each provider (docs/dintero.md 11).
 * @returns the settlements' ids; none when there is nothing to pay out
 */
export function payOut(world: World, order: PayOutOrder): string[] {
  const byProvider = grouped(unsettled(world, order.accountId), ({ transaction }) => providerOf(transaction))
  return [...byProvider].flatMap(([provider, lines]) =>
    order.provider === undefined || order.provider === provider ? settle(world, order, provider, lines) : []
  )
}

/** The gateway of a payment, as a settlement names it. */
export function providerOf({ foreign, card }: TransactionRecord): string {
  return foreign?.split('.')[0] ?? card.provider
}

/** Oldest first. */
function unsettled(world: World, accountId: string): Line[] {
  return world.store
    .transactions(accountId)
    .toReversed()
    .flatMap((transaction) => {
      const session = world.store.session(accountId, transaction.sessionId)
      if (!session) return []
      const events = transaction.events.filter(
        (event) => event.settlement === null && (moved(event, 'CAPTURE') || moved(event, 'REFUND'))
      )
      return events.map((event) => ({ transaction, session, event }))
    })
}

function settle(world: World, order: PayOutOrder, provider: string, lines: readonly Line[]): string {
  const { now, ids } = momentOf(world)
  const { accountId, postponed } = order
  const id = ids.uuid()
  const providerReference = `${provider}-${ids.text(10)}`
  const parts = new Map(
    lines.map(({ event }) => [
      event.id,
      { settlementId: id, providerReference, correlationId: ids.uuid(), postponed, ...moneyIn(event, order) }
    ])
  )
  const times = lines.map(({ event }) => event.at)
  world.store.putSettlement({
    id,
    accountId,
    provider,
    providerReference,
    amounts: amountsOf(lines, parts),
    startAt: Math.min(...times),
    endAt: Math.max(...times),
    settledAt: order.settledAt ?? now,
    createdAt: now,
    postponed,
    storeId: shared(lines, ({ session }) => property(session.order['store'], 'id')),
    payoutDestinationId: shared(lines, ({ session }) => session.order['payout_destination_id'])
  })
  for (const transaction of new Set(lines.map((line) => line.transaction))) {
    const events = transaction.events.map((event) => ({
      ...event,
      settlement: parts.get(event.id) ?? event.settlement
    }))
    world.store.putTransaction({ ...transaction, events, updatedAt: now })
  }
  return id
}

function moneyIn(
  { event, amount }: EventRecord,
  { feePermille }: PayOutOrder
): Pick<SettledPart, 'capture' | 'refund' | 'fee'> {
  if (event === 'REFUND') return { capture: 0, refund: amount, fee: 0 }
  return { capture: amount, refund: 0, fee: Math.round((amount * feePermille) / 1000) }
}

function amountsOf(
  lines: readonly Line[],
  parts: ReadonlyMap<string, SettledPart>
): SettlementRecord['amounts'] {
  const byCurrency = grouped(lines, ({ transaction }) => transaction.currency)
  return [...byCurrency].map(([currency, those]) => {
    const these = those.flatMap(({ event }) => parts.get(event.id) ?? [])
    const sum = (name: 'capture' | 'refund' | 'fee'): number =>
      these.reduce((total, part) => total + part[name], 0)
    return { currency, capture: sum('capture'), refund: sum('refund'), fee: sum('fee') }
  })
}

/** Lines by what they have in common, in the order of the first of each. */
function grouped(lines: readonly Line[], by: (line: Line) => string): Map<string, Line[]> {
  const groups = new Map<string, Line[]>()
  for (const line of lines) groups.set(by(line), [...(groups.get(by(line)) ?? []), line])
  return groups
}

/** What all lines have in common, or null. */
function shared(lines: readonly Line[], of: (line: Line) => unknown): string | null {
  const [first, ...others] = new Set(lines.map(of))
  return typeof first === 'string' && others.length === 0 ? first : null
}
