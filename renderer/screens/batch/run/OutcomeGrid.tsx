import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { IconListSearch } from '@tabler/icons-react'
import type { BatchRow, RowFilter } from '../../../../shared/batch-view'
import { api } from '../../../api'
import { EmptyState } from '../../../components/EmptyState'
import { ErrorNotice } from '../../../components/ErrorNotice'
import { searchedText } from '../../../components/filters/filters'
import { SearchField } from '../../../components/filters/SearchField'
import { DataGrid } from '../../../components/grid/DataGrid'
import { Loading } from '../../../components/Loading'
import { useApiEvent } from '../../../hooks/use-api-event'
import { useWindowedList } from '../../../hooks/use-windowed-list'
import { useNavigation } from '../../../stores/navigation'
import classes from './RunStage.module.css'
import { useOutcomeColumns } from './use-outcome-columns'

interface OutcomeGridProps {
  readonly batchId: string
  readonly show: RowFilter['show']
  /** What has not left never will. */
  readonly hasEnded: boolean
}

const keyOf = ({ row }: BatchRow): number => row

function PlainOutcomeGrid({ batchId, show, hasEnded }: OutcomeGridProps) {
  const { t } = useTranslation('files')
  const [typed, setTyped] = useState('')
  const search = searchedText(typed)
  const query = useMemo(
    () => ({ batchId, filter: { show, code: null, field: null, search } }),
    [batchId, show, search]
  )
  const list = useWindowedList(api.listBatchRows, keyOf, query)
  const total = useStore(list, (state) => state.total)
  const error = useStore(list, (state) => state.error)
  const columns = useOutcomeColumns(hasEnded)
  const go = useNavigation((state) => state.go)
  useApiEvent('batchChanged', (changed) => changed.batchId === batchId && list.refresh())
  useApiEvent('chargesChanged', list.refresh)
  return (
    <div className={classes['rows']}>
      <div className={classes['find']}>
        <SearchField
          label={t('toolbar.find')}
          isLabelHidden
          placeholder={t('toolbar.findPlaceholder')}
          value={typed}
          onChange={setTyped}
        />
        <span className={classes['quiet']} role="status">
          {total === null ? '' : t('toolbar.shown', { count: total })}
        </span>
      </div>
      <div className={classes['grid']}>
        {error && <ErrorNotice error={error} onRetry={list.reload} />}
        {total === null && !error && <Loading />}
        {total === 0 && <EmptyState icon={<IconListSearch />} title={t('mending.none')} />}
        {total !== null && total > 0 && (
          <DataGrid
            list={list}
            columns={columns}
            label={t('mending.grid')}
            chosen={null}
            onChoose={({ charge }) => charge && go({ name: 'history', chargeId: charge.id })}
          />
        )}
      </div>
    </div>
  )
}

/**
 * The rows of a released file with what became of each; a row opens its charge in the history. It is rendered when its rows
 * are others, and not whenever a count beside it is.
 */
export const OutcomeGrid = memo(PlainOutcomeGrid)
