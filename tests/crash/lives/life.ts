import type { Charging } from '../../../electron/charging/compose'
import type { Ledger } from '../../../electron/ledger/ledger'
import { everyCharge } from '../../../shared/charge'
import { TrekkError } from '../../../shared/result'
import type { BatchLife } from '../batches/life'
import type { VirtualTime } from '../virtual-time'
import type { Deed, DeedAs } from './deed'
import type { Others } from './others'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
/** When everything that has not ended is asked about in the end, ms after the time before: soon, and after a month. */
const looks = [
  5 * second,
  20 * second,
  minute,
  2 * minute,
  15 * minute,
  hour,
  6 * hour,
  day,
  day,
  6 * day,
  24 * day
]
/** After so many of them whatever may be sent again is sent again, once. */
const looksBeforeResend = 6

interface Parts {
  readonly charging: Charging
  readonly ledger: Ledger
  readonly time: VirtualTime
  readonly accountId: string
  readonly others: Others
  readonly batch: BatchLife | null
  readonly onTime: () => void
  readonly onError: (error: unknown) => void
}

/** What staff and everybody else do in one life of the program, on its own services. */
export class MixedLife {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** One group after another; what is in a group is done at once. */
  async do(groups: readonly (readonly Deed[])[]): Promise<void> {
    for (const group of groups)
      await Promise.all(group.map((each) => this.#one(each).catch((error: unknown) => this.#refused(error))))
  }

  /** Lets a month pass, and does whatever can still be done. */
  async settle(): Promise<void> {
    const { batch } = this.#parts
    await batch?.charge()
    for (const [index, ms] of looks.entries()) {
      await this.#pass(ms)
      if (index === looksBeforeResend) await this.#resendAll()
    }
    await batch?.charge()
  }

  async #one(deed: Deed): Promise<void> {
    switch (deed.is) {
      case 'customer':
      case 'outside':
      case 'fault':
        return this.#parts.others.do(deed)
      case 'charge':
        return this.#charge(deed)
      case 'resend':
        return this.#resend(deed.of)
      case 'link':
        return this.#link(deed)
      case 'enrol':
        return this.#enrol(deed.name)
      case 'cancel':
        return this.#cancel(deed.of)
      case 'modify':
        return this.#modify(deed)
      case 'batch':
        await this.#parts.batch?.charge()
        return this.#pass(second)
      case 'wait':
        return this.#pass(deed.ms)
    }
  }

  async #charge({ reference, amount, cardId, autoCapture, reason }: DeedAs<'charge'>): Promise<void> {
    const { service } = this.#parts.charging
    const { reviewId, confirmations } = await service.review({
      ...{ amount, autoCapture, currency: 'NOK', lines: [], merchantReference: reference },
      ...{ operation: 'unscheduled_purchase', email: '', phone: '', retryOf: null },
      cardId: await this.#cardOf(cardId)
    })
    if (confirmations.length > 0) service.confirm({ reviewId, typedAmount: amount, reason, realMoney: true })
    await this.#twice(() => service.submit(reviewId))
  }

  async #resend(reference: string): Promise<void> {
    const { charging, ledger, accountId } = this.#parts
    const charge = await ledger.charges.ownerOf(accountId, reference)
    if (charge !== null) await charging.service.resend(charge.id)
  }

  async #resendAll(): Promise<void> {
    const { service } = this.#parts.charging
    const { rows } = await service.list({ ...everyCharge, offset: 0, limit: 100 })
    for (const { id } of rows) {
      const { actions } = await service.detail(id)
      if (actions.resend) await service.resend(id).catch((error: unknown) => this.#refused(error))
    }
  }

  async #link({ reference, cardId, amount, ...deed }: DeedAs<'link'>): Promise<void> {
    const { links } = this.#parts.charging
    const { reviewId, confirmations } = await links.review({
      ...{ amount, currency: 'NOK', lines: [], merchantReference: reference, email: '', chargeId: null },
      ...{ capture: deed.capture, filled: true, sms: deed.sms, lifetimeHours: deed.hours },
      phone: deed.sms ? '+4740000001' : '',
      cardId: await this.#cardOf(cardId)
    })
    const { reason } = deed
    if (confirmations.length > 0) links.confirm({ reviewId, typedAmount: amount, reason, realMoney: true })
    await this.#twice(() => links.submit(reviewId))
  }

  async #enrol(customerName: string): Promise<void> {
    await this.#parts.charging.links.enrol({
      ...{ provider: 'payex', currency: 'NOK', customerName, customerNumber: '', email: '', phone: '' },
      ...{ recurring: true, lifetimeHours: 48 }
    })
  }

  async #cancel(reference: string): Promise<void> {
    const { charging, ledger, accountId } = this.#parts
    const link = await ledger.links.ownerOf(accountId, reference)
    if (link !== null) await charging.links.cancel(link.id)
  }

  async #modify({ of, kind, amount }: DeedAs<'modify'>): Promise<void> {
    const { charging, ledger, accountId } = this.#parts
    const { modifications } = charging
    const payment =
      (await ledger.charges.ownerOf(accountId, of)) ?? (await ledger.links.ownerOf(accountId, of))
    if (payment === null || payment.transactionId === null) return
    const { reviewId } = await modifications.review({
      ...{ transactionId: payment.transactionId, kind, amount, currency: 'NOK', reason: 'Returned' }
    })
    const answers = { reviewId, typedAmount: amount, realMoney: true, repeatReason: 'two parcels' }
    await this.#twice(() => modifications.submit(answers))
  }

  /** A card of the profile, or the one that a customer of this name has stored. */
  async #cardOf(name: string): Promise<string> {
    const { ledger, accountId } = this.#parts
    if (name.startsWith('card-')) return name
    const everyLink = { search: '', states: [], kinds: [], from: null, to: null, offset: 0, limit: 100 }
    const { rows } = await ledger.links.list(accountId, everyLink)
    return rows.find(({ customerName }) => customerName === name)?.cardId ?? name
  }

  /** The clock goes on, and whatever has not ended or is due by then is asked about. */
  async #pass(ms: number): Promise<void> {
    const { charging, time, others, onTime } = this.#parts
    // Answers on their way are taken in by the time at which they were asked for.
    await charging.drain()
    time.now += ms
    onTime()
    await others.agreeOnTime()
    await charging.reconciler.runAll()
  }

  /** An impatient finger: one of the two must be refused. */
  async #twice(submit: () => Promise<unknown>): Promise<void> {
    const { onError } = this.#parts
    const first = submit()
    const second = submit().then(
      () => onError(new Error('a review was submitted twice')),
      (error: unknown) => {
        if (!(error instanceof TrekkError) || error.code !== 'review_used') onError(error)
      }
    )
    await Promise.all([first, second])
  }

  /** A refusal with a code is an answer; anything else is a bug. */
  #refused(error: unknown): void {
    if (!(error instanceof TrekkError) || error.code === 'internal') this.#parts.onError(error)
  }
}
