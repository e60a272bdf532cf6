import { useTranslation } from 'react-i18next'
import type { ChargeFilter, ChargeSums } from '../../../shared/charge'

interface HistorySummaryProps {
  /** How many rows the list has; null until that is known. */
  readonly total: number | null
  readonly atLeast: boolean
  readonly totals: ChargeSums | null
  readonly query: ChargeFilter
}

/**
 * How many charges the filters show. A list that is sorted by amount or customer is counted only as far as anybody reads;
 * the totals know how many there are. Of what was searched for only the newest are sorted when there are very many.
 */
export function HistorySummary({ total, atLeast, totals, query }: HistorySummaryProps) {
  const { t } = useTranslation('history')
  if (total === null) return <span role="status">{'\u00a0'}</span>
  const counted = totals?.sums.reduce((all, { charges }) => all + charges, 0) ?? 0
  const isExact = !atLeast || (totals !== null && !totals.atLeast)
  const count = atLeast && isExact ? counted : total
  const isPartSorted = atLeast && query.search !== '' && query.sort !== 'newest'
  return (
    <span role="status">
      {t(isExact ? 'count' : 'countAtLeast', { count })}
      {isPartSorted && <> {t('partSorted', { count: total })}</>}
    </span>
  )
}
