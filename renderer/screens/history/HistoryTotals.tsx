import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargeSum, ChargeSums } from '../../../shared/charge'
import { MoneyText } from '../../components/MoneyText'
import classes from './HistoryTotals.module.css'

/** Currencies shown at first: those with the most charges. */
const shown = 3

/** What the filters come to, currency by currency: amounts of different ones are never added up. */
export function HistoryTotals({ totals }: { readonly totals: ChargeSums | null }) {
  const { t } = useTranslation('history')
  const [isWhole, setIsWhole] = useState(false)
  if (totals === null || totals.sums.length === 0) return null
  const byCount = totals.sums.toSorted((one, other) => other.charges - one.charges)
  const hidden = byCount.length - shown
  const rows = isWhole || hidden <= 0 ? byCount : byCount.slice(0, shown)
  return (
    <section className={classes['root']} aria-label={t('totals.title')}>
      <table>
        <caption className={totals.atLeast ? classes['floor'] : 'visually-hidden'}>
          {totals.atLeast ? t('totals.atLeast') : t('totals.title')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('totals.currency')}</th>
            <th scope="col">{t('totals.succeeded')}</th>
            <th scope="col">{t('totals.declined')}</th>
            <th scope="col">{t('totals.all')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((sum) => (
            <Row key={sum.currency} sum={sum} />
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? t('totals.fewer') : t('totals.more', { count: hidden })}
        </Button>
      )}
    </section>
  )
}

function Row({ sum }: { readonly sum: ChargeSum }) {
  const { currency } = sum
  return (
    <tr>
      <th scope="row">{currency}</th>
      <Cell currency={currency} charges={sum.succeeded} amount={sum.succeededAmount} />
      <Cell currency={currency} charges={sum.declined} amount={sum.declinedAmount} />
      <Cell currency={currency} charges={sum.charges} amount={sum.amount} />
    </tr>
  )
}

interface CellProps {
  readonly currency: string
  readonly charges: number
  readonly amount: number
}

function Cell({ currency, charges, amount }: CellProps) {
  const { t } = useTranslation('history')
  if (charges === 0) return <td className={classes['none']}>–</td>
  return (
    <td>
      <MoneyText amount={amount} currency={currency} weight="strong" />{' '}
      <span className={classes['count']}>{t('totals.count', { count: charges })}</span>
    </td>
  )
}
