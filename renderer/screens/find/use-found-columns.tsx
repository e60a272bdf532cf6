import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundRow } from '../../../shared/find'
import { AnyMoneyText } from '../../components/AnyMoneyText'
import { useFoundWords } from '../../components/found-words'
import type { GridColumn } from '../../components/grid/GridRow'
import { TimeText } from '../../components/TimeText'
import classes from './Find.module.css'
import { usePaidWith } from './use-paid-with'

/** What is shown of a transaction in the list. */
export function useFoundColumns(): readonly GridColumn<FoundRow>[] {
  const { t } = useTranslation('find')
  const words = useFoundWords()
  const paidWith = usePaidWith()
  return useMemo(
    () => [
      {
        name: 'state',
        heading: t('column.state'),
        width: '6.75rem',
        cell: ({ status }) => <span className={classes['status']}>{words.status(status)}</span>
      },
      {
        name: 'amount',
        heading: t('column.amount'),
        width: '7.75rem',
        align: 'end',
        cell: ({ amount, currency }) => <AnyMoneyText amount={amount} currency={currency} />
      },
      {
        name: 'reference',
        heading: t('column.reference'),
        width: '7.5rem',
        grow: 1.2,
        cell: ({ merchantReference }) => merchantReference ?? t('noReference')
      },
      {
        name: 'customer',
        heading: t('column.customer'),
        width: '7rem',
        grow: 1.2,
        only: 'wide',
        cell: ({ customerName, email, phone }) => customerName ?? email ?? phone ?? t('noCustomer')
      },
      { name: 'card', heading: t('column.card'), width: '10rem', grow: 0.6, only: 'wider', cell: paidWith },
      {
        name: 'owner',
        heading: t('column.owner'),
        width: '7.75rem',
        cell: ({ owner }) => (
          <span className={classes['owner']} data-owner={owner} title={t(`ownerMeaning.${owner}`)}>
            {t(`owner.${owner}`)}
          </span>
        )
      },
      {
        name: 'time',
        heading: t('column.time'),
        width: '7rem',
        align: 'end',
        only: 'wide',
        cell: ({ createdAt }) => (createdAt === null ? '–' : <TimeText at={createdAt} />)
      }
    ],
    [t, words, paidWith]
  )
}
