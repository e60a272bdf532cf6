import { environmentOf } from '../../shared/account'
import type { CardView } from '../../shared/card'
import type { ChargeDraft, RetryBudget } from '../../shared/charge'
import type { Confirmation, ReviewAnswers } from '../../shared/review'
import { TrekkError } from '../../shared/result'
import { fieldText } from '../../shared/text'
import type { Transaction } from '../../shared/transaction'
import type { AccountRecord } from '../ledger/accounts'
import type { CardRecord } from '../ledger/card-record'
import { referenceUsed } from '../ledger/charges'
import type { LedgerTables } from '../ledger/ledger'
import { retryRule } from './actions'
import type { Authority } from './authority'
import { checkStanding } from './card-standing'
import { checkDraft } from './draft'
import { findDuplicates, namesOf, type Duplicates } from './duplicates'
import type { Evidence, Witness } from './evidence'
import { identitiesOf } from './identities'
import { checkLimits } from './limits'
import { normalisedOrder } from './order-draft'
import type { ChargingParts } from './parts'
import { checkReason } from './reason'
import { isLaterAttempt, type OwnReferences } from './references'
import { attemptsIn, budgetOf, checkBudget, longestWindow } from './retry-budget'

/** A charge that may be made as it stands, once everything that is unanswered is answered. */
export interface PreparedCharge {
  /** The id it will have, so that a second submit can be told which charge the first one made. */
  readonly chargeId: string
  readonly authority: Authority
  readonly draft: ChargeDraft
  readonly card: CardView
  readonly evidence: Evidence
  /** See `NewCharge.ownReference`. */
  readonly ownReference: boolean
  readonly budget: RetryBudget
  readonly duplicates: Duplicates
  readonly unanswered: readonly Confirmation[]
  /** Why it is not the same as earlier ones, and which ones were shown to whoever says so. */
  readonly explained: { readonly reason: string; readonly earlier: readonly string[] } | null
}

/** Whose card a charge is made with, as they were read together. */
interface Whose {
  readonly card: CardRecord
  readonly account: AccountRecord
}

/** A draft that is right by itself, and for which card. */
interface Read extends Whose {
  readonly draft: ChargeDraft
  readonly ownReference: boolean
}

/** A charge that was prepared in a transaction, and what it was prepared by: both hold until the transaction ends. */
export interface PreparedWithin {
  readonly prepared: PreparedCharge
  readonly card: CardRecord
}

/** What a draft is checked against each time: when it is prepared, and in the transaction that writes the intent. */
interface Checked extends Whose {
  readonly budget: RetryBudget
  readonly duplicates: Duplicates
}

/** Prepares charges: normalises and checks drafts, and says what must be confirmed. */
export class Preparing {
  readonly #parts: ChargingParts
  readonly #references: OwnReferences
  readonly #witness: Witness

  constructor(parts: ChargingParts, references: OwnReferences, witness: Witness) {
    this.#parts = parts
    this.#references = references
    this.#witness = witness
  }

  /**
   * Normalises a draft, checks it, and says what must be confirmed before it may be submitted.
   * @param known what Dintero lists, where that was read already; else Dintero is asked now
   * @throws TrekkError `invalid_input` | `card_number_refused` with the fields; `reference_used`; `reference_taken`
   * when Dintero has a payment under it, with its facts; `duplicate_open`, `link_open` as `findDuplicates`;
   * `over_limit`, `card_gone`, `card_blocked`, `retry_budget_spent`, `retry_not_allowed`, `retry_too_early`; `not_found`
   * for a card that is not there; `no_account` for an account that is not there, or not in use where it must be
   */
  async prepare(given: ChargeDraft, authority: Authority, known?: Evidence): Promise<PreparedCharge> {
    const { ledger } = this.#parts
    const read = await this.#read(ledger, given, authority, await requireAccount(ledger, authority))
    const { card, draft, ownReference } = read
    const evidence = known ?? (await this.#witness.ask(card, ownReference ? null : draft.merchantReference))
    // Asking took time.
    const whose = await requireWhose(ledger, draft, authority)
    return this.#prepared(ledger, { ...read, ...whose }, authority, evidence)
  }

  /**
   * As `prepare`, inside the transaction that writes the intent, so that nothing need be read or checked again. Dintero
   * is not asked.
   * @param account of the authority, as this transaction has it
   * @throws TrekkError as `prepare`
   */
  async prepareIn(
    tables: LedgerTables,
    given: ChargeDraft,
    authority: Authority,
    account: AccountRecord,
    evidence: Evidence
  ): Promise<PreparedWithin> {
    const read = await this.#read(tables, given, authority, account)
    return { prepared: await this.#prepared(tables, read, authority, evidence), card: read.card }
  }

  /**
   * Takes the answers to what must be confirmed.
   * @returns the charge with nothing unanswered
   * @throws TrekkError `amount_mismatch` | `reason_missing` | `review_unconfirmed` | `card_number_refused`
   */
  confirm(prepared: PreparedCharge, answers: Omit<ReviewAnswers, 'reviewId'>): PreparedCharge {
    const { draft, unanswered } = prepared
    const asked = new Set(unanswered.map(({ kind }) => kind))
    const reason = fieldText(answers.reason)
    if (asked.has('type_amount') && answers.typedAmount !== draft.amount) {
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
    const shown = unanswered.find((each) => each.kind === 'duplicate_reason')
    return {
      ...prepared,
      unanswered: [],
      explained: shown === undefined ? prepared.explained : { reason, earlier: namesOf(shown) }
    }
  }

  /**
   * Checks once more what may have changed since it was prepared, in the transaction that writes the intent; that write
   * refuses a reference used since.
   * @throws TrekkError as `prepare`; `review_unconfirmed` with `details.duplicateOf` when a duplicate came up that
   * nobody was asked about
   */
  async recheck(tables: LedgerTables, prepared: PreparedCharge): Promise<Checked> {
    const { draft, authority, evidence, explained } = prepared
    const whose = await requireWhose(tables, draft, authority)
    const checked = await this.#check(tables, draft, whose, evidence.onCard)
    const shown = explained?.earlier ?? []
    const unseen = namesOf(checked.duplicates).find((id) => !shown.includes(id))
    if (unseen !== undefined) {
      throw new TrekkError('review_unconfirmed', 'the same charge was made since the review', {
        details: { duplicateOf: unseen }
      })
    }
    return checked
  }

  /** A card's retry budget from the ledger and from what Dintero listed. */
  async budget(
    tables: LedgerTables,
    card: CardRecord,
    onCard: readonly Transaction[] | null
  ): Promise<RetryBudget> {
    const now = this.#parts.clock()
    const own = await tables.charges.attemptsSince(card.ids, now - longestWindow)
    const budget = budgetOf(card.view, own, onCard && attemptsIn(onCard), now)
    // Attempts made elsewhere with a token that Dintero never named cannot be asked about.
    return { ...budget, complete: budget.complete && card.tokens.every(({ tokenId }) => tokenId !== null) }
  }

  /** The draft as it will be kept, and that by itself nothing is wrong with it. */
  async #read(
    tables: LedgerTables,
    given: ChargeDraft,
    { accountId }: Authority,
    account: AccountRecord
  ): Promise<Read> {
    const { country } = account.settings
    const card = await requireCard(tables, given.cardId, accountId)
    const draft = normalisedOrder(given, country)
    checkDraft(draft, card.view, country)
    if (await tables.charges.isReferenceUsed(accountId, draft.merchantReference))
      throw referenceUsed(draft.merchantReference)
    const ownReference = await this.#references.isOwn(tables, draft.merchantReference, draft.retryOf)
    return { draft, card, account, ownReference }
  }

  async #prepared(
    tables: LedgerTables,
    { draft, card, account, ownReference }: Read,
    authority: Authority,
    evidence: Evidence
  ): Promise<PreparedCharge> {
    const checked = await this.#check(tables, draft, { card, account }, evidence.onCard)
    return {
      chargeId: this.#parts.ids(),
      authority,
      draft,
      card: card.view,
      evidence,
      ownReference,
      budget: checked.budget,
      duplicates: checked.duplicates,
      unanswered: this.#confirmations(draft, authority, checked),
      explained: null
    }
  }

  async #check(
    tables: LedgerTables,
    draft: ChargeDraft,
    { card, account }: Whose,
    onCard: readonly Transaction[] | null
  ): Promise<Checked> {
    const { clock, limitsOf, settings } = this.#parts
    const now = clock()
    const charge = { ...draft, accountId: account.id }
    checkStanding(card.view, draft.operation)
    if (draft.retryOf !== null) await checkRetry(tables, draft, draft.retryOf, account.id, now)
    const budget = await this.budget(tables, card, onCard)
    checkBudget(budget)
    await checkLimits(tables.charges, charge, limitsOf(account.settings, draft.currency), now)
    const of = { ...charge, id: null, identities: identitiesOf(card.view, draft) }
    const { duplicateWindowHours } = settings()
    const duplicates = await findDuplicates(tables, of, onCard ?? [], duplicateWindowHours, now)
    return { card, account, budget, duplicates }
  }

  #confirmations(
    draft: ChargeDraft,
    { policy }: Authority,
    { account, duplicates }: Checked
  ): Confirmation[] {
    const earlier = [...duplicates.earlier]
    const paidByLink = [...duplicates.paidByLink]
    const elsewhere = [...duplicates.elsewhere]
    const repeats = earlier.length + paidByLink.length + elsewhere.length > 0
    const { confirmAbove } = this.#parts.limitsOf(account.settings, draft.currency)
    const isReal = environmentOf(account.id) === 'production'
    return [
      ...(policy.asks.includes('type_amount') && draft.amount > confirmAbove
        ? [{ kind: 'type_amount' as const }]
        : []),
      ...(repeats ? [{ kind: 'duplicate_reason' as const, earlier, paidByLink, elsewhere }] : []),
      ...(policy.asks.includes('real_money') && isReal ? [{ kind: 'real_money' as const }] : [])
    ]
  }
}

/** VAT contained in a draft, minor units. */
export function vatOf({ lines }: ChargeDraft): number {
  return lines.reduce((sum, line) => sum + line.vatAmount, 0)
}

/** @throws TrekkError `no_account` when it is not there, or not in use where the policy wants that */
export async function requireAccount(
  { accounts, desk }: LedgerTables,
  { accountId, policy }: Authority
): Promise<AccountRecord> {
  const account = await accounts.get(accountId)
  if (account === null) throw new TrekkError('no_account', `no account ${accountId}`)
  if (policy.accountInUse && (await desk.activeAccount()) !== accountId)
    throw new TrekkError('no_account', `${accountId} is not the account in use`)
  return account
}

/** @throws TrekkError as `requireAccount` and `requireCard` */
async function requireWhose(
  tables: LedgerTables,
  { cardId }: ChargeDraft,
  authority: Authority
): Promise<Whose> {
  const account = await requireAccount(tables, authority)
  return { account, card: await requireCard(tables, cardId, account.id) }
}

/** @throws TrekkError `not_found` when it is not there or was removed; `other_account` when it is another account's */
export async function requireCard(
  { cards }: LedgerTables,
  cardId: string,
  accountId: string
): Promise<CardRecord> {
  const card = await cards.getRecord(cardId)
  if (card === null || card.removed) throw new TrekkError('not_found', `no card ${cardId}`)
  if (card.accountId !== accountId) {
    const details = { accountId: card.accountId }
    throw new TrekkError('other_account', `card ${cardId} belongs to ${card.accountId}`, { details })
  }
  return card
}

/** A new attempt only after a definite end that allows one, once, not too early, and named after the first. */
async function checkRetry(
  { charges, links }: LedgerTables,
  draft: ChargeDraft,
  retryOf: string,
  accountId: string,
  now: number
): Promise<void> {
  const first = await charges.get(retryOf)
  if (first === null || first.accountId !== accountId)
    throw new TrekkError('not_found', `no charge ${retryOf}`)
  const rule = retryRule({ ...first, link: await links.newestOf(first.id) })
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
