import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { hasEnded } from '../../../../shared/batch'
import type { BatchDetail, RowFilter, RunView } from '../../../../shared/batch-view'
import { progressOf, type BatchProgress } from '../../../batch-progress'
import { ErrorNotice } from '../../../components/ErrorNotice'
import { TimeText } from '../../../components/TimeText'
import type { BatchStore } from '../batch-store'
import { FileHeader } from '../FileHeader'
import { StageBadge } from '../StageBadge'
import { FaceCounts } from './FaceCounts'
import { FirstRows } from './FirstRows'
import { HeldPanel } from './HeldPanel'
import { OutcomeGrid } from './OutcomeGrid'
import { ReasonPanel } from './ReasonPanel'
import { LostPanel } from './LostPanel'
import { RunActions } from './RunActions'
import { RunProgress } from './RunProgress'
import { RunSide } from './RunSide'
import classes from './RunStage.module.css'

interface RunStageProps {
  readonly store: BatchStore
  readonly detail: BatchDetail
  readonly run: RunView
}

/** A released file, from the hold before its start until the last of its charges has an answer. */
export function RunStage({ store, detail, run }: RunStageProps) {
  const { t } = useTranslation('files')
  const refusal = useStore(store, (state) => state.refusal)
  const [show, setShow] = useState<RowFilter['show']>('all')
  const progress = useMemo(() => progressOf(run), [run])
  const parts = { store, detail, run, progress }
  return (
    <div className={classes['root']}>
      <FileHeader detail={detail} step="run">
        <RunActions {...parts} />
      </FileHeader>
      {refusal && <ErrorNotice error={refusal} onClose={store.forget} />}
      {detail.fileLost ? <LostPanel run={run} /> : <StatePanel {...parts} />}
      <section className={classes['status']} aria-label={t('run.status')}>
        <p className={classes['stage']}>
          <StageBadge stage={run.state} start={run.start} />
          {hasEnded(run.state) && run.endedAt !== null && <TimeText at={run.endedAt} form="full" />}
        </p>
        <RunProgress run={run} progress={progress} />
        <FaceCounts run={run} show={show} onShow={setShow} />
      </section>
      <div className={classes['work']}>
        <OutcomeGrid batchId={detail.id} show={show} hasEnded={hasEnded(run.state)} />
        <RunSide detail={detail} run={run} />
      </div>
    </div>
  )
}

interface StatePanelProps extends RunStageProps {
  readonly progress: BatchProgress
}

/** What is to be known, or done, where the file is now. */
function StatePanel(parts: StatePanelProps) {
  const { detail, run, progress } = parts
  switch (run.state) {
    case 'held':
      return <HeldPanel batchId={detail.id} run={run} />
    case 'paused':
      return <ReasonPanel run={run} progress={progress} />
    case 'looking':
      return <FirstRows {...parts} />
    default:
      return null
  }
}
