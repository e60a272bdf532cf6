import { environmentOf } from '../../../shared/account'
import type { CardView } from '../../../shared/card'
import type { LinkDraft } from '../../../shared/link'
import { TrekkError } from '../../../shared/result'
import type { Confirmation, LinkReview, ReviewAnswers } from '../../../shared/review'
import { fieldText } from '../../../shared/text'
import type { AccountRecord } from '../../ledger/accounts'
import type { CardRecord } from '../../ledger/card-record'
import { referenceUsed } from '../../ledger/charges'
import type { LedgerTables } from '../../ledger/ledger'
import { mayLink } from '../actions'
import type { Authority } from '../authority'
import { findDuplicates, namesOf, type Duplicates } from '../duplicates'
import type { Evidence, Witness } from '../evidence'
import { identitiesOf } from '../identities'
import { normalisedOrder } from '../order-draft'
import type { ChargingParts } from '../parts'
import { requireAccount, requireCard } from '../preparing'
import { checkReason } from '../reason'
import { isLaterAttempt, type OwnReferences } from '../references'
import { checkLinkDraft } from './draft'

/** A link that may be made as it stands, once everything that is unanswered is answered. */
export interface PreparedLink {
  /** The id it will have, so that a second submit can be told which link the first one made. */
  readonly linkId: string
  readonly authority: Authority
  readonly draft: LinkDraft
  readonly card: CardView
  readonly evidence: Evidence
  readonly duplicates: Duplicates
  readonly unanswered: readonly Confirmation[]
  /** Why it is not the same as earlier ones, and which ones were shown to whoever says so. */
  readonly explained: { readonly reason: string; readonly earlier: readonly string[] } | null
}

/** Whose link it is, as it was read together. */
export interface LinkOf {
  readonly account: AccountRecord
  readonly card: CardRecord
}

/**
 * Prepares payment links: the rules of a single charge, as far as they are about who pays what. A card's retry budget and
 * the day's limit are not: the customer confirms, and the bank may say no to them as often as it likes.
 */
export class LinkPreparing {
  readonly #parts: ChargingParts
  readonly #references: OwnReferences
  readonly #witness: Witness

  constructor(parts: ChargingParts, references: OwnReferences, witness: Witness) {
    this.#parts = parts
    this.#references = references
    this.#witness = witness
  }

  /**
   * Normalises a draft, checks it, and says what must be confirmed before the link may be made.
   * @throws TrekkError `invalid_input` | `card_number_refused` with the fields; `return_url_missing`; `reference_used`,
   * `reference_taken`; `duplicate_open`, `link_open` as `findDuplicates`; `over_limit`; `retry_not_allowed` where it may
   * not stand in place of the charge it names; `not_found`, `no_account`, `other_account`
   */
  async prepare(given: LinkDraft, authority: Authority): Promise<PreparedLink> {
    const { ledger, ids } = this.#parts
    const { account, card } = await this.#read(ledger, given, authority)
    const draft = normalisedOrder(given, account.settings.country)
    checkLinkDraft(draft, card.view, account.settings.country)
    if (account.settings.returnUrl === '')
      throw new TrekkError('return_url_missing', 'the account has no return address for links')
    if (await ledger.charges.isReferenceUsed(account.id, draft.merchantReference))
      throw referenceUsed(draft.merchantReference)
    const isOwn = await this.#references.isOwn(ledger, draft.merchantReference, draft.chargeId)
    const evidence = await this.#witness.ask(card, isOwn ? null : draft.merchantReference)
    // Asking took time.
    const whose = await this.#read(ledger, draft, authority)
    const duplicates = await this.#check(ledger, draft, whose, evidence)
    return {
      linkId: ids(),
      authority,
      draft,
      card: whose.card.view,
      evidence,
      duplicates,
      unanswered: this.#confirmations(draft, authority, whose.account, duplicates),
      explained: null
    }
  }

  /**
   * Takes the answers to what must be confirmed.
   * @returns the link with nothing unanswered
   * @throws TrekkError `amount_mismatch` | `reason_missing` | `card_number_refused` | `invalid_input`
   */
  confirm(prepared: PreparedLink, answers: Omit<ReviewAnswers, 'reviewId'>): PreparedLink {
    const { draft, unanswered } = prepared
    if (unanswered.some(({ kind }) => kind === 'type_amount') && answers.typedAmount !== draft.amount) {
      throw new TrekkError('amount_mismatch', 'the amount typed again is another one', {
        fields: [{ field: 'typedAmount', problem: answers.typedAmount === null ? 'missing' : 'not_allowed' }]
      })
    }
    const shown = unanswered.find((each) => each.kind === 'duplicate_reason')
    if (shown === undefined) return { ...prepared, unanswered: [] }
    const reason = fieldText(answers.reason)
    checkReason(reason)
    return { ...prepared, unanswered: [], explained: { reason, earlier: namesOf(shown) } }
  }

  /**
   * Checks once more what may have changed since it was prepared, in the transaction that writes it.
   * @throws TrekkError as `prepare`; `review_unconfirmed` with `details.duplicateOf` when a duplicate came up that nobody
   * was asked about
   */
  async recheck(tables: LedgerTables, prepared: PreparedLink): Promise<LinkOf> {
    const { draft, authority, evidence, explained } = prepared
    const whose = await this.#read(tables, draft, authority)
    const duplicates = await this.#check(tables, draft, whose, evidence)
    const shown = explained?.earlier ?? []
    const unseen = namesOf(duplicates).find((id) => !shown.includes(id))
    if (unseen !== undefined) {
      throw new TrekkError('review_unconfirmed', 'the same was charged since the review', {
        details: { duplicateOf: unseen }
      })
    }
    return whose
  }

  async #read(tables: LedgerTables, { cardId }: LinkDraft, authority: Authority): Promise<LinkOf> {
    const account = await requireAccount(tables, authority)
    return { account, card: await requireCard(tables, cardId, account.id) }
  }

  async #check(
    tables: LedgerTables,
    draft: LinkDraft,
    { account, card }: LinkOf,
    { onCard }: Evidence
  ): Promise<Duplicates> {
    const { clock, limitsOf, settings } = this.#parts
    const { perCharge } = limitsOf(account.settings, draft.currency)
    if (draft.amount > perCharge) {
      throw new TrekkError('over_limit', 'the amount is above the limit of one charge', {
        details: { limit: 'charge', allowed: perCharge, currency: draft.currency }
      })
    }
    if (draft.chargeId !== null) await checkPlace(tables, draft, draft.chargeId, card)
    const { amount, currency } = draft
    const identities = identitiesOf(card.view, draft)
    const of = { accountId: account.id, amount, currency, id: null, identities }
    return findDuplicates(tables, of, onCard ?? [], settings().duplicateWindowHours, clock())
  }

  #confirmations(
    draft: LinkDraft,
    { policy }: Authority,
    account: AccountRecord,
    { earlier, paidByLink, elsewhere }: Duplicates
  ): Confirmation[] {
    const { confirmAbove } = this.#parts.limitsOf(account.settings, draft.currency)
    const repeats = earlier.length + paidByLink.length + elsewhere.length > 0
    return [
      ...(policy.asks.includes('type_amount') && draft.amount > confirmAbove
        ? [{ kind: 'type_amount' as const }]
        : []),
      ...(repeats
        ? [
            {
              kind: 'duplicate_reason' as const,
              earlier: [...earlier],
              paidByLink: [...paidByLink],
              elsewhere: [...elsewhere]
            }
          ]
        : [])
    ]
  }
}

/** A link stands in place of a charge that the customer can heal, once, with the same card, and named after it. */
async function checkPlace(
  { charges, links }: LedgerTables,
  draft: LinkDraft,
  chargeId: string,
  { accountId, ids }: CardRecord
): Promise<void> {
  const charge = await charges.get(chargeId)
  if (charge === null || charge.accountId !== accountId || !ids.includes(charge.cardId))
    throw new TrekkError('not_found', `no charge ${chargeId} of this card`)
  const link = await links.newestOf(chargeId)
  if (!mayLink({ ...charge, link }) || (await charges.retriedBy(chargeId)) !== null)
    throw new TrekkError('retry_not_allowed', 'this charge takes no payment link')
  if (!isLaterAttempt(draft.merchantReference, charge.merchantReference)) {
    throw new TrekkError('invalid_input', 'a link in place of a charge is named after it', {
      fields: [{ field: 'merchantReference', problem: 'not_allowed' }]
    })
  }
}

/** What the page sees of a prepared link. */
export function linkReviewOf(reviewId: string, prepared: PreparedLink): LinkReview {
  const { draft, authority, card, duplicates, evidence, unanswered } = prepared
  const { cardId: _cardId, ...shown } = draft
  return {
    ...shown,
    reviewId,
    card,
    environment: environmentOf(authority.accountId),
    vatAmount: draft.lines.reduce((sum, line) => sum + line.vatAmount, 0),
    open: [...duplicates.open],
    referenceChecked: evidence.referenceChecked,
    confirmations: [...unanswered]
  }
}
