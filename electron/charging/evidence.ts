import type { FoundTransaction } from '../../shared/found-transaction'
import { foundOf, lastFourOf, tokenIdOf } from '../../shared/identity'
import { TrekkError } from '../../shared/result'
import type { Transaction } from '../../shared/transaction'
import type { TransactionFilter } from '../dintero/dintero'
import type { CardRecord } from '../ledger/card-record'
import type { ChargingParts } from './parts'
import { longestWindow } from './retry-budget'

/** A review is not kept waiting for Dintero's lists longer than this, ms; the ledger's own facts are there. */
const listPatience = 3_000

/** What Dintero lists that a charge must be held against. */
export interface Evidence {
  /**
   * The card's transactions of the last 30 days, as far as Dintero ever named its tokens, with the times they have by this
   * desk's clock; null when not read.
   */
  readonly onCard: readonly Transaction[] | null
  /** Whether Dintero was asked if the merchant reference is free, or need not be. */
  readonly referenceChecked: boolean
}

/** Asks Dintero for what a charge is held against. A list that does not come in time counts as not read. */
export class Witness {
  readonly #parts: Pick<ChargingParts, 'dinteroFor' | 'clock' | 'pause'>

  constructor(parts: Pick<ChargingParts, 'dinteroFor' | 'clock' | 'pause'>) {
    this.#parts = parts
  }

  /**
   * @param reference null for one that nobody else can have
   * @throws TrekkError `reference_taken` at the field, with what Dintero has under it
   */
  async ask(card: CardRecord, reference: string | null): Promise<Evidence> {
    const [onCard, referenceChecked] = await Promise.all([
      this.transactionsOn(card),
      reference === null || this.#isFree(card.accountId, reference)
    ])
    return { onCard, referenceChecked }
  }

  /** See `Evidence.onCard`. */
  async transactionsOn(card: CardRecord): Promise<readonly Transaction[] | null> {
    const { clock, dinteroFor } = this.#parts
    const createdFrom = clock() - longestWindow
    const named = card.tokens.flatMap(({ tokenId }) => tokenId ?? [])
    if (named.length === 0) return null
    const lists = await Promise.all(
      named.map((tokenId) => this.#listInTime(card.accountId, { tokenId, createdFrom, atMost: 1_000 }))
    )
    const listed = lists.every((each) => each !== null) ? lists.flat() : null
    if (listed === null) return null
    const skew = (await dinteroFor(card.accountId)).clockSkew() ?? 0
    // A filter that Dintero did not heed brings other people's payments.
    return withoutRepeats(listed.filter((each) => isOnCard(each, card))).map((each) =>
      byDeskClock(each, skew)
    )
  }

  /** @returns false when Dintero could not be asked in time */
  async #isFree(accountId: string, reference: string): Promise<boolean> {
    const listed = await this.#listInTime(accountId, { merchantReference: reference })
    const taken = listed?.find((each) => each.merchantReference === reference)
    if (taken !== undefined) throw referenceTaken(reference, foundOf(taken, null))
    return listed !== null
  }

  async #listInTime(accountId: string, filter: TransactionFilter): Promise<readonly Transaction[] | null> {
    const { dinteroFor, pause } = this.#parts
    const asked = async (): Promise<readonly Transaction[] | null> => {
      const listed = await (await dinteroFor(accountId)).listTransactions(filter)
      return listed.kind === 'found' ? listed.value : null
    }
    return Promise.race([asked().catch(() => null), pause(listPatience).then(() => null)])
  }
}

function byDeskClock(transaction: Transaction, skew: number): Transaction {
  const { createdAt } = transaction
  return { ...transaction, createdAt: createdAt === null ? null : createdAt - skew }
}

/** A payment that stored both tokens of a card is in the list of each. */
function withoutRepeats(all: readonly Transaction[]): Transaction[] {
  return all.filter(({ id }, index) => id === null || all.findIndex((other) => other.id === id) === index)
}

function isOnCard(transaction: Transaction, { view, tokens }: CardRecord): boolean {
  const charged = tokens.flatMap(({ kind, tokenId }) => {
    const named = tokenIdOf(transaction, kind)
    return named === null || tokenId === null ? [] : [named === tokenId]
  })
  if (charged.length > 0) return charged.includes(true)
  const lastFour = lastFourOf(transaction)
  return lastFour === null || view.lastFour === '' || lastFour === view.lastFour
}

function referenceTaken(reference: string, found: FoundTransaction): TrekkError {
  const facts = Object.entries(found).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number'
  )
  return new TrekkError('reference_taken', `Dintero has a payment under ${reference}`, {
    details: { reference, ...Object.fromEntries(facts) },
    fields: [{ field: 'merchantReference', problem: 'taken' }]
  })
}
