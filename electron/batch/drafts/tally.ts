import type { CurrencySum } from '../../../shared/batch'
import type { CheckView, ProblemGroup } from '../../../shared/batch-view'
import { hasSeverity, isWanted, problemsOf, willBeCharged, type DraftRow } from './draft-row'

/** What the rows of a file come to. */
export interface Tally {
  readonly check: Omit<CheckView, 'like' | 'columns' | 'canUndo' | 'canRedo'>
  readonly review: {
    readonly charges: number
    readonly sums: CurrencySum[]
    readonly skipped: number
    readonly done: number
    readonly blocked: number
    readonly explained: number
    readonly firstTimeCards: number
    /** The ids of all cards that would be charged, each once. */
    readonly cards: readonly string[]
  }
}

const mostGroups = 200
const mostSamples = 3
const longestSeen = 200

/** Counts all rows once. */
export function tallyOf(rows: readonly DraftRow[]): Tally {
  const counts = { charges: 0, blocked: 0, unexplained: 0, skipped: 0, done: 0, warned: 0, explained: 0 }
  const sums = new Map<string, { charges: number; amount: number }>()
  const groups = new Map<string, Mutable>()
  const cards = new Set<string>()
  const firstTime = new Set<string>()
  for (const row of rows) {
    if (row.meaning.done) counts.done += 1
    else if (row.mark.skipped) counts.skipped += 1
    if (!isWanted(row)) continue
    const problems = problemsOf(row)
    for (const problem of problems) count(groups, row, problem)
    if (hasSeverity(row, 'blocker')) counts.blocked += 1
    else if (hasSeverity(row, 'reason')) counts.unexplained += 1
    if (!willBeCharged(row)) continue
    counts.charges += 1
    if (problems.length > 0) counts.warned += 1
    if (row.mark.explained !== null) counts.explained += 1
    const { card } = row.checked
    if (card !== null) cards.add(card.id)
    if (card?.lastChargedAt === null) firstTime.add(card.id)
    const currency = row.meaning.currency ?? ''
    const sum = sums.get(currency) ?? { charges: 0, amount: 0 }
    sums.set(currency, { charges: sum.charges + 1, amount: sum.amount + (row.meaning.amount ?? 0) })
  }
  const { charges, blocked, unexplained, skipped, done, warned, explained } = counts
  const all = [...sums].map(([currency, sum]) => ({ currency, ...sum }))
  return {
    check: {
      records: rows.length,
      charges,
      sums: all,
      blocked,
      unexplained,
      skipped,
      done,
      warned,
      groups: [...groups.values()].toSorted(byWeight).slice(0, mostGroups)
    },
    review: {
      charges,
      sums: all,
      skipped,
      done,
      blocked,
      explained,
      firstTimeCards: firstTime.size,
      cards: [...cards]
    }
  }
}

type Mutable = { -readonly [Key in keyof ProblemGroup]: ProblemGroup[Key] }

function count(
  groups: Map<string, Mutable>,
  { record }: DraftRow,
  { code, field, severity, seen }: ReturnType<typeof problemsOf>[number]
): void {
  const key = `${code} ${field} ${severity}`
  const group = groups.get(key) ?? { code, field, severity, rows: 0, samples: [] }
  groups.set(key, group)
  group.rows += 1
  if (group.samples.length < mostSamples)
    group.samples.push({ row: record.row, line: record.line, seen: seen.slice(0, longestSeen) })
}

const weights = { blocker: 0, reason: 1, warning: 2 } as const

function byWeight(one: ProblemGroup, other: ProblemGroup): number {
  return weights[one.severity] - weights[other.severity] || other.rows - one.rows
}
