import { Button } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { BatchDetail, RunView } from '../../../../shared/batch-view'
import { api } from '../../../api'
import type { BatchProgress } from '../../../batch-progress'
import { ErrorNotice } from '../../../components/ErrorNotice'
import { Loading } from '../../../components/Loading'
import { useLoad } from '../../../hooks/use-load'
import type { BatchStore } from '../batch-store'
import { firstRows } from './outcome-rows'
import { OutcomeLine } from './OutcomeLine'
import classes from './RunStage.module.css'

interface FirstRowsProps {
  readonly store: BatchStore
  readonly detail: BatchDetail
  readonly run: RunView
  readonly progress: BatchProgress
}

/** The first charges with what became of them, and the one button that lets the rest go. */
export function FirstRows({ store, detail, run, progress }: FirstRowsProps) {
  const { t } = useTranslation('files')
  const busy = useStore(store, (state) => state.busy)
  const batchId = detail.id
  const { firstCharges } = run
  const first = useLoad(useCallback(() => firstRows(api, batchId, firstCharges), [batchId, firstCharges]))
  return (
    <section className={classes['first']} aria-labelledby="first-title">
      <div className={classes['firstHead']}>
        <IconEye size={22} aria-hidden />
        <div>
          <h2 id="first-title">{t('first.title', { count: firstCharges })}</h2>
          <p>{t('first.what', { count: progress.left })}</p>
        </div>
        <Button
          size="md"
          loading={busy}
          disabled={first.value === null}
          onClick={() => void store.act(() => api.startBatch({ batchId, lookedAt: true }))}
        >
          {t('first.rest', { count: progress.left })}
        </Button>
      </div>
      {first.error && <ErrorNotice error={first.error} onRetry={first.reload} />}
      {first.value === null && first.loading && <Loading />}
      <ul>
        {first.value?.map((row) => (
          <li key={row.row}>
            <OutcomeLine row={row} />
          </li>
        ))}
      </ul>
    </section>
  )
}
