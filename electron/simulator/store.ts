import { seededUuid } from './ids'
import { wasAuthorised } from './records'
import { openRecordFile } from './record-file'
import type { Attempt } from './decide'
import type { RecordFile } from './record-file'
import type { CardRecord, KnownToken, SessionRecord, TransactionRecord } from './records'

/** Everything the simulator remembers: cards, sessions, transactions, and each card's attempts. */
export class Store {
  readonly #file: RecordFile | null
  readonly #sessions = new Map<string, SessionRecord>()
  readonly #transactions = new Map<string, TransactionRecord>()
  readonly #byReference = new Map<string, Set<string>>()
  readonly #attempts = new Map<string, Attempt[]>()
  readonly #tokens = new Map<string, KnownToken>()
  readonly #tokensById = new Map<string, KnownToken>()

  /** @param path where to remember sessions and transactions; null keeps them in memory alone */
  constructor(path: string | null) {
    this.#file = path === null ? null : openRecordFile(path)
    for (const line of this.#file?.read() ?? []) {
      if ('session' in line) this.#indexSession(line.session)
      else this.#indexTransaction(line.transaction)
    }
    if (this.size > 0) this.#compact()
  }

  /** How many records there are; part of the seed, so that a restart does not repeat ids. */
  get size(): number {
    return this.#sessions.size + this.#transactions.size
  }

  addToken(token: Omit<KnownToken, 'tokenId'>): KnownToken {
    const known = { ...token, tokenId: seededUuid(`${token.provider} ${token.tokenKind} ${token.token}`) }
    this.#tokens.set(tokenKey(token.accountId, token.token), known)
    this.#tokensById.set(tokenKey(token.accountId, known.tokenId), known)
    return known
  }

  token(accountId: string, token: string): KnownToken | undefined {
    return this.#tokens.get(tokenKey(accountId, token))
  }

  tokenById(accountId: string, tokenId: string): KnownToken | undefined {
    return this.#tokensById.get(tokenKey(accountId, tokenId))
  }

  /** The stored cards of an account, the latest added first. */
  tokens(accountId: string): KnownToken[] {
    return [...this.#tokensById.values()].filter((each) => each.accountId === accountId).reverse()
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

  /** A transaction by its id alone, whoever's it is. */
  anyTransaction(id: string): TransactionRecord | undefined {
    return this.#transactions.get(id)
  }

  /** Authorisations per merchant reference, over all accounts, of what was asked for here. */
  authorisations(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const transaction of this.#transactions.values()) {
      if (transaction.foreign !== null || !wasAuthorised(transaction)) continue
      const { merchantReference } = transaction
      counts.set(merchantReference, (counts.get(merchantReference) ?? 0) + 1)
    }
    return counts
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

  #compact(): void {
    this.#file?.rewrite([
      ...[...this.#sessions.values()].map((session) => ({ session })),
      ...[...this.#transactions.values()].map((transaction) => ({ transaction }))
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
