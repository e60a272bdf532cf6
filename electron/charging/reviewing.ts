import { environmentOf } from '../../shared/account'
import type { AccountRecord } from '../ledger/accounts'
import type { CardRecord } from '../ledger/cards'
import type { ChargeDraft, ChargeReview, Confirmation, RetryBudget, ReviewAnswers } from '../../shared/charge'
import type { FoundTransaction } from '../../shared/found-transaction'
import { foundOf, lastFourOf, tokenIdOf } from '../../shared/identity'
import { TrekkError } from '../../shared/result'
import { fieldText } from '../../shared/text'
import type { Transaction } from '../../shared/transaction'
import type { TransactionFilter } from '../dintero/dintero'
import { referenceUsed, type Charges } from '../ledger/charges'
import type { LedgerParts } from '../ledger/database'
import { retryRule } from './actions'
import { checkDraft, normalisedDraft } from './draft'
import { findDuplicates, type Duplicates } from './duplicates'
import { identitiesOf } from './identities'
import { checkLimits } from './limits'
import type { ChargingParts } from './parts'
import { checkReason } from './reason'
import { isLaterAttempt, type OwnReferences } from './references'
import { attemptsIn, budgetOf, checkBudget, longestWindow } from './retry-budget'
import { Reviews, type HeldReview } from './reviews'

/** A review is not kept waiting for Dintero's lists longer than this, ms; the ledger's own facts are there. */
const listPatience = 3_000

/** What a draft is checked against each time: at review, and once more in the transaction that writes the intent. */
interface Checked {
  readonly draft: ChargeDraft
  readonly card: CardRecord
  readonly account: AccountRecord
  readonly budget: RetryBudget
  readonly duplicates: Duplicates
}

/** Makes reviews of drafts and holds them until they are submitted. */
export class Reviewing {
  readonly reviews: Reviews
  readonly #parts: ChargingParts
  readonly #references: OwnReferences

  constructor(parts: ChargingParts, references: OwnReferences) {
    this.#parts = parts
    this.#references = references
    this.reviews = new Reviews(parts.clock)
  }

  /**
   * Normalises a draft, checks it, and says what will happen if it is submitted.
   * @throws TrekkError `invalid_input` | `card_number_refused` with the fields; `reference_used`; `reference_taken`
   * when Dintero has a payment under it, with its facts; `duplicate_open`, `link_open` as `findDuplicates`;
   * `over_limit`, `card_blocked`, `retry_budget_spent`, `retry_not_allowed`, `retry_too_early`; `not_found` for a card
   * or account that is not there
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
    const ownReference = await this.#references.isOwn(ledger, draft.merchantReference, draft.retryOf)
    const [onCard, referenceChecked] = await Promise.all([
      this.transactionsOn(card),
      ownReference || this.#isFree(card.accountId, draft.merchantReference)
    ])
    const checked = await this.check(ledger, draft, onCard)
    const { cardId: _cardId, ...shown } = draft
    const review: ChargeReview = {
      ...shown,
      reviewId: ids(),
      card: card.view,
      environment: environmentOf(card.accountId),
      vatAmount: draft.lines.reduce((sum, line) => sum + line.vatAmount, 0),
      budget: checked.budget,
      open: [...checked.duplicates.open],
      referenceChecked,
      confirmations: this.#confirmations(checked)
    }
    this.reviews.hold({
      review,
      accountId: card.accountId,
      draft,
      chargeId: ids(),
      madeAt: clock(),
      onCard,
      ownReference,
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
      ...(shown !== undefined && {
        explained: { reason, earlier: [...shown.earlier.map(({ id }) => id), ...shown.elsewhere.map(nameOf)] }
      })
    }).review
  }

  /**
   * Checks once more what may have changed since the review, in the transaction that writes the intent; that write
   * refuses a reference used since.
   * @throws TrekkError as `review`; `review_unconfirmed` with `details.duplicateOf` when a duplicate came up that
   * nobody was asked about
   */
  async recheck(ledger: LedgerParts, held: HeldReview): Promise<Checked> {
    const checked = await this.check(ledger, held.draft, held.onCard)
    const { earlier, elsewhere } = checked.duplicates
    const shown = held.explained?.earlier ?? []
    const unseen = [...earlier.map(({ id }) => id), ...elsewhere.map(nameOf)].find(
      (id) => !shown.includes(id)
    )
    if (unseen !== undefined) {
      throw new TrekkError('review_unconfirmed', 'the same charge was made since the review', {
        details: { duplicateOf: unseen }
      })
    }
    return checked
  }

  /**
   * A card's transactions of the last 30 days as Dintero lists them, with the times they have by this desk's clock; null
   * when it cannot be asked, or not in time.
   */
  async transactionsOn(card: CardRecord): Promise<readonly Transaction[] | null> {
    const { clock, dinteroFor } = this.#parts
    const { tokenId } = card
    if (tokenId === null) return null
    const filter = { tokenId, createdFrom: clock() - longestWindow, atMost: 1_000 }
    const listed = await this.#listInTime(card.accountId, filter)
    // A filter that Dintero did not heed brings other people's payments.
    if (listed === null) return null
    const skew = (await dinteroFor(card.accountId)).clockSkew() ?? 0
    return listed.filter((each) => isOnCard(each, card)).map((each) => byDeskClock(each, skew))
  }

  /**
   * Asks Dintero whether a reference is free.
   * @returns false when it could not be asked in time
   * @throws TrekkError `reference_taken` at the field, with what Dintero has under it
   */
  async #isFree(accountId: string, reference: string): Promise<boolean> {
    const listed = await this.#listInTime(accountId, { merchantReference: reference })
    const taken = listed?.find((each) => each.merchantReference === reference)
    if (taken !== undefined) throw referenceTaken(reference, foundOf(taken, null))
    return listed !== null
  }

  async #listInTime(accountId: string, filter: TransactionFilter): Promise<readonly Transaction[] | null> {
    const { dinteroFor, pause } = this.#parts
    const asked = async (): Promise<readonly Transaction[] | null> => {
      const listed = await (await dinteroFor(accountId)).listTransactions(filter)
      return listed.kind === 'found' ? listed.value : null
    }
    return Promise.race([asked().catch(() => null), pause(listPatience).then(() => null)])
  }

  /** A card's retry budget from the ledger and from what Dintero listed. */
  async budget(
    ledger: LedgerParts,
    card: CardRecord,
    onCard: readonly Transaction[] | null
  ): Promise<RetryBudget> {
    const now = this.#parts.clock()
    const own = await ledger.charges.attemptsSince(card.view.id, now - longestWindow)
    return budgetOf(card.view, own, onCard && attemptsIn(onCard), now)
  }

  async check(
    ledger: LedgerParts,
    draft: ChargeDraft,
    onCard: readonly Transaction[] | null
  ): Promise<Checked> {
    const { clock, limitsOf, settings } = this.#parts
    const now = clock()
    const card = await ledger.cards.getRecord(draft.cardId)
    if (card === null || card.removed) throw new TrekkError('not_found', `no card ${draft.cardId}`)
    const account = await activeAccount(ledger, card.accountId)
    const charge = { ...draft, accountId: account.id }
    if (draft.retryOf !== null) await checkRetry(ledger.charges, draft, draft.retryOf, account.id, now)
    const budget = await this.budget(ledger, card, onCard)
    checkBudget(budget)
    await checkLimits(ledger.charges, charge, limitsOf(account.settings, draft.currency), now)
    const of = { ...charge, id: null, identities: identitiesOf(card.view, draft) }
    const { duplicateWindowHours } = settings()
    const duplicates = await findDuplicates(ledger, of, onCard ?? [], duplicateWindowHours, now)
    return { draft, card, account, budget, duplicates }
  }

  #confirmations({ draft, account, duplicates }: Checked): Confirmation[] {
    const earlier = [...duplicates.earlier]
    const elsewhere = [...duplicates.elsewhere]
    const repeats = earlier.length + elsewhere.length > 0
    const { confirmAbove } = this.#parts.limitsOf(account.settings, draft.currency)
    return [
      ...(draft.amount > confirmAbove ? [{ kind: 'type_amount' as const }] : []),
      ...(repeats ? [{ kind: 'duplicate_reason' as const, earlier, elsewhere }] : []),
      ...(environmentOf(account.id) === 'production' ? [{ kind: 'real_money' as const }] : [])
    ]
  }
}

function byDeskClock(transaction: Transaction, skew: number): Transaction {
  const { createdAt } = transaction
  return { ...transaction, createdAt: createdAt === null ? null : createdAt - skew }
}

function isOnCard(transaction: Transaction, { view, tokenId }: CardRecord): boolean {
  const charged = tokenIdOf(transaction, view.tokenKind)
  if (charged !== null) return charged === tokenId
  const lastFour = lastFourOf(transaction)
  return lastFour === null || view.lastFour === '' || lastFour === view.lastFour
}

/** What a transaction made elsewhere is recognised by between a review and its submission. */
function nameOf({ transactionId, createdAt }: FoundTransaction): string {
  return transactionId ?? `made at ${createdAt ?? 0}`
}

function referenceTaken(reference: string, found: FoundTransaction): TrekkError {
  const facts = Object.entries(found).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number'
  )
  return new TrekkError('reference_taken', `Dintero has a payment under ${reference}`, {
    details: { reference, ...Object.fromEntries(facts) },
    fields: [{ field: 'merchantReference', problem: 'taken' }]
  })
}

/** The account a card belongs to, which must be the one on screen: staff look at its environment, not at the card's. */
async function activeAccount(ledger: LedgerParts, accountId: string): Promise<AccountRecord> {
  const account = await ledger.accounts.getIfActive(accountId)
  if (account === null) throw new TrekkError('no_account', `${accountId} is not the account in use`)
  return account
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
