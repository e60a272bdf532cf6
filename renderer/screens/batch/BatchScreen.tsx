import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AppError } from '../../../shared/result'
import type { RowFilter } from '../../../shared/batch-view'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Loading } from '../../components/Loading'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useApiEvent } from '../../hooks/use-api-event'
import { filesStore } from '../../stores/use-files'
import classes from './BatchScreen.module.css'
import { createBatchStore, isNoChargeFile, type BatchStore } from './batch-store'
import { ColumnsStage } from './columns/ColumnsStage'
import { DiscardButton } from './DiscardButton'
import { MendingStage } from './mending/MendingStage'
import { ReleaseStage } from './release/ReleaseStage'
import { useKeptFocus } from './use-kept-focus'
import { RunStage } from './run/RunStage'

/** One charge file, at whatever stage it is. */
export function BatchScreen({ batchId }: { readonly batchId: string }) {
  const { t } = useTranslation('files')
  const [store] = useState(() => createBatchStore(api, batchId))
  const detail = useStore(store, (state) => state.detail)
  const error = useStore(store, (state) => state.error)
  const root = useRef<HTMLDivElement>(null)
  useKeptFocus(root, store)
  useEffect(() => void store.load(), [store])
  useApiEvent('batchChanged', store.hear)
  const stage = detail?.stage
  // The window shows the file too, once it is released.
  useEffect(() => {
    if (stage !== undefined) void filesStore.refresh()
  }, [stage])
  if (detail === null) {
    return (
      <>
        <ScreenHeader title={t('list.title')}>
          {error && isNoChargeFile(error) && <DiscardButton batchId={batchId} name={null} />}
        </ScreenHeader>
        {error ? <LoadError store={store} error={error} /> : <Loading />}
      </>
    )
  }
  return (
    <div ref={root} className={classes['root']}>
      {error && <LoadError store={store} error={error} />}
      <Stage store={store} />
    </div>
  )
}

/** Why the file could not be read. One that is no charge file after all is none the next time either. */
function LoadError({ store, error }: { readonly store: BatchStore; readonly error: AppError }) {
  return <ErrorNotice error={error} onRetry={isNoChargeFile(error) ? undefined : () => void store.load()} />
}

function Stage({ store }: { readonly store: BatchStore }) {
  const detail = useStore(store, (state) => state.detail)
  const [reviewing, setReviewing] = useState(false)
  /** The rows that somebody came back from the review to see. */
  const [filter, setFilter] = useState<Partial<RowFilter>>({})
  if (detail === null) return null
  if (detail.stage === 'columns' && detail.columns) {
    return <ColumnsStage store={store} detail={detail} columns={detail.columns} />
  }
  if (detail.stage === 'mending' && detail.check) {
    return reviewing ? (
      <ReleaseStage
        store={store}
        detail={detail}
        onBack={(wanted) => {
          setFilter(wanted)
          setReviewing(false)
        }}
      />
    ) : (
      <MendingStage
        store={store}
        detail={detail}
        check={detail.check}
        first={filter}
        onReview={() => setReviewing(true)}
      />
    )
  }
  return detail.run ? <RunStage store={store} detail={detail} run={detail.run} /> : <Loading />
}
