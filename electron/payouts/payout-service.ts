import { payoutDays, type ChargePayouts, type PayoutDetail, type PayoutLine } from '../../shared/payout'
import type {
  PayoutLineQuery,
  PayoutPeriod,
  PayoutRow,
  PayoutsView,
  UnpaidPayment
} from '../../shared/payout'
import type { ListPage } from '../../shared/list'
import { TrekkError, type AppError } from '../../shared/result'
import { isOfAnother } from '../../shared/identity'
import type { Transaction } from '../../shared/transaction'
import { readTransaction } from '../charging/modifications/reading'
import type { Dintero, Settlement, TransactionFilter } from '../dintero/dintero'
import { walkPages, type WalkBounds, type WalkControl, type WalkEnd } from '../dintero/walk-pages'
import type { Ledger } from '../ledger/ledger'
import type { OwnPayment } from '../ledger/payments'
import { paidPayment, unpaidOf, type PaidPayment } from './agreement'
import { partsOf, verdictOf } from './paid-out'
import { PayoutBook } from './payout-book'
import { datesOf, endOf, isNotAllowed, timesOf } from './reading'
import { walkSettlements } from './settlement-walk'

export interface PayoutParts {
  readonly ledger: Pick<Ledger, 'payments' | 'charges' | 'desk'>
  readonly dinteroFor: (accountId: string) => Promise<Dintero>
  /** ms since 1970 UTC */
  readonly clock: () => number
  /** Resolves after so many ms, or at once when the signal is aborted. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>
  /** Reading has come further, or is over. */
  readonly onChange: () => void
  readonly onError: (error: unknown) => void
}

const day = 24 * 3_600_000
/** Two hundred thousand transactions, ten minutes, ten pages a second at most. */
const paymentBounds: WalkBounds = { rows: 200_000, time: 10 * 60_000, apart: 100 }
/** Payments of the ledger that are held against payouts at a time, and more in no payout than anybody looks through. */
const takenAtOnce = 2_000
const mostUnpaid = 50_000

type Reading = PayoutsView['payouts']
const begun: Reading = { read: 0, end: null, problem: null }

interface Asked {
  readonly book: PayoutBook
  readonly askedAt: number
  allowed: boolean
  payouts: Reading
  lines: Reading | null
  waitsUntil: number | null
}

/**
 * Payouts of the account in use, as Dintero says them when a person asks, held against the ledger. Reads only. One thing is
 * asked at a time, it can be stopped, and what was learned until then is shown as the part that it is.
 */
export class PayoutService {
  readonly #parts: PayoutParts
  #asked: Asked | null = null
  #running: { readonly abort: AbortController; readonly over: Promise<void> } | null = null

  constructor(parts: PayoutParts) {
    this.#parts = parts
  }

  /** What was asked about the account in use; null while nothing was. @throws TrekkError `no_account` */
  async view(): Promise<PayoutsView | null> {
    const asked = await this.#ofAccount()
    return asked && viewOf(asked)
  }

  /**
   * Begins to read the payouts of a period; what was read before is put away.
   * @throws TrekkError `no_account`; `invalid_input` for a period that ends before it begins; keychain codes
   */
  async read(period: PayoutPeriod): Promise<PayoutsView> {
    if (period.to < period.from) throw new TrekkError('invalid_input', 'the period ends before it begins')
    const accountId = await this.#requireAccount()
    const dintero = await this.#parts.dinteroFor(accountId)
    await this.stop()
    const asked: Asked = {
      book: new PayoutBook(accountId, period),
      askedAt: this.#parts.clock(),
      allowed: true,
      payouts: begun,
      lines: null,
      waitsUntil: null
    }
    this.#asked = asked
    this.#run((control) => this.#readPayouts(asked, dintero, control))
    return viewOf(asked)
  }

  /**
   * Begins to read what payouts are made of, and holds it against the ledger.
   * @param payoutId the payout; null for all that were read, and what was captured here and is in none of them
   * @throws TrekkError `not_found` when nothing was read of it; `no_account`; keychain codes
   */
  async compare(payoutId: string | null): Promise<PayoutsView> {
    const asked = await this.#require()
    const dintero = await this.#parts.dinteroFor(asked.book.accountId)
    const wanted = payoutId === null ? asked.book.settlements : [asked.book.settlement(payoutId)]
    await this.stop()
    asked.lines = begun
    this.#run((control) => this.#readLines(asked, dintero, wanted, payoutId === null, control))
    return viewOf(asked)
  }

  /** Stops whatever is being read, and waits until it has stopped. */
  async stop(): Promise<void> {
    while (this.#running !== null) {
      this.#running.abort.abort()
      await this.#running.over
    }
  }

  /** A window of the payouts that were read, the last first. @throws TrekkError `no_account` */
  async list(window: { readonly offset: number; readonly limit: number }): Promise<ListPage<PayoutRow>> {
    return (await this.#ofAccount())?.book.rows(window) ?? { rows: [], total: 0, atLeast: false }
  }

  /** @throws TrekkError `not_found`, `no_account` */
  async detail(payoutId: string): Promise<PayoutDetail> {
    return (await this.#require()).book.detail(payoutId)
  }

  /** @throws TrekkError `not_found`, `no_account` */
  async lines(query: PayoutLineQuery): Promise<ListPage<PayoutLine>> {
    return (await this.#require()).book.lines(query)
  }

  /** What was captured here and is in no payout. @throws TrekkError `not_found`, `no_account` */
  async unpaid(window: {
    readonly offset: number
    readonly limit: number
  }): Promise<ListPage<UnpaidPayment>> {
    return (await this.#require()).book.unpaidRows(window)
  }

  /**
   * Asks Dintero whether a charge was paid out, in which payout and for which fee.
   * @throws TrekkError `not_found` for a charge without a transaction; `other_account`; as `readTransaction`; keychain codes
   */
  async ofCharge(chargeId: string): Promise<ChargePayouts> {
    const { ledger, dinteroFor, clock } = this.#parts
    const accountId = await this.#requireAccount()
    const charge = await ledger.charges.require(chargeId)
    if (charge.accountId !== accountId)
      throw new TrekkError('other_account', `${chargeId} is of ${charge.accountId}`, {
        details: { accountId: charge.accountId }
      })
    if (charge.transactionId === null) throw new TrekkError('not_found', `${chargeId} has no transaction`)
    const dintero = await dinteroFor(accountId)
    const transaction = await readTransaction(dintero, accountId, charge.transactionId)
    const isOurs = transaction.merchantReference === charge.merchantReference
    const payouts = isOurs ? (transaction.payouts ?? []) : []
    const { known, dates } = await datesOf(dintero, new Set(payouts.map(({ settlementId }) => settlementId)))
    const isPostponed =
      payouts.length > 0 &&
      payouts.every(({ settlementId }) => known.get(settlementId)?.status === 'postponed')
    return {
      askedAt: clock(),
      verdict: verdictOf(transaction, charge.merchantReference, isPostponed),
      currency: transaction.currency ?? charge.currency,
      dates,
      payouts: partsOf(payouts, known)
    }
  }

  async #readPayouts(asked: Asked, dintero: Dintero, control: WalkControl): Promise<void> {
    const { book } = asked
    const end = await walkSettlements(
      dintero,
      book.period,
      (settlements) => {
        book.take(settlements)
        asked.payouts = { ...asked.payouts, read: book.size }
        this.#parts.onChange()
      },
      control
    )
    asked.allowed = !(await isNotAllowed(dintero, end))
    asked.payouts = { ...asked.payouts, ...endOf(asked.allowed ? end : 'end') }
  }

  async #readLines(
    asked: Asked,
    dintero: Dintero,
    wanted: readonly Settlement[],
    isAll: boolean,
    control: WalkControl
  ): Promise<void> {
    const { book } = asked
    const { from, to } = timesOf(wanted, book.period, isAll ? this.#parts.clock() : null)
    const skew = dintero.clockSkew() ?? 0
    const times = { from: from + Math.min(0, skew), to: to + Math.max(0, skew) }
    const filters: readonly TransactionFilter[] = [
      { capturedFrom: times.from, capturedTo: times.to },
      { refundedFrom: times.from, refundedTo: times.to }
    ]
    for (const { id } of wanted) book.linesBegun(id)
    if (isAll) book.unpaid = null
    let end: WalkEnd = 'end'
    for (const filter of filters) {
      if (end !== 'end') break
      end = await walkPages<Transaction>(
        {
          readPage: (after) => dintero.pageOfTransactions(filter, after),
          idOf: ({ id }) => id,
          onRows: (rows) => this.#takePayments(asked, rows),
          bounds: paymentBounds
        },
        control
      )
    }
    for (const { id } of wanted) {
      book.linesRead(id, end === 'end')
      await this.#parts.pause(0, control.signal)
    }
    if (isAll && end === 'end' && asked.payouts.end === 'end') await this.#findUnpaid(book, control.signal)
    asked.lines = { ...(asked.lines ?? begun), ...endOf(end === 'cancelled' ? 'stopped' : end) }
  }

  async #takePayments(asked: Asked, rows: readonly Transaction[]): Promise<void> {
    const { book } = asked
    const payments = rows
      .filter(
        ({ id, sessionId }) => !isOfAnother(id, book.accountId) && !isOfAnother(sessionId, book.accountId)
      )
      .flatMap((row): PaidPayment[] => {
        const payment = paidPayment(row)
        return payment === null ? [] : [payment]
      })
    const { ledger } = this.#parts
    const ids = payments.map(({ id }) => id)
    const references = payments.flatMap(({ merchantReference }) => merchantReference ?? [])
    book.takePayments(payments, {
      byTransaction: await ledger.payments.ofTransactions(book.accountId, ids),
      usedReferences: await ledger.payments.usedReferences(book.accountId, references)
    })
    asked.lines = { ...(asked.lines ?? begun), read: book.payments.size }
    this.#parts.onChange()
  }

  async #findUnpaid(book: PayoutBook, signal: AbortSignal): Promise<void> {
    const { ledger, clock, pause } = this.#parts
    const { from, to } = book.period
    const unpaid: UnpaidPayment[] = []
    for (let after: OwnPayment | null = null; unpaid.length < mostUnpaid;) {
      const taken: OwnPayment[] = await ledger.payments.taken(
        book.accountId,
        { from, to, after },
        takenAtOnce
      )
      unpaid.push(...unpaidOf(taken, book.payments, clock() - payoutDays * day))
      after = taken.at(-1) ?? null
      if (taken.length < takenAtOnce) break
      await pause(0, signal)
      if (signal.aborted) return
    }
    book.unpaid = unpaid
  }

  #run(work: (control: WalkControl) => Promise<void>): void {
    const { clock, pause, onChange, onError } = this.#parts
    const abort = new AbortController()
    const asked = this.#asked
    const control: WalkControl = {
      signal: abort.signal,
      clock,
      pause,
      onWait: (until) => {
        if (asked !== null) asked.waitsUntil = until
        onChange()
      }
    }
    const over = Promise.resolve()
      .then(() => work(control))
      .catch((error: unknown) => {
        onError(error)
        if (asked === null) return
        const problem = problemOf(error)
        if (asked.lines?.end === null) asked.lines = { ...asked.lines, end: 'failed', problem }
        else asked.payouts = { ...asked.payouts, end: 'failed', problem }
      })
      .finally(() => {
        if (this.#running?.abort === abort) this.#running = null
        if (asked !== null) {
          asked.waitsUntil = null
          asked.book.revision += 1
        }
        onChange()
      })
    this.#running = { abort, over }
  }

  /** What was asked about the account in use. What was asked about another is put away. */
  async #ofAccount(): Promise<Asked | null> {
    const accountId = await this.#requireAccount()
    if (this.#asked !== null && this.#asked.book.accountId !== accountId) {
      await this.stop()
      this.#asked = null
    }
    return this.#asked
  }

  async #require(): Promise<Asked> {
    const asked = await this.#ofAccount()
    if (asked === null) throw new TrekkError('not_found', 'no payouts were read')
    return asked
  }

  async #requireAccount(): Promise<string> {
    const id = await this.#parts.ledger.desk.activeAccount()
    if (id === null) throw new TrekkError('no_account', 'no account is in use')
    return id
  }
}

function viewOf({ book, askedAt, allowed, payouts, lines, waitsUntil }: Asked): PayoutsView {
  const { accountId, period, revision } = book
  const unpaid = book.unpaid?.length ?? null
  return { accountId, ...period, askedAt, allowed, payouts, lines, waitsUntil, unpaid, revision }
}

function problemOf(error: unknown): AppError {
  return error instanceof TrekkError
    ? error.toAppError()
    : { code: 'internal', message: error instanceof Error ? error.message : String(error) }
}
