import { environmentOf } from '../../../shared/account'
import { longest, textProblem, type Problem } from '../../../shared/fields'
import type {
  ModificationAnswers,
  ModificationConfirmation,
  ModificationDraft,
  ModificationObstacle,
  ModificationReview,
  TransactionMoney
} from '../../../shared/modification'
import { mostOf, obstacleTo, offersOf } from '../../../shared/modification-offers'
import { TrekkError, type FieldProblem } from '../../../shared/result'
import { fieldText } from '../../../shared/text'
import type { Transaction } from '../../../shared/transaction'
import { moneyOf } from '../../../shared/transaction-money'
import type { LedgerTables } from '../../ledger/ledger'
import { modificationOpen } from '../../ledger/modifications'
import type { Authority } from '../authority'
import type { ChargingParts } from '../parts'
import { requireAccount } from '../preparing'
import { checkReason } from '../reason'
import { ownerOf, type Owner } from './owner'
import { readTransaction } from './reading'
import { repeatedAt } from './repeating'

/** A capture, void or refund that may be done as it stands, once everything that is unanswered is answered. */
export interface PreparedModification {
  /** The id it will have, so that a second submit can be told which one the first made. */
  readonly modificationId: string
  readonly authority: Authority
  readonly draft: ModificationDraft
  readonly owner: Owner
  /** As the transaction said when it was reviewed. */
  readonly money: TransactionMoney
  /** What a void would release, else the amount, minor units. */
  readonly moves: number
  readonly unanswered: readonly ModificationConfirmation[]
  /** Why the same is done again; null where nobody was asked. */
  readonly repeatReason: string | null
}

/** A draft as it will be kept, of a transaction as it is. */
interface Read {
  readonly draft: ModificationDraft
  readonly transaction: Transaction
}

/** Prepares captures, voids and refunds: by the transaction as Dintero has it now, never by the ledger. */
export class ModificationPreparing {
  readonly #parts: ChargingParts

  constructor(parts: ChargingParts) {
    this.#parts = parts
  }

  /**
   * Reads the transaction, checks the draft against what is left, and says what must be confirmed before it may be
   * submitted.
   * @throws TrekkError `other_account` | `not_found` | `answer_unreadable` and the codes of `failureError`, as
   * `readTransaction`; `modification_open` while another one has not ended; `modification_not_possible` with
   * `details.obstacle`; `invalid_input` | `card_number_refused` | `reason_missing` with the fields, and `details.most`
   * where the amount is above it; `no_account`
   */
  async prepare(given: ModificationDraft, authority: Authority): Promise<PreparedModification> {
    const { ledger, dinteroFor, ids } = this.#parts
    const { accountId } = authority
    const account = await requireAccount(ledger, authority)
    const draft = normalisedDraft(given)
    checkTexts(draft)
    const dintero = await dinteroFor(accountId)
    const transaction = await readTransaction(dintero, accountId, draft.transactionId)
    const money = await this.#checked(ledger, accountId, { draft, transaction })
    const { confirmAbove } = this.#parts.limitsOf(account.settings, draft.currency)
    const at = await repeatedAt(
      ledger,
      accountId,
      { draft, transaction },
      this.#parts.clock(),
      dintero.clockSkew()
    )
    const unanswered: ModificationConfirmation[] = [
      ...(draft.amount !== null && draft.amount > confirmAbove ? [{ kind: 'type_amount' as const }] : []),
      ...(at === null ? [] : [{ kind: 'repeats' as const, at }]),
      ...(environmentOf(accountId) === 'production' ? [{ kind: 'real_money' as const }] : [])
    ]
    return {
      modificationId: ids(),
      authority,
      draft,
      owner: await ownerOf(ledger, accountId, transaction),
      money,
      moves: draft.amount ?? money.leftToCapture,
      unanswered,
      repeatReason: null
    }
  }

  /**
   * Takes the answers to what must be confirmed.
   * @returns the modification with nothing unanswered
   * @throws TrekkError `amount_mismatch` | `reason_missing` | `card_number_refused` | `invalid_input` |
   * `review_unconfirmed`, at their fields
   */
  confirm(
    prepared: PreparedModification,
    answers: Omit<ModificationAnswers, 'reviewId'>
  ): PreparedModification {
    const asked = new Set(prepared.unanswered.map(({ kind }) => kind))
    const repeatReason = fieldText(answers.repeatReason)
    if (asked.has('type_amount') && answers.typedAmount !== prepared.draft.amount) {
      const problem = answers.typedAmount === null ? 'missing' : 'not_allowed'
      throw new TrekkError('amount_mismatch', 'the amount typed again is another one', {
        fields: [{ field: 'typedAmount', problem }]
      })
    }
    if (asked.has('repeats')) checkReason(repeatReason, 'repeatReason')
    if (asked.has('real_money') && !answers.realMoney) {
      throw new TrekkError('review_unconfirmed', 'real money was not confirmed', {
        fields: [{ field: 'realMoney', problem: 'missing' }]
      })
    }
    return { ...prepared, unanswered: [], repeatReason: asked.has('repeats') ? repeatReason : null }
  }

  /**
   * Holds what was reviewed against the transaction as it is right before the request: whatever was done to it since, by
   * whomever, must be seen first.
   * @throws TrekkError `changed_meanwhile`
   */
  requireUnchanged({ money }: PreparedModification, transaction: Transaction): void {
    const reading = moneyOf(transaction)
    if (reading.kind === 'read' && sameMoney(reading.money, money)) return
    throw new TrekkError('changed_meanwhile', 'the transaction has changed since the review', {
      details: { transactionId: transaction.id ?? '', status: transaction.status ?? '' }
    })
  }

  async #checked(
    ledger: LedgerTables,
    accountId: string,
    { draft, transaction }: Read
  ): Promise<TransactionMoney> {
    const { kind, amount, transactionId } = draft
    const open = await ledger.modifications.openOf(accountId, transactionId)
    const reading = moneyOf(transaction)
    const offers = offersOf(transaction, reading, open !== null)
    const obstacle = obstacleTo(kind, offers)
    if (obstacle === 'another_open') throw modificationOpen(open)
    if (obstacle !== null || reading.kind === 'unreadable') throw notPossible(draft, obstacle ?? 'unreadable')
    if (draft.currency !== transaction.currency)
      throw invalid([{ field: 'currency', problem: 'wrong_currency' }])
    if (kind !== 'void') checkAmount(amount, mostOf(kind, offers))
    return reading.money
  }
}

/** A prepared modification as the page sees it, under the id by which it is held. */
export function modificationReviewOf(reviewId: string, prepared: PreparedModification): ModificationReview {
  const { draft, authority, owner, money, moves, unanswered } = prepared
  const { kind, amount, currency, reason, transactionId } = draft
  const { leftToCapture, leftToRefund } = money
  return {
    reviewId,
    transactionId,
    environment: environmentOf(authority.accountId),
    kind,
    amount,
    currency,
    reason,
    merchantReference: owner.merchantReference,
    customerName: owner.customerName,
    money,
    after: {
      leftToCapture: kind === 'refund' ? leftToCapture : leftToCapture - moves,
      leftToRefund: kind === 'void' ? leftToRefund : leftToRefund + (kind === 'capture' ? moves : -moves)
    },
    confirmations: [...unanswered]
  }
}

function normalisedDraft(draft: ModificationDraft): ModificationDraft {
  return {
    ...draft,
    transactionId: fieldText(draft.transactionId),
    currency: fieldText(draft.currency).toUpperCase(),
    reason: fieldText(draft.reason)
  }
}

/** What can be said of a draft without the transaction. */
function checkTexts({ kind, transactionId, amount, reason }: ModificationDraft): void {
  const problem =
    textProblem(transactionId, longest.transactionId) ?? (transactionId === '' ? 'missing' : null)
  if (problem !== null) throw refused('transactionId', problem)
  if (kind === 'refund') checkReason(reason)
  const ofReason = reason === '' ? null : textProblem(reason, longest.reason)
  if (ofReason !== null) throw refused('reason', ofReason)
  if (kind === 'void' && amount !== null) throw refused('amount', 'not_allowed')
}

/** @param most minor units */
function checkAmount(amount: number | null, most: number): void {
  if (amount === null) throw refused('amount', 'missing')
  if (!Number.isSafeInteger(amount)) throw refused('amount', 'malformed')
  if (amount < 1) throw refused('amount', 'too_small')
  if (amount > most) throw invalid([{ field: 'amount', problem: 'too_large' }], { most })
}

function refused(field: string, problem: Problem): TrekkError {
  if (problem !== 'card_number') return invalid([{ field, problem }])
  return new TrekkError('card_number_refused', `${field} holds a card number`, {
    fields: [{ field, problem }]
  })
}

function invalid(fields: FieldProblem[], details: Record<string, number> = {}): TrekkError {
  const said = fields.map(({ field, problem }) => `${field} ${problem}`).join(', ')
  return new TrekkError('invalid_input', `the draft was refused: ${said}`, { fields, details })
}

function notPossible({ kind }: ModificationDraft, obstacle: ModificationObstacle): TrekkError {
  return new TrekkError('modification_not_possible', `no ${kind}: ${obstacle}`, {
    details: { kind, obstacle }
  })
}

function sameMoney(one: TransactionMoney, other: TransactionMoney): boolean {
  const keys = Object.keys(one) as (keyof TransactionMoney)[]
  return keys.every((key) => one[key] === other[key])
}
