import type { DecimalMark, MarkBasis, MarkSample } from '../../../shared/column-mapping'
import { parseAmount, type AmountReading, type Currency } from '../../../shared/money'

/*
 * The decimal mark belongs to the file and not to the cell: who wrote `1.234` meant by its point what they meant by
 * the point of the next line.
 */

/** What a text shows of the decimal mark by itself; `either` is `1.234`, `none` has no mark that says anything. */
export type MarkEvidence = DecimalMark | 'either' | 'none'

/** From the first figure to the last, and the `,-` that some write for no decimals. */
const figures = /(?<inner>\d(?:.*\d)?)(?<closing>[.,]-)?/u

const oneToThreeDigits = /^[1-9]\d{0,2}$/

const signOf: Readonly<Record<DecimalMark, string>> = { comma: ',', point: '.' }

/** Whether a text has one mark alone, so that it says nothing for the other one. */
function isOnlyMark(text: string, mark: DecimalMark): boolean {
  const place = text.indexOf(signOf[mark])
  return place >= 0 && !text.includes(signOf[other(mark)]) && !text.includes(signOf[mark], place + 1)
}

function named(mark: string | undefined): DecimalMark {
  return mark === ',' ? 'comma' : 'point'
}

function other(mark: DecimalMark): DecimalMark {
  return mark === 'comma' ? 'point' : 'comma'
}

/** @param text an amount as it is written, whatever stands around its figures */
export function markEvidence(text: string): MarkEvidence {
  const found = figures.exec(text)?.groups
  const inner = found?.['inner'] ?? ''
  const closing = found?.['closing']?.charAt(0)
  const marks = inner.replace(/[^.,]/g, '')
  const last = marks.at(-1)
  if (last === undefined) return closing === undefined ? 'none' : named(closing)
  if (closing !== undefined) return marks.includes(closing) ? 'none' : named(closing)

  const isAlone = marks.indexOf(last) === marks.length - 1
  if (marks.length > 1) {
    if (isAlone) return named(last)
    return marks === last.repeat(marks.length) ? other(named(last)) : 'none'
  }
  const [before = '', after = ''] = inner.split(last)
  return after.length === 3 && oneToThreeDigits.test(before) ? 'either' : named(last)
}

/** An amount that reads against the decimal mark of its file, beside what `parseAmount` says. */
export type MarkedReading = AmountReading | { readonly ok: false; readonly problem: 'other_decimal_mark' }

/**
 * Reads an amount in a file that has one decimal mark. What `parseAmount` leaves open the mark settles; what is clear
 * but contradicts the mark is refused, for then one of the two is wrong.
 * @param mark null where the file has none: then the amount must be clear by itself
 */
export function readWithMark(text: string, currency: Currency, mark: DecimalMark | null): MarkedReading {
  const reading = parseAmount(text, currency)
  if (mark === null) return reading
  if (!reading.ok && reading.problem === 'ambiguous') {
    const [asThousands = 0, asDecimals] = reading.readings
    const used = text.includes(',') ? 'comma' : 'point'
    const amount = used === mark ? asDecimals : asThousands
    return amount === undefined ? { ok: false, problem: 'too_many_decimals' } : { ok: true, amount }
  }
  if (!reading.ok) return reading
  if (isOnlyMark(text, mark) && text.length - text.indexOf(signOf[mark]) <= 3) return reading
  const evidence = markEvidence(text)
  // Where the currency has no decimals, or `:-` follows, `1.234` is clear: its mark is one of thousands.
  const says = evidence === 'either' ? other(text.includes(',') ? 'comma' : 'point') : evidence
  return says === 'none' || says === mark ? reading : { ok: false, problem: 'other_decimal_mark' }
}

/** One amount of the file as text, with the currency its row has; where that is not known, one with decimals. */
export interface AmountText {
  readonly text: string
  /** Asked for only where it matters. */
  readonly currency: () => Currency
}

export interface MarkDecision {
  readonly by: MarkBasis
  readonly mark: DecimalMark | null
  /** Some of what is asked about, different ones. */
  readonly samples: readonly MarkSample[]
}

const mostSamples = 5

/** Whether a text is an amount, so that its marks say something: right or wrong, but with figures that can be read. */
function isEvidence(reading: AmountReading): boolean {
  return reading.ok || !['empty', 'malformed', 'card_number', 'control_characters'].includes(reading.problem)
}

function sampleOf(amount: AmountText): MarkSample {
  const text = amount.text
  const currency = amount.currency()
  const as = (mark: DecimalMark): number | null => {
    const reading = readWithMark(text, currency, mark)
    return reading.ok ? reading.amount : null
  }
  return { seen: text, currency, comma: as('comma'), point: as('point') }
}

/**
 * Decides the decimal mark of a file, once, from all its amounts. A person's word settles it. Where nothing does and
 * some amounts read two ways, it is asked; where both marks are surely in use, no amount may lean on the others.
 */
export function decideMark(amounts: Iterable<AmountText>, chosen: DecimalMark | null): MarkDecision {
  const seen = new Set<DecimalMark>()
  /** The one that is surely in use, while it is one. */
  let only: DecimalMark | null = null
  const open = new Map<string, AmountText>()
  for (const amount of amounts) {
    if (only !== null && isOnlyMark(amount.text, only)) continue
    const evidence = markEvidence(amount.text)
    if (evidence === 'none') continue
    if (evidence === 'either') {
      if (open.size < mostSamples && !open.has(amount.text) && isOpen(amount)) open.set(amount.text, amount)
    } else if (!seen.has(evidence) && isEvidence(parseAmount(amount.text, amount.currency()))) {
      seen.add(evidence)
      only = evidence
      if (seen.size === 2) break
    }
  }
  const samples = [...open.values()].map(sampleOf)
  if (chosen !== null) return { by: 'chosen', mark: chosen, samples }
  if (seen.size === 2) return { by: 'conflict', mark: null, samples }
  if (only !== null) return { by: 'content', mark: only, samples: [] }
  return { by: open.size > 0 ? 'asked' : 'not_needed', mark: null, samples }
}

function isOpen({ text, currency }: AmountText): boolean {
  const reading = parseAmount(text, currency())
  return !reading.ok && reading.problem === 'ambiguous'
}
