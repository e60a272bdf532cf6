import type { Limits } from '../../../shared/account'
import type { RowProblem } from '../../../shared/batch-problem'
import { allowedOperations, isExpired, type CardView, type Operation } from '../../../shared/card'
import { includedVat, type OrderLine } from '../../../shared/charge'
import { longest } from '../../../shared/fields'
import { containsCardNumber } from '../../../shared/text'
import type { CardFact } from '../../accounts/card-check'
import { identitiesOf } from '../../charging/identities'
import { budgetOf } from '../../charging/retry-budget'
import type { RowMeaning } from '../../importing/meaning/row-meaning'
import type { AttemptEnd } from '../../ledger/charge-record'
import type { Attempt } from '../../ledger/charges'
import { aboutAttempt } from './attempt-rules'
import type { CardFinder } from './card-finder'

/** What rows are held against, one by one. */
export interface RowRules {
  readonly finder: CardFinder
  /** See `FileEvidence.attempts`. */
  readonly attempts: ReadonlyMap<string, readonly Attempt[]>
  readonly limitsOf: (currency: string) => Limits
  readonly autoCapture: boolean
  /** What Dintero has said of a stored card, where it was asked. */
  readonly atDintero: (cardId: string) => CardFact | undefined
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
  readonly lines: readonly OrderLine[]
  readonly autoCapture: boolean
  /** By what it is known again, see charging/identities.ts; none without a card. */
  readonly identities: readonly string[]
  readonly problems: readonly RowProblem[]
}

/**
 * Holds one row against every rule that needs no other row. All that is wrong is said, not the first alone.
 * @param before how the charge ended that the row is a new attempt at; null where it is none
 */
export function checkRow(meaning: RowMeaning, rules: RowRules, before: AttemptEnd | null = null): CheckedRow {
  const found = rules.finder.find(meaning.card)
  const card = found.card?.view ?? null
  const typed = {
    email: meaning.card.email ?? card?.email ?? '',
    phone: meaning.card.phone ?? card?.phone ?? ''
  }
  const operation = operationOf(meaning, card)
  const lines = linesOf(meaning)
  return {
    card,
    candidates: found.candidates.map(({ view }) => view),
    operation,
    ...typed,
    lines: lines ?? [],
    autoCapture: meaning.autoCapture ?? rules.autoCapture,
    identities: card === null ? [] : identitiesOf(card, typed),
    problems: [
      ...meaning.problems,
      ...found.problems,
      ...(card === null ? [] : aboutCard(card, meaning, rules)),
      ...aboutAttempt(before, rules.now),
      ...aboutOperation(card, operation),
      ...aboutAmount(meaning, rules),
      ...(lines === null ? [block('missing', 'description')] : [])
    ]
  }
}

function block(
  code: RowProblem['code'],
  field: RowProblem['field'],
  details?: Record<string, string | number>
): RowProblem {
  return { code, field, severity: 'blocker', seen: '', ...(details && { details }) }
}

/** What the row says, or the only thing its card can do; nothing is picked where there is a choice. */
function operationOf({ operation }: RowMeaning, card: CardView | null): Operation | null {
  if (operation !== null || card === null) return operation
  const [only, another] = allowedOperations(card.provider, card.tokenKind)
  return another === undefined ? (only ?? null) : null
}

function aboutOperation(card: CardView | null, operation: Operation | null): RowProblem[] {
  if (card === null) return []
  if (operation === null) return [block('missing', 'operation')]
  const isAllowed = allowedOperations(card.provider, card.tokenKind).includes(operation)
  return isAllowed ? [] : [block('operation_not_allowed', 'operation')]
}

function aboutCard(card: CardView, { provider }: RowMeaning, rules: RowRules): RowProblem[] {
  const { attempts, now } = rules
  const { id, blockedUntil } = card
  const fact = rules.atDintero(id)
  const expired = expiredOf(card, fact, now)
  const own = attempts.get(id) ?? []
  const { failures, allowed, stopAt, windowHours } = budgetOf(card, own, null, now)
  return [
    ...(provider !== null && provider !== card.provider ? [block('provider_differs', 'provider')] : []),
    ...(blockedUntil !== null ? [block('card_blocked', null, { blockedUntil })] : []),
    ...(failures >= stopAt ? [block('retry_budget_spent', null, { failures, allowed, windowHours })] : []),
    ...(expired === null
      ? []
      : [{ code: 'card_expired', field: null, severity: 'warning', seen: expired } as const]),
    ...(fact?.found === 'not_active' ? [block('card_not_active', null, { status: fact.status })] : []),
    ...(fact?.found === 'not_known'
      ? [{ code: 'card_not_known', field: null, severity: 'warning', seen: '' } as const]
      : [])
  ]
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

function aboutAmount({ amount, currency }: RowMeaning, { limitsOf }: RowRules): RowProblem[] {
  if (amount === null || currency === null) return []
  const allowed = limitsOf(currency).perCharge
  return amount > allowed ? [block('over_limit', 'amount', { allowed, currency })] : []
}

/**
 * The order line of a row: its text with its VAT, and the KID by which the merchant's books know it.
 * @returns none where nothing is said; null when there is VAT of nothing
 */
function linesOf({ amount, vatRate, description, kid }: RowMeaning): readonly OrderLine[] | null {
  const shownKid = kid === null || containsCardNumber(kid) ? '' : `KID ${kid}`
  const text = [description, shownKid].filter((part) => part !== '').join(', ')
  if (amount === null || (text === '' && vatRate === null)) return []
  if (text === '') return null
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
