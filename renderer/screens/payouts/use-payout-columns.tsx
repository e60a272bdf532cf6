import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { PayoutRow } from '../../../shared/payout'
import { AnyMoneyText } from '../../components/AnyMoneyText'
import type { GridColumn } from '../../components/grid/GridRow'
import { TimeText } from '../../components/TimeText'
import { AgreementBadge } from './AgreementBadge'
import { useProviderWords } from './use-provider-words'

/** What is shown of a payout in the list. */
export function usePayoutColumns(): readonly GridColumn<PayoutRow>[] {
  const { t } = useTranslation('payouts')
  const provider = useProviderWords()
  return useMemo(() => {
    const money = (name: 'capture' | 'refund' | 'fee' | 'amount', only?: 'wide' | 'wider' | 'widest') => ({
      name,
      heading: t(`column.${name}`),
      width: '7.5rem',
      align: 'end' as const,
      ...(only && { only }),
      cell: (row: PayoutRow) => (
        <AnyMoneyText
          amount={row.currency === '' ? null : row[name]}
          currency={row.currency}
          weight={name === 'amount' ? 'strong' : 'normal'}
        />
      )
    })
    return [
      {
        name: 'settled',
        heading: t('column.settled'),
        width: '7.25rem',
        cell: ({ settledAt, status }: PayoutRow) =>
          status === 'postponed' ? (
            t('postponed')
          ) : settledAt === null ? (
            t('undated')
          ) : (
            <TimeText at={settledAt} />
          )
      },
      {
        name: 'provider',
        heading: t('column.provider'),
        width: '5.75rem',
        grow: 1,
        cell: (row: PayoutRow) => provider(row.provider)
      },
      money('amount'),
      money('capture', 'wider'),
      money('refund', 'widest'),
      money('fee', 'wide'),
      {
        name: 'lines',
        heading: t('column.lines'),
        width: '5rem',
        align: 'end' as const,
        only: 'wider' as const,
        cell: ({ lines }: PayoutRow) => (lines === null ? '–' : t('number', { count: lines }))
      },
      {
        name: 'agreement',
        heading: t('column.agreement'),
        width: '8.75rem',
        cell: (row: PayoutRow) => <AgreementBadge {...row} />
      }
    ]
  }, [t, provider])
}
