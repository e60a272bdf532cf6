import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchRow } from '../../../../shared/batch-view'
import { isCurrency } from '../../../../shared/money'
import { useCardWords } from '../../../components/card-words'
import type { GridColumn } from '../../../components/grid/GridRow'
import { MoneyText } from '../../../components/MoneyText'
import { StateBadge } from '../../../components/StateBadge'
import { asideWords } from '../aside-words'
import classes from './RunStage.module.css'

/** Why a row has no charge; null for one that still gets one. */
function withoutCharge({ skipped, done, setAside, problems }: BatchRow) {
  if (done) return 'done' as const
  if (skipped) return 'skipped' as const
  if (setAside !== null) return 'setAside' as const
  return problems.some(({ severity }) => severity !== 'warning') ? ('blocked' as const) : null
}

/**
 * What is shown of a row with its outcome.
 * @param hasEnded whether what has not left never will
 */
export function useOutcomeColumns(hasEnded: boolean): readonly GridColumn<BatchRow>[] {
  const { t } = useTranslation(['files', 'batch', 'charge', 'errors'])
  const words = useCardWords()
  return useMemo(
    () => [
      {
        name: 'row',
        heading: t('preview.row'),
        width: '3.75rem',
        align: 'end',
        cell: ({ row }) => <span className={classes['quiet']}>{row}</span>
      },
      {
        name: 'state',
        heading: t('outcome.state'),
        width: '8rem',
        cell: (row) => {
          if (row.charge) return <StateBadge charge={row.charge} />
          const why = withoutCharge(row) ?? (hasEnded ? 'never' : 'waits')
          return <span className={classes['quiet']}>{t(`outcome.${why}`)}</span>
        }
      },
      {
        name: 'amount',
        heading: t('batch:field.amount'),
        width: '8.5rem',
        align: 'end',
        cell: ({ amount, currency }) =>
          amount !== null && currency !== null && isCurrency(currency) ? (
            <MoneyText amount={amount} currency={currency} />
          ) : null
      },
      {
        name: 'customer',
        heading: t('batch:field.customer_name'),
        width: '8rem',
        grow: 1,
        cell: ({ card, texts }) => (card ? words.name(card) : (texts.customer_name ?? ''))
      },
      {
        name: 'why',
        heading: t('outcome.why'),
        width: '9rem',
        grow: 1.2,
        only: 'wide',
        cell: (row) => {
          const { charge, setAside, problems } = row
          if (charge?.declineReason) return t(`charge:decline.${charge.declineReason}`)
          if (setAside !== null) return asideWords(t, setAside)
          const why = problems.find(({ severity }) => severity !== 'warning')
          return withoutCharge(row) === 'blocked' && why ? t(`batch:problem.${why.code}.what`) : ''
        }
      },
      {
        name: 'reference',
        heading: t('batch:field.merchant_reference'),
        width: '9rem',
        grow: 0.6,
        only: 'wider',
        cell: ({ merchantReference }) => merchantReference
      }
    ],
    [t, words, hasEnded]
  )
}
