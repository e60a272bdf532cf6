import type { ChargeDetail } from '../../shared/charge'
import type { ListPage } from '../../shared/list'
import type {
  ChargePayouts,
  LineDifference,
  PayoutDetail,
  PayoutLine,
  PayoutMoney,
  PayoutsView,
  UnpaidPayment
} from '../../shared/payout'
import { lineDifferences, payoutDays, unpaidReasons } from '../../shared/payout'
import { TrekkError } from '../../shared/result'
import type { FakeHandlers } from './fake-api'
import { fakeNow } from './fake-people'

/** In which state a scene finds payouts. */
export const fakePayoutStates = [
  'usual',
  'compared',
  'reading',
  'waiting',
  'comparing',
  'not_allowed',
  'failed',
  'stopped',
  'none'
] as const
export type FakePayoutState = (typeof fakePayoutStates)[number]

const day = 24 * 3_600_000
const providers = ['payex', 'bambora', 'dintero_psp', 'vipps'] as const
const noMoney: PayoutMoney = { capture: 0, refund: 0, fee: 0, amount: 0 }

interface FakePayout {
  readonly detail: PayoutDetail
  readonly lines: readonly PayoutLine[]
}

const euros = { capture: 48_000, refund: 0, fee: 960, amount: 47_040 }
const inEuros = {
  currency: 'EUR',
  said: euros,
  here: euros,
  elsewhere: noMoney,
  missing: noMoney,
  addsUp: true
}

/** What the double knows of payouts, and what it answers when the page asks. */
export class FakePayouts {
  readonly #charges: () => readonly ChargeDetail[]
  #state: FakePayoutState
  #compared: boolean
  #revision = 1
  /** Asked with the view whenever it has changed. */
  onChanged: (view: PayoutsView) => void = () => undefined

  constructor(charges: () => readonly ChargeDetail[], state: FakePayoutState) {
    this.#charges = charges
    this.#state = state
    this.#compared = state === 'compared'
  }

  handlers(): Pick<
    FakeHandlers,
    | 'getPayouts'
    | 'readPayouts'
    | 'comparePayouts'
    | 'stopPayouts'
    | 'listPayouts'
    | 'getPayout'
    | 'listPayoutLines'
    | 'listUnpaid'
    | 'getChargePayouts'
  > {
    return {
      getPayouts: () => ({ view: this.#view() }),
      readPayouts: () => this.#changed(),
      comparePayouts: () => {
        this.#compared = this.#state !== 'comparing'
        return this.#changed()
      },
      stopPayouts: () => {
        this.#state = 'stopped'
        this.#changed()
      },
      listPayouts: ({ offset, limit }) => {
        const rows = this.#payouts().flatMap(({ detail }) => {
          const { startAt: _start, endAt: _end, sums, ...facts } = detail
          return sums.flatMap(({ currency, said }) =>
            said === null ? [] : [{ ...facts, key: `${detail.payoutId} ${currency}`, currency, ...said }]
          )
        })
        return pageOf(rows, offset, limit)
      },
      getPayout: ({ payoutId }) => this.#payout(payoutId).detail,
      listPayoutLines: ({ payoutId, differing, offset, limit }) => {
        const { lines } = this.#payout(payoutId)
        return pageOf(differing ? lines.filter((each) => each.differences.length > 0) : lines, offset, limit)
      },
      listUnpaid: ({ offset, limit }) => pageOf(this.#unpaid(), offset, limit),
      getChargePayouts: ({ chargeId }) => this.#ofCharge(chargeId)
    }
  }

  #changed(): PayoutsView {
    this.#revision += 1
    const view = this.#view()
    this.onChanged(view)
    return view
  }

  #view(): PayoutsView {
    const state = this.#state
    const isReading = state === 'reading' || state === 'waiting'
    const problem =
      state === 'failed' ? { code: 'answer_unreadable' as const, message: 'HTTP 200: no list' } : null
    const isAsked = this.#compared || state === 'comparing'
    return {
      accountId: 'P11223344',
      from: fakeNow - 30 * day,
      to: fakeNow + day,
      askedAt: Date.now() - 40_000,
      allowed: state !== 'not_allowed',
      payouts: {
        read: this.#payouts().length,
        end: isReading ? null : state === 'failed' ? 'failed' : state === 'stopped' ? 'stopped' : 'end',
        problem
      },
      lines: isAsked ? { read: 1_240, end: this.#compared ? 'end' : null, problem: null } : null,
      waitsUntil: state === 'waiting' ? Date.now() + 40_000 : null,
      unpaid: this.#compared ? this.#unpaid().length : null,
      revision: this.#revision
    }
  }

  #payout(payoutId: string): FakePayout {
    const payout = this.#payouts().find(({ detail }) => detail.payoutId === payoutId)
    if (payout === undefined) throw new TrekkError('not_found', payoutId)
    return payout
  }

  #payouts(): FakePayout[] {
    const charges = this.#charges().filter(
      ({ state, transactionId }) => state === 'succeeded' && transactionId
    )
    if (['none', 'not_allowed', 'reading', 'failed'].includes(this.#state) || charges.length === 0) return []
    return Array.from({ length: 12 }, (_, index) => this.#made(index, charges))
  }

  #made(index: number, charges: readonly ChargeDetail[]): FakePayout {
    const charged = charges.slice((index * 2) % charges.length).filter(({ currency }) => currency === 'NOK')
    const isOff = index % 3 === 1
    const own = charged.slice(0, 8).map((charge, at) => lineOf(charge, at, at % 4 === 3, []))
    const odd = lineDifferences.map((kind, at) => {
      const charge = charged[at % charged.length]
      return charge === undefined ? [] : [oddLine(charge, own.length + at, kind)]
    })
    const lines = isOff ? [...own, ...odd.flat()] : own
    const here = added(lines.filter(({ owner }) => owner !== null))
    const elsewhere = added(lines.filter(({ owner }) => owner === null))
    const missing = isOff ? { capture: 0, refund: 0, fee: 4_900, amount: -4_900 } : noMoney
    const said = plus(plus(here, elsewhere), missing)
    const differences = isOff ? odd.flat().length + 1 : 0
    const isRead = this.#compared
    const settledAt = fakeNow - index * 2 * day
    return {
      lines: isRead ? lines : [],
      detail: {
        payoutId: `b0a1c2d3-0000-4000-8000-${String(index).padStart(12, '0')}`,
        provider: providers[index % providers.length] ?? null,
        providerReference: `R-${index}`,
        settledAt: index === 0 ? null : settledAt,
        startAt: settledAt - 5 * day,
        endAt: settledAt - 3 * day,
        status: index === 0 ? 'postponed' : 'paid',
        agreement: isRead ? (isOff ? 'differs' : index === 5 ? 'partly' : 'agrees') : 'unread',
        lines: isRead ? lines.length : null,
        differences: isRead ? differences : null,
        sums: [
          {
            currency: 'NOK',
            said,
            here: isRead ? here : noMoney,
            elsewhere: isRead ? elsewhere : noMoney,
            missing: isRead ? missing : said,
            addsUp: true
          },
          // One in four is in two currencies, which is two rows of the list.
          ...(index % 4 === 3 ? [inEuros] : [])
        ]
      }
    }
  }

  #unpaid(): UnpaidPayment[] {
    const charged = this.#charges().filter(
      ({ state, transactionId }) => state === 'succeeded' && transactionId
    )
    return charged.slice(0, 4).map((charge, index) => ({
      owner: { kind: 'charge', id: charge.id, customerName: charge.customerName },
      transactionId: charge.transactionId ?? '',
      merchantReference: charge.merchantReference,
      currency: charge.currency,
      captured: charge.amount,
      paidOut: index === 1 ? Math.floor(charge.amount / 3) : 0,
      capturedAt: index === 3 ? null : fakeNow - (payoutDays + index) * day,
      reason: unpaidReasons[index % unpaidReasons.length] ?? 'unpaid'
    }))
  }

  #ofCharge(chargeId: string): ChargePayouts {
    const charges = this.#charges()
    const charge = charges.find(({ id }) => id === chargeId)
    if (charge === undefined) throw new TrekkError('not_found', chargeId)
    const fee = Math.round(charge.amount / 50)
    const isNew = this.#state === 'none'
    return {
      askedAt: Date.now(),
      verdict: isNew ? 'none' : 'paid',
      currency: charge.currency,
      dates: this.#state === 'not_allowed' ? 'not_allowed' : 'known',
      payouts: isNew
        ? []
        : [
            {
              payoutId: 'b0a1c2d3-0000-4000-8000-000000000001',
              amount: charge.amount - fee,
              capture: charge.amount,
              refund: null,
              fee,
              settledAt: this.#state === 'not_allowed' ? null : fakeNow - 2 * day,
              status: 'paid'
            }
          ]
    }
  }
}

function lineOf(
  charge: ChargeDetail,
  at: number,
  isRefund: boolean,
  differences: readonly LineDifference[]
): PayoutLine {
  const fee = Math.round(charge.amount / 50)
  const money = isRefund
    ? { capture: null, refund: charge.amount, fee: null, amount: -charge.amount }
    : { capture: charge.amount, refund: null, fee, amount: charge.amount - fee }
  return {
    key: `${charge.transactionId ?? ''} ${at}`,
    transactionId: charge.transactionId ?? '',
    merchantReference: charge.merchantReference,
    createdAt: charge.createdAt,
    currency: charge.currency,
    ...money,
    owner: { kind: 'charge', id: charge.id, customerName: charge.customerName },
    differences: [...differences]
  }
}

function oddLine(charge: ChargeDetail, at: number, kind: LineDifference['kind']): PayoutLine {
  const hasSums = kind === 'capture_differs' || kind === 'refund_differs' || kind === 'does_not_add_up'
  const sums = hasSums ? { here: charge.amount, there: charge.amount + 1_000 } : { here: null, there: null }
  const line = lineOf(charge, at, false, [{ kind, ...sums }])
  const isElsewhere = kind === 'unknown_here' || kind === 'not_ours'
  return isElsewhere ? { ...line, owner: null, transactionId: `P11223344.elsewhere${at}` } : line
}

function added(lines: readonly PayoutLine[]): PayoutMoney {
  return lines.reduce(
    (sum, { capture, refund, fee, amount }) =>
      plus(sum, { capture: capture ?? 0, refund: refund ?? 0, fee: fee ?? 0, amount }),
    noMoney
  )
}

function plus(one: PayoutMoney, other: PayoutMoney): PayoutMoney {
  return {
    capture: one.capture + other.capture,
    refund: one.refund + other.refund,
    fee: one.fee + other.fee,
    amount: one.amount + other.amount
  }
}

function pageOf<Row>(fits: readonly Row[], offset: number, limit: number): ListPage<Row> {
  return { rows: fits.slice(offset, offset + limit), total: fits.length, atLeast: false }
}
