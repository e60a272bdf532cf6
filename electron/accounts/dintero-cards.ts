import type { Country } from '../../shared/account'
import type { CardView } from '../../shared/card'
import { isGone } from '../../shared/card'
import type { AdoptCard, CardRefresh, DinteroCards } from '../../shared/dintero-card'
import { TrekkError } from '../../shared/result'
import { fieldText } from '../../shared/text'
import type { CardToken, Dintero } from '../dintero/dintero'
import { failureError } from '../dintero/failure-error'
import { pageSize } from '../dintero/whole-list'
import type { AccountRecord } from '../ledger/accounts'
import type { CardRecord, StoredToken } from '../ledger/card-record'
import { cardEntry } from './card-entries'
import { cardsFromTransaction, type FoundCard } from './card-from-transaction'
import type { CardAccounts } from './card-service'
import { CardStoring, type StoringParts } from './card-storing'
import { foundAtDintero, isOfProvider, listedCard } from './dintero-card'
import { FieldChecks } from './field-checks'
import { tokenFingerprint } from './token-seals'

export interface DinteroCardParts extends StoringParts {
  readonly accounts: CardAccounts
}

/** Pages read of one customer's cards at most. */
const mostPages = 5

/** A client that may not ask about cards: an answer like any other. */
const notAllowed = 'not_allowed'

/** Stored cards as Dintero has them: how they stand, which of a customer are not here, and storing those. */
export class DinteroCardService {
  readonly #parts: DinteroCardParts
  readonly #storing: CardStoring

  constructor(parts: DinteroCardParts) {
    this.#parts = parts
    this.#storing = new CardStoring(parts)
  }

  /**
   * Asks Dintero how a card stands, by each of its tokens, and keeps what it says.
   * @throws TrekkError `not_found`, `no_account`; what `failureError` says, but where the client may not ask
   */
  async refresh(cardId: string): Promise<CardRefresh> {
    const { accounts, ledger } = this.#parts
    const account = await accounts.requireActive()
    const dintero = await accounts.dinteroFor(account.id)
    const before = await this.#require(cardId, account)
    const tokens: CardRefresh['tokens'] = []
    for (const token of await this.withIds(dintero, before)) {
      if (token.tokenId === null) {
        tokens.push({ kind: token.kind, outcome: 'no_id' })
        continue
      }
      const answer = await dintero.getCardToken(token.tokenId)
      if (answer.kind === 'failed' && answer.reason === 'forbidden')
        return { card: before.view, allowed: false, tokens: [] }
      if (answer.kind === 'failed') throw failureError(answer)
      const isKnown = answer.kind === 'found' && isOfProvider(answer.value, before.view.provider)
      if (isKnown) await this.#keep(cardId, token, answer.value)
      tokens.push({ kind: token.kind, outcome: isKnown ? 'answered' : 'not_known' })
    }
    const after = await ledger.cards.getRecord(cardId)
    return { card: after?.view ?? before.view, allowed: true, tokens }
  }

  /**
   * The cards that Dintero has of a customer, by the number with which they were stored.
   * @throws TrekkError `invalid_input` | `card_number_refused`; `no_account`; what `failureError` says
   */
  async list(given: string): Promise<DinteroCards> {
    const { accounts, ledger } = this.#parts
    const customerNumber = fieldText(given)
    new FieldChecks().required({ customerNumber }).plainTexts({ customerNumber }).throwAny()
    const account = await accounts.requireActive()
    const read = await this.#read(await accounts.dinteroFor(account.id), customerNumber)
    if (read === notAllowed) return { allowed: false, cards: [], more: false }
    const cards = await Promise.all(
      read.tokens.map(async (token) => {
        const byId = await ledger.cards.findByTokenId(account.id, token.id)
        const cardId = byId ?? (token.token && (await this.#holderOf(account, token.token)))
        return listedCard(token, cardId)
      })
    )
    return { allowed: true, cards, more: read.more }
  }

  /**
   * Stores a card that Dintero has: its token is fetched anew, and never seen by the page.
   * @throws TrekkError `not_found`; `card_gone`; `card_exists` with `details.cardId`; `token_missing` for a gateway that
   * takes no charges without the customer; `token_untold` where Dintero says neither the token nor a transaction that
   * does; `invalid_input` | `card_number_refused` with the fields; what the keychain and `failureError` say; `storage_*`
   */
  async adopt({ tokenId, ...contact }: AdoptCard): Promise<CardView> {
    const { accounts, ledger } = this.#parts
    const account = await accounts.requireActive()
    const { country } = account.settings
    checkContact(contact, country)
    const dintero = await accounts.dinteroFor(account.id)
    const answer = await dintero.getCardToken(tokenId)
    if (answer.kind === 'failed') throw failureError(answer)
    if (answer.kind === 'not_found') throw new TrekkError('not_found', 'Dintero has no such card')
    const { value } = answer
    if (isGone(value.status))
      throw new TrekkError('card_gone', `Dintero says ${value.status}`, {
        details: { status: value.status ?? '' }
      })
    const found = await this.#foundCards(dintero, value, contact, country)
    const [first] = found
    const alike =
      first === undefined || found.length > 1
        ? []
        : await ledger.cards.alike({ ...first, accountId: account.id }, first)
    const twinOf = alike.length === 1 ? (alike[0]?.view.id ?? null) : null
    return this.#storing.store(account, found, { source: 'dintero', tokenId }, twinOf)
  }

  /** A card's tokens that are here, with Dintero's ids as far as its list of the customer's cards names them. */
  async withIds(dintero: Dintero, { accountId, tokens, view }: CardRecord): Promise<StoredToken[]> {
    const here = tokens.filter((token) => token.here)
    if (view.customerNumber === '' || here.every(({ tokenId }) => tokenId !== null)) return here
    const read = await this.#read(dintero, view.customerNumber)
    if (read === notAllowed) return here
    const ids = new Map(
      read.tokens.flatMap(({ id, token }) =>
        token === null ? [] : [[tokenFingerprint(accountId, token), id] as const]
      )
    )
    const named = here.map((token) => ({
      ...token,
      tokenId: token.tokenId ?? ids.get(token.fingerprint) ?? null
    }))
    await this.#parts.ledger.write(async ({ cards }) => {
      for (const { kind, tokenId } of named)
        if (tokenId !== null) await cards.learnTokenId(view.id, kind, tokenId)
    })
    return named
  }

  async #foundCards(
    dintero: Dintero,
    token: CardToken,
    contact: Omit<AdoptCard, 'tokenId'>,
    country: Country
  ): Promise<FoundCard[]> {
    const card = foundAtDintero(token, contact, country)
    if (card !== null) return [card]
    const { transactionId } = token
    if (transactionId !== null) {
      const answer = await dintero.getTransactionToken(transactionId)
      if (answer.kind === 'failed') throw failureError(answer)
      if (answer.kind === 'found')
        return cardsFromTransaction(answer.value, { transactionId, ...contact }, country)
    }
    throw new TrekkError('token_untold', 'Dintero does not say the token of this card')
  }

  async #keep(cardId: string, { id, kind }: StoredToken, said: CardToken): Promise<void> {
    const { ledger, clock, actor } = this.#parts
    const { status, tokenExpiry, cardExpiry, maskedPan } = said
    await ledger.write(async (tables) => {
      const before = await tables.cards.get(cardId)
      await tables.cardChanges.told(id, { status, tokenExpiry, cardExpiry, maskedPan, at: clock() })
      const after = await tables.cards.getRecord(cardId)
      if (before === null || after === null) return
      const [was, is] = [shown(before, kind), shown(after.view, kind)]
      if (was === is) return
      const facts = { tokenKind: kind, was, is }
      await tables.audit.append(cardEntry(after.view, after.accountId, 'card_told', clock(), actor(), facts))
    })
  }

  async #holderOf(account: AccountRecord, token: string): Promise<string | null> {
    return this.#parts.ledger.cards.findByFingerprint(account.id, tokenFingerprint(account.id, token))
  }

  /** A customer's cards. A filter that Dintero did not heed brings those of others, which are left out. */
  async #read(
    dintero: Dintero,
    customerNumber: string
  ): Promise<{ readonly tokens: CardToken[]; readonly more: boolean } | typeof notAllowed> {
    const tokens = new Map<string, CardToken>()
    let after: string | null = null
    for (let page = 0; page < mostPages; page += 1) {
      const answer: Awaited<ReturnType<Dintero['pageOfCardTokens']>> = await dintero.pageOfCardTokens(
        after,
        customerNumber
      )
      if (answer.kind === 'failed' && answer.reason === 'forbidden') return notAllowed
      if (answer.kind === 'failed') throw failureError(answer)
      const rows = answer.kind === 'found' ? answer.value : []
      for (const row of rows) if (row.customerId === customerNumber) tokens.set(row.id, row)
      after = rows.at(-1)?.id ?? null
      if (rows.length < pageSize) return { tokens: [...tokens.values()], more: false }
    }
    return { tokens: [...tokens.values()], more: true }
  }

  async #require(cardId: string, { id }: AccountRecord): Promise<CardRecord> {
    const card = await this.#parts.ledger.cards.getRecord(cardId)
    if (card === null || card.removed || card.accountId !== id)
      throw new TrekkError('not_found', `no card ${cardId}`)
    return card
  }
}

/** What the trail says of a token and its card, before and after Dintero was asked. */
function shown({ atDintero, lastFour, expiry }: CardView, kind: StoredToken['kind']): string {
  const said = atDintero.find((each) => each.kind === kind)
  return [said?.status ?? '', lastFour, expiry ?? '', said?.expiry ?? ''].join(' ').trim()
}

function checkContact(contact: Omit<AdoptCard, 'tokenId'>, country: Country): void {
  new FieldChecks()
    .plainTexts({ ...contact })
    .email('email', fieldText(contact.email))
    .phone('phone', fieldText(contact.phone), country)
    .throwAny()
}
