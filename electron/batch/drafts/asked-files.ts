import type { AskingEnd } from '../../../shared/batch-asking'
import type { Transaction } from '../../../shared/transaction'
import type { CardToCheck } from '../../accounts/card-check'
import type { FileEvidence } from '../../ledger/reading/file-evidence'
import { tokensOf } from '../../ledger/reading/known-cards'
import { AtDintero, type PaymentQuestion } from './at-dintero'
import type { Draft } from './draft'

/** What Dintero was found to have, for each file that it was asked about since the start. */
export class AskedFiles {
  readonly #ledger: () => FileEvidence
  readonly #files = new Map<string, AtDintero>()
  /** Stored cards by Dintero's ids of their tokens, for the files that are being asked about. */
  readonly #cards = new Map<string, ReadonlyMap<string, string>>()

  constructor(ledger: () => FileEvidence) {
    this.#ledger = ledger
  }

  /** What is known for a file; nothing yet, for one that is new. */
  of(batchId: string): AtDintero {
    const known = this.#files.get(batchId) ?? new AtDintero()
    this.#files.set(batchId, known)
    return known
  }

  async begin(batchId: string, accountId: string, question: PaymentQuestion): Promise<void> {
    const cards = await this.#ledger().cards(accountId)
    this.#cards.set(
      batchId,
      new Map(
        cards.flatMap((card) =>
          tokensOf(card).flatMap(({ tokenId }) =>
            tokenId === null ? [] : [[tokenId, card.view.id] as const]
          )
        )
      )
    )
    this.of(batchId).begin(question)
  }

  take(batchId: string, transactions: readonly Transaction[]): void {
    const cards = this.#cards.get(batchId)
    this.#files.get(batchId)?.take(transactions, (tokenId) => cards?.get(tokenId))
  }

  async end(batchId: string, accountId: string, end: AskingEnd): Promise<void> {
    this.#cards.delete(batchId)
    const file = this.#files.get(batchId)
    if (file === undefined) return
    file.end(end, await this.#ledger().ownPayments(accountId, file.reading))
  }

  /**
   * The tokens that a draft would charge and that Dintero has not been asked about lately, as they are stored now.
   * @param now ms since 1970 UTC
   */
  async cardsToAsk(batchId: string, accountId: string, draft: Draft, now: number): Promise<CardToCheck[]> {
    const file = this.of(batchId)
    const stored = new Map((await this.#ledger().cards(accountId)).map((card) => [card.view.id, card]))
    return [...draft.tokens()].flatMap(([id, known]) => {
      if (file.isKnown(id, now)) return []
      const card = stored.get(known.view.id) ?? known
      const token = tokensOf(card).find((each) => each.id === id)
      if (token === undefined) return []
      const { tokenId, fingerprint } = token
      return [{ cardId: id, tokenId, fingerprint, provider: card.view.provider }]
    })
  }

  forget(batchId: string): void {
    this.#files.delete(batchId)
    this.#cards.delete(batchId)
  }
}
