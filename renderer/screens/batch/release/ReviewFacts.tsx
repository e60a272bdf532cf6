import { IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BatchReview } from '../../../../shared/batch-view'
import { isCurrency } from '../../../../shared/money'
import { useCardWords } from '../../../components/card-words'
import { MoneyText } from '../../../components/MoneyText'
import { Notice } from '../../../components/Notice'
import { Panel } from '../../../components/Panel'
import { TimeText } from '../../../components/TimeText'
import { useLocale } from '../../../hooks/use-language'
import { spanText } from '../../../time-format'
import { CountList } from './CountList'
import classes from './ReleaseStage.module.css'

const oneMinute = 60_000

/** What would be charged, and what would not: counts, sums, what is unusual. */
export function ReviewFacts({ review }: { readonly review: BatchReview }) {
  const { t } = useTranslation('files')
  const locale = useLocale()
  const words = useCardWords()
  const facts = [
    ['blocked', review.blocked],
    ['skipped', review.skipped],
    ['done', review.done],
    ['explained', review.explained],
    ['firstTime', review.firstTimeCards],
    ['newCards', review.newCards]
  ] as const
  return (
    <>
      {review.like.map((file) => (
        <Notice
          key={file.batchId}
          tone="caution"
          icon={IconCopy}
          title={t('release.like', { count: file.rows, name: file.name })}
        >
          {t('release.likeWhen')} <TimeText at={file.releasedAt} />. {t('release.likeNext')}
        </Notice>
      ))}
      <Panel title={t('release.facts')}>
        <dl className={classes['totals']}>
          <div>
            <dt>{t('list.column.charges')}</dt>
            <dd>{t('number', { count: review.charges })}</dd>
          </div>
          {review.sums.map(({ currency, amount, charges }) => (
            <div key={currency}>
              <dt>{t('release.sum', { count: charges, currency })}</dt>
              <dd>
                <MoneyText amount={amount} currency={currency} weight="strong" />
              </dd>
            </div>
          ))}
          <div>
            <dt>{t('release.duration')}</dt>
            <dd>{review.duration < oneMinute ? t('release.short') : spanText(review.duration, locale)}</dd>
          </div>
        </dl>
        <CountList below counts={facts.map(([name, count]) => [t(`release.fact.${name}`), count])} />
      </Panel>
      <Panel title={t('release.largest')}>
        <table className={classes['largest']}>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">{t('preview.row')}</th>
              <th scope="col">{t('release.customer')}</th>
              <th scope="col">{t('release.card')}</th>
              <th scope="col">{t('release.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {review.largest.map((row) => (
              <tr key={row.row}>
                <td>{t('row.title', { row: row.row })}</td>
                <td>{row.card ? words.name(row.card) : ''}</td>
                <td>{row.card ? words.ending(row.card) : ''}</td>
                <td>
                  {row.amount !== null && row.currency !== null && isCurrency(row.currency) && (
                    <MoneyText amount={row.amount} currency={row.currency} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </>
  )
}
