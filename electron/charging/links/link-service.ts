import { environmentOf } from '../../../shared/account'
import type {
  EnrolmentDraft,
  GivenHow,
  LinkClosing,
  LinkDetail,
  LinkDraft,
  LinkQuery,
  LinkRow
} from '../../../shared/link'
import { linkMessage, type MessageLanguage } from '../../../shared/link-message'
import type { ListPage } from '../../../shared/list'
import { TrekkError } from '../../../shared/result'
import type { LinkReview, ReviewAnswers } from '../../../shared/review'
import { fieldText } from '../../../shared/text'
import { linkRowOf, type LinkRecord } from '../../ledger/link-record'
import type { LedgerTables } from '../../ledger/ledger'
import { oneByOne, type Authority } from '../authority'
import { orNothingSent } from '../departure'
import type { Named } from '../named'
import { checkReason } from '../reason'
import type { OwnReferences } from '../references'
import { Reviews } from '../reviews'
import { isLinkClosable } from './detail'
import type { LinkEngine, LinkParts } from './link-engine'
import { linkReviewOf, type PreparedLink } from './preparing'

/** What only the shell can do with a link. */
export interface LinkHands {
  readonly copy: (text: string) => void
  /** Opens an address in the person's browser. */
  readonly open: (url: string) => Promise<void>
}

/** Payment links and enrolments, for the person at the desk, about the account in use. */
export class LinkService {
  readonly #parts: LinkParts
  readonly #engine: LinkEngine
  readonly #references: OwnReferences
  readonly #named: Named
  readonly #reviews: Reviews<PreparedLink>

  constructor(parts: LinkParts, engine: LinkEngine, references: OwnReferences, named: Named) {
    this.#parts = parts
    this.#engine = engine
    this.#references = references
    this.#named = named
    this.#reviews = new Reviews(parts.clock, ({ linkId }) => ({ linkId }))
  }

  /** Says what will happen if a draft is submitted, and holds it until it is. @throws as `LinkPreparing.prepare` */
  async review(draft: LinkDraft): Promise<LinkReview> {
    const prepared = await this.#engine.prepare(draft, await this.#authority())
    const id = this.#parts.ids()
    this.#reviews.hold(id, prepared)
    return linkReviewOf(id, prepared)
  }

  /** Takes the answers to a review's confirmations. @throws as `LinkPreparing.confirm` and `Reviews.require` */
  confirm({ reviewId, ...answers }: ReviewAnswers): LinkReview {
    const prepared = this.#engine.confirm(this.#reviews.require(reviewId).prepared, answers)
    this.#reviews.answer(reviewId, prepared)
    return linkReviewOf(reviewId, prepared)
  }

  /**
   * Makes the link that was reviewed. A review can be submitted once, however often and fast it is tried.
   * @throws TrekkError with `nothingSent`, as `LinkEngine.submit`; `review_unknown`, `review_expired`, `review_used`,
   * which may be about a link that was asked for: see `linkOf`
   */
  async submit(reviewId: string): Promise<LinkDetail> {
    if (this.#reviews.require(reviewId).prepared.unanswered.length > 0)
      throw new TrekkError('review_unconfirmed', 'the review is not confirmed', { nothingSent: true })
    const held = this.#reviews.take(reviewId)
    const link = await this.#engine.submit(held.prepared).catch((error: unknown) => {
      if (error instanceof TrekkError && error.nothingSent) this.#reviews.giveBack(held)
      throw error
    })
    return this.#engine.detail(link)
  }

  /**
   * The link a review has become; null when it has become none, and then nothing was asked for.
   * @throws TrekkError `review_unknown` when nobody can say; `charge_in_flight` while it is being written
   */
  async linkOf(reviewId: string): Promise<LinkDetail | null> {
    const { linkId } = this.#reviews.find(reviewId).prepared
    // Looked at before the ledger as well: what is written in between must not pass for nothing.
    const wasBusy = this.#engine.isBusy(linkId)
    const link = await this.#parts.ledger.links.get(linkId)
    if (link !== null) return this.#engine.detail(link)
    if (wasBusy || this.#engine.isBusy(linkId))
      throw new TrekkError('charge_in_flight', 'it is being written')
    return null
  }

  /** Asks Dintero for an address at which a customer stores a card. @throws TrekkError `no_account`; as `Making.enrol` */
  async enrol(draft: EnrolmentDraft): Promise<LinkDetail> {
    const { ledger, clock } = this.#parts
    const { authority, reference } = await orNothingSent(async () => {
      const mine = await this.#authority()
      const { accountId } = mine
      const made = await this.#references.make(ledger, accountId, environmentOf(accountId), clock())
      return { authority: mine, reference: made }
    })
    return this.#engine.detail(await this.#engine.enrol(draft, authority, reference))
  }

  /** Asks Dintero what became of a link. @throws TrekkError `other_account`, and as `LinkEngine.ask` */
  async ask(linkId: string): Promise<LinkDetail> {
    await this.#requireInUse(linkId)
    await this.#engine.ask(linkId, 'person')
    return this.detail(linkId)
  }

  /** Cancels a link at Dintero. @throws TrekkError `other_account`, and as `Following.cancel` */
  async cancel(linkId: string): Promise<LinkDetail> {
    await this.#requireInUse(linkId)
    await this.#engine.cancel(linkId)
    return this.detail(linkId)
  }

  /**
   * Gives a link to somebody: copies its address or a message with it, opens it in a browser, or says that its QR code was
   * shown. The first time is kept, and every time is in its timeline.
   * @param language of the message
   * @throws TrekkError `link_not_open` when it cannot be paid; `page_refused` for an address that is not Dintero's
   */
  async give(
    linkId: string,
    how: Exclude<GivenHow, 'sms'>,
    language: MessageLanguage,
    hands: LinkHands
  ): Promise<LinkDetail> {
    const link = await this.#requireInUse(linkId)
    const { url } = link
    const { actions } = await this.#engine.detail(link)
    if (!actions.give || url === null) throw new TrekkError('link_not_open', 'it cannot be paid')
    if (how === 'address') hands.copy(url)
    if (how === 'message') hands.copy(await this.#messageOf(link, url, language))
    if (how === 'browser') await this.#openPage(link, url, hands)
    await this.#engine.alone(linkId, (recording) => recording.given(linkId, how))
    return this.detail(linkId)
  }

  /**
   * Puts a lost link away that nobody has seen anything of for a day.
   * @throws TrekkError `operator_missing` | `reason_missing` | `card_number_refused` | `close_not_allowed`
   */
  async close({ linkId, reason: given }: LinkClosing): Promise<LinkDetail> {
    await this.#requireInUse(linkId)
    const by = this.#named.require()
    const reason = fieldText(given)
    checkReason(reason)
    const { clock, actor } = this.#parts
    await this.#engine.alone(linkId, (recording) =>
      recording.write(
        (tables) => tables.links.require(linkId),
        actor(),
        (_tables, before) => {
          const now = clock()
          if (!isLinkClosable(before, now)) throw new TrekkError('close_not_allowed', 'it may still be seen')
          return Promise.resolve({
            happening: { at: now, kind: 'closed', note: '', state: 'closed' },
            action: 'link_closed'
          })
        },
        { reason, by }
      )
    )
    return this.detail(linkId)
  }

  /** @throws TrekkError `not_found`; `other_account` for a link of an account that is not in use */
  async detail(linkId: string): Promise<LinkDetail> {
    return this.#engine.detail(await this.#requireInUse(linkId))
  }

  /** A window of the links of the account in use, newest first. @throws TrekkError `no_account` */
  async list(query: LinkQuery): Promise<ListPage<LinkRow>> {
    const { rows, total, atLeast } = await this.#parts.ledger.links.list(await this.#activeAccountId(), query)
    return { rows: rows.map(linkRowOf), total, atLeast }
  }

  async #messageOf(link: LinkRecord, url: string, language: MessageLanguage): Promise<string> {
    const account = await this.#parts.ledger.accounts.get(link.accountId)
    return linkMessage(
      {
        kind: link.kind,
        merchant: account?.name ?? '',
        amount: link.amount,
        currency: link.currency,
        expiresAt: link.expiresAt,
        url
      },
      language
    )
  }

  async #openPage(link: LinkRecord, url: string, hands: LinkHands): Promise<void> {
    const dintero = await this.#parts.dinteroFor(link.accountId)
    if (!dintero.isPaymentPage(url))
      throw new TrekkError('page_refused', 'the address is not one of Dintero', {
        details: { linkId: link.id }
      })
    await hands.open(url)
  }

  /** A link is shown and acted on under the band of its own account only. */
  async #requireInUse(linkId: string): Promise<LinkRecord> {
    const link = await this.#parts.ledger.links.require(linkId)
    const { accountId } = link
    if (accountId !== (await this.#activeAccountId()))
      throw new TrekkError('other_account', `${linkId} belongs to ${accountId}`, { details: { accountId } })
    return link
  }

  async #authority(): Promise<Authority> {
    return { accountId: await this.#activeAccountId(), source: 'person', policy: oneByOne }
  }

  async #activeAccountId(): Promise<string> {
    return activeAccountId(this.#parts.ledger)
  }
}

async function activeAccountId({ desk }: Pick<LedgerTables, 'desk'>): Promise<string> {
  const id = await desk.activeAccount()
  if (id === null) throw new TrekkError('no_account', 'no account is in use')
  return id
}
