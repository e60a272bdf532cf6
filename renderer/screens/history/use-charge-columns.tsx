import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargeRow } from '../../../shared/charge'
import { useCardWords } from '../../components/card-words'
import type { GridColumn } from '../../components/grid/GridRow'
import { MoneyText } from '../../components/MoneyText'
import { StateBadge } from '../../components/StateBadge'
import { TimeText } from '../../components/TimeText'

/** What is shown of a charge in the list; beside an open one card and reference are in the panel. */
export function useChargeColumns(): readonly GridColumn<ChargeRow>[] {
  const { t } = useTranslation(['history', 'common'])
  const words = useCardWords()
  return useMemo(
    () => [
      {
        name: 'state',
        heading: t('column.state'),
        width: '8.5rem',
        cell: (charge) => <StateBadge charge={charge} />
      },
      {
        name: 'amount',
        heading: t('column.amount'),
        width: '8.5rem',
        align: 'end',
        cell: ({ amount, currency }) => <MoneyText amount={amount} currency={currency} />
      },
      {
        name: 'customer',
        heading: t('column.customer'),
        width: '7rem',
        grow: 1.4,
        cell: words.name
      },
      {
        name: 'card',
        heading: t('column.card'),
        width: '10.5rem',
        grow: 1,
        only: 'widest',
        cell: words.ending
      },
      {
        name: 'reason',
        heading: t('column.reason'),
        width: '7rem',
        grow: 1.2,
        only: 'wider',
        cell: ({ declineReason }) => (declineReason === null ? '' : t(`common:reason.${declineReason}`))
      },
      {
        name: 'operation',
        heading: t('column.operation'),
        width: '6.5rem',
        only: 'wider',
        cell: ({ operation }) => t(`common:operationShort.${operation}`)
      },
      {
        name: 'reference',
        heading: t('column.reference'),
        width: '8rem',
        grow: 1.2,
        only: 'wide',
        cell: ({ merchantReference }) => merchantReference
      },
      {
        name: 'time',
        heading: t('column.time'),
        width: '8rem',
        align: 'end',
        cell: ({ createdAt }) => <TimeText at={createdAt} />
      }
    ],
    [t, words]
  )
}
