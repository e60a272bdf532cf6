import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { BatchDetail, BatchRow, CheckView, RowFilter } from '../../../../shared/batch-view'
import { api } from '../../../api'
import { EmptyState } from '../../../components/EmptyState'
import { ErrorNotice } from '../../../components/ErrorNotice'
import { DataGrid, type GridHandle } from '../../../components/grid/DataGrid'
import { Loading } from '../../../components/Loading'
import { createWindowedList } from '../../../stores/windowed-list'
import type { BatchStore } from '../batch-store'
import { DiscardButton } from '../DiscardButton'
import { useFileWords } from '../file-words'
import { FileHeader } from '../FileHeader'
import { Counts } from './Counts'
import { createMending } from './mending-store'
import classes from './MendingStage.module.css'
import { NoteLine } from './NoteLine'
import { ProblemGroups } from './ProblemGroups'
import { RowPanel } from './RowPanel'
import { Toolbar } from './Toolbar'
import { KeyGuard } from './key-guard'
import { useMendingCells } from './use-mending-cells'
import { useMendingColumns } from './use-mending-columns'
import { useMendingKeys } from './use-mending-keys'

interface MendingStageProps {
  readonly store: BatchStore
  readonly detail: BatchDetail
  readonly check: CheckView
  /** What is shown first; all rows where it says nothing. */
  readonly first?: Partial<RowFilter>
  readonly onReview: () => void
}

interface RowQuery {
  readonly batchId: string
  readonly filter: RowFilter
}

const keyOf = ({ row }: BatchRow): number => row

/** The rows of a file, and what is wrong with them, mended in place. */
export function MendingStage({ store, detail, check, first, onReview }: MendingStageProps) {
  const { t } = useTranslation('files')
  const batchId = detail.id
  const names = useFileWords()
  const [list] = useState(() => createWindowedList<BatchRow, RowQuery>(api.listBatchRows, keyOf))
  const [mending] = useState(() => createMending(api, batchId, store, list.reload, first))
  const filter = useStore(mending, (state) => state.filter)
  const refusal = useStore(store, (state) => state.refusal)
  const draftRefused = useStore(mending, (state) => state.draft?.refused ?? null)
  const total = useStore(list, (state) => state.total)
  const error = useStore(list, (state) => state.error)
  const grid = useRef<GridHandle>(null)
  const [active, setActive] = useState<BatchRow | null>(null)
  const columns = useMendingColumns(check)
  const [guard] = useState(() => new KeyGuard())
  const cells = useMendingCells({ mending, list, columns, detail, grid, guard })
  const find = useMendingKeys(mending, grid, total ?? 0, guard)

  const query = useMemo(() => ({ batchId, filter }), [batchId, filter])
  useEffect(() => list.ask(query), [list, query])
  // What stands half typed in a cell when the screen is left is given to main all the same.
  useEffect(() => () => void mending.commit('row'), [mending])

  const waiting = check.blocked + check.unexplained
  return (
    <div className={classes['root']}>
      <FileHeader detail={detail} step="mending">
        <DiscardButton batchId={batchId} name={names.name(detail)} />
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          onClick={() => void store.act(() => api.backToColumns({ batchId }))}
        >
          {t('steps.columns')}
        </Button>
        <Button
          rightSection={<IconArrowRight size={16} aria-hidden />}
          disabled={check.charges === 0}
          onClick={() => void mending.commit('row').then((taken) => taken && onReview())}
        >
          {t('mending.review', { count: check.charges })}
        </Button>
      </FileHeader>
      <Counts
        check={check}
        filter={filter}
        onShow={(show) => mending.show({ show, code: null, field: null })}
      />
      {refusal && refusal !== draftRefused && <ErrorNotice error={refusal} onClose={store.forget} />}
      <div className={classes['work']}>
        <div className={classes['main']}>
          <Toolbar
            mending={mending}
            batchId={batchId}
            check={check}
            shown={total}
            waiting={waiting}
            onFind={find}
          />
          <div className={classes['grid']}>
            {error && <ErrorNotice error={error} onRetry={list.reload} />}
            {total === null && !error && <Loading />}
            {total === 0 && <EmptyState icon={<IconSearch />} title={t('mending.none')} />}
            {total !== null && total > 0 && (
              <DataGrid
                ref={grid}
                list={list}
                columns={columns}
                label={t('mending.grid')}
                chosen={null}
                cells={cells}
                onActive={setActive}
              />
            )}
          </div>
          <NoteLine mending={mending} />
        </div>
        <aside className={classes['side']} aria-label={t('groups.title')} data-region tabIndex={-1}>
          <ProblemGroups groups={check.groups} mending={mending} />
          <RowPanel key={active?.row} row={total === 0 ? null : active} mending={mending} />
        </aside>
      </div>
    </div>
  )
}
