import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { PayoutLine } from '../../../shared/payout'
import { AnyMoneyText } from '../../components/AnyMoneyText'
import type { GridColumn } from '../../components/grid/GridRow'
import classes from './Payouts.module.css'

/** What is shown of a line of a payout. */
export function useLineColumns(): readonly GridColumn<PayoutLine>[] {
  const { t } = useTranslation('payouts')
  return useMemo(() => {
    const money = (name: 'capture' | 'refund' | 'fee' | 'amount', only?: 'wide' | 'wider') => ({
      name,
      heading: t(`column.${name}`),
      width: '7.5rem',
      align: 'end' as const,
      ...(only && { only }),
      cell: (line: PayoutLine) => <AnyMoneyText amount={line[name]} currency={line.currency} />
    })
    return [
      {
        name: 'reference',
        heading: t('column.reference'),
        width: '8rem',
        grow: 1.2,
        cell: ({ merchantReference }: PayoutLine) => merchantReference ?? t('line.noReference')
      },
      {
        name: 'customer',
        heading: t('column.customer'),
        width: '7rem',
        grow: 1,
        only: 'wider' as const,
        cell: ({ owner }: PayoutLine) => (owner === null ? t('line.elsewhere') : owner.customerName)
      },
      money('amount'),
      money('capture', 'wide'),
      money('refund', 'wider'),
      money('fee', 'wide'),
      {
        name: 'differences',
        heading: t('column.agreement'),
        width: '10rem',
        grow: 1,
        cell: ({ differences }: PayoutLine) =>
          differences.length === 0 ? (
            <span className={classes['agreement']} data-agreement="agrees">
              {t('agreement.agrees')}
            </span>
          ) : (
            <span
              className={classes['off']}
              title={differences.map(({ kind }) => t(`difference.${kind}.short`)).join(', ')}
            >
              {differences.map(({ kind }) => t(`difference.${kind}.short`)).join(', ')}
            </span>
          )
      }
    ]
  }, [t])
}
