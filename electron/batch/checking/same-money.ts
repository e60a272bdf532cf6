import type { MoneyFacts } from './elsewhere'
import { FirstRows } from './first-rows'
import { add, drop, placeIn, rowsIn, type Places } from './places'

/**
 * Rows of the same customer or card with the same amount. What one row has alone, as nearly all do in a file of a hundred
 * thousand customers, is no list: the money of an identity counts only when another row has that identity too.
 */
export class SameMoney {
  readonly #factsOf: (row: number) => MoneyFacts | undefined
  readonly #firstRows: Pick<FirstRows, 'claim'>
  /** The rows of each identity that more than one has had, by their money. */
  readonly #shared = new Map<string, Places>()

  /** @param factsOf what was entered of a row */
  constructor(
    factsOf: (row: number) => MoneyFacts | undefined,
    firstRows: Pick<FirstRows, 'claim'> = new FirstRows()
  ) {
    this.#factsOf = factsOf
    this.#firstRows = firstRows
  }

  /** @param touched takes in the rows that are the same, where they are asked for */
  enter(row: number, facts: MoneyFacts, touched: Set<number> | null): void {
    if (!hasMoney(facts)) return
    for (const identity of facts.identities) {
      const places = this.#shared.get(identity) ?? this.#placesBeside(identity, row)
      if (places !== null) add(places, moneyIn(facts), row, touched)
    }
  }

  /** @param facts with which the row was entered; @param touched takes in the rows that were the same */
  leave(row: number, facts: MoneyFacts, touched: Set<number>): void {
    for (const identity of facts.identities) {
      const places = this.#shared.get(identity)
      if (places !== undefined) drop(places, moneyIn(facts), row, touched)
    }
  }

  /** How many rows before one are the same. */
  before(row: number, facts: MoneyFacts): number {
    if (this.#shared.size === 0) return 0
    let most = 0
    for (const identity of facts.identities) {
      const places = this.#shared.get(identity)
      if (places !== undefined) most = Math.max(most, placeIn(rowsIn(places, moneyIn(facts)), row))
    }
    return most
  }

  /** The first of the rows before one that are the same; undefined where there is none. */
  firstBefore(row: number, facts: MoneyFacts): number | undefined {
    const firsts = facts.identities.flatMap((identity) => {
      const places = this.#shared.get(identity)
      return places === undefined ? [] : (rowsIn(places, moneyIn(facts))[0] ?? [])
    })
    const before = firsts.filter((each) => each < row)
    return before.length === 0 ? undefined : Math.min(...before)
  }

  /** The rows of an identity, made when a second row has it; null for the first. */
  #placesBeside(identity: string, row: number): Places | null {
    const first = this.#firstRows.claim(identity, row)
    if (first === row) return null
    const places: Places = new Map()
    // It may have another identity of the same hash, or have been given another since.
    const there = this.#factsOf(first)
    if (there !== undefined && hasMoney(there) && there.identities.includes(identity))
      add(places, moneyIn(there), first, null)
    this.#shared.set(identity, places)
    return places
  }
}

function hasMoney({ amount, currency }: MoneyFacts): boolean {
  return amount !== null && currency !== null
}

function moneyIn({ amount, currency }: MoneyFacts): string {
  return `${amount} ${currency}`
}
