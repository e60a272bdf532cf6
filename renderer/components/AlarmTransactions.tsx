import { useTranslation } from 'react-i18next'
import type { AlarmTransaction } from '../../shared/alarm'
import { formatMoney, isCurrency } from '../../shared/money'
import { useLocale } from '../hooks/use-language'
import classes from './Alarm.module.css'
import { CopyButton } from './CopyButton'
import { useFoundWords } from './found-words'

/** The transactions an alarm is about, with what Dintero said of each when it was raised. */
export function AlarmTransactions({ transactions }: { readonly transactions: readonly AlarmTransaction[] }) {
  const { t } = useTranslation('charge')
  const words = useFoundWords()
  const locale = useLocale()
  const money = (amount: number | null, currency: string | null): string | null => {
    if (amount === null || currency === null) return null
    return isCurrency(currency) ? formatMoney(amount, currency, locale) : `${amount} ${currency}`
  }
  return (
    <ul className={classes['transactions']}>
      {transactions.map(({ transactionId, status, amount, captured, currency }, index) => {
        const taken = captured === null || captured === amount ? null : money(captured, currency)
        const facts = [
          money(amount, currency),
          words.status(status),
          taken === null ? null : t('alarm.captured', { money: taken })
        ].filter((each) => each !== null)
        return (
          <li key={transactionId ?? index}>
            <span>{facts.join(', ')}</span>
            <span className={classes['id']}>
              <code>{transactionId ?? t('alarm.none')}</code>
              {transactionId !== null && <CopyButton text={transactionId} what={t('result.transaction')} />}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
