import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnpaidPayment } from '../../../shared/payout'
import { AnyMoneyText } from '../../components/AnyMoneyText'
import type { GridColumn } from '../../components/grid/GridRow'
import { TimeText } from '../../components/TimeText'

/** What is shown of a payment that is in no payout. */
export function useUnpaidColumns(): readonly GridColumn<UnpaidPayment>[] {
  const { t } = useTranslation('payouts')
  return useMemo(
    () => [
      {
        name: 'reference',
        heading: t('column.reference'),
        width: '8rem',
        grow: 1.2,
        cell: ({ merchantReference }) => merchantReference
      },
      {
        name: 'customer',
        heading: t('column.customer'),
        width: '7rem',
        grow: 1,
        only: 'wide',
        cell: ({ owner }) => owner.customerName
      },
      {
        name: 'captured',
        heading: t('column.capture'),
        width: '8.5rem',
        align: 'end',
        cell: ({ captured, currency }) => <AnyMoneyText amount={captured} currency={currency} />
      },
      {
        name: 'paidOut',
        heading: t('unpaid.paidOut'),
        width: '8.5rem',
        align: 'end',
        only: 'wider',
        cell: ({ paidOut, currency }) => <AnyMoneyText amount={paidOut} currency={currency} />
      },
      {
        name: 'capturedAt',
        heading: t('unpaid.capturedAt'),
        width: '8rem',
        align: 'end',
        cell: ({ capturedAt }) => (capturedAt === null ? '–' : <TimeText at={capturedAt} />)
      },
      {
        name: 'reason',
        heading: t('unpaid.why'),
        width: '9rem',
        grow: 1,
        cell: ({ reason }) => t(`unpaid.reason.${reason}`)
      }
    ],
    [t]
  )
}
