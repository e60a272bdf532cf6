import { useTranslation } from 'react-i18next'
import type { HeldSums } from '../../../shared/transaction-detail'
import { MoneyText } from '../../components/MoneyText'
import classes from './HeldScreen.module.css'

/** What is left to capture of all that is listed, currency by currency: amounts of different ones are never added up. */
export function HeldTotals({ totals }: { readonly totals: HeldSums | null }) {
  const { t } = useTranslation('payment')
  if (totals === null || totals.sums.length === 0) return null
  const byCount = totals.sums.toSorted((one, other) => other.charges - one.charges)
  return (
    <section className={classes['totals']} aria-label={t('held.totals')}>
      <span>{t('held.totals')}</span>
      <ul>
        {byCount.map(({ currency, charges, amount }) => (
          <li key={currency}>
            <MoneyText amount={amount} currency={currency} weight="strong" />
            {/* Of one currency the head of the screen says it. */}
            {totals.sums.length > 1 && (
              <span className={classes['count']}> {t('held.count', { count: charges })}</span>
            )}
          </li>
        ))}
      </ul>
      {totals.unread > 0 && <span>{t('held.unread', { count: totals.unread })}</span>}
    </section>
  )
}
