import { trainingAccountId, type Country } from '../../shared/account'
import type { Actor } from '../../shared/audit'
import { tokenKindsOf, type CardFromToken, type CardFromTransaction, type CardView } from '../../shared/card'
import { keptPhone, tokenProblem } from '../../shared/fields'
import type { ListPage } from '../../shared/list'
import { TrekkError } from '../../shared/result'
import { containsCardNumber, fieldText } from '../../shared/text'
import type { Dintero } from '../dintero/dintero'
import { failureError } from '../dintero/failure-error'
import type { AccountRecord } from '../ledger/accounts'
import type { CardRecord, NewCard } from '../ledger/cards'
import type { Ledger, LedgerTables } from '../ledger/ledger'
import { cardsFromTransaction, type FoundCard } from './card-from-transaction'
import { FieldChecks } from './field-checks'
import { tokenFingerprint, type TokenSeals } from './token-seals'

/** What of the accounts the cards need. */
export interface CardAccounts {
  requireActive(): Promise<AccountRecord>
  dinteroFor(accountId: string): Promise<Dintero>
}

/** Knows the tokens of the training data, which are not sealed. */
export interface TrainingTokens {
  tokenOf(cardId: string): Promise<string | null>
}

export interface CardServiceOptions {
  readonly ledger: Ledger
  readonly accounts: CardAccounts
  readonly seals: TokenSeals
  readonly training: TrainingTokens
  readonly actor: () => Actor
  /** ms since 1970 UTC */
  readonly clock: () => number
  readonly newId: () => string
}

/** Stored cards of the account in use. A token goes in and comes out for a charge; nothing else ever sees it. */
export class CardService {
  readonly #options: CardServiceOptions

  constructor(options: CardServiceOptions) {
    this.#options = options
  }

  /**
   * As `LedgerReads.searchCards`, among the cards of the account in use.
   * @throws TrekkError `no_account`; `card_number_refused`, because a card number has no place in any field
   */
  async search(query: string, limit: number): Promise<{ cards: CardView[]; more: boolean }> {
    refuseCardNumber(query)
    const { id } = await this.#options.accounts.requireActive()
    return this.#options.ledger.reads.searchCards(id, query, limit)
  }

  /** How many cards an account has, whether it is in use or not. @throws TrekkError `storage_*` */
  async count(accountId: string): Promise<number> {
    return this.#options.ledger.cards.count(accountId)
  }

  /** A window of the cards of the account in use. @throws TrekkError as `search` */
  async list(query: string, offset: number, limit: number): Promise<ListPage<CardView>> {
    refuseCardNumber(query)
    const { id } = await this.#options.accounts.requireActive()
    return this.#options.ledger.reads.listCards(id, query, offset, limit)
  }

  /** @throws TrekkError `not_found` also for a removed card and one of another account; `no_account` */
  async get(cardId: string): Promise<CardView> {
    return (await this.#require(cardId)).view
  }

  /**
   * Stores a pasted token.
   * @throws TrekkError `card_number_refused` or `invalid_input` with the fields; `card_exists` with `details.cardId`;
   * what the keychain says; a storage error
   */
  async addFromToken(input: CardFromToken): Promise<CardView> {
    const account = await this.#options.accounts.requireActive()
    const card = checkedCard(input, account.settings.country)
    return this.#store(account, [{ ...card, maskedPan: null, tokenId: null }], {
      source: 'token'
    })
  }

  /**
   * Stores the card a transaction was paid with. Where Dintero made tokens for both kinds of charge, both are stored
   * and the one for unscheduled charges is returned.
   * @throws TrekkError `not_found` when Dintero has no such transaction; `token_missing` when it stored no card;
   * `card_exists` when all its cards are here already; what `failureError` says; and as `addFromToken`
   */
  async addFromTransaction(input: CardFromTransaction): Promise<CardView> {
    const { accounts } = this.#options
    const account = await accounts.requireActive()
    const { country } = account.settings
    const { transactionId, ...contact } = input
    new FieldChecks()
      .required({ transactionId })
      .plainTexts({ transactionId, ...contact })
      .email('email', fieldText(contact.email))
      .phone('phone', fieldText(contact.phone), country)
      .throwAny()
    const answer = await (await accounts.dinteroFor(account.id)).getTransactionToken(transactionId)
    if (answer.kind === 'failed') throw failureError(answer)
    if (answer.kind === 'not_found') throw new TrekkError('not_found', 'Dintero has no such transaction')
    return this.#store(account, cardsFromTransaction(answer.value, input, country), {
      source: 'transaction',
      transactionId
    })
  }

  /** Removes a card and destroys its token; its charges stay. @throws TrekkError `not_found`, `no_account` */
  async remove(cardId: string): Promise<void> {
    const { accountId, view } = await this.#require(cardId)
    await this.#options.ledger.write(async (tables) => {
      await tables.cards.remove(cardId, this.#options.clock())
      await this.#audit(tables, 'card_removed', accountId, view, {})
    })
  }

  /**
   * The token of a card, for the charge about to be made and nothing else.
   * @throws TrekkError `not_found` when the card is unknown or removed; `secret_missing` when the key is gone;
   * `token_missing` when the seal cannot be opened; what the keychain says
   */
  async openToken(cardId: string): Promise<string> {
    const { ledger, seals, training } = this.#options
    const card = await ledger.cards.getSealed(cardId)
    if (card === null) throw new TrekkError('not_found', `no card ${cardId}`)
    const { accountId, sealedToken, secretHome } = card
    const known = accountId === trainingAccountId ? await training.tokenOf(cardId) : null
    return known ?? seals.open(secretHome, sealedToken, { accountId, cardId })
  }

  async #require(cardId: string): Promise<CardRecord> {
    const { id } = await this.#options.accounts.requireActive()
    const card = await this.#options.ledger.cards.getRecord(cardId)
    if (card === null || card.removed || card.accountId !== id) {
      throw new TrekkError('not_found', `no card ${cardId}`)
    }
    return card
  }

  /** Stores the cards that are not here yet, in one write. @throws TrekkError `card_exists` when all of them are */
  async #store(
    account: AccountRecord,
    found: readonly FoundCard[],
    facts: Readonly<Record<string, string>>
  ): Promise<CardView> {
    const cards = await Promise.all(found.map((card) => this.#newCard(account, card)))
    return this.#options.ledger.write(async (tables) => {
      let first: CardView | null = null
      let known = ''
      for (const { token, card } of cards) {
        const earlier = await tables.cards.findByFingerprint(account.id, card.tokenFingerprint)
        known = earlier ?? known
        if (earlier !== null) continue
        const view = await this.#insert(tables, account, card, token)
        await this.#audit(tables, 'card_added', account.id, view, facts)
        first ??= view
      }
      if (first !== null) return first
      throw new TrekkError('card_exists', 'this token is already stored', { details: { cardId: known } })
    })
  }

  async #newCard(account: AccountRecord, found: FoundCard): Promise<{ token: string; card: NewCard }> {
    const { token, ...facts } = found
    const id = this.#options.newId()
    const sealedToken = await this.#seal(account, token, id)
    const fingerprint = tokenFingerprint(account.id, token)
    const addedAt = this.#options.clock()
    const card = { ...facts, id, accountId: account.id, sealedToken, tokenFingerprint: fingerprint, addedAt }
    return { token, card }
  }

  /** A token that was here before comes back as the card it was, and a seal opens only for the card it names. */
  async #insert(
    tables: LedgerTables,
    account: AccountRecord,
    card: NewCard,
    token: string
  ): Promise<CardView> {
    const view = await tables.cards.insert(card)
    if (view.id === card.id) return view
    await tables.cards.remove(view.id, card.addedAt)
    return tables.cards.insert({ ...card, sealedToken: await this.#seal(account, token, view.id) })
  }

  #seal({ id, secretHome }: AccountRecord, token: string, cardId: string): Promise<Uint8Array> {
    return this.#options.seals.seal(secretHome, token, { accountId: id, cardId })
  }

  async #audit(
    tables: LedgerTables,
    action: 'card_added' | 'card_removed',
    accountId: string,
    { id, provider, tokenKind, brand, lastFour, customerNumber }: CardView,
    facts: Readonly<Record<string, string>>
  ): Promise<void> {
    await tables.audit.append({
      at: this.#options.clock(),
      ...this.#options.actor(),
      accountId,
      action,
      subject: id,
      facts: { provider, tokenKind, brand, lastFour, customerNumber, ...facts }
    })
  }
}

function refuseCardNumber(query: string): void {
  if (!containsCardNumber(query)) return
  throw new TrekkError('card_number_refused', 'the search holds a card number', {
    fields: [{ field: 'query', problem: 'card_number' }]
  })
}

/** The pasted card with its fields as they are kept. @throws TrekkError with every field that is wrong */
function checkedCard(input: CardFromToken, country: Country): CardFromToken {
  const card: CardFromToken = {
    ...input,
    token: input.token.trim(),
    reference: fieldText(input.reference),
    customerName: fieldText(input.customerName),
    customerNumber: fieldText(input.customerNumber),
    email: fieldText(input.email),
    phone: keptPhone(input.phone, country)
  }
  const { token, reference, customerName, customerNumber, email, phone } = card
  const checks = new FieldChecks()
    .report('token', tokenProblem(token))
    .plainTexts({ reference, customerName, customerNumber })
    .email('email', email)
    .phone('phone', phone, country)
  if (!tokenKindsOf(card.provider).includes(card.tokenKind)) checks.report('tokenKind', 'not_allowed')
  checks.throwAny()
  return card
}
