import { environmentOf } from '../../shared/account'
import type { AccountRecord } from '../ledger/accounts'
import type { CardRecord } from '../ledger/cards'
import type {
  ChargeDraft,
  ChargeReview,
  ChargeRow,
  Confirmation,
  RetryBudget,
  ReviewAnswers
} from '../../shared/charge'
import { TrekkError } from '../../shared/result'
import { fieldText } from '../../shared/text'
import { referenceUsed, type Attempt, type Charges } from '../ledger/charges'
import type { LedgerParts } from '../ledger/database'
import { retryRule } from './actions'
import { checkDraft, normalisedDraft, textProblem } from './draft'
import { findDuplicate } from './duplicates'
import { checkLimits } from './limits'
import type { ChargingParts } from './parts'
import { isLaterAttempt } from './references'
import { attemptsIn, budgetOf, checkBudget, longestWindow } from './retry-budget'
import { Reviews, type HeldReview } from './reviews'

/** Letters a reason must have at least, so that it is one. */
const shortestReason = 3
/** A review is not kept waiting for Dintero's list of earlier attempts longer than this, ms; the ledger's own is there. */
const listPatience = 3_000

/** What a draft is checked against each time: at review, and once more in the transaction that writes the intent. */
interface Checked {
  readonly draft: ChargeDraft
  readonly card: CardRecord
  readonly account: AccountRecord
  readonly budget: RetryBudget
  readonly duplicate: ChargeRow | null
}

/** Makes reviews of drafts and holds them until they are submitted. */
export class Reviewing {
  readonly reviews: Reviews
  readonly #parts: ChargingParts

  constructor(parts: ChargingParts) {
    this.#parts = parts
    this.reviews = new Reviews(parts.clock)
  }

  /**
   * Normalises a draft, checks it, and says what will happen if it is submitted.
   * @throws TrekkError `invalid_input` | `card_number_refused` with the fields; `reference_used`, `over_limit`,
   * `card_blocked`, `retry_budget_spent`, `retry_not_allowed`, `retry_too_early`; `not_found` for a card or account
   * that is not there
   */
  async review(given: ChargeDraft): Promise<ChargeReview> {
    const { ledger, clock, ids } = this.#parts
    const card = await ledger.cards.getRecord(given.cardId)
    if (card === null || card.removed) throw new TrekkError('not_found', `no card ${given.cardId}`)
    const { country } = (await activeAccount(ledger, card.accountId)).settings
    const draft = normalisedDraft(given, country)
    checkDraft(draft, card.view, country)
    if (await ledger.charges.isReferenceUsed(card.accountId, draft.merchantReference)) {
      throw referenceUsed(draft.merchantReference)
    }
    const elsewhere = await this.attemptsElsewhere(card)
    const checked = await this.check(ledger, draft, elsewhere)
    const { cardId: _cardId, ...shown } = draft
    const review: ChargeReview = {
      ...shown,
      reviewId: ids(),
      card: card.view,
      environment: environmentOf(card.accountId),
      vatAmount: draft.lines.reduce((sum, line) => sum + line.vatAmount, 0),
      budget: checked.budget,
      confirmations: this.#confirmations(checked)
    }
    this.reviews.hold({
      review,
      accountId: card.accountId,
      draft,
      chargeId: ids(),
      madeAt: clock(),
      elsewhere,
      explained: null,
      used: false
    })
    return review
  }

  /**
   * Takes the answers to a review's confirmations.
   * @returns the review without the confirmations that are done, which is all of them
   * @throws TrekkError `amount_mismatch` | `reason_missing` | `review_unconfirmed` | `card_number_refused`, and as
   * `Reviews.require`
   */
  confirm(answers: ReviewAnswers): ChargeReview {
    const { review } = this.reviews.require(answers.reviewId)
    const asked = new Set(review.confirmations.map(({ kind }) => kind))
    const reason = fieldText(answers.reason)
    if (asked.has('type_amount') && answers.typedAmount !== review.amount) {
      throw new TrekkError('amount_mismatch', 'the amount typed again is another one', {
        fields: [{ field: 'typedAmount', problem: answers.typedAmount === null ? 'missing' : 'not_allowed' }]
      })
    }
    if (asked.has('duplicate_reason')) checkReason(reason)
    if (asked.has('real_money') && !answers.realMoney) {
      throw new TrekkError('review_unconfirmed', 'real money was not confirmed', {
        fields: [{ field: 'realMoney', problem: 'missing' }]
      })
    }
    const confirmed = { ...review, confirmations: [] }
    const shown = review.confirmations.find((each) => each.kind === 'duplicate_reason')
    return this.reviews.change(review.reviewId, {
      review: confirmed,
      ...(shown !== undefined && { explained: { reason, earlierId: shown.earlier.id } })
    }).review
  }

  /**
   * Checks once more what may have changed since the review, in the transaction that writes the intent; that write
   * refuses a reference used since.
   * @throws TrekkError as `review`; `review_unconfirmed` with `details.duplicateOf` when a duplicate came up that
   * nobody was asked about
   */
  async recheck(ledger: LedgerParts, held: HeldReview): Promise<Checked> {
    const checked = await this.check(ledger, held.draft, held.elsewhere)
    if (checked.duplicate !== null && checked.duplicate.id !== held.explained?.earlierId) {
      throw new TrekkError('review_unconfirmed', 'the same charge was made since the review', {
        details: { duplicateOf: checked.duplicate.id }
      })
    }
    return checked
  }

  /** Attempts on a card that Dintero lists, made here or elsewhere; null when it cannot be asked, or not in time. */
  async attemptsElsewhere(card: CardRecord): Promise<readonly Attempt[] | null> {
    const { dinteroFor, clock, pause } = this.#parts
    const tokenId = card.tokenId
    if (tokenId === null) return null
    const asked = async (): Promise<readonly Attempt[] | null> => {
      const dintero = await dinteroFor(card.accountId)
      const listed = await dintero.listTransactions({ tokenId, createdFrom: clock() - longestWindow })
      return listed.kind === 'found' ? attemptsIn(listed.value) : null
    }
    return Promise.race([asked().catch(() => null), pause(listPatience).then(() => null)])
  }

  /** A card's retry budget from the ledger and from what Dintero listed. */
  async budget(
    ledger: LedgerParts,
    card: CardRecord,
    elsewhere: readonly Attempt[] | null
  ): Promise<RetryBudget> {
    const now = this.#parts.clock()
    const own = await ledger.charges.attemptsSince(card.view.id, now - longestWindow)
    return budgetOf(card.view, own, elsewhere, now)
  }

  async check(
    ledger: LedgerParts,
    draft: ChargeDraft,
    elsewhere: readonly Attempt[] | null
  ): Promise<Checked> {
    const { clock, limitsOf, settings } = this.#parts
    const now = clock()
    const card = await ledger.cards.getRecord(draft.cardId)
    if (card === null || card.removed) throw new TrekkError('not_found', `no card ${draft.cardId}`)
    const account = await activeAccount(ledger, card.accountId)
    const charge = { ...draft, accountId: account.id, id: null }
    if (draft.retryOf !== null) await checkRetry(ledger.charges, draft, draft.retryOf, account.id, now)
    const budget = await this.budget(ledger, card, elsewhere)
    checkBudget(budget)
    await checkLimits(ledger.charges, charge, limitsOf(account.settings, draft.currency), now)
    const duplicate = await findDuplicate(ledger.charges, charge, settings().duplicateWindowHours, now)
    return { draft, card, account, budget, duplicate }
  }

  #confirmations({ draft, account, duplicate }: Checked): Confirmation[] {
    const { confirmAbove } = this.#parts.limitsOf(account.settings, draft.currency)
    return [
      ...(draft.amount > confirmAbove ? [{ kind: 'type_amount' as const }] : []),
      ...(duplicate === null ? [] : [{ kind: 'duplicate_reason' as const, earlier: duplicate }]),
      ...(environmentOf(account.id) === 'production' ? [{ kind: 'real_money' as const }] : [])
    ]
  }
}

/** The account a card belongs to, which must be the one on screen: staff look at its environment, not at the card's. */
async function activeAccount(ledger: LedgerParts, accountId: string): Promise<AccountRecord> {
  const account = await ledger.accounts.getIfActive(accountId)
  if (account === null) throw new TrekkError('no_account', `${accountId} is not the account in use`)
  return account
}

function checkReason(reason: string): void {
  const [problem] = textProblem('reason', reason)
  if (problem?.problem === 'card_number') {
    throw new TrekkError('card_number_refused', 'the reason holds a card number', { fields: [problem] })
  }
  if (problem !== undefined)
    throw new TrekkError('invalid_input', 'the reason was refused', { fields: [problem] })
  if (reason.length < shortestReason) {
    throw new TrekkError('reason_missing', 'a possible duplicate needs a reason', {
      fields: [{ field: 'reason', problem: 'missing' }]
    })
  }
}

/** A new attempt only after a definite end that allows one, once, not too early, and named after the first. */
async function checkRetry(
  charges: Charges,
  draft: ChargeDraft,
  retryOf: string,
  accountId: string,
  now: number
): Promise<void> {
  const first = await charges.get(retryOf)
  if (first === null || first.accountId !== accountId)
    throw new TrekkError('not_found', `no charge ${retryOf}`)
  const rule = retryRule(first)
  if (!rule.allowed || (await charges.retriedBy(retryOf)) !== null) {
    throw new TrekkError('retry_not_allowed', 'this charge may not be attempted again')
  }
  if (rule.notBefore !== null && now < rule.notBefore) {
    throw new TrekkError('retry_too_early', 'Dintero asked to wait with a new attempt', {
      details: { notBefore: rule.notBefore }
    })
  }
  if (!isLaterAttempt(draft.merchantReference, first.merchantReference)) {
    throw new TrekkError('invalid_input', 'a new attempt is named after the first', {
      fields: [{ field: 'merchantReference', problem: 'not_allowed' }]
    })
  }
}
