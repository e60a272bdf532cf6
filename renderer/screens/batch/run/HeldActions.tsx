import { Button } from '@mantine/core'
import { IconBan, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { RunView } from '../../../../shared/batch-view'
import { api } from '../../../api'
import { useNow } from '../../../hooks/use-now'
import type { BatchStore } from '../batch-store'
import { isLeftToStart } from './held-time'

interface HeldActionsProps {
  readonly store: BatchStore
  readonly batchId: string
  readonly run: RunView
  /** Whether there is a file that could start. */
  readonly mayStart: boolean
}

/** Calling a file off before anything has left, and starting one whose time has passed. */
export function HeldActions({ store, batchId, run, mayStart }: HeldActionsProps) {
  const { t } = useTranslation('files')
  const busy = useStore(store, (state) => state.busy)
  const isLeft = isLeftToStart(run, useNow(250))
  return (
    <>
      <Button
        color="red"
        variant="outline"
        leftSection={<IconBan size={16} aria-hidden />}
        disabled={busy}
        onClick={() => void store.act(() => api.cancelBatch({ batchId }))}
      >
        {t('run.cancel')}
      </Button>
      {mayStart && isLeft && (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={busy}
          onClick={() => void store.act(() => api.startBatch({ batchId, lookedAt: false }))}
        >
          {t('held.start', { count: run.charges })}
        </Button>
      )}
    </>
  )
}
