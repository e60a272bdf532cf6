import { sql, type Kysely, type SqlBool } from 'kysely'
import type { CurrencySum } from '../../../shared/batch'
import { declineReason } from '../../../shared/charge'
import { linkGroupOf } from '../../../shared/link-standing'
import { daysShown, type ChargedIn, type TodayView } from '../../../shared/today'
import { isOpenLink } from '../links'
import { oneHour, type Schema } from '../schema'
import { unindexed } from '../sqlite/words'
import { ExpiringList } from './expiring-cards'
import { Reservations } from './reservations'

/** Retries that Dintero allowed longer ago are no work of today, ms. */
export const retriesOf = 30 * 24 * oneHour
/** A link that ends within so long is worth a look, ms. */
const soon = 24 * oneHour

/** Spelled exactly as the partial index is. */
const isUnresolved = sql<SqlBool>`state in ('intent', 'sent', 'pending', 'unknown') and state <> 'intent'`
type Row = { currency: string; charges: number; amount: number | null }

/** What happened today, and what is to be done, by counts and partial indexes: it takes the same time however much there is. */
export class Today {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /**
   * See `LedgerReads.today`.
   * @param days when each of the last days began, oldest first, today last; ms since 1970 UTC, at full hours
   */
  async of(accountId: string, days: readonly number[], now: number): Promise<TodayView> {
    const from = days.at(-1) ?? now
    const [first = from] = days
    const counts = await this.#countsSince(accountId, first)
    const charged = (after: number, before: number): ChargedIn[] => chargedIn(counts, after, before)
    return {
      accountId,
      from,
      charged: charged(from, Infinity),
      days: days
        .slice(-daysShown)
        .map((day, index, all) => ({ from: day, charged: charged(day, all[index + 1] ?? Infinity) })),
      declined: declinedBy(counts.filter(({ hour }) => hour * oneHour >= from)),
      unresolved: await this.#unresolved(accountId),
      toCapture: await new Reservations(this.#db).sums(accountId, now),
      links: await this.#links(accountId, from, now),
      toRetry: await this.#toRetry(accountId, now),
      cards: await new ExpiringList(this.#db, () => now).count(accountId),
      files: await this.#files(accountId),
      captured: await this.#modified(accountId, 'capture', from),
      refunded: await this.#modified(accountId, 'refund', from)
    }
  }

  async #countsSince(accountId: string, since: number) {
    return this.#db
      .selectFrom('charge_counts')
      .select(['hour', 'state', 'reason', 'currency'])
      .select((select) => [
        select.fn.sum<number>('charges').as('charges'),
        select.fn.sum<number>('amount').as('amount')
      ])
      .where('account_id', '=', accountId)
      .where('hour', '>=', Math.floor(since / oneHour))
      .where('state', 'in', ['succeeded', 'declined'])
      .groupBy(['hour', 'state', 'reason', 'currency'])
      .execute()
  }

  async #unresolved(accountId: string): Promise<CurrencySum[]> {
    const rows = await this.#db
      .selectFrom('charges')
      .select((select) => [
        'currency',
        select.fn.countAll<number>().as('charges'),
        select.fn.sum<number>('amount').as('amount')
      ])
      .where(isUnresolved)
      .where(unindexed<string>('account_id'), '=', accountId)
      .groupBy('currency')
      .orderBy('currency')
      .execute()
    return rows.map(toSum)
  }

  async #links(accountId: string, from: number, now: number): Promise<TodayView['links']> {
    const open = await this.#db
      .selectFrom('links')
      .select(['state', 'currency', 'amount', 'expires_at', 'kind'])
      .where(isOpenLink)
      .where('account_id', '=', accountId)
      .execute()
    const waiting = open.filter(({ state, kind }) => kind === 'payment' && linkGroupOf(state) === 'waiting')
    const paid = await this.#db
      .selectFrom('links')
      .select((select) => [
        'currency',
        select.fn.countAll<number>().as('charges'),
        select.fn.sum<number>('amount').as('amount')
      ])
      .where('account_id', '=', accountId)
      .where('state', '=', 'paid')
      .where('kind', '=', 'payment')
      .where('changed_at', '>=', from)
      .groupBy('currency')
      .execute()
    return {
      waiting: added(waiting.map(({ currency, amount }) => ({ currency, amount, charges: 1 }))),
      endingSoon: waiting.filter(({ expires_at: end }) => end !== null && end >= now && end < now + soon)
        .length,
      paid: added(paid),
      lost: open.filter(({ state }) => state === 'lost').length
    }
  }

  async #toRetry(accountId: string, now: number): Promise<TodayView['toRetry']> {
    const rows = await this.#db
      .selectFrom('charges')
      .select((select) => [
        'currency',
        select.fn.countAll<number>().as('charges'),
        select.fn.sum<number>('amount').as('amount')
      ])
      .where('account_id', '=', accountId)
      .where('retry_at', 'is not', null)
      .where('retry_at', '<=', now)
      .where('retry_at', '>=', now - retriesOf)
      .groupBy('currency')
      .execute()
    const next = await this.#db
      .selectFrom('charges')
      .select((select) => select.fn.min('retry_at').as('at'))
      .where('account_id', '=', accountId)
      .where('retry_at', 'is not', null)
      .where('retry_at', '>', now)
      .executeTakeFirst()
    return { sums: added(rows), next: next?.at ?? null }
  }

  async #files(accountId: string): Promise<TodayView['files']> {
    const rows = await this.#db
      .selectFrom('batches')
      .select((select) => ['state', select.fn.countAll<number>().as('files')])
      .where('ended_at', 'is', null)
      .where(unindexed<string>('account_id'), '=', accountId)
      .groupBy('state')
      .execute()
    const count = (...states: string[]): number =>
      rows.reduce((total, { state, files }) => total + (states.includes(state) ? files : 0), 0)
    return { running: count('running'), held: count('held'), waiting: count('looking', 'paused') }
  }

  async #modified(accountId: string, kind: 'capture' | 'refund', from: number): Promise<CurrencySum[]> {
    const rows = await this.#db
      .selectFrom('modifications')
      .select((select) => [
        'currency',
        select.fn.countAll<number>().as('charges'),
        select.fn.sum<number | null>('amount').as('amount')
      ])
      .where('account_id', '=', accountId)
      .where('created_at', '>=', from)
      .where('state', '=', 'succeeded')
      .where('kind', '=', kind)
      .groupBy('currency')
      .execute()
    return added(rows)
  }
}

interface Count {
  readonly hour: number
  readonly state: string
  readonly reason: string
  readonly currency: string
  readonly charges: number
  readonly amount: number
}

/** @param after ms since 1970 UTC, included; `before` is not */
function chargedIn(counts: readonly Count[], after: number, before: number): ChargedIn[] {
  const by = new Map<string, ChargedIn>()
  for (const { hour, state, currency, charges, amount } of counts) {
    const at = hour * oneHour
    if (at < Math.floor(after / oneHour) * oneHour || at >= before) continue
    const one = by.get(currency) ?? { currency, charged: 0, amount: 0, declined: 0, declinedAmount: 0 }
    by.set(
      currency,
      state === 'succeeded'
        ? { ...one, charged: one.charged + charges, amount: one.amount + amount }
        : { ...one, declined: one.declined + charges, declinedAmount: one.declinedAmount + amount }
    )
  }
  return [...by.values()].toSorted(byCurrency)
}

function declinedBy(counts: readonly Count[]): TodayView['declined'] {
  const by = new Map<string, Count[]>()
  for (const each of counts)
    if (each.state === 'declined') by.set(each.reason, [...(by.get(each.reason) ?? []), each])
  return [...by]
    .map(([reason, all]) => ({
      reason: declineReason.safeParse(reason).data ?? ('declined' as const),
      charges: all.reduce((sum, { charges }) => sum + charges, 0),
      sums: added(all)
    }))
    .toSorted((one, other) => other.charges - one.charges)
}

/** One sum for each currency; a currency of which nothing is left is left out. */
function added(rows: readonly Row[]): CurrencySum[] {
  const by = new Map<string, CurrencySum>()
  for (const { currency, charges, amount } of rows) {
    const one = by.get(currency) ?? { currency, charges: 0, amount: 0 }
    by.set(currency, { currency, charges: one.charges + charges, amount: one.amount + (amount ?? 0) })
  }
  return [...by.values()].filter(({ charges }) => charges > 0).toSorted(byCurrency)
}

function toSum({ currency, charges, amount }: Row): CurrencySum {
  return { currency, charges, amount: amount ?? 0 }
}

function byCurrency(one: { readonly currency: string }, other: { readonly currency: string }): number {
  return one.currency < other.currency ? -1 : 1
}
