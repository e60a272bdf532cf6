import { environmentOf } from '../../shared/account'
import type {
  ChargeDetail,
  ChargeDraft,
  ChargeFilter,
  ChargeQuery,
  ChargeRow,
  ChargeSums,
  Closing,
  RetryBudget,
  UnresolvedCharges
} from '../../shared/charge'
import type { ChargeReview, ReviewAnswers } from '../../shared/review'
import type { ListPage } from '../../shared/list'
import { TrekkError } from '../../shared/result'
import type { Unresolved } from '../../shared/tray'
import type { ChargeRecord } from '../ledger/charge-record'
import { Attention } from './attention'
import { oneByOne, type Authority } from './authority'
import type { ChargeEngine } from './engine'
import type { Named } from './named'
import type { ChargingParts } from './parts'
import { requireCard, type PreparedCharge } from './preparing'
import { nextFreeReference } from './references'
import { Reviews } from './reviews'
import { shownReview } from './shown-review'

/**
 * Charging, for the person at the desk: review, confirm, submit, ask, send again, close, and the lists. Everything is
 * about the account in use, because that is the one whose environment the person sees.
 */
export class ChargeService {
  readonly #parts: ChargingParts
  readonly #engine: ChargeEngine
  readonly #reviews: Reviews<PreparedCharge>
  readonly #attention: Attention

  constructor(parts: ChargingParts, engine: ChargeEngine, named: Named) {
    this.#parts = parts
    this.#engine = engine
    this.#reviews = new Reviews(parts.clock, ({ chargeId }) => ({ chargeId }))
    this.#attention = new Attention(parts, engine.recording, named)
  }

  /**
   * Says what will happen if a draft is submitted, and holds it until it is.
   * @throws TrekkError as `Preparing.prepare`
   */
  async review(draft: ChargeDraft): Promise<ChargeReview> {
    const prepared = await this.#engine.prepare(draft, await this.#authority())
    const reviewId = this.#parts.ids()
    this.#reviews.hold(reviewId, prepared)
    return shownReview(reviewId, prepared)
  }

  /** Takes the answers to a review's confirmations. @throws TrekkError as `Preparing.confirm` and `Reviews.require` */
  confirm(answers: ReviewAnswers): ChargeReview {
    const { reviewId } = answers
    const confirmed = this.#engine.confirm(this.#reviews.require(reviewId).prepared, answers)
    this.#reviews.answer(reviewId, confirmed)
    return shownReview(reviewId, confirmed)
  }

  /**
   * Charges what was reviewed. A review can be submitted once, however often and fast it is tried.
   * @throws TrekkError with `nothingSent`, as `ChargeEngine.submit`; `review_unknown`, `review_expired` and
   * `review_used`, which may be about a charge that was sent: see `chargeOf`
   */
  async submit(reviewId: string): Promise<ChargeDetail> {
    if (this.#reviews.require(reviewId).prepared.unanswered.length > 0)
      throw new TrekkError('review_unconfirmed', 'the review is not confirmed', { nothingSent: true })
    const held = this.#reviews.take(reviewId)
    const charge = await this.#engine.submit(held.prepared).catch((error: unknown) => {
      if (error instanceof TrekkError && error.nothingSent) this.#reviews.giveBack(held)
      throw error
    })
    return this.#engine.detail(charge)
  }

  /**
   * The charge a review has become; null when it has become none, and then nothing was sent: the intent is on disk
   * before anything is.
   * @throws TrekkError `review_unknown` when nobody can say; `charge_in_flight` while it is being written
   */
  async chargeOf(reviewId: string): Promise<ChargeDetail | null> {
    const { chargeId } = this.#reviews.find(reviewId).prepared
    // Looked at before the ledger as well: what is written in between must not pass for nothing.
    const wasBusy = this.#engine.isBusy(chargeId)
    const charge = await this.#parts.ledger.charges.get(chargeId)
    if (charge !== null) return this.#engine.detail(charge)
    if (wasBusy || this.#engine.isBusy(chargeId))
      throw new TrekkError('charge_in_flight', 'it is being written')
    return null
  }

  /** Sends a charge again under the same reference. @throws TrekkError `other_account`, and as `ChargeEngine.resend` */
  async resend(chargeId: string): Promise<ChargeDetail> {
    await this.#requireInUse(chargeId)
    return this.#engine.detail(await this.#engine.resend(chargeId))
  }

  /** Asks Dintero what became of a charge. @throws TrekkError `other_account`, and as `ChargeEngine.ask` */
  async ask(chargeId: string): Promise<ChargeDetail> {
    await this.#requireInUse(chargeId)
    await this.#engine.ask(chargeId, 'person')
    return this.detail(chargeId)
  }

  /** Closes a charge nobody will ever know the end of. Throws as `Attention.close`, and `other_account`. */
  async close(closing: Closing): Promise<ChargeDetail> {
    await this.#requireInUse(closing.chargeId)
    await this.#engine.alone(closing.chargeId, () => this.#attention.close(closing))
    return this.detail(closing.chargeId)
  }

  /** The person at the desk has read an alarm. @returns what is left. Throws as `Attention.readAlarm` */
  async readAlarm(alarmId: number): Promise<Unresolved> {
    const accountId = await this.#activeAccountId()
    await this.#attention.readAlarm(alarmId, accountId)
    return this.#attention.tray(accountId)
  }

  /**
   * A merchant reference nobody has used: a fresh one, or the next attempt's.
   * @throws TrekkError `not_found` | `no_account`
   */
  async proposeReference(retryOf: string | null): Promise<string> {
    const { ledger, clock } = this.#parts
    if (retryOf !== null) return nextFreeReference(ledger, retryOf)
    const accountId = await this.#activeAccountId()
    return this.#engine.references.make(ledger, accountId, environmentOf(accountId), clock())
  }

  /** @throws TrekkError `not_found` | `no_account` */
  async retryBudget(cardId: string): Promise<RetryBudget> {
    const accountId = await this.#activeAccountId()
    return this.#engine.retryBudget(await requireCard(this.#parts.ledger, cardId, accountId))
  }

  /** @throws TrekkError `not_found`; `other_account` for a charge of an account that is not in use */
  async detail(chargeId: string): Promise<ChargeDetail> {
    return this.#engine.detail(await this.#requireInUse(chargeId))
  }

  /** See `LedgerReads.listCharges`. @throws TrekkError `no_account` */
  async list(query: ChargeQuery): Promise<ListPage<ChargeRow>> {
    return this.#parts.ledger.reads.listCharges(await this.#activeAccountId(), query)
  }

  /** See `LedgerReads.sumCharges`. @throws TrekkError `no_account` */
  async sums(filter: ChargeFilter): Promise<ChargeSums> {
    return this.#parts.ledger.reads.sumCharges(await this.#activeAccountId(), filter)
  }

  /** The charge of the account in use whose request is on its way now, the newest of several; null when there is none. */
  async currentFlight(): Promise<ChargeDetail | null> {
    const { ledger } = this.#parts
    const accountId = await ledger.desk.activeAccount()
    if (accountId === null) return null
    const flying = (await ledger.tray.sent(accountId)).find((id) => this.#engine.isBusy(id))
    return flying === undefined ? null : this.detail(flying)
  }

  /** What is to be looked at in the account in use, and where else something is. @throws TrekkError `no_account` */
  async unresolved(): Promise<Unresolved> {
    return this.#attention.tray(await this.#activeAccountId())
  }

  /** How many charges of each account are unresolved and what is at stake; accounts with none are left out. */
  async unresolvedByAccount(): Promise<readonly (UnresolvedCharges & { readonly name: string })[]> {
    const { ledger } = this.#parts
    const accounts = await ledger.accounts.list()
    const all = await Promise.all(
      accounts.map(async ({ id, name }) => ({ ...(await ledger.tray.unresolved(id)), name }))
    )
    return all.filter(({ total }) => total > 0)
  }

  /** A charge is shown and acted on under the band of its own account only. */
  async #requireInUse(chargeId: string): Promise<ChargeRecord> {
    const charge = await this.#parts.ledger.charges.require(chargeId)
    const { accountId } = charge
    if (accountId !== (await this.#activeAccountId())) {
      throw new TrekkError('other_account', `${chargeId} belongs to ${accountId}`, { details: { accountId } })
    }
    return charge
  }

  async #authority(): Promise<Authority> {
    return { accountId: await this.#activeAccountId(), source: 'person', policy: oneByOne }
  }

  async #activeAccountId(): Promise<string> {
    const id = await this.#parts.ledger.desk.activeAccount()
    if (id === null) throw new TrekkError('no_account', 'no account is in use')
    return id
  }
}
