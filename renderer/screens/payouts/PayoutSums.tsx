import { Table } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { PayoutDetail, PayoutMoney, PayoutSum } from '../../../shared/payout'
import { AnyMoneyText } from '../../components/AnyMoneyText'
import classes from './Payouts.module.css'

const columns = ['capture', 'refund', 'fee', 'amount'] as const

/** What a payout says of each currency, and what its lines come to: here, elsewhere, and in none. */
export function PayoutSums({ payout }: { readonly payout: PayoutDetail }) {
  const { t } = useTranslation('payouts')
  const isRead = payout.lines !== null
  return (
    <div className={classes['sums']}>
      <Table verticalSpacing={4} withRowBorders={false} aria-label={t('sums.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('sums.title')}</Table.Th>
            {columns.map((name) => (
              <Table.Th key={name} ta="right">
                {t(`column.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {payout.sums.map((sum) => (
            <Fragment key={sum.currency}>
              {sum.said && (
                <SumRow name={t('sums.said', { currency: sum.currency })} sum={sum} money={sum.said} strong />
              )}
              {isRead && <SumRow name={t('sums.here')} sum={sum} money={sum.here} />}
              {isRead && isAny(sum.elsewhere) && (
                <SumRow name={t('sums.elsewhere')} sum={sum} money={sum.elsewhere} isOff />
              )}
              {isRead && isAny(sum.missing) && (
                <SumRow name={t('sums.missing')} sum={sum} money={sum.missing} isOff />
              )}
              {!sum.addsUp && (
                <Table.Tr>
                  <Table.Td colSpan={columns.length + 1} className={classes['off'] ?? ''}>
                    {t('sums.doesNotAddUp')}
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

interface SumRowProps {
  readonly name: string
  readonly sum: PayoutSum
  readonly money: PayoutMoney
  readonly strong?: boolean
  /** It is what does not agree. */
  readonly isOff?: boolean
}

function SumRow({ name, sum: { currency }, money, strong = false, isOff = false }: SumRowProps) {
  return (
    <Table.Tr className={isOff ? (classes['off'] ?? '') : ''}>
      <Table.Th scope="row" fw={strong ? 620 : isOff ? 580 : 400}>
        {name}
      </Table.Th>
      {columns.map((column) => (
        <Table.Td key={column} ta="right">
          <AnyMoneyText
            amount={money[column]}
            currency={currency}
            weight={strong && column === 'amount' ? 'strong' : 'normal'}
          />
        </Table.Td>
      ))}
    </Table.Tr>
  )
}

function isAny(money: PayoutMoney): boolean {
  return columns.some((name) => money[name] !== 0)
}
