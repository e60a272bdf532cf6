import type { Kysely } from 'kysely'
import {
  isExpired,
  isGone,
  operationsWith,
  type CardView,
  type Operation,
  type Provider,
  type TokenKind,
  type TokenStanding
} from '../../shared/card'
import type { Schema } from './schema'

/** Cards with their twins: what a record is made of, but for the tokens themselves and what only searching needs. */
export function cardRows(db: Kysely<Schema>) {
  return db
    .selectFrom('cards')
    .leftJoin('cards as twin', 'twin.twin_of', 'cards.id')
    .select((select) => [
      'cards.id',
      'cards.account_id',
      'cards.provider',
      'cards.token_kind',
      'cards.token_id',
      'cards.token_fingerprint',
      'cards.token_status',
      'cards.token_expiry',
      'cards.asked_at',
      'cards.brand',
      'cards.last_four',
      'cards.expiry',
      'cards.customer_name',
      'cards.customer_number',
      'cards.email',
      'cards.phone',
      'cards.reference',
      'cards.blocked_until',
      'cards.added_at',
      'cards.last_charged_at',
      'cards.removed_at',
      select('cards.sealed_token', 'is not', null).$castTo<number>().as('here'),
      'twin.id as twin_id',
      'twin.token_kind as twin_kind',
      'twin.token_id as twin_token_id',
      'twin.token_fingerprint as twin_fingerprint',
      'twin.token_status as twin_status',
      'twin.token_expiry as twin_expiry',
      'twin.asked_at as twin_asked_at',
      select('twin.sealed_token', 'is not', null).$castTo<number>().as('twin_here')
    ])
    .where('cards.twin_of', 'is', null)
}

/** A row of `cardRows`. */
export interface CardRow {
  readonly id: string
  readonly account_id: string
  readonly provider: Provider
  readonly token_kind: TokenKind
  readonly token_id: string | null
  readonly token_fingerprint: string
  readonly token_status: string | null
  readonly token_expiry: string | null
  readonly asked_at: number | null
  readonly brand: CardView['brand']
  readonly last_four: string
  readonly expiry: string | null
  readonly customer_name: string
  readonly customer_number: string
  readonly email: string
  readonly phone: string
  readonly reference: string
  readonly blocked_until: number | null
  readonly added_at: number
  readonly last_charged_at: number | null
  readonly removed_at: number | null
  /** 1 while the token is here. */
  readonly here: number
  readonly twin_id: string | null
  readonly twin_kind: TokenKind | null
  readonly twin_token_id: string | null
  readonly twin_fingerprint: string | null
  readonly twin_status: string | null
  readonly twin_expiry: string | null
  readonly twin_asked_at: number | null
  readonly twin_here: number
}

/** A card as the page may know it. @param now ms since 1970 UTC */
export function toView(row: CardRow, now: number): CardView {
  const kinds = tokenKindsIn(row)
  const atDintero = standingsIn(row)
  return {
    id: row.id,
    provider: row.provider,
    tokenKinds: kinds,
    operations: offered(row.provider, kinds, atDintero),
    atDintero,
    brand: row.brand,
    lastFour: row.last_four,
    expiry: row.expiry,
    expired: isExpired(row.expiry, now),
    customerName: row.customer_name,
    customerNumber: row.customer_number,
    email: row.email,
    phone: row.phone,
    reference: row.reference,
    blockedUntil: row.blocked_until !== null && row.blocked_until > now ? row.blocked_until : null,
    addedAt: row.added_at,
    lastChargedAt: row.last_charged_at
  }
}

/** Lists that nearly all cards have are the same ones: there may be a hundred thousand. */
const none: TokenStanding[] = []
const kindLists: readonly TokenKind[][] = [
  [],
  ['payment_token'],
  ['recurrence_token'],
  ['payment_token', 'recurrence_token']
]
const operationLists: readonly Operation[][] = [
  [],
  ['unscheduled_purchase'],
  ['recurring_purchase'],
  ['unscheduled_purchase', 'recurring_purchase']
]

function tokenKindsIn(row: CardRow): TokenKind[] {
  const has = (kind: TokenKind): boolean =>
    (row.here === 1 && row.token_kind === kind) || (row.twin_here === 1 && row.twin_kind === kind)
  return kindLists[(has('payment_token') ? 1 : 0) + (has('recurrence_token') ? 2 : 0)] ?? []
}

function standingsIn(row: CardRow): TokenStanding[] {
  const own = standing(row.here, row.token_kind, row.token_status, row.token_expiry, row.asked_at)
  const twin = standing(row.twin_here, row.twin_kind, row.twin_status, row.twin_expiry, row.twin_asked_at)
  return own === null && twin === null ? none : [own, twin].filter((each) => each !== null)
}

function standing(
  here: number,
  kind: TokenKind | null,
  status: string | null,
  expiry: string | null,
  askedAt: number | null
): TokenStanding | null {
  return here !== 1 || kind === null || askedAt === null ? null : { kind, status, expiry, askedAt }
}

function offered(
  provider: Provider,
  kinds: readonly TokenKind[],
  atDintero: readonly TokenStanding[]
): Operation[] {
  const usable = kinds.filter((kind) => !atDintero.some((each) => each.kind === kind && isGone(each.status)))
  const allowed = operationsWith(provider, usable)
  const has = (operation: Operation): boolean => allowed.includes(operation)
  return operationLists[(has('unscheduled_purchase') ? 1 : 0) + (has('recurring_purchase') ? 2 : 0)] ?? []
}
