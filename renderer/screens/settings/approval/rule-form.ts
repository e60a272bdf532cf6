import type { ApprovalRule } from '../../../../shared/approval'
import { formatAmount, isCurrency, parseAmount } from '../../../../shared/money'
import type { Problem } from '../../../field-problems'

/** The rule as it is typed. */
export interface RuleForm {
  readonly kind: ApprovalRule['kind']
  /** By currency, as text. */
  readonly amounts: Readonly<Record<string, string>>
}

export function formOf(rule: ApprovalRule, locale: string): RuleForm {
  const amounts = rule.kind === 'over' ? Object.entries(rule.amounts) : []
  return {
    kind: rule.kind,
    amounts: Object.fromEntries(
      amounts.map(([currency, amount]) => [currency, formatAmount(amount, currency, locale)])
    )
  }
}

/** What is wrong with an amount; null for nought as well: then every file in it needs a second person. */
export function amountProblem(text: string, currency: string): Problem | null {
  if (!isCurrency(currency)) return 'not_allowed'
  const read = parseAmount(text, currency)
  return read.ok || read.problem === 'zero' ? null : read.problem
}

/** @returns null while an amount cannot be read */
export function readRule({ kind, amounts }: RuleForm): ApprovalRule | null {
  if (kind !== 'over') return { kind }
  const read: Record<string, number> = {}
  for (const [currency, text] of Object.entries(amounts)) {
    if (amountProblem(text, currency) !== null) return null
    const amount = parseAmount(text, currency)
    read[currency] = amount.ok ? amount.amount : 0
  }
  return { kind, amounts: read }
}
