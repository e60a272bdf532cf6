import type { ListPage } from '../../shared/list'
import type {
  Agreement,
  PayoutDetail,
  PayoutLine,
  PayoutLineQuery,
  PayoutPeriod,
  PayoutRow,
  UnpaidPayment
} from '../../shared/payout'
import { TrekkError } from '../../shared/result'
import type { Settlement } from '../dintero/dintero'
import type { OwnPayment } from '../ledger/payments'
import { differencesIn, linesOf, sumsOf, type OwnPayments, type PaidPayment } from './agreement'

interface Window {
  readonly offset: number
  readonly limit: number
}

/** A payout whose lines were asked for. */
interface Compared {
  readonly lines: readonly PayoutLine[]
  readonly detail: PayoutDetail
}

/** What Dintero said of an account's payouts of a period, in memory alone, and what the ledger says to it. */
export class PayoutBook {
  readonly accountId: string
  readonly period: PayoutPeriod
  readonly #settlements = new Map<string, Settlement>()
  readonly #payments = new Map<string, PaidPayment>()
  readonly #own: OwnPayments & {
    readonly byTransaction: Map<string, OwnPayment>
    readonly usedReferences: Set<string>
  } = { byTransaction: new Map(), usedReferences: new Set() }
  /** Of the payouts whose lines were read, whether to their end. */
  readonly #read = new Map<string, boolean>()
  readonly #compared = new Map<string, Compared>()
  #sorted: readonly Settlement[] | null = null
  readonly #byPayout = new Map<string, Map<string, PaidPayment>>()
  unpaid: readonly UnpaidPayment[] | null = null
  /** Grows whenever anything here has changed. */
  revision = 0

  constructor(accountId: string, period: PayoutPeriod) {
    this.accountId = accountId
    this.period = period
  }

  get size(): number {
    return this.#settlements.size
  }

  get payments(): ReadonlyMap<string, PaidPayment> {
    return this.#payments
  }

  /** The payout last, newest first; those without a day go before all. */
  get settlements(): readonly Settlement[] {
    const day = ({ settledAt }: Settlement): number => settledAt ?? Infinity
    this.#sorted ??= [...this.#settlements.values()].toSorted((one, other) =>
      day(one) === day(other) ? one.id.localeCompare(other.id) : day(other) - day(one)
    )
    return this.#sorted
  }

  /** @throws TrekkError `not_found` */
  settlement(payoutId: string): Settlement {
    const settlement = this.#settlements.get(payoutId)
    if (settlement === undefined) throw new TrekkError('not_found', `no payout ${payoutId} was read`)
    return settlement
  }

  take(settlements: readonly Settlement[]): void {
    for (const each of settlements) {
      this.#settlements.set(each.id, each)
      this.#compared.delete(each.id)
    }
    this.#sorted = null
    this.revision += 1
  }

  /** Takes transactions in with what the ledger says of them. One that is read again takes the place of what was. */
  takePayments(payments: readonly PaidPayment[], own: OwnPayments): void {
    for (const each of payments) {
      for (const { settlementId } of this.#payments.get(each.id)?.payouts ?? [])
        this.#byPayout.get(settlementId)?.delete(each.id)
      this.#payments.set(each.id, each)
      for (const { settlementId } of each.payouts ?? []) {
        const there = this.#byPayout.get(settlementId)
        if (there === undefined) this.#byPayout.set(settlementId, new Map([[each.id, each]]))
        else there.set(each.id, each)
      }
    }
    for (const [id, payment] of own.byTransaction) this.#own.byTransaction.set(id, payment)
    for (const reference of own.usedReferences) this.#own.usedReferences.add(reference)
    this.revision += 1
  }

  /** The lines of a payout are being read anew: until they are, nothing is said of them. */
  linesBegun(payoutId: string): void {
    this.#read.delete(payoutId)
    this.#compared.delete(payoutId)
  }

  /**
   * The lines of a payout were read. They are held against the ledger now and not when somebody looks: of a large payout
   * that takes a while, and whoever calls this rests between two.
   * @param isWhole whether to their end
   */
  linesRead(payoutId: string, isWhole: boolean): void {
    this.#read.set(payoutId, isWhole)
    this.#compared.delete(payoutId)
    this.#compare(this.settlement(payoutId))
    this.revision += 1
  }

  /** The lines of one payout that do not agree, or all of them. @throws TrekkError `not_found` */
  lines({ payoutId, differing, ...window }: PayoutLineQuery): ListPage<PayoutLine> {
    const { lines } = this.#compare(this.settlement(payoutId))
    return pageOf(differing ? lines.filter(({ differences }) => differences.length > 0) : lines, window)
  }

  /** @throws TrekkError `not_found` */
  detail(payoutId: string): PayoutDetail {
    return this.#compare(this.settlement(payoutId)).detail
  }

  /** A line for each payout and currency, the payout last first. */
  rows(window: Window): ListPage<PayoutRow> {
    const places = this.settlements.flatMap((settlement) =>
      settlement.sums.length === 0
        ? [{ settlement, sum: none }]
        : settlement.sums.map((sum) => ({ settlement, sum }))
    )
    const page = pageOf(places, window)
    return { ...page, rows: page.rows.map(({ settlement, sum }) => this.#row(settlement, sum)) }
  }

  unpaidRows(window: Window): ListPage<UnpaidPayment> {
    return pageOf(this.unpaid ?? [], window)
  }

  #row(settlement: Settlement, sum: Settlement['sums'][number]): PayoutRow {
    const { startAt: _start, endAt: _end, sums: _sums, ...facts } = this.#compare(settlement).detail
    return { key: `${settlement.id} ${sum.currency}`, ...facts, ...sum }
  }

  #compare(settlement: Settlement): Compared {
    const known = this.#compared.get(settlement.id)
    if (known !== undefined) return known
    const isWhole = this.#read.get(settlement.id)
    const lines =
      isWhole === undefined
        ? []
        : linesOf(settlement, this.#byPayout.get(settlement.id)?.values() ?? [], this.#own)
    const sums = sumsOf(settlement, lines)
    const differences = isWhole === undefined ? null : differencesIn(sums, lines)
    const { id: payoutId, provider, providerReference, settledAt, status, startAt, endAt } = settlement
    const detail: PayoutDetail = {
      payoutId,
      provider,
      providerReference,
      settledAt,
      status,
      startAt,
      endAt,
      agreement: agreementOf(isWhole, differences),
      lines: differences === null ? null : lines.length,
      differences,
      sums
    }
    const compared = { lines, detail }
    this.#compared.set(payoutId, compared)
    return compared
  }
}

/** Of a payout that names no sum. */
const none = { currency: '', capture: 0, refund: 0, fee: 0, amount: 0 }

/** What was not read to its end agrees with nothing, and differs from nothing, for as long as that is so. */
function agreementOf(isWhole: boolean | undefined, differences: number | null): Agreement {
  if (isWhole === undefined) return 'unread'
  if (!isWhole) return 'partly'
  return differences === 0 ? 'agrees' : 'differs'
}

function pageOf<Row>(rows: readonly Row[], { offset, limit }: Window): ListPage<Row> {
  return { rows: rows.slice(offset, offset + limit), total: rows.length, atLeast: false }
}
