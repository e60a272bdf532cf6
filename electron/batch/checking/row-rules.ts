import type { Limits } from '../../../shared/account'
import type { RowProblem } from '../../../shared/batch-problem'
import {
  allowedOperations,
  isExpired,
  isGone,
  operationsWith,
  tokenKindFor,
  type CardView,
  type Operation
} from '../../../shared/card'
import { includedVat, type OrderLine } from '../../../shared/charge'
import { longest } from '../../../shared/fields'
import { containsCardNumber } from '../../../shared/text'
import type { CardFact } from '../../accounts/card-check'
import { budgetOf } from '../../charging/retry-budget'
import type { RowMeaning } from '../../importing/meaning/row-meaning'
import type { AttemptEnd } from '../../ledger/charge-record'
import type { Attempt } from '../../ledger/charges'
import { tokensOf, type KnownCard, type KnownToken } from '../../ledger/reading/known-cards'
import { aboutAttempt } from './attempt-rules'
import type { CardFinder } from './card-finder'

/** What rows are held against, one by one. */
export interface RowRules {
  readonly finder: CardFinder
  /** See `FileEvidence.attempts`. */
  readonly attempts: ReadonlyMap<string, readonly Attempt[]>
  readonly limitsOf: (currency: string) => Limits
  readonly autoCapture: boolean
  /** What Dintero has said of a stored token by the id of its row, where it was asked. */
  readonly atDintero: (tokenId: string) => CardFact | undefined
  /** ms since 1970 UTC */
  readonly now: number
}

/** A row as it would be charged, as far as it can be said. */
export interface CheckedRow {
  readonly card: CardView | null
  readonly candidates: readonly CardView[]
  readonly operation: Operation | null
  readonly email: string
  readonly phone: string
  readonly autoCapture: boolean
  readonly problems: readonly RowProblem[]
}

/** What most rows have of everything: one list for all of them, as there are a hundred thousand. */
const none: readonly never[] = []

/**
 * Holds one row against every rule that needs no other row. All that is wrong is said, not the first alone.
 * @param before how the charge ended that the row is a new attempt at; null where it is none
 */
export function checkRow(meaning: RowMeaning, rules: RowRules, before: AttemptEnd | null = null): CheckedRow {
  const found = rules.finder.find(meaning.card)
  const card = found.card?.view ?? null
  const email = meaning.card.email ?? card?.email ?? ''
  const phone = meaning.card.phone ?? card?.phone ?? ''
  const operation = operationOf(meaning, found.card)
  return {
    card,
    candidates: found.candidates.length === 0 ? none : found.candidates.map(({ view }) => view),
    operation,
    email,
    phone,
    autoCapture: meaning.autoCapture ?? rules.autoCapture,
    problems: together([
      meaning.problems,
      found.problems,
      found.card === null ? none : aboutCard(found.card, operation, meaning, rules),
      aboutAttempt(before, meaning, rules.now),
      aboutOperation(card, operation),
      aboutAmount(meaning, rules),
      lacksText(meaning) ? [block('missing', 'description')] : none
    ])
  }
}

function together(lists: readonly (readonly RowProblem[])[]): readonly RowProblem[] {
  return lists.every(({ length }) => length === 0) ? none : lists.flat()
}

function block(
  code: RowProblem['code'],
  field: RowProblem['field'],
  details?: Record<string, string | number>
): RowProblem {
  return { code, field, severity: 'blocker', seen: '', ...(details && { details }) }
}

function warn(code: RowProblem['code'], seen: string): RowProblem {
  return { code, field: null, severity: 'warning', seen }
}

/** The tokens of a card that a row may be charged with: the one that its operation takes, all while that is not known. */
export function tokensFor(card: KnownCard, operation: Operation | null): readonly KnownToken[] {
  const kind = operation === null ? null : tokenKindFor(card.view.provider, operation)
  return tokensOf(card).filter((token) => kind === null || token.kind === kind)
}

/**
 * What the row says, or the only thing its card can do, or what the token in the file is for; nothing is picked where
 * there is a choice.
 */
function operationOf(
  { operation, card: { cardId, tokenKind } }: RowMeaning,
  card: KnownCard | null
): Operation | null {
  if (operation !== null || card === null) return operation
  const { provider, tokenKinds } = card.view
  const [only, another] = operationsWith(provider, tokenKinds)
  if (another === undefined) return only ?? null
  // By the id of its other token a card was named before both were known to be one.
  const named = tokenKind ?? (cardId === card.twinId ? (card.twin?.kind ?? null) : null)
  const [meant, other] = named === null ? [] : allowedOperations(provider, named)
  return other === undefined ? (meant ?? null) : null
}

function aboutOperation(card: CardView | null, operation: Operation | null): readonly RowProblem[] {
  if (card === null) return none
  if (operation === null) return [block('missing', 'operation')]
  const isAllowed = operationsWith(card.provider, card.tokenKinds).includes(operation)
  return isAllowed ? none : [block('operation_not_allowed', 'operation')]
}

function aboutCard(
  known: KnownCard,
  operation: Operation | null,
  { provider }: RowMeaning,
  rules: RowRules
): readonly RowProblem[] {
  const { attempts, now } = rules
  const card = known.view
  const { id, blockedUntil } = card
  const tokens = tokensFor(known, operation)
  const fact = tokens.length === 1 ? rules.atDintero(tokens[0]?.id ?? '') : undefined
  const expired = expiredOf(card, fact, now)
  const gone = fact === undefined ? goneIn(card, tokens) : null
  return together([
    provider !== null && provider !== card.provider ? [block('provider_differs', 'provider')] : none,
    blockedUntil !== null ? [block('card_blocked', null, { blockedUntil })] : none,
    aboutBudget(card, attempts.get(id), now),
    expired === null ? none : [warn('card_expired', expired)],
    fact?.found === 'not_active' ? [block('card_not_active', null, { status: fact.status })] : none,
    gone === null ? none : [block('card_not_active', null, { status: gone })],
    fact?.found === 'not_known' ? [warn('card_not_known', '')] : none
  ])
}

/** Dintero's word for a token that it said was gone when it was asked about the card; null while one is left. */
function goneIn({ atDintero }: CardView, tokens: readonly KnownToken[]): string | null {
  if (atDintero.length === 0) return null
  const words = tokens.map(({ kind }) => atDintero.find((each) => each.kind === kind)?.status ?? null)
  return words.every(isGone) ? (words[0] ?? null) : null
}

/** @param own undefined for a card without a failure, of which nothing is spent */
function aboutBudget(
  card: CardView,
  own: readonly Attempt[] | undefined,
  now: number
): readonly RowProblem[] {
  if (own === undefined) return none
  const { failures, allowed, stopAt, windowHours } = budgetOf(card, own, null, now)
  return failures >= stopAt ? [block('retry_budget_spent', null, { failures, allowed, windowHours })] : none
}

/**
 * The month in which a card expired, null when it has not. What Dintero says of it is newer than what was stored: a card
 * that the bank renewed keeps its token (docs/dintero.md 9).
 */
function expiredOf({ expiry, expired }: CardView, fact: CardFact | undefined, now: number): string | null {
  const said = fact?.expiry ?? null
  if (said !== null) return isExpired(said, now) ? said : null
  return expired ? (expiry ?? '') : null
}

function aboutAmount({ amount, currency }: RowMeaning, { limitsOf }: RowRules): readonly RowProblem[] {
  if (amount === null || currency === null) return none
  const allowed = limitsOf(currency).perCharge
  return amount > allowed ? [block('over_limit', 'amount', { allowed, currency })] : none
}

/** Whether there is VAT of nothing: a row with a rate, and no text that it could be the rate of. */
function lacksText(meaning: RowMeaning): boolean {
  return meaning.vatRate !== null && meaning.amount !== null && lineText(meaning) === ''
}

function lineText({ description, kid }: RowMeaning): string {
  const shownKid = kid === null || containsCardNumber(kid) ? '' : `KID ${kid}`
  return [description, shownKid].filter((part) => part !== '').join(', ')
}

/** The order line of a sound row: its text with its VAT, and the KID by which the merchant's books know it; or none. */
export function orderLines(meaning: RowMeaning): OrderLine[] {
  const { amount, vatRate } = meaning
  const text = lineText(meaning)
  if (amount === null || text === '') return []
  const rate = vatRate ?? 0
  return [
    {
      description: text.slice(0, longest.description),
      quantity: 1,
      amount,
      vatRate: rate,
      vatAmount: includedVat(amount, rate)
    }
  ]
}
