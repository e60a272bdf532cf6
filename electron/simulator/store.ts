import { seededUuid, storedCardToken } from './ids'
import { moved } from './money'
import { wasAuthorised } from './records'
import { openRecordFile } from './record-file'
import type { Attempt } from './decide'
import type { RecordFile, RecordLine } from './record-file'
import type {
  CardChange,
  ChangedCard,
  CardRecord,
  KnownToken,
  SessionRecord,
  StoredCard,
  TransactionRecord
} from './records'
import type { SettlementRecord } from './settlements/record'

/** Everything the simulator remembers: cards, sessions, transactions, and each card's attempts. */
export class Store {
  readonly #file: RecordFile | null
  readonly #sessions = new Map<string, SessionRecord>()
  readonly #transactions = new Map<string, TransactionRecord>()
  readonly #byReference = new Map<string, Set<string>>()
  readonly #attempts = new Map<string, Attempt[]>()
  readonly #tokens = new Map<string, KnownToken>()
  readonly #storedCards = new Map<string, StoredCard>()
  readonly #changes = new Map<string, ChangedCard>()
  readonly #settlements = new Map<string, SettlementRecord>()
  readonly #tokensById = new Map<string, KnownToken>()

  /** @param path where to remember sessions and transactions; null keeps them in memory alone */
  constructor(path: string | null) {
    this.#file = path === null ? null : openRecordFile(path)
    for (const line of this.#file?.read() ?? []) {
      this.#index(line)
    }
    if (this.size > 0) this.#compact()
  }

  /** How much there is to remember; part of the seed, so that a restart does not repeat ids. */
  get size(): number {
    const events = [...this.#transactions.values()].reduce((total, { events }) => total + events.length, 0)
    return this.#sessions.size + this.#transactions.size + this.#settlements.size + events
  }

  /** Keeps a card that a customer stored, beyond a restart too. */
  putStoredCard(card: StoredCard): KnownToken {
    this.#file?.append({ storedCard: card })
    return this.#indexStoredCard(card)
  }

  /** Keeps what became of a stored card. @param at ms since 1970 UTC @param deletedBy who asked for its end */
  changeCard(token: KnownToken, change: CardChange, at: number, deletedBy: string | null = null): KnownToken {
    const { accountId, tokenId } = token
    const { status = token.status, expiry = token.expiry, tokenExpiry = token.tokenExpiry } = change
    const changed = { accountId, tokenId, status, expiry, tokenExpiry, changedAt: at, deletedBy }
    this.#file?.append({ changedCard: changed })
    this.#indexChange(changed)
    return { ...token, ...changed }
  }

  addToken(token: Omit<KnownToken, 'tokenId'>): KnownToken {
    const known = { ...token, tokenId: seededUuid(`${token.provider} ${token.tokenKind} ${token.token}`) }
    this.#tokens.set(tokenKey(token.accountId, token.token), known)
    this.#tokensById.set(tokenKey(token.accountId, known.tokenId), known)
    return known
  }

  token(accountId: string, token: string): KnownToken | undefined {
    return this.#asItIs(this.#tokens.get(tokenKey(accountId, token)))
  }

  tokenById(accountId: string, tokenId: string): KnownToken | undefined {
    return this.#asItIs(this.#tokensById.get(tokenKey(accountId, tokenId)))
  }

  /** The stored cards of an account, the latest added first. */
  tokens(accountId: string): KnownToken[] {
    const own = [...this.#tokensById.values()].filter((each) => each.accountId === accountId)
    return own.flatMap((each) => this.#asItIs(each) ?? []).reverse()
  }

  /** A stored card by its token's id alone, of every account that has it. */
  tokensWithId(tokenId: string): KnownToken[] {
    const found = [...this.#tokensById.values()].filter((each) => each.tokenId === tokenId)
    return found.flatMap((each) => this.#asItIs(each) ?? [])
  }

  putSettlement(settlement: SettlementRecord): void {
    this.#file?.append({ settlement })
    this.#settlements.set(settlement.id, settlement)
  }

  settlements(accountId: string): SettlementRecord[] {
    return [...this.#settlements.values()].filter((each) => each.accountId === accountId)
  }

  putSession(session: SessionRecord): SessionRecord {
    this.#file?.append({ session })
    this.#indexSession(session)
    return session
  }

  putTransaction(transaction: TransactionRecord): TransactionRecord {
    this.#file?.append({ transaction })
    this.#indexTransaction(transaction)
    return transaction
  }

  session(accountId: string, id: string): SessionRecord | undefined {
    const found = this.#sessions.get(id)
    return found?.accountId === accountId ? found : undefined
  }

  transaction(accountId: string, id: string): TransactionRecord | undefined {
    const found = this.#transactions.get(id)
    return found?.accountId === accountId ? found : undefined
  }

  /** All transactions of an account, newest first. */
  transactions(accountId: string): TransactionRecord[] {
    return [...this.#transactions.values()].filter((each) => each.accountId === accountId).reverse()
  }

  /** All sessions of an account with this merchant reference, oldest first. */
  sessionsWith(accountId: string, merchantReference: string): SessionRecord[] {
    const ids = this.#byReference.get(tokenKey(accountId, merchantReference)) ?? []
    return [...ids].flatMap((id) => this.#sessions.get(id) ?? [])
  }

  /** The attempts on a card that reached its scheme, oldest first; all tokens of one card number count together. */
  attempts(accountId: string, card: CardRecord): readonly Attempt[] {
    return this.#attempts.get(cardKey(accountId, card)) ?? []
  }

  /** Every transaction under a reference, over all accounts, oldest first. */
  withReference(merchantReference: string): TransactionRecord[] {
    return [...this.#transactions.values()].filter((each) => each.merchantReference === merchantReference)
  }

  /** Every session under a reference, over all accounts, oldest first. */
  allSessionsWith(merchantReference: string): SessionRecord[] {
    return [...this.#sessions.values()].filter((each) => each.merchantReference === merchantReference)
  }

  /** A transaction by its id alone, whoever's it is. */
  anyTransaction(id: string): TransactionRecord | undefined {
    return this.#transactions.get(id)
  }

  /** Authorisations per merchant reference, over all accounts, of charges that were asked for here. */
  authorisations(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const transaction of this.#transactions.values()) {
      const { foreign, stored, merchantReference } = transaction
      if (foreign !== null || stored !== null || !wasAuthorised(transaction)) continue
      counts.set(merchantReference, (counts.get(merchantReference) ?? 0) + 1)
    }
    return counts
  }

  /** Captures and refunds per capture or refund reference, over all accounts: how often each was really carried out. */
  operations(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const { events } of this.#transactions.values()) {
      for (const event of events) {
        if (event.reference === null || !(moved(event, 'CAPTURE') || moved(event, 'REFUND'))) continue
        counts.set(event.reference, (counts.get(event.reference) ?? 0) + 1)
      }
    }
    return counts
  }

  #index(line: RecordLine): void {
    if ('session' in line) this.#indexSession(line.session)
    else if ('transaction' in line) this.#indexTransaction(line.transaction)
    else if ('storedCard' in line) this.#indexStoredCard(line.storedCard)
    else if ('changedCard' in line) this.#indexChange(line.changedCard)
    else this.#settlements.set(line.settlement.id, line.settlement)
  }

  #indexSession(session: SessionRecord): void {
    this.#sessions.set(session.id, session)
    const key = tokenKey(session.accountId, session.merchantReference)
    const ids = this.#byReference.get(key) ?? new Set()
    this.#byReference.set(key, ids.add(session.id))
  }

  #indexTransaction(transaction: TransactionRecord): void {
    const before = this.#transactions.get(transaction.id)
    this.#transactions.set(transaction.id, transaction)
    if (transaction.attempt === null || before?.attempt) return
    const key = cardKey(transaction.accountId, transaction.card)
    const attempts = this.#attempts.get(key)
    if (attempts) attempts.push(transaction.attempt)
    else this.#attempts.set(key, [transaction.attempt])
  }

  #indexStoredCard(card: StoredCard): KnownToken {
    const token = storedCardToken(card.provider, card.tokenKind, card.transactionId)
    const known = this.addToken({ ...card, token })
    this.#storedCards.set(tokenKey(card.accountId, known.tokenId), card)
    return known
  }

  #indexChange(change: ChangedCard): void {
    this.#changes.set(tokenKey(change.accountId, change.tokenId), change)
  }

  #asItIs(token: KnownToken | undefined): KnownToken | undefined {
    const change = token && this.#changes.get(tokenKey(token.accountId, token.tokenId))
    return change ? { ...token, ...change } : token
  }

  #compact(): void {
    this.#file?.rewrite([
      ...[...this.#sessions.values()].map((session) => ({ session })),
      ...[...this.#transactions.values()].map((transaction) => ({ transaction })),
      ...[...this.#storedCards.values()].map((storedCard) => ({ storedCard })),
      ...[...this.#changes.values()].map((changedCard) => ({ changedCard })),
      ...[...this.#settlements.values()].map((settlement) => ({ settlement }))
    ])
  }
}

function tokenKey(accountId: string, text: string): string {
  return `${accountId} ${text}`
}

/** Schemes count per acquiring agreement and card number (docs/dintero.md 3.6); a gateway stands for the agreement. */
function cardKey(accountId: string, { provider, maskedPan }: CardRecord): string {
  return `${accountId} ${provider} ${maskedPan}`
}
