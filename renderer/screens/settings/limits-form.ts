import type { AccountSettings, Limits } from '../../../shared/account'
import { formatAmount, isCurrency, parseAmount } from '../../../shared/money'

export const limitNames = ['confirmAbove', 'perCharge', 'perDay'] as const
export type LimitName = (typeof limitNames)[number]

/** One currency's limits as they are typed. */
export interface LimitRow {
  readonly currency: string
  readonly texts: Readonly<Record<LimitName, string>>
}

export type LimitProblem = 'invalid' | 'otherCurrency' | 'ambiguous' | 'chargeBelowConfirm' | 'dayBelowCharge'

export type LimitProblems = Readonly<Partial<Record<LimitName, LimitProblem>>>

/** The limits of an account as text in a locale. Currencies Trekk does not know are left out. */
export function rowsOf(limits: AccountSettings['limits'], locale: string): LimitRow[] {
  return Object.entries(limits)
    .filter(([currency]) => isCurrency(currency))
    .map(([currency, each]) => ({
      currency,
      texts: {
        confirmAbove: formatAmount(each.confirmAbove, currency, locale),
        perCharge: formatAmount(each.perCharge, currency, locale),
        perDay: formatAmount(each.perDay, currency, locale)
      }
    }))
}

/** Reads one currency's limits into minor units, or says what is wrong with each field. */
export function readLimits(row: LimitRow): { limits: Limits } | { problems: LimitProblems } {
  const read = {
    confirmAbove: amountIn(row, 'confirmAbove'),
    perCharge: amountIn(row, 'perCharge'),
    perDay: amountIn(row, 'perDay')
  }
  const { confirmAbove, perCharge, perDay } = read
  if (typeof confirmAbove === 'number' && typeof perCharge === 'number' && typeof perDay === 'number') {
    if (perCharge < confirmAbove) return { problems: { perCharge: 'chargeBelowConfirm' } }
    if (perDay < perCharge) return { problems: { perDay: 'dayBelowCharge' } }
    return { limits: { confirmAbove, perCharge, perDay } }
  }
  const wrong = Object.entries(read).filter(([, value]) => typeof value === 'string')
  return { problems: Object.fromEntries(wrong) }
}

function amountIn(row: LimitRow, name: LimitName): number | LimitProblem {
  const reading = parseAmount(row.texts[name], row.currency)
  if (reading.ok) return reading.amount
  // Nothing is a limit too: every amount is typed again, or nothing may be charged.
  if (reading.problem === 'zero') return 0
  if (reading.problem === 'wrong_currency') return 'otherCurrency'
  return reading.problem === 'ambiguous' ? 'ambiguous' : 'invalid'
}
