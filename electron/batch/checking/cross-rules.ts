import type { RowProblem } from '../../../shared/batch-problem'
import type { KnownCharge } from '../../ledger/reading/file-evidence'
import { moneyKeys, nothingElsewhere, type Elsewhere, type KnownPayment, type MoneyFacts } from './elsewhere'

/** What of a row is held against other rows and the ledger; null for one that is not to be charged. */
export interface RowFacts extends MoneyFacts {
  readonly reference: string
}

/** Why a row is no repetition, and of what, as a person has said who saw it. */
export interface RowExplanation {
  readonly reason: string
  /** Ids of earlier charges, and of transactions that were made elsewhere. */
  readonly earlier: readonly string[]
  /** How many rows before it were the same. */
  readonly alike: number
  /** What they were the same in, as `moneyOf` gives it: of other money, or another customer, nothing was said. */
  readonly money: string
}

/** What a row resembles: what it must be explained against. */
export type Resembled = Omit<RowExplanation, 'reason'>

export interface LedgerFacts {
  readonly unresolved: readonly KnownCharge[]
  readonly openLinks: readonly KnownCharge[]
  readonly recent: readonly KnownCharge[]
  readonly used: ReadonlySet<string>
}

/**
 * What is only seen when a row is held against the others and the ledger: references used twice, the same money from the
 * same customer twice. Rows may change one by one; those that may be touched by a change are named.
 */
export class CrossRules {
  readonly #unresolved: ReadonlyMap<string, KnownCharge>
  readonly #openLinks: ReadonlyMap<string, KnownCharge>
  readonly #recent: ReadonlyMap<string, readonly KnownCharge[]>
  readonly #used: ReadonlySet<string>
  readonly #elsewhere: Elsewhere
  readonly #facts = new Map<number, RowFacts>()
  /** Rows in ascending order, so that even a file of one row a hundred thousand times is counted quickly. */
  readonly #byReference = new Map<string, number[]>()
  readonly #byMoney = new Map<string, number[]>()

  /** @param elsewhere is asked anew whenever rows are looked at: what Dintero lists may come later than the rows */
  constructor({ unresolved, openLinks, recent, used }: LedgerFacts, elsewhere: Elsewhere = nothingElsewhere) {
    this.#unresolved = firstByMoney(unresolved)
    this.#openLinks = firstByMoney(openLinks)
    this.#recent = allByMoney(recent)
    this.#used = used
    this.#elsewhere = elsewhere
  }

  /** Takes in a row for the first time; rows come in ascending order. */
  load(row: number, facts: RowFacts): void {
    this.#facts.set(row, facts)
    this.#enter(row, facts, null)
  }

  /**
   * Takes in what a row is now.
   * @param facts null when it is not to be charged
   * @returns the rows whose problems may be others now, itself among them
   */
  set(row: number, facts: RowFacts | null): ReadonlySet<number> {
    const touched = new Set([row])
    const before = this.#facts.get(row)
    if (before !== undefined) this.#leave(row, before, touched)
    if (facts === null) this.#facts.delete(row)
    else {
      this.#facts.set(row, facts)
      this.#enter(row, facts, touched)
    }
    return touched
  }

  /** What a row resembles; nothing for one that is not to be charged. */
  resembled(row: number): Resembled {
    const facts = this.#facts.get(row)
    if (facts === undefined) return { earlier: [], alike: 0, money: '' }
    const keys = [...moneyKeys(facts)]
    const earlier = new Set(
      keys
        .flatMap((key) => [...(this.#recent.get(key) ?? []), ...this.#paidElsewhere(key, facts)])
        .map(({ id }) => id)
    )
    return { earlier: [...earlier], alike: this.#alike(keys, row), money: moneyOf(facts) }
  }

  /** @param explained what a person has said of the row; null when nothing */
  problems(row: number, explained: RowExplanation | null): RowProblem[] {
    const facts = this.#facts.get(row)
    if (facts === undefined) return []
    const { reference } = facts
    const twins = this.#byReference.get(reference) ?? []
    const twin = twins[0] === row ? twins[1] : twins[0]
    const keys = [...moneyKeys(facts)]
    const open = keys.flatMap((key) => this.#unresolved.get(key) ?? [])[0]
    const link = keys.flatMap((key) => this.#openLinks.get(key) ?? [])[0]
    const recent = keys.flatMap((key) => this.#recent.get(key) ?? [])
    const unseen = recent.find(({ id }) => explained?.earlier.includes(id) !== true)
    const paid = keys.flatMap((key) => this.#paidElsewhere(key, facts))
    const unseenPaid = paid.find(({ id }) => explained?.earlier.includes(id) !== true)
    const alike = this.#alike(keys, row)
    const other = alike > alikeExplained(explained, facts) ? this.#firstLike(keys, row) : undefined
    return [
      ...(twin === undefined ? [] : [about('reference_twice', 'blocker', reference, { other: twin })]),
      ...(this.#used.has(reference)
        ? [about('reference_used', 'blocker', reference)]
        : this.#underReference(reference)),
      ...(open === undefined ? [] : [about('duplicate_open', 'blocker', '', of(open))]),
      ...(link === undefined ? [] : [about('link_open', 'blocker', '', of(link))]),
      ...(unseen === undefined ? [] : [about('charged_lately', 'reason', '', of(unseen))]),
      ...(unseenPaid === undefined ? [] : [about('charged_elsewhere', 'reason', '', ofPayment(unseenPaid))]),
      ...(other === undefined ? [] : [about('twice_in_file', 'reason', '', { other })])
    ]
  }

  /** What Dintero has under a reference that was never used here. */
  #underReference(reference: string): RowProblem[] {
    const payment = reference === '' ? undefined : this.#elsewhere.under(reference)
    if (payment === undefined) return []
    return [
      payment.isDeclined
        ? about('reference_declined', 'warning', reference, ofPayment(payment))
        : about('reference_at_dintero', 'blocker', reference, ofPayment(payment))
    ]
  }

  /** What was paid elsewhere and looks the same. What has the row's own reference is the row itself. */
  #paidElsewhere(key: string, { reference }: RowFacts): readonly KnownPayment[] {
    return this.#elsewhere.like(key).filter((payment) => payment.reference !== reference)
  }

  /** How many rows before one are the same. */
  #alike(keys: readonly string[], row: number): number {
    return Math.max(0, ...keys.map((key) => this.#before(key, row)))
  }

  /** How many rows before one have a key. */
  #before(key: string, row: number): number {
    return placeIn(this.#byMoney.get(key) ?? [], row)
  }

  #firstLike(keys: readonly string[], row: number): number | undefined {
    const firsts = keys.flatMap((key) => this.#byMoney.get(key)?.[0] ?? [])
    const before = firsts.filter((each) => each < row)
    return before.length === 0 ? undefined : Math.min(...before)
  }

  #leave(row: number, facts: RowFacts, touched: Set<number>): void {
    drop(this.#byReference, facts.reference, row, touched)
    for (const key of moneyKeys(facts)) drop(this.#byMoney, key, row, touched)
  }

  #enter(row: number, facts: RowFacts, touched: Set<number> | null): void {
    add(this.#byReference, facts.reference, row, touched)
    for (const key of moneyKeys(facts)) add(this.#byMoney, key, row, touched)
  }
}

/** How many rows before it a row is explained beside. */
export function alikeExplained(explained: RowExplanation | null, facts: Omit<RowFacts, 'reference'>): number {
  return explained === null || explained.money !== moneyOf(facts) ? 0 : explained.alike
}

/** What a row is the same in as others, in one text. */
export function moneyOf(facts: Omit<RowFacts, 'reference'>): string {
  return [...moneyKeys(facts)].toSorted().join('\n')
}

function about(
  code: RowProblem['code'],
  severity: RowProblem['severity'],
  seen: string,
  details?: Record<string, string | number>
): RowProblem {
  const field = code.startsWith('reference_') ? 'merchant_reference' : null
  return { code, field, severity, seen, ...(details && { details }) }
}

function of({ id, reference, at }: KnownCharge): Record<string, string | number> {
  return { chargeId: id, reference, at }
}

function ofPayment({ id, reference, status, at }: KnownPayment): Record<string, string | number> {
  return { transactionId: id, reference: reference ?? id, status, ...(at !== null && { at }) }
}

function firstByMoney(charges: readonly KnownCharge[]): ReadonlyMap<string, KnownCharge> {
  return new Map(charges.flatMap((charge) => [...moneyKeys(charge)].map((key) => [key, charge] as const)))
}

function allByMoney(charges: readonly KnownCharge[]): ReadonlyMap<string, readonly KnownCharge[]> {
  const all = new Map<string, KnownCharge[]>()
  for (const charge of charges) {
    for (const key of moneyKeys(charge)) {
      const there = all.get(key)
      if (there === undefined) all.set(key, [charge])
      else there.push(charge)
    }
  }
  return all
}

function add(map: Map<string, number[]>, key: string, row: number, touched: Set<number> | null): void {
  if (key === '') return
  const there = map.get(key)
  if (there === undefined) {
    map.set(key, [row])
    return
  }
  if (touched !== null) for (const other of there) touched.add(other)
  const last = there.at(-1)
  if (last === undefined || last < row) there.push(row)
  else there.splice(placeIn(there, row), 0, row)
}

function drop(map: Map<string, number[]>, key: string, row: number, touched: Set<number>): void {
  const there = map.get(key)
  if (there === undefined) return
  const place = placeIn(there, row)
  if (there[place] === row) there.splice(place, 1)
  for (const other of there) touched.add(other)
  if (there.length === 0) map.delete(key)
}

/** Where a row stands, or would stand, among rows in ascending order: how many come before it. */
function placeIn(rows: readonly number[], row: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] ?? 0) < row) low = middle + 1
    else high = middle
  }
  return low
}
