import { trainingAccountId, type Country } from '../../shared/account'
import {
  tokenKindsOf,
  type CardFromToken,
  type CardFromTransaction,
  type CardView,
  type TokenKind
} from '../../shared/card'
import type { ContactEdit } from '../../shared/customer'
import { keptPhone, tokenProblem } from '../../shared/fields'
import type { ListPage } from '../../shared/list'
import { TrekkError } from '../../shared/result'
import { containsCardNumber, fieldText } from '../../shared/text'
import type { Dintero } from '../dintero/dintero'
import { failureError } from '../dintero/failure-error'
import type { AccountRecord } from '../ledger/accounts'
import type { CardRecord } from '../ledger/card-record'
import { cardEntry } from './card-entries'
import { cardsFromTransaction } from './card-from-transaction'
import { CardStoring, type StoringParts } from './card-storing'
import { FieldChecks } from './field-checks'

/** What of the accounts the cards need. */
export interface CardAccounts {
  requireActive(): Promise<AccountRecord>
  dinteroFor(accountId: string): Promise<Dintero>
}

/** Knows the tokens of the training data, which are not sealed. */
export interface TrainingTokens {
  tokenOf(cardId: string): Promise<string | null>
}

/** Whose card an enrolment stores, and how they are reached. */
export interface Enrolled extends Omit<CardFromTransaction, 'transactionId'> {
  readonly accountId: string
}

export interface CardServiceOptions extends StoringParts {
  readonly accounts: CardAccounts
  readonly training: TrainingTokens
}

/** Stored cards of the account in use. A token goes in and comes out for a charge; nothing else ever sees it. */
export class CardService {
  readonly #options: CardServiceOptions
  readonly #storing: CardStoring

  constructor(options: CardServiceOptions) {
    this.#options = options
    this.#storing = new CardStoring(options)
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
   * Stores a pasted token. Of a card that is here with its other kind of token, by what was typed of the customer and what
   * is printed on it, it is the token that was missing.
   * @throws TrekkError `card_number_refused` or `invalid_input` with the fields; `card_exists` with `details.cardId`;
   * what the keychain says; a storage error
   */
  async addFromToken(input: CardFromToken): Promise<CardView> {
    const account = await this.#options.accounts.requireActive()
    const card = { ...checkedCard(input, account.settings.country), maskedPan: null, tokenId: null }
    const alike = await this.#options.ledger.cards.alike({ ...card, accountId: account.id }, card)
    const [only, another] = alike
    const twinOf = another === undefined ? (only?.view.id ?? null) : null
    return this.#storing.store(account, [card], { source: 'token' }, twinOf)
  }

  /**
   * Stores the card a transaction was paid with. Where Dintero made tokens for both kinds of charge, both are stored, as
   * the one card they are; so they are when they were here as two.
   * @throws TrekkError `not_found` when Dintero has no such transaction; `token_missing` when it stored no card;
   * `card_exists` when all of it is here already; what `failureError` says; and as `addFromToken`
   */
  async addFromTransaction(input: CardFromTransaction): Promise<CardView> {
    const { accounts } = this.#options
    return this.#addOf(await accounts.requireActive(), input)
  }

  /**
   * Stores the card that a customer has stored at an address that was asked for.
   * @returns its id, also where it was here already
   * @throws TrekkError as `addFromTransaction`, but not `card_exists`
   */
  async storeEnrolled(enrolment: Enrolled, transactionId: string): Promise<string> {
    const account = await this.#options.ledger.accounts.get(enrolment.accountId)
    if (account === null) throw new TrekkError('no_account', `no account ${enrolment.accountId}`)
    const { customerName, customerNumber, email, phone } = enrolment
    try {
      return (await this.#addOf(account, { transactionId, customerName, customerNumber, email, phone })).id
    } catch (error) {
      const cardId =
        error instanceof TrekkError && error.code === 'card_exists' ? error.details?.['cardId'] : null
      if (typeof cardId === 'string') return cardId
      throw error
    }
  }

  async #addOf(account: AccountRecord, input: CardFromTransaction): Promise<CardView> {
    const { accounts } = this.#options
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
    return this.#storing.store(account, cardsFromTransaction(answer.value, input, country), {
      source: 'transaction',
      transactionId
    })
  }

  /**
   * Changes whose the cards of one customer are and how that customer is reached, of all of them or of none. What was
   * charged says what it said.
   * @returns the first of them
   * @throws TrekkError `invalid_input` | `card_number_refused` with the fields; `not_found`, `no_account`
   */
  async editContact({ cardIds, ...typed }: ContactEdit): Promise<CardView> {
    const { ledger, accounts, clock, actor } = this.#options
    const { country } = (await accounts.requireActive()).settings
    const contact = {
      customerName: fieldText(typed.customerName),
      customerNumber: fieldText(typed.customerNumber),
      email: fieldText(typed.email),
      phone: keptPhone(typed.phone, country)
    }
    const { customerName, customerNumber, email, phone } = contact
    new FieldChecks()
      .plainTexts({ customerName, customerNumber })
      .email('email', email)
      .phone('phone', phone, country)
      .throwAny()
    const before = await Promise.all([...new Set(cardIds)].map((cardId) => this.#require(cardId)))
    await ledger.write(async ({ cardChanges, audit }) => {
      for (const { view, accountId } of before) {
        const fields = (['customerName', 'customerNumber', 'email', 'phone'] as const).filter(
          (field) => view[field] !== contact[field]
        )
        if (fields.length === 0) continue
        await cardChanges.edit(view.id, contact)
        const facts = { changed: fields.join(', '), newCustomerNumber: customerNumber }
        await audit.append(cardEntry(view, accountId, 'card_edited', clock(), actor(), facts))
      }
    })
    return this.get(cardIds[0] ?? '')
  }

  /** Removes a card and destroys its token; its charges stay. @throws TrekkError `not_found`, `no_account` */
  async remove(cardId: string): Promise<void> {
    const { accountId, view } = await this.#require(cardId)
    const { ledger, clock, actor } = this.#options
    await ledger.write(async (tables) => {
      await tables.cards.remove(cardId, clock())
      await tables.audit.append(cardEntry(view, accountId, 'card_removed', clock(), actor()))
    })
  }

  /**
   * The token of a card of one kind, for the charge about to be made and nothing else.
   * @throws TrekkError `not_found` when the card is unknown, or has no such token here; `secret_missing` when the key is
   * gone; `token_missing` when the seal cannot be opened; what the keychain says
   */
  async openToken(cardId: string, kind: TokenKind): Promise<string> {
    const { ledger, seals, training } = this.#options
    const card = await ledger.cards.getSealed(cardId, kind)
    if (card === null) throw new TrekkError('not_found', `card ${cardId} has no ${kind}`)
    const { id, accountId, sealedToken, secretHome } = card
    const known = accountId === trainingAccountId ? await training.tokenOf(id) : null
    return known ?? seals.open(secretHome, sealedToken, { accountId, cardId: id })
  }

  async #require(cardId: string): Promise<CardRecord> {
    const { id } = await this.#options.accounts.requireActive()
    const card = await this.#options.ledger.cards.getRecord(cardId)
    if (card === null || card.removed || card.accountId !== id) {
      throw new TrekkError('not_found', `no card ${cardId}`)
    }
    return card
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
