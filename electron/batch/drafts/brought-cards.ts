import { operationsWith, type CardView } from '../../../shared/card'
import { TrekkError } from '../../../shared/result'
import { tokenFingerprint } from '../../accounts/token-seals'
import { rowReader } from '../../importing/meaning/rows'
import type { StagedCard } from '../../ledger/staging/staging'
import type { ReadFile } from './read-file'

/** A token that a file brings along, and the id of the card it will be sealed for. */
export interface NewToken {
  readonly cardId: string
  readonly token: string
  readonly fingerprint: string
}

/**
 * The tokens of a file that are no stored card's, each once.
 * @param known the fingerprints of those that are, or that are sealed already
 * @param idOf the id of the card that a token is sealed for, by its fingerprint
 * @throws TrekkError `invalid_input` at `provider` when nothing says whose tokens they are
 */
export function newTokensOf(
  { meaning, table }: ReadFile,
  accountId: string,
  known: ReadonlySet<string>,
  idOf: (fingerprint: string) => string
): NewToken[] {
  const reader = rowReader(meaning.mapping)
  const found = new Map<string, NewToken>()
  for (const record of table.records) {
    const { token, done, provider } = reader(record)
    if (token === null || done) continue
    const fingerprint = tokenFingerprint(accountId, token)
    if (known.has(fingerprint) || found.has(fingerprint)) continue
    if (provider === null) {
      const fields = [{ field: 'provider', problem: 'missing' } as const]
      throw new TrekkError('invalid_input', 'nothing says whose tokens they are', { fields })
    }
    found.set(fingerprint, { cardId: idOf(fingerprint), token, fingerprint })
  }
  return [...found.values()]
}

/** The cards that a file brings along, by what the first row with each says of them. @param addedAt ms since 1970 UTC */
export function broughtCards(
  { meaning, table }: ReadFile,
  accountId: string,
  sealed: readonly StagedCard[],
  addedAt: number
): CardView[] {
  if (sealed.length === 0) return []
  const idOf = new Map(sealed.map(({ fingerprint, cardId }) => [fingerprint, cardId]))
  const reader = rowReader(meaning.mapping)
  const views = new Map<string, CardView>()
  for (const record of table.records) {
    const { token, card, provider, operation } = reader(record)
    const id = token === null ? undefined : idOf.get(tokenFingerprint(accountId, token))
    if (id === undefined || provider === null || views.has(id)) continue
    const isRecurring = provider === 'payex' && operation === 'recurring_purchase'
    const tokenKinds: CardView['tokenKinds'] = [isRecurring ? 'recurrence_token' : 'payment_token']
    views.set(id, {
      id,
      provider,
      tokenKinds,
      operations: [...operationsWith(provider, tokenKinds)],
      atDintero: [],
      brand: 'other',
      lastFour: card.lastFour ?? '',
      expiry: null,
      expired: false,
      customerName: card.customerName ?? '',
      customerNumber: card.customerNumber ?? '',
      email: card.email ?? '',
      phone: card.phone ?? '',
      reference: card.cardReference ?? '',
      blockedUntil: null,
      addedAt,
      lastChargedAt: null
    })
  }
  return [...views.values()]
}
