import { AlikeRows, placeIn } from './alike-rows'
import type { MoneyFacts } from './elsewhere'

/** Rows of the same customer or card with the same amount. */
export class SameMoney {
  readonly #rows: AlikeRows

  /** @param factsOf what was entered of a row; @param hash see `AlikeRows` */
  constructor(
    factsOf: (row: number) => MoneyFacts | undefined,
    hash?: (text: string, money: string) => number
  ) {
    const isAt = (row: number, identity: string, money: string): boolean => {
      const facts = factsOf(row)
      return facts !== undefined && facts.identities.includes(identity) && moneyIn(facts) === money
    }
    this.#rows = new AlikeRows(isAt, hash)
  }

  /** @param touched takes in the rows that are the same, where they are asked for */
  enter(row: number, facts: MoneyFacts, touched: Set<number> | null): void {
    const money = moneyIn(facts)
    if (money === null) return
    for (const identity of facts.identities) this.#rows.enter(row, identity, money, touched)
  }

  /** @param facts with which the row was entered; @param touched takes in the rows that were the same */
  leave(row: number, facts: MoneyFacts, touched: Set<number>): void {
    const money = moneyIn(facts)
    if (money === null) return
    for (const identity of facts.identities) this.#rows.leave(row, identity, money, touched)
  }

  /** See `AlikeRows.isShared`. */
  isShared(row: number): boolean {
    return this.#rows.isShared(row)
  }

  /** How many rows before one are the same. */
  before(row: number, facts: MoneyFacts): number {
    const money = this.#rows.isShared(row) ? moneyIn(facts) : null
    if (money === null) return 0
    let most = 0
    for (const identity of facts.identities)
      most = Math.max(most, placeIn(this.#rows.rows(identity, money), row))
    return most
  }

  /** The first of the rows before one that are the same; undefined where there is none. */
  firstBefore(row: number, facts: MoneyFacts): number | undefined {
    const money = moneyIn(facts) ?? ''
    const firsts = facts.identities.flatMap((identity) => this.#rows.rows(identity, money)[0] ?? [])
    const before = firsts.filter((each) => each < row)
    return before.length === 0 ? undefined : Math.min(...before)
  }
}

function moneyIn({ amount, currency }: MoneyFacts): string | null {
  return amount === null || currency === null ? null : `${amount} ${currency}`
}
