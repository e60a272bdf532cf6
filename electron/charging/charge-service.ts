import type {
  ChargeDetail,
  ChargeDraft,
  ChargeQuery,
  ChargeReview,
  ChargeRow,
  RetryBudget,
  Closing,
  ReviewAnswers,
  UnresolvedCharges
} from '../../shared/charge'
import { environmentOf } from '../../shared/account'
import type { ListPage } from '../../shared/list'
import { TrekkError } from '../../shared/result'
import type { Unresolved } from '../../shared/tray'
import type { ChargeRecord } from '../ledger/charge-record'
import type { LedgerParts } from '../ledger/database'
import { Asking } from './asking'
import { Attention } from './attention'
import { detailOf } from './detail'
import { InFlight } from './in-flight'
import { PaymentLinks } from './payment-links'
import type { ChargingParts } from './parts'
import { nextAttemptReference, OwnReferences } from './references'
import { Reviewing } from './reviewing'
import { Sending } from './sending'
import { Settling } from './settling'

/**
 * Charging, for the page: review, submit, ask, send again, and the lists.
 *
 * A charge's life is `chargeMoves` in shared/charge.ts, and each move is durable before anything follows from it:
 * - submit: nothing -> intent -> sent (sending.ts), in one write that is on disk before the request leaves
 * - the answer: sent -> succeeded | declined | pending | unknown | refused | not_sent (settling.ts)
 * - a lookup: pending | unknown -> succeeded | declined | pending | unknown (asking.ts)
 * - send again: not_sent | unknown -> sent (sending.ts), same reference, refused by Dintero if it has it
 * - after a crash: intent -> not_sent, sent -> unknown (asking.ts)
 */
export class ChargeService {
  readonly #parts: ChargingParts
  readonly #inFlight = new InFlight()
  readonly #settling: Settling
  readonly #references = new OwnReferences()
  readonly #reviewing: Reviewing
  readonly #sending: Sending
  readonly #asking: Asking
  readonly #links: PaymentLinks
  readonly #attention: Attention

  constructor(parts: ChargingParts) {
    this.#parts = parts
    this.#settling = new Settling(parts)
    this.#reviewing = new Reviewing(parts, this.#references)
    this.#sending = new Sending(parts, this.#reviewing, this.#settling)
    this.#links = new PaymentLinks(parts)
    this.#asking = new Asking(parts, this.#settling, this.#links)
    this.#attention = new Attention(parts, this.#settling)
  }

  /** See `Reviewing.review`. */
  review(draft: ChargeDraft): Promise<ChargeReview> {
    return this.#reviewing.review(draft)
  }

  /** See `Reviewing.confirm`. */
  confirm(answers: ReviewAnswers): ChargeReview {
    return this.#reviewing.confirm(answers)
  }

  /**
   * Charges what was reviewed. A review can be submitted once, however often and fast it is tried.
   * @param requestId the page's request, for the audit trail
   * @throws TrekkError `review_unknown` | `review_used` (`details.chargeId`) | `review_expired` |
   * `review_unconfirmed`; what `review` throws, when something changed since; keychain codes; and `storage_full`,
   * `storage_failed`, `storage_readonly`: without `details.outcome` nothing was written and nothing sent
   */
  async submit(reviewId: string, requestId: string): Promise<ChargeDetail> {
    const held = this.#reviewing.reviews.require(reviewId)
    if (held.review.confirmations.length > 0)
      throw new TrekkError('review_unconfirmed', 'the review is not confirmed')
    this.#reviewing.reviews.take(reviewId)
    return this.#detail(await this.#inFlight.run(held.chargeId, () => this.#sending.submit(held, requestId)))
  }

  /**
   * Sends a charge again under the same reference, where `actions.resend` allows it.
   * @throws TrekkError `other_account` | `resend_not_allowed` | `retry_too_early` | `charge_in_flight`; `duplicate_open` |
   * `link_open` as `findDuplicates`; and as `submit`
   */
  async resend(chargeId: string, requestId: string): Promise<ChargeDetail> {
    await this.#requireInUse(chargeId)
    return this.#detail(await this.#inFlight.run(chargeId, () => this.#sending.resend(chargeId, requestId)))
  }

  /**
   * Asks Dintero what became of a charge. A lookup that is under way already is joined.
   * @throws TrekkError `not_found` | `other_account` | `charge_in_flight`; `network_unreachable`, `network_timeout`,
   * `credentials_refused`, `access_denied`, `rate_limited`, `dintero_failed`, `answer_unreadable` when it could not
   * be asked: the charge is then as it was
   */
  async ask(chargeId: string, requestId: string): Promise<ChargeDetail> {
    await this.#requireInUse(chargeId)
    await this.#inFlight.share(chargeId, 'ask', () =>
      this.#asking.ask(chargeId, { requestId, asker: 'person' })
    )
    return this.detail(chargeId)
  }

  /**
   * Makes a payment link for a charge the bank wants the customer for. Once made, the same link is given again.
   * @throws TrekkError `other_account` | `retry_not_allowed` | `return_url_missing` | `charge_in_flight`; network codes
   * as `ask`
   */
  async createLink(chargeId: string, requestId: string): Promise<ChargeDetail> {
    await this.#requireInUse(chargeId)
    await this.#inFlight.run(chargeId, () => this.#links.create(chargeId, requestId))
    return this.detail(chargeId)
  }

  /** Cancels a charge's payment link at Dintero. Throws as `PaymentLinks.cancel`, and `other_account`. */
  async cancelLink(chargeId: string, requestId: string): Promise<ChargeDetail> {
    await this.#requireInUse(chargeId)
    await this.#inFlight.run(chargeId, () => this.#links.cancel(chargeId, requestId))
    return this.detail(chargeId)
  }

  /** Closes a charge nobody will ever know the end of. Throws as `Attention.close`, and `other_account`. */
  async close(closing: Closing, requestId: string): Promise<ChargeDetail> {
    await this.#requireInUse(closing.chargeId)
    await this.#inFlight.run(closing.chargeId, () => this.#attention.close(closing, requestId))
    return this.detail(closing.chargeId)
  }

  /** The person at the desk has read an alarm. @returns what is left. Throws as `Attention.readAlarm` */
  async readAlarm(alarmId: number, requestId: string): Promise<Unresolved> {
    const accountId = await this.#activeAccountId()
    await this.#attention.readAlarm(alarmId, accountId, requestId)
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
    return this.#references.make(ledger, accountId, environmentOf(accountId), clock())
  }

  /** @throws TrekkError `not_found` */
  async retryBudget(cardId: string): Promise<RetryBudget> {
    const { ledger } = this.#parts
    const card = await ledger.cards.getRecord(cardId)
    if (card === null || card.removed) throw new TrekkError('not_found', `no card ${cardId}`)
    return this.#reviewing.budget(ledger, card, await this.#reviewing.transactionsOn(card))
  }

  /** @throws TrekkError `not_found`; `other_account` for a charge of an account that is not in use */
  async detail(chargeId: string): Promise<ChargeDetail> {
    return this.#detail(await this.#requireInUse(chargeId))
  }

  /** The account in use only. @throws TrekkError `no_account` */
  async list(query: ChargeQuery): Promise<ListPage<ChargeRow>> {
    return this.#parts.ledger.lists.list(await this.#activeAccountId(), query)
  }

  /** The charge of the account in use whose request is on its way now, the newest of several; null when there is none. */
  async currentFlight(): Promise<ChargeDetail | null> {
    const { ledger } = this.#parts
    const accountId = await ledger.accounts.getActive()
    if (accountId === null) return null
    const everything = { search: '', operations: [], from: null, to: null, offset: 0, limit: 100 }
    const { rows } = await ledger.lists.list(accountId, { ...everything, states: ['sent'] })
    const flying = rows.find(({ id }) => this.#inFlight.has(id))
    return flying === undefined ? null : this.detail(flying.id)
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
      accounts.map(async ({ id, name }) => ({ ...(await ledger.lists.unresolved(id)), name }))
    )
    return all.filter(({ total }) => total > 0)
  }

  /**
   * Sorts out what a crash left, before anything else is done: what never left is `not_sent`, what may have is
   * `unknown`. Doing it twice changes nothing.
   */
  recover(): Promise<void> {
    return this.#asking.recover((chargeId) => this.#inFlight.has(chargeId))
  }

  /**
   * A lookup by the reconciler: quiet about a Dintero that cannot be reached, which is only asked again later.
   * A busy charge is left alone. Rejects when not even the next lookup could be planned.
   */
  async lookUpQuietly(chargeId: string, requestId: string): Promise<void> {
    if (this.#inFlight.has(chargeId)) return
    await this.#inFlight
      .share(chargeId, 'ask', () => this.#asking.ask(chargeId, { requestId, asker: 'clock' }))
      .catch((error: unknown) => {
        if (!(error instanceof TrekkError) || error.code.startsWith('storage_')) throw error
      })
  }

  /** The charges of which more is known than the disk would take; `lookUpQuietly` writes it. */
  get unwritten(): readonly string[] {
    return this.#settling.unwritten
  }

  /** Requests and lookups on their way. */
  get inFlight(): number {
    return this.#inFlight.size
  }

  /** Resolves when every answer in flight is in and on disk. For quitting. */
  drain(): Promise<void> {
    return this.#inFlight.idle()
  }

  #detail(charge: ChargeRecord): Promise<ChargeDetail> {
    const { ledger, clock } = this.#parts
    const now = {
      inFlight: this.#inFlight.has(charge.id),
      unwritten: this.#settling.unwritten.includes(charge.id),
      now: clock()
    }
    return detailOf(ledger, charge, now)
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

  async #activeAccountId(): Promise<string> {
    const id = await this.#parts.ledger.accounts.getActive()
    if (id === null) throw new TrekkError('no_account', 'no account is in use')
    return id
  }
}

async function nextFreeReference(ledger: LedgerParts, retryOf: string): Promise<string> {
  const first = await ledger.charges.require(retryOf)
  let reference = nextAttemptReference(first.merchantReference)
  while (await ledger.charges.isReferenceUsed(first.accountId, reference))
    reference = nextAttemptReference(reference)
  return reference
}
