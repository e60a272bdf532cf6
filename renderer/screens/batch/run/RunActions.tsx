import { Button, Group, Modal } from '@mantine/core'
import {
  IconFileDownload,
  IconLink,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconReceipt,
  IconRepeat
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { BatchDetail, RunView } from '../../../../shared/batch-view'
import { api } from '../../../api'
import type { BatchProgress } from '../../../batch-progress'
import { useAction } from '../../../hooks/use-action'
import { useAppStore } from '../../../stores/app-store'
import { isWorthSaying } from '../../../stores/files-store'
import type { BatchStore } from '../batch-store'
import { HeldActions } from './HeldActions'
import { LinksDialog } from './LinksDialog'
import { PaceButton } from './PaceButton'
import { ReceiptDialog } from './ReceiptDialog'
import { useFileWords } from '../use-file-words'
import classes from './RunStage.module.css'

interface RunActionsProps {
  readonly store: BatchStore
  readonly detail: BatchDetail
  readonly run: RunView
  readonly progress: BatchProgress
}

/** What can be done with a released file where it is now. */
export function RunActions({ store, detail, run, progress }: RunActionsProps) {
  const { t } = useTranslation('files')
  const busy = useStore(store, (state) => state.busy)
  const batchId = detail.id
  switch (run.state) {
    case 'held':
      return <HeldActions store={store} batchId={batchId} run={run} mayStart={!detail.fileLost} />
    case 'running':
      return (
        <>
          <PaceButton store={store} batchId={batchId} run={run} />
          <Button
            leftSection={<IconPlayerPause size={16} aria-hidden />}
            title="Ctrl+."
            aria-keyshortcuts="Control+."
            loading={busy}
            onClick={() => void store.act(() => api.pauseBatch({ batchId }))}
          >
            {t('run.pause')}
          </Button>
        </>
      )
    case 'looking':
      return <StopButton store={store} batchId={batchId} left={progress.left} />
    case 'paused':
      // Nothing goes on from nothing: what was never begun can only be called off.
      if (detail.fileLost) return <StopButton store={store} batchId={batchId} left={progress.left} />
      return (
        <>
          <StopButton store={store} batchId={batchId} left={progress.left} />
          <PaceButton store={store} batchId={batchId} run={run} />
          <Button
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            loading={busy}
            onClick={() => void store.act(() => api.startBatch({ batchId, lookedAt: false }))}
          >
            {t(run.reason === 'taken_over' ? 'run.takeUp' : 'run.resume', { count: progress.left })}
          </Button>
        </>
      )
    case 'done':
    case 'stopped':
      return <EndActions detail={detail} run={run} />
    case 'cancelled':
      return null
  }
}

/** The files that come out of it, and the receipt. */
function EndActions({ detail, run }: Pick<RunActionsProps, 'detail' | 'run'>) {
  const { t } = useTranslation('files')
  const report = useAppStore((state) => state.report)
  const [receipt, setReceipt] = useState(false)
  const [links, setLinks] = useState(false)
  const [saved, setSaved] = useState('')
  const save = useAction(api.saveBatchFile)
  const words = useFileWords()

  const saveFile = async (what: 'result' | 'rerun'): Promise<void> => {
    const answer = await save.run({ batchId: detail.id, what, words })
    if (answer?.ok) {
      setSaved(t(answer.value.reencoded ? 'run.savedReencoded' : 'run.saved', { count: answer.value.rows }))
    } else if (answer && isWorthSaying(answer.error)) report(answer.error)
  }
  const declined = run.declines.reduce((sum, { charges }) => sum + charges, 0)
  return (
    <>
      <span role="status" className={classes['saved']}>
        {saved}
      </span>
      <Button
        variant="default"
        leftSection={<IconReceipt size={16} aria-hidden />}
        onClick={() => setReceipt(true)}
      >
        {t('receipt.title')}
      </Button>
      {declined > 0 && (
        <Button
          variant="default"
          leftSection={<IconLink size={16} aria-hidden />}
          onClick={() => setLinks(true)}
        >
          {t('links.open', { count: declined })}
        </Button>
      )}
      {!detail.fileLost && (
        <>
          <Button
            variant="default"
            leftSection={<IconRepeat size={16} aria-hidden />}
            disabled={save.busy}
            onClick={() => void saveFile('rerun')}
          >
            {t('run.saveRerun')}
          </Button>
          <Button
            leftSection={<IconFileDownload size={16} aria-hidden />}
            loading={save.busy}
            onClick={() => void saveFile('result')}
          >
            {t('run.saveResult')}
          </Button>
        </>
      )}
      {receipt && <ReceiptDialog detail={detail} run={run} onClose={() => setReceipt(false)} />}
      {links && <LinksDialog batchId={detail.id} onClose={() => setLinks(false)} />}
    </>
  )
}

interface StopButtonProps {
  readonly store: BatchStore
  readonly batchId: string
  readonly left: number
}

/** Calls the rest off for good, after asking. Cancel has the focus. */
function StopButton({ store, batchId, left }: StopButtonProps) {
  const { t } = useTranslation(['files', 'common'])
  const [asking, setAsking] = useState(false)
  const stop = async (): Promise<void> => {
    await store.act(() => api.stopBatch({ batchId }))
    setAsking(false)
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={16} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('run.stop')}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('run.stopTitle')}
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        <p style={{ margin: 0 }}>{t('run.stopWhat', { count: left })}</p>
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {t('common:action.cancel')}
          </Button>
          <Button color="red" onClick={() => void stop()}>
            {t('run.stopConfirm', { count: left })}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
