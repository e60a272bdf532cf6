import { useTranslation } from 'react-i18next'
import type { RetryBudget } from '../../shared/charge'

const hoursInMonth = 30 * 24

/** How many of a card's failed attempts its scheme still bears: "3 of 15 this month, Visa". */
export function BudgetText({ budget }: { readonly budget: RetryBudget }) {
  const { t } = useTranslation(['charge', 'common'])
  const { failures, allowed, windowHours: hours, stopAt } = budget
  const brand = t(`common:brand.${budget.brand}`)
  const count =
    hours >= hoursInMonth
      ? t('review.budgetMonth', { failures, allowed, brand })
      : t('review.budgetHours', { failures, allowed, hours, brand })
  return (
    <>
      {count}
      {failures > 0 && stopAt < allowed && <> · {t('review.budgetStop', { stopAt })}</>}
      {!budget.complete && <> · {t('review.budgetPartial')}</>}
    </>
  )
}
