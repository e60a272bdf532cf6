import type {
  BatchLinksReview,
  BatchLinksView,
  BatchLinksWish,
  LeftOutReason
} from '../../shared/batch-links'
import type { CurrencySum } from '../../shared/batch'
import { cardWillDo, type LinkDraft } from '../../shared/link'
import { mayBePaid } from '../../shared/link-state'
import { TrekkError, type ErrorCode } from '../../shared/result'
import { mayLink } from '../charging/actions'
import { allTogether, type Authority } from '../charging/authority'
import type { Charging } from '../charging/compose'
import { nextFreeReference } from '../charging/references'
import { Reviews } from '../charging/reviews'
import type { ChargeRecord } from '../ledger/charge-record'
import type { Ledger } from '../ledger/ledger'
import { requireAccount, type FileAccount } from './file-account'

export interface DeclinedLinksParts {
  readonly ledger: Ledger
  readonly engine: Charging['linkEngine']
  readonly account: FileAccount
  /** ms since 1970 UTC */
  readonly clock: () => number
  readonly ids: () => string
  readonly pause: (ms: number) => Promise<void>
  /** Runs work under a name of its own, by which the audit trail knows what was made together. */
  readonly under: <T>(requestId: string, work: () => T) => T
  readonly onProgress: (view: BatchLinksView) => void
  readonly onError: (error: unknown) => void
}

/** Declined rows taken from the ledger at a time. */
const atATime = 200
/** From one request to the next, ms: Dintero's rates are not published (docs/dintero.md 7). */
const apart = 200
/** So many in a row that came to nothing mean that something is wrong, and not with the rows. */
const mostInVain = 5

/** What would be done for a declined row. */
type Chance =
  | { readonly kind: 'link'; readonly draft: LinkDraft }
  | { readonly kind: 'left'; readonly reason: LeftOutReason }

interface Run {
  view: BatchLinksView
  stop: boolean
}

/**
 * Payment links for all declined rows of a file that the customer can heal, in one step: each is a link of its own, made by
 * the rules of a single one. What was made stands, whatever ends it; begun again, it goes on with the rest.
 */
export class DeclinedLinks {
  readonly #parts: DeclinedLinksParts
  readonly #reviews: Reviews<BatchLinksWish>
  readonly #runs = new Map<string, Run>()

  constructor(parts: DeclinedLinksParts) {
    this.#parts = parts
    this.#reviews = new Reviews(parts.clock, ({ batchId }) => ({ batchId }))
  }

  /**
   * Says for which rows links would be made, and for which not.
   * @throws TrekkError `not_found`, `other_account`; `invalid_input` for an SMS without an end
   */
  async review(wish: BatchLinksWish): Promise<BatchLinksReview> {
    const { ids } = this.#parts
    await this.#requireBatch(wish.batchId)
    if (wish.sms && wish.lifetimeHours === null) {
      throw new TrekkError('invalid_input', 'an SMS needs an end', {
        fields: [{ field: 'lifetimeHours', problem: 'missing' }]
      })
    }
    const sums = new Map<string, CurrencySum>()
    const left = new Tally()
    let links = 0
    for await (const charge of this.#declined(wish.batchId)) {
      const chance = await this.#chance(charge, wish)
      if (chance.kind === 'left') {
        left.add(chance.reason)
        continue
      }
      links += 1
      const { charges = 0, amount = 0 } = sums.get(charge.currency) ?? {}
      sums.set(charge.currency, {
        currency: charge.currency,
        charges: charges + 1,
        amount: amount + charge.amount
      })
    }
    const reviewId = ids()
    this.#reviews.hold(reviewId, wish)
    return { ...wish, reviewId, links, sums: [...sums.values()], leftOut: left.all() }
  }

  /**
   * Begins what was reviewed, and goes on by itself. A review can be begun once.
   * @throws TrekkError `review_unknown` | `review_used` | `review_expired`; `batch_busy` while links of the file are made
   */
  async make(reviewId: string): Promise<BatchLinksView> {
    const { batchId } = this.#reviews.require(reviewId).prepared
    const account = await this.#requireBatch(batchId)
    if (this.#runs.get(batchId)?.view.running === true)
      throw new TrekkError('batch_busy', 'links of this file are being made')
    const wish = this.#reviews.take(reviewId).prepared
    const total = await this.#parts.ledger.charges.countDeclined(batchId)
    const view = { batchId, total, done: 0, made: 0, failed: 0, leftOut: [], running: true, stopped: null }
    const run: Run = { view, stop: false }
    this.#runs.set(batchId, run)
    const work = (): Promise<void> => this.#run(run, wish, account)
    void this.#parts.under(`links-${this.#parts.ids()}`, work).catch(this.#parts.onError)
    return view
  }

  /** Ends it after the link that is being made. */
  stop(batchId: string): void {
    const run = this.#runs.get(batchId)
    if (run !== undefined) run.stop = true
  }

  /** How far it has come; null for a file whose links were not made since the start. */
  view(batchId: string): BatchLinksView | null {
    return this.#runs.get(batchId)?.view ?? null
  }

  async #run(run: Run, wish: BatchLinksWish, accountId: string): Promise<void> {
    const left = new Tally()
    let inVain = 0
    let stopped: ErrorCode | null = null
    try {
      for await (const charge of this.#declined(wish.batchId)) {
        if (run.stop) throw new TrekkError('cancelled', 'a person wanted it')
        const made = await this.#makeOne(charge, wish, accountId)
        if (typeof made === 'string') left.add(made)
        inVain = made === true ? 0 : made === false ? inVain + 1 : inVain
        run.view = {
          ...run.view,
          done: run.view.done + 1,
          made: run.view.made + (made === true ? 1 : 0),
          failed: run.view.failed + (made === false ? 1 : 0),
          leftOut: left.all()
        }
        this.#parts.onProgress(run.view)
        if (inVain >= mostInVain)
          throw new TrekkError('dintero_failed', 'no link could be made several times')
        if (typeof made !== 'string') await this.#parts.pause(apart)
      }
    } catch (error) {
      stopped = error instanceof TrekkError ? error.code : 'internal'
      if (!(error instanceof TrekkError)) this.#parts.onError(error)
    }
    run.view = { ...run.view, running: false, stopped }
    this.#parts.onProgress(run.view)
  }

  /**
   * @returns whether a link was made; or why none was asked for
   * @throws TrekkError for what stands in the way of every row: keychain, storage, the account
   */
  async #makeOne(
    charge: ChargeRecord,
    wish: BatchLinksWish,
    accountId: string
  ): Promise<boolean | LeftOutReason> {
    const { engine } = this.#parts
    const chance = await this.#chance(charge, wish)
    if (chance.kind === 'left') return chance.reason
    const authority: Authority = { accountId, source: 'batch', policy: allTogether }
    try {
      const prepared = await engine.prepare(chance.draft, authority)
      // A row that was explained as no repetition is explained here too; any other waits for a person.
      const reason = charge.duplicateReason
      if (prepared.unanswered.length > 0 && reason === null) return 'repeats'
      const answers = { typedAmount: null, reason: reason ?? '', realMoney: false }
      const { state } = await engine.submit(engine.confirm(prepared, answers))
      return state === 'made' || state === 'sent'
    } catch (error) {
      const reason = error instanceof TrekkError ? leftOutBy[error.code] : undefined
      if (reason === undefined) throw error
      return reason
    }
  }

  async #chance(charge: ChargeRecord, wish: BatchLinksWish): Promise<Chance> {
    const { ledger } = this.#parts
    const link = await ledger.links.newestOf(charge.id)
    if (link !== null && (link.state === 'paid' || mayBePaid(link)))
      return { kind: 'left', reason: 'followed_up' }
    if ((await ledger.charges.retriedBy(charge.id)) !== null) return { kind: 'left', reason: 'followed_up' }
    if (!mayLink({ ...charge, link })) return { kind: 'left', reason: 'not_healed' }
    const card = await ledger.cards.getRecord(charge.cardId)
    if (card === null || card.removed) return { kind: 'left', reason: 'card_gone' }
    if (wish.sms && charge.phone === '') return { kind: 'left', reason: 'no_phone' }
    const { cardId, amount, currency, lines, email, phone } = charge
    return {
      kind: 'link',
      draft: {
        cardId,
        amount,
        currency,
        lines: [...lines],
        merchantReference: await nextFreeReference(ledger, charge.id),
        email,
        phone,
        capture: wish.capture,
        filled: cardWillDo(charge.decline?.reason ?? null, card.view),
        sms: wish.sms,
        lifetimeHours: wish.lifetimeHours,
        chargeId: charge.id
      }
    }
  }

  /** The declined charges of a file, in the order of its rows. */
  async *#declined(batchId: string): AsyncGenerator<ChargeRecord> {
    for (let after = 0; ;) {
      const some = await this.#parts.ledger.charges.declinedOf(batchId, after, atATime)
      yield* some
      const last = some.at(-1)?.batch?.row
      if (last === undefined) return
      after = last
    }
  }

  /** @returns its account. @throws TrekkError `not_found`, `other_account` */
  async #requireBatch(batchId: string): Promise<string> {
    const batch = await this.#parts.ledger.batches.get(batchId)
    if (batch === null) throw new TrekkError('not_found', `no file ${batchId} that was released`)
    await requireAccount(this.#parts.account, batch.accountId)
    return batch.accountId
  }
}

/** Refusals of single rows: the next may be another matter. Anything else stands in the way of all of them. */
const leftOutBy: Partial<Record<ErrorCode, LeftOutReason>> = {
  duplicate_open: 'repeats',
  link_open: 'repeats',
  review_unconfirmed: 'repeats',
  retry_not_allowed: 'followed_up',
  not_found: 'card_gone',
  over_limit: 'over_limit',
  invalid_input: 'refused',
  card_number_refused: 'refused',
  reference_used: 'refused',
  reference_taken: 'refused'
}

class Tally {
  readonly #rows = new Map<LeftOutReason, number>()

  add(reason: LeftOutReason): void {
    this.#rows.set(reason, (this.#rows.get(reason) ?? 0) + 1)
  }

  all(): { reason: LeftOutReason; rows: number }[] {
    return [...this.#rows].map(([reason, rows]) => ({ reason, rows }))
  }
}
