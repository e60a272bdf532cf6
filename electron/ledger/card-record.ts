import type { Brand, CardView, Provider, TokenKind } from '../../shared/card'
import { foldForSearch } from '../../shared/text'
import { toView, type CardRow } from './card-view'
import type { CardTable } from './schema'
import { plainSpelling, withoutSpacing } from './search-text'

/** Whose a card is, and how they are reached. */
export interface CardContact {
  readonly customerName: string
  readonly customerNumber: string
  readonly email: string
  readonly phone: string
}

/** What is printed on a card, as far as it is known. */
export interface CardFace {
  readonly brand: Brand
  readonly lastFour: string
  readonly expiry: string | null
  readonly maskedPan: string | null
}

/** A token to keep, and the card it is of. It comes sealed: the ledger never sees one it could read. */
export interface NewCard extends CardContact, CardFace {
  /** Of its row, which its seal names: see `Cards.idFor`. */
  readonly id: string
  readonly accountId: string
  readonly provider: Provider
  readonly tokenKind: TokenKind
  readonly sealedToken: Uint8Array
  /** Hash of account and token, the same for the same token. */
  readonly tokenFingerprint: string
  /** Dintero's id of the token, where it is known; transactions can be listed by it. */
  readonly tokenId: string | null
  readonly reference: string
  /** ms since 1970 UTC */
  readonly addedAt: number
}

/** A token of a card: not the token itself, but what it is known by. */
export interface StoredToken {
  /** Of its row, which its seal names. */
  readonly id: string
  readonly kind: TokenKind
  /** Dintero's id of it; null where it never told. */
  readonly tokenId: string | null
  /** Hash of account and token. */
  readonly fingerprint: string
  /** False once it is destroyed here: what was charged with it is still known by it. */
  readonly here: boolean
}

/** What charging needs to know of a card beyond its view. */
export interface CardRecord {
  readonly view: CardView
  readonly accountId: string
  /** Of each kind one at most, the payment token first. */
  readonly tokens: readonly StoredToken[]
  /** Every id under which it was ever charged. */
  readonly ids: readonly string[]
  readonly removed: boolean
}

/** A card as charging knows it. @param now ms since 1970 UTC */
export function toRecord(row: CardRow, now: number): CardRecord {
  const { twin_id: twinId, twin_kind: twinKind, twin_fingerprint: fingerprint } = row
  const own: StoredToken = {
    id: row.id,
    kind: row.token_kind,
    tokenId: row.token_id,
    fingerprint: row.token_fingerprint,
    here: row.here === 1
  }
  const twin: StoredToken[] =
    twinId === null || twinKind === null || fingerprint === null
      ? []
      : [{ id: twinId, kind: twinKind, tokenId: row.twin_token_id, fingerprint, here: row.twin_here === 1 }]
  return {
    view: toView(row, now),
    accountId: row.account_id,
    tokens: own.kind === 'recurrence_token' ? [...twin, own] : [own, ...twin],
    ids: twinId === null ? [row.id] : [row.id, twinId],
    removed: row.removed_at !== null
  }
}

type Said = Pick<
  CardTable,
  'customer_name' | 'email' | 'phone' | 'customer_number' | 'last_four' | 'reference'
>

/**
 * What a card is found by: every field folded, and once more in its plain spelling where that is another.
 * @param other the reference with which its other token was stored
 */
export function haystackIn(card: Said, other: string): string {
  const fields = [
    card.customer_name,
    card.email,
    withoutSpacing(card.phone),
    card.customer_number,
    card.last_four,
    card.reference,
    other.toLowerCase() === card.reference.toLowerCase() ? '' : other
  ].map(foldForSearch)
  const plain = fields.flatMap((field) => (plainSpelling(field) === field ? [] : plainSpelling(field)))
  return [...fields, ...plain].filter((field) => field !== '').join('\n')
}

/** The first of some months written `MM/YYYY`, as `YYYYMM`; null when there is none. */
export function firstMonth(months: readonly (string | null)[]): string | null {
  const known = months.flatMap((month) => (month === null ? [] : `${month.slice(3)}${month.slice(0, 2)}`))
  return known.toSorted()[0] ?? null
}

type CardInsert = Omit<CardTable, 'blocked_until' | 'last_charged_at' | Told | 'twin_of'>
type Told = 'token_status' | 'token_expiry' | 'asked_at'

export function toCardRow(card: NewCard): CardInsert {
  const said = {
    customer_name: card.customerName,
    customer_number: card.customerNumber,
    email: card.email,
    phone: card.phone,
    last_four: card.lastFour,
    reference: card.reference
  }
  return {
    ...said,
    id: card.id,
    account_id: card.accountId,
    provider: card.provider,
    token_kind: card.tokenKind,
    sealed_token: card.sealedToken,
    token_fingerprint: card.tokenFingerprint,
    token_id: card.tokenId,
    brand: card.brand,
    expiry: card.expiry,
    last_month: firstMonth([card.expiry]),
    masked_pan: card.maskedPan,
    haystack: haystackIn(said, ''),
    added_at: card.addedAt,
    recent_at: card.addedAt,
    removed_at: null
  }
}
