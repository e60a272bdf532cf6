/** A payment that Dintero lists and this ledger does not know. Amounts in minor units, times in ms since 1970 UTC. */
export interface KnownPayment {
  readonly id: string
  readonly reference: string | null
  /** Dintero's word. */
  readonly status: string
  /** Whether it was definitely declined, or given up. */
  readonly isDeclined: boolean
  readonly amount: number | null
  readonly currency: string | null
  readonly at: number | null
  /** See charging/identities.ts. */
  readonly identities: readonly string[]
}

/** What is known of payments that were made elsewhere. */
export interface Elsewhere {
  /** The payment under a merchant reference: one that was not declined, where there is one. */
  under(reference: string): KnownPayment | undefined
  /** The latest payments of a customer or card and an amount that were not declined, see `moneyKeys`. */
  like(moneyKey: string): readonly KnownPayment[]
  /** Whether `like` finds anything for any of them. */
  readonly isAnyAlike: boolean
}

export const nothingElsewhere: Elsewhere = { under: () => undefined, like: () => [], isAnyAlike: false }

/** What a payment or a charge is about. */
export interface MoneyFacts {
  readonly identities: readonly string[]
  /** minor units */
  readonly amount: number | null
  readonly currency: string | null
}

/** Each way in which two are the same money from the same customer or card. */
export function moneyKeys({ identities, amount, currency }: MoneyFacts): readonly string[] {
  if (amount === null || currency === null) return []
  return identities.map((identity) => `${amount} ${currency} ${identity}`)
}

/** Enough to show; a customer who paid the same a thousand times must not make every row a thousand lines. */
const mostAlike = 20

/** Payments, found by what a row may repeat. */
export class PaymentIndex implements Elsewhere {
  readonly #byReference = new Map<string, KnownPayment>()
  readonly #byMoney = new Map<string, KnownPayment[]>()

  /** @param alikeSince payments from then on may be repeated, ms since 1970 UTC; null when that is not asked */
  constructor(payments: Iterable<KnownPayment>, alikeSince: number | null) {
    for (const payment of payments) {
      const { reference, isDeclined, at } = payment
      if (reference !== null && this.#byReference.get(reference)?.isDeclined !== false)
        this.#byReference.set(reference, payment)
      // One without a time was asked for by time, and may be any of them.
      if (isDeclined || alikeSince === null || (at !== null && at < alikeSince)) continue
      for (const key of moneyKeys(payment)) keepLatest(this.#byMoney, key, payment)
    }
  }

  under(reference: string): KnownPayment | undefined {
    return this.#byReference.get(reference)
  }

  like(moneyKey: string): readonly KnownPayment[] {
    return this.#byMoney.get(moneyKey) ?? []
  }

  get isAnyAlike(): boolean {
    return this.#byMoney.size > 0
  }
}

function keepLatest(map: Map<string, KnownPayment[]>, key: string, payment: KnownPayment): void {
  const there = map.get(key)
  if (there === undefined) {
    map.set(key, [payment])
    return
  }
  const time = ({ at }: KnownPayment): number => at ?? Infinity
  if (there.length === mostAlike) {
    const oldest = there.reduce((one, other) => (time(other) < time(one) ? other : one))
    if (time(oldest) >= time(payment)) return
    there.splice(there.indexOf(oldest), 1)
  }
  there.push(payment)
}
