import { createHash } from 'node:crypto'
import { manyCards } from '../cards'
import type { Row } from '../protocol'
import { randomOf } from '../random'
import { faults, nothingWrong, type Scenario } from '../scenarios'

/** A row and what goes wrong with its charge at Dintero. */
export interface PlannedCharge {
  readonly row: Row
  readonly scenario: Scenario
  /** Whether it breaks a rule of the account, so that it must never be charged. */
  readonly isRefused: boolean
}

const header = 1
/** Above what the account allows for one charge, minor units. */
const tooMuch = 6_000_000

/** Twelve rows with everything in them that a batch has to do with: faults, repetitions, a row that breaks a rule. */
export function twelveRows(): PlannedCharge[] {
  const wrong: Readonly<Record<number, string>> = {
    2: 'dropped after charging',
    3: 'declined',
    4: '429',
    5: '500 after charging, session named',
    8: 'INITIATED, then paid',
    9: 'garbage',
    10: 'dropped before charging'
  }
  const specs = Array.from({ length: 12 }, (_, index): Spec => {
    // The same is charged twice, and somebody has said that it is meant.
    const card = index === 7 ? 6 : index
    return {
      card,
      amount: index === 11 ? tooMuch : 10_000 + 100 * card,
      currency: card === 6 ? 'EUR' : 'NOK'
    }
  })
  return chargesOf(specs, (index) => named(wrong[index + 1]))
}

/** What rows may be like, besides plain. */
export interface Kinds {
  /** Whether some repeat others, which somebody has said is meant. */
  readonly repeated: boolean
  /** Whether Dintero may charge under a reference it has already, the second time it is asked to. */
  readonly lax: boolean
}

/** So many rows; a tenth of them meets something that goes wrong, and a few are above the limit. */
export function rowsOf(seed: number, count: number, { repeated, lax }: Kinds): PlannedCharge[] {
  const below = randomOf(seed)
  const wrong = oneRowsFaults.filter(({ charge }) => lax || !charge.flat().some(({ kind }) => kind === 'lax'))
  const specs: Spec[] = []
  for (let index = 0; index < count; index += 1) {
    const earlier = specs[below(Math.max(1, index))]
    const own = { card: index, amount: 10_000 + below(50_000), currency: below(9) === 0 ? 'EUR' : 'NOK' }
    const isTooMuch = below(60) === 0
    const repeats = below(25) === 0 && repeated && earlier !== undefined && earlier.amount < tooMuch
    specs.push(repeats ? earlier : isTooMuch ? { ...own, amount: tooMuch } : own)
  }
  return chargesOf(specs, () =>
    below(10) === 0 ? (wrong[below(wrong.length)] ?? nothingWrong) : nothingWrong
  )
}

/** A small file among other things: of the customers and the amounts that those are about too. */
export function fileOf(below: (bound: number) => number, count: number): PlannedCharge[] {
  const amounts = [129_990, 49_900, 10_000]
  const specs = Array.from({ length: count }, (): Spec => {
    return { card: below(4), amount: amounts[below(3)] ?? 0, currency: 'NOK' }
  })
  const usual = oneRowsFaults.filter(({ charge }) => !charge.flat().some(({ kind }) => kind === 'hang'))
  return chargesOf(specs, () =>
    below(4) === 0 ? (usual[below(usual.length)] ?? nothingWrong) : nothingWrong
  )
}

interface Spec {
  readonly card: number
  readonly amount: number
  readonly currency: string
}

function chargesOf(specs: readonly Spec[], scenarioOf: (index: number) => Scenario): PlannedCharge[] {
  return specs.map((spec, index) => {
    const content = JSON.stringify(spec)
    const before = specs.slice(0, index).flatMap((each, at) => (JSON.stringify(each) === content ? [at] : []))
    const cardId = manyCards[spec.card]?.id ?? ''
    const { amount, currency } = spec
    const row: Row = {
      row: index + 1 + header,
      reference: referenceOf(content, before.length),
      ...{ cardId, amount, currency },
      autoCapture: spec.card % 2 === 0,
      notAgain: before.map((at) => at + 1 + header)
    }
    return { row, scenario: scenarioOf(index), isRefused: amount === tooMuch }
  })
}

/** Made of what is charged, so that every desk gives a row the same; letters alone, so that it is no card number. */
function referenceOf(content: string, earlier: number): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16)
  const letters = hash.replaceAll(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)))
  return `2026-11-${letters}${earlier === 0 ? '' : `-${earlier + 1}`}`
}

/** What can go wrong with one row and is no matter of the others: no stranger's payment, no correction of Dintero's. */
const oneRowsFaults: readonly Scenario[] = faults.filter(
  (scenario) =>
    scenario.charge.length > 0 &&
    scenario.doubled !== true &&
    scenario.corrected !== true &&
    [scenario.access, scenario.lookups, scenario.lists, scenario.ahead].every((each) => each === undefined) &&
    !scenario.charge.flat().some(({ kind }) => kind === 'foreign')
)

function named(name: string | undefined): Scenario {
  if (name === undefined) return nothingWrong
  const found = faults.find((each) => each.name === name)
  if (found === undefined) throw new Error(`no scenario "${name}"`)
  return found
}
