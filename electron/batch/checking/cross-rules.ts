import type { RowProblem } from '../../../shared/batch-problem'
import type { KnownCharge, NamedCharge } from '../../ledger/reading/file-evidence'
import { AlikeRows } from './alike-rows'
import { moneyKeys, nothingElsewhere, type Elsewhere, type KnownPayment, type MoneyFacts } from './elsewhere'
import { SameMoney } from './same-money'

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
  /** By reference. */
  readonly used: ReadonlyMap<string, NamedCharge>
}

/** What nearly all rows have: one list for all of them. */
const none: readonly never[] = []

/**
 * What is only seen when a row is held against the others and the ledger: references used twice, the same money from the
 * same customer twice. Rows may change one by one; those that may be touched by a change are named.
 */
export class CrossRules {
  readonly #unresolved: ReadonlyMap<string, KnownCharge>
  readonly #openLinks: ReadonlyMap<string, KnownCharge>
  readonly #recent: ReadonlyMap<string, readonly KnownCharge[]>
  readonly #used: ReadonlyMap<string, NamedCharge>
  readonly #elsewhere: Elsewhere
  readonly #hasCharges: boolean
  /** By the number of the row. */
  readonly #facts: (RowFacts | undefined)[] = []
  #byReference = this.#noReferences()
  readonly #sameMoney = new SameMoney((row) => this.#facts[row])

  /** @param elsewhere is asked anew whenever rows are looked at: what Dintero lists may come later than the rows */
  constructor({ unresolved, openLinks, recent, used }: LedgerFacts, elsewhere: Elsewhere = nothingElsewhere) {
    this.#unresolved = firstByMoney(unresolved)
    this.#openLinks = firstByMoney(openLinks)
    this.#recent = allByMoney(recent)
    this.#used = used
    this.#elsewhere = elsewhere
    this.#hasCharges = unresolved.length + openLinks.length + recent.length > 0
  }

  /** Takes in other references of the rows that are there. @param factsOf of a row, of which nothing else is another */
  rename(factsOf: (row: number) => RowFacts): void {
    this.#byReference = this.#noReferences()
    for (const [row, before] of this.#facts.entries()) {
      if (before === undefined) continue
      const facts = factsOf(row)
      this.#facts[row] = facts
      this.#enterReference(row, facts.reference, null)
    }
  }

  /** Takes in a row for the first time; rows come in ascending order. */
  load(row: number, facts: RowFacts): void {
    this.#facts[row] = facts
    this.#enter(row, facts, null)
  }

  /**
   * Takes in what a row is now.
   * @param facts null when it is not to be charged
   * @returns the rows whose problems may be others now, itself among them
   */
  set(row: number, facts: RowFacts | null): ReadonlySet<number> {
    const touched = new Set([row])
    const before = this.#facts[row]
    if (before !== undefined) this.#leave(row, before, touched)
    this.#facts[row] = facts ?? undefined
    if (facts !== null) this.#enter(row, facts, touched)
    return touched
  }

  /** What a row resembles; nothing for one that is not to be charged. */
  resembled(row: number): Resembled {
    const facts = this.#facts[row]
    if (facts === undefined) return { earlier: [], alike: 0, money: '' }
    const keys = this.#keysOf(facts)
    const recent = allIn(this.#recent, keys).flat()
    const paid = this.#paidElsewhere(keys, facts)
    const earlier = new Set([...recent, ...paid].map(({ id }) => id))
    return { earlier: [...earlier], alike: this.#sameMoney.before(row, facts), money: moneyOf(facts) }
  }

  /** @param explained what a person has said of the row; null when nothing */
  problems(row: number, explained: RowExplanation | null): readonly RowProblem[] {
    const facts = this.#facts[row]
    if (facts === undefined || this.#isAlone(row, facts)) return none
    const { reference } = facts
    const used = this.#used.get(reference)
    const twins = this.#byReference.rows(reference, '')
    const twin = twins[0] === row ? twins[1] : twins[0]
    const keys = this.#keysOf(facts)
    const [open] = allIn(this.#unresolved, keys)
    const [link] = allIn(this.#openLinks, keys)
    const recent = allIn(this.#recent, keys).flat()
    const unseen = recent.find(({ id }) => explained?.earlier.includes(id) !== true)
    const paid = this.#paidElsewhere(keys, facts)
    const unseenPaid = paid.find(({ id }) => explained?.earlier.includes(id) !== true)
    const there =
      used === undefined ? this.#underReference(reference) : [about(codeOf(used), 'blocker', reference)]
    const alike = this.#sameMoney.before(row, facts)
    if (!twin && alike === 0 && !open && !link && !unseen && !unseenPaid && there.length === 0) return none
    const other =
      alike > alikeExplained(explained, facts) ? this.#sameMoney.firstBefore(row, facts) : undefined
    return [
      ...(twin === undefined ? [] : [about('reference_twice', 'blocker', reference, { other: twin })]),
      ...there,
      ...(open === undefined ? [] : [about('duplicate_open', 'blocker', '', of(open))]),
      ...(link === undefined ? [] : [about('link_open', 'blocker', '', of(link))]),
      ...(unseen === undefined ? [] : [about('charged_lately', 'reason', '', of(unseen))]),
      ...(unseenPaid === undefined ? [] : [about('charged_elsewhere', 'reason', '', ofPayment(unseenPaid))]),
      ...(other === undefined ? [] : [about('twice_in_file', 'reason', '', { other })])
    ]
  }

  /** Whether nothing can be beside a row: known at once of nearly all, in a file for an account that was not charged lately. */
  #isAlone(row: number, { reference }: RowFacts): boolean {
    return (
      !this.#hasCharges &&
      !this.#elsewhere.isAnyAlike &&
      !this.#used.has(reference) &&
      !this.#byReference.isShared(row) &&
      !this.#sameMoney.isShared(row) &&
      this.#elsewhere.under(reference) === undefined
    )
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
  #paidElsewhere(keys: readonly string[], { reference }: RowFacts): KnownPayment[] {
    return keys.flatMap((key) =>
      this.#elsewhere.like(key).filter((payment) => payment.reference !== reference)
    )
  }

  /** None where nothing could be found by them: they are made of every row, and most files begin in an empty ledger. */
  #keysOf(facts: RowFacts): readonly string[] {
    const isKnown = this.#hasCharges || this.#elsewhere.isAnyAlike
    return isKnown ? moneyKeys(facts) : []
  }

  #leave(row: number, facts: RowFacts, touched: Set<number>): void {
    if (facts.reference !== '') this.#byReference.leave(row, facts.reference, '', touched)
    this.#sameMoney.leave(row, facts, touched)
  }

  #noReferences(): AlikeRows {
    return new AlikeRows((row, reference) => this.#facts[row]?.reference === reference)
  }

  #enterReference(row: number, reference: string, touched: Set<number> | null): void {
    if (reference !== '') this.#byReference.enter(row, reference, '', touched)
  }

  #enter(row: number, facts: RowFacts, touched: Set<number> | null): void {
    this.#enterReference(row, facts.reference, touched)
    this.#sameMoney.enter(row, facts, touched)
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

/** A charge that has not left is no reason to charge its row again: it is sent itself. */
function codeOf({ isUnsent }: NamedCharge): RowProblem['code'] {
  return isUnsent ? 'reference_unsent' : 'reference_used'
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

function allIn<T>(map: ReadonlyMap<string, T>, keys: readonly string[]): T[] {
  if (map.size === 0) return []
  return keys.map((key) => map.get(key)).filter((each) => each !== undefined)
}

function ofPayment({ id, reference, status, at }: KnownPayment): Record<string, string | number> {
  return { transactionId: id, reference: reference ?? id, status, ...(at !== null && { at }) }
}

function firstByMoney(charges: readonly KnownCharge[]): ReadonlyMap<string, KnownCharge> {
  return new Map(charges.flatMap((charge) => moneyKeys(charge).map((key) => [key, charge] as const)))
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
