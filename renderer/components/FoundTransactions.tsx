import { useTranslation } from 'react-i18next'
import type { FoundTransaction } from '../../shared/found-transaction'
import classes from './ChargeOutcome.module.css'
import { CopyButton } from './CopyButton'
import { useFoundWords } from './found-words'

/** What Dintero has under a charge's reference that is not, or not surely, the charge. For a person to read. */
export function FoundTransactions({ found }: { readonly found: readonly FoundTransaction[] }) {
  const { t } = useTranslation('charge')
  const words = useFoundWords()
  if (found.length === 0) return null
  return (
    <section className={classes['found']} aria-label={t('found.title')} data-testid="found-transactions">
      <h3>{t('found.title')}</h3>
      <ul>
        {found.map((each, index) => (
          <li key={each.transactionId ?? index}>
            <strong>{words.one(each)}</strong>
            <span>{words.why(each)}</span>
            {each.transactionId !== null && (
              <span className={classes['foundId']}>
                <code>{each.transactionId}</code>
                <CopyButton text={each.transactionId} what={t('result.transaction')} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
