import type { Actor, AuditAction } from '../../shared/audit'
import type { CardView } from '../../shared/card'
import { TrekkError } from '../../shared/result'
import type { AccountRecord } from '../ledger/accounts'
import type { NewCard } from '../ledger/card-record'
import type { Ledger, LedgerTables } from '../ledger/ledger'
import { cardEntry } from './card-entries'
import type { FoundCard } from './card-from-transaction'
import { tokenFingerprint, type TokenSeals } from './token-seals'

export interface StoringParts {
  readonly ledger: Ledger
  readonly seals: TokenSeals
  readonly actor: () => Actor
  /** ms since 1970 UTC */
  readonly clock: () => number
  readonly newId: () => string
}

/** Stores the tokens of cards, sealed. */
export class CardStoring {
  readonly #parts: StoringParts

  constructor(parts: StoringParts) {
    this.#parts = parts
  }

  /**
   * Stores the tokens of one card that are not here yet, in one write.
   * @param twinOf the card that is here already; where it is not given, it is whichever has one of the tokens
   * @throws TrekkError `card_exists` when all of them are here, as one card
   */
  async store(
    account: AccountRecord,
    found: readonly FoundCard[],
    facts: Readonly<Record<string, string>>,
    twinOf: string | null = null
  ): Promise<CardView> {
    const cards = await Promise.all(found.map((card) => this.#newCard(account, card)))
    return this.#parts.ledger.write(async (tables) => {
      const { here, missing } = await sorted(tables, cards)
      const [first, second] = here
      if (first !== undefined && second !== undefined && (await isPair(tables, first, second)))
        return this.#tie(tables, account.id, first, second)
      let card = first ?? twinOf
      for (const each of missing) {
        const place = card === null || (await isPaired(tables, card)) ? null : card
        const view = await tables.cards.insert(each, place)
        await this.#audit(tables, view, account.id, 'card_added', { ...facts, tokenKind: each.tokenKind })
        card = view.id
      }
      const view = missing.length === 0 || card === null ? null : await tables.cards.get(card)
      if (view !== null) return view
      throw new TrekkError('card_exists', 'this token is already stored', {
        details: { cardId: first ?? '' }
      })
    })
  }

  async #tie(tables: LedgerTables, accountId: string, cardId: string, twinId: string): Promise<CardView> {
    await tables.cards.tie(cardId, twinId)
    const view = await tables.cards.get(cardId)
    if (view === null) throw new TrekkError('not_found', `no card ${cardId}`)
    await this.#audit(tables, view, accountId, 'cards_joined', { other: twinId })
    return view
  }

  async #audit(
    tables: LedgerTables,
    view: CardView,
    accountId: string,
    action: AuditAction,
    facts: Readonly<Record<string, string>>
  ): Promise<void> {
    const { clock, actor } = this.#parts
    await tables.audit.append(cardEntry(view, accountId, action, clock(), actor(), facts))
  }

  /** Sealed for the row it had before, where it was here. */
  async #newCard(account: AccountRecord, found: FoundCard): Promise<NewCard> {
    const { ledger, seals, newId, clock } = this.#parts
    const { token, ...facts } = found
    const fingerprint = tokenFingerprint(account.id, token)
    const id = (await ledger.cards.idFor(account.id, fingerprint)) ?? newId()
    const context = { accountId: account.id, cardId: id }
    const sealedToken = await seals.seal(account.secretHome, token, context)
    return {
      ...facts,
      id,
      accountId: account.id,
      sealedToken,
      tokenFingerprint: fingerprint,
      addedAt: clock()
    }
  }
}

/** The cards that have tokens of these, each once, the first for the first; and the tokens that are not here. */
async function sorted(
  { cards }: LedgerTables,
  tokens: readonly NewCard[]
): Promise<{ here: readonly string[]; missing: readonly NewCard[] }> {
  const here = new Set<string>()
  const missing: NewCard[] = []
  for (const token of tokens) {
    const card = await cards.findByFingerprint(token.accountId, token.tokenFingerprint)
    if (card === null) missing.push(token)
    else here.add(card)
  }
  return { here: [...here], missing }
}

/** Whether two cards with one token each can be the one card that a transaction says they are. */
async function isPair(tables: LedgerTables, first: string, second: string): Promise<boolean> {
  return !(await isPaired(tables, first)) && !(await isPaired(tables, second))
}

async function isPaired({ cards }: LedgerTables, cardId: string): Promise<boolean> {
  return ((await cards.getRecord(cardId))?.ids.length ?? 0) > 1
}
