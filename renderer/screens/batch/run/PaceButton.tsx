import { Button, Popover } from '@mantine/core'
import { IconGauge } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RunView } from '../../../../shared/batch-view'
import { api } from '../../../api'
import type { BatchStore } from '../batch-store'
import { PaceFields } from '../PaceFields'
import classes from './RunStage.module.css'

interface PaceButtonProps {
  readonly store: BatchStore
  readonly batchId: string
  readonly run: RunView
}

/** Changes how fast a file goes while it goes. */
export function PaceButton({ store, batchId, run }: PaceButtonProps) {
  const { t } = useTranslation('files')
  return (
    <Popover position="bottom-end" shadow="md" trapFocus width={260}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconGauge size={16} aria-hidden />}>
          {t('pace.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('pace.title')}>
        <div className={classes['pace']}>
          <PaceFields
            pace={run.pace}
            onChange={(pace) => void store.act(() => api.setBatchPace({ batchId, pace }))}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
