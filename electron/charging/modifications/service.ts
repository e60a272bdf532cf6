import type { ListPage } from '../../../shared/list'
import type {
  ModificationAnswers,
  ModificationClosing,
  ModificationDetail,
  ModificationDraft,
  ModificationQuery,
  ModificationReview,
  ModificationRow
} from '../../../shared/modification'
import { TrekkError } from '../../../shared/result'
import { fieldText } from '../../../shared/text'
import type { HeldPayment, HeldSums, TransactionDetail } from '../../../shared/transaction-detail'
import { modificationRowOf, type ModificationRecord } from '../../ledger/modification-record'
import { oneByOne } from '../authority'
import { orNothingSent } from '../departure'
import type { Named } from '../named'
import { checkReason } from '../reason'
import { Reviews } from '../reviews'
import { isModificationClosable } from './backoff'
import type { ModificationEngine, ModificationParts } from './engine'
import { heldPaymentOf } from './held-payments'
import { modificationReviewOf, type PreparedModification } from './preparing'
import { readTransaction } from './reading'
import { transactionDetailOf } from './transaction-detail'

/** Captures, voids and refunds, for the person at the desk, about the account in use. */
export class ModificationService {
  readonly #parts: ModificationParts
  readonly #engine: ModificationEngine
  readonly #named: Named
  readonly #reviews: Reviews<PreparedModification>

  constructor(parts: ModificationParts, engine: ModificationEngine, named: Named) {
    this.#parts = parts
    this.#engine = engine
    this.#named = named
    this.#reviews = new Reviews(parts.clock, ({ modificationId }) => ({ modificationId }))
  }

  /**
   * Says what will happen if a draft is submitted, by the transaction as Dintero has it now, and holds it until it is.
   * @throws TrekkError as `ModificationPreparing.prepare`
   */
  async review(draft: ModificationDraft): Promise<ModificationReview> {
    const accountId = await this.#activeAccountId()
    const prepared = await this.#engine.prepare(draft, { accountId, source: 'person', policy: oneByOne })
    const reviewId = this.#parts.ids()
    this.#reviews.hold(reviewId, prepared)
    return modificationReviewOf(reviewId, prepared)
  }

  /**
   * Does what was reviewed, with the answers to what must be confirmed. A review can be submitted once, however often and
   * fast it is tried.
   * @throws TrekkError with `nothingSent`, as `ModificationPreparing.confirm` and `ModificationSending.submit`;
   * `review_unknown`, `review_expired`; `review_used` with `details.modificationId`, which may be about one that was sent
   */
  async submit({ reviewId, ...answers }: ModificationAnswers): Promise<ModificationDetail> {
    const { prepared } = this.#reviews.require(reviewId)
    const confirmed = await orNothingSent(async () => this.#engine.confirm(prepared, answers))
    const held = this.#reviews.take(reviewId)
    const modification = await this.#engine.submit(confirmed).catch((error: unknown) => {
      if (error instanceof TrekkError && error.nothingSent) this.#reviews.giveBack(held)
      throw error
    })
    return this.#engine.detail(modification)
  }

  /** Reads the transaction to find out what became of one. @throws TrekkError `other_account`, and as the engine's `ask` */
  async ask(id: string): Promise<ModificationDetail> {
    await this.#requireInUse(id)
    await this.#engine.ask(id, 'person')
    return this.#engine.detail(await this.#requireInUse(id))
  }

  /**
   * Closes one that left no trace for long, as somebody who looked in Backoffice says; the transaction is free then. It is
   * looked at for a week all the same.
   * @throws TrekkError `operator_missing` | `reason_missing` | `card_number_refused` | `invalid_input` | `other_account`;
   * `close_not_allowed` when it may still be done
   */
  async close({ modificationId, reason: given, checked }: ModificationClosing): Promise<ModificationDetail> {
    await this.#requireInUse(modificationId)
    const by = this.#named.require()
    const reason = fieldText(given)
    checkReason(reason)
    if (!checked) {
      throw new TrekkError('reason_missing', 'nobody says to have looked in Backoffice', {
        fields: [{ field: 'checked', problem: 'missing' }]
      })
    }
    const closed = await this.#engine.alone(modificationId, (recording) =>
      recording.close(modificationId, { by, reason, actor: this.#parts.actor() })
    )
    return this.#engine.detail(closed)
  }

  /** A window of those of the account in use, newest first. @throws TrekkError `no_account` */
  async list(query: ModificationQuery): Promise<ListPage<ModificationRow>> {
    const { ledger, clock } = this.#parts
    const page = await ledger.modifications.list(await this.#activeAccountId(), query)
    const now = clock()
    return {
      ...page,
      rows: page.rows.map((each) => modificationRowOf(each, isModificationClosable(each, now)))
    }
  }

  /**
   * A transaction as Dintero has it now, whoever made it, and what may be done to it. What the ledger says otherwise of it
   * is looked at again.
   * @throws TrekkError `no_account`; as `readTransaction`; keychain codes
   */
  async transaction(transactionId: string): Promise<TransactionDetail> {
    const { ledger, clock, dinteroFor, onStale } = this.#parts
    const accountId = await this.#activeAccountId()
    const transaction = await readTransaction(
      await dinteroFor(accountId),
      accountId,
      fieldText(transactionId)
    )
    const detail = await transactionDetailOf(ledger, accountId, transaction, clock())
    const { charge, link, status } = detail
    if (charge !== null && charge.transactionStatus !== status) onStale({ chargeId: charge.id, linkId: null })
    if (link !== null && link.transactionStatus !== status) onStale({ chargeId: null, linkId: link.id })
    return detail
  }

  /** A window of what waits to be captured in the account in use, held longest first. @throws TrekkError `no_account` */
  async awaitingCapture(window: {
    readonly offset: number
    readonly limit: number
  }): Promise<ListPage<HeldPayment>> {
    const { ledger, clock } = this.#parts
    const accountId = await this.#activeAccountId()
    const now = clock()
    const { rows, ...page } = await ledger.reads.listHeld(accountId, now, window)
    const open = await ledger.modifications.openIn(accountId)
    const underWay = new Map(open.map(({ transactionId, kind }) => [transactionId, kind]))
    return { rows: rows.map((each) => heldPaymentOf(each, now, underWay)), ...page }
  }

  /** What all of `awaitingCapture` comes to. @throws TrekkError `no_account` */
  async sumsAwaitingCapture(): Promise<HeldSums> {
    const { ledger, clock } = this.#parts
    return ledger.reads.sumHeld(await this.#activeAccountId(), clock())
  }

  /** One is shown and acted on under the band of its own account only. */
  async #requireInUse(id: string): Promise<ModificationRecord> {
    const modification = await this.#parts.ledger.modifications.require(id)
    const { accountId } = modification
    if (accountId !== (await this.#activeAccountId()))
      throw new TrekkError('other_account', `${id} belongs to ${accountId}`, { details: { accountId } })
    return modification
  }

  async #activeAccountId(): Promise<string> {
    const id = await this.#parts.ledger.desk.activeAccount()
    if (id === null) throw new TrekkError('no_account', 'no account is in use')
    return id
  }
}
