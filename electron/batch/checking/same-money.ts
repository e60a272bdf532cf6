import type { MoneyFacts } from './elsewhere'
import { add, drop, placeIn, rowsIn, type Places } from './places'

/**
 * Rows of the same customer or card with the same amount. What one identity has alone, as nearly all do in a file of a
 * hundred thousand customers, is a number and no map: its money counts only when another row has that identity too.
 */
export class SameMoney {
  readonly #factsOf: (row: number) => MoneyFacts | undefined
  readonly #byIdentity = new Map<string, number | Places>()

  /** @param factsOf what was entered of a row */
  constructor(factsOf: (row: number) => MoneyFacts | undefined) {
    this.#factsOf = factsOf
  }

  /** @param touched takes in the rows that are the same, where they are asked for */
  enter(row: number, facts: MoneyFacts, touched: Set<number> | null): void {
    const money = moneyIn(facts)
    if (money === null) return
    for (const identity of facts.identities) {
      const there = this.#byIdentity.get(identity)
      if (there === undefined) this.#byIdentity.set(identity, row)
      else add(this.#placesOf(identity, there), money, row, touched)
    }
  }

  /** @param facts with which the row was entered; @param touched takes in the rows that were the same */
  leave(row: number, facts: MoneyFacts, touched: Set<number>): void {
    const money = moneyIn(facts)
    if (money === null) return
    for (const identity of facts.identities) {
      const there = this.#byIdentity.get(identity)
      if (there === row) this.#byIdentity.delete(identity)
      else if (typeof there === 'object') drop(there, money, row, touched)
    }
  }

  /** How many rows before one are the same. */
  before(row: number, facts: MoneyFacts): number {
    let most = 0
    for (const identity of facts.identities) {
      const there = this.#byIdentity.get(identity)
      if (typeof there === 'object') most = Math.max(most, placeIn(rowsIn(there, moneyIn(facts) ?? ''), row))
    }
    return most
  }

  /** The first of the rows before one that are the same; undefined where there is none. */
  firstBefore(row: number, facts: MoneyFacts): number | undefined {
    const money = moneyIn(facts) ?? ''
    const firsts = facts.identities.flatMap((identity) => {
      const there = this.#byIdentity.get(identity)
      return typeof there === 'object' ? (rowsIn(there, money)[0] ?? []) : []
    })
    const before = firsts.filter((each) => each < row)
    return before.length === 0 ? undefined : Math.min(...before)
  }

  /** The rows of an identity by their money, made when it has a second row. */
  #placesOf(identity: string, there: number | Places): Places {
    if (typeof there === 'object') return there
    const places: Places = new Map()
    const money = moneyIn(this.#factsOf(there))
    if (money !== null) places.set(money, there)
    this.#byIdentity.set(identity, places)
    return places
  }
}

function moneyIn(facts: MoneyFacts | undefined): string | null {
  if (facts === undefined || facts.amount === null || facts.currency === null) return null
  return `${facts.amount} ${facts.currency}`
}
