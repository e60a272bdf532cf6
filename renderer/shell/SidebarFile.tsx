import { UnstyledButton } from '@mantine/core'
import { IconClockPause, IconEye, IconHourglass, IconPlayerPlay, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BatchSummary } from '../../shared/batch-view'
import { progressOf } from '../batch-progress'
import { useNavigation } from '../stores/navigation'
import { useFiles } from '../stores/use-files'
import classes from './SidebarFile.module.css'

type Going = 'held' | 'running' | 'looking' | 'paused'

const icons: Readonly<Record<Going, Icon>> = {
  held: IconHourglass,
  running: IconPlayerPlay,
  looking: IconEye,
  paused: IconClockPause
}

/** The file that is under way, on every screen, and the way to it. */
export function SidebarFile() {
  const active = useFiles((state) => state.active)
  return active && <Line file={active} />
}

function Line({ file }: { readonly file: BatchSummary }) {
  const { t } = useTranslation(['files', 'batch'])
  const go = useNavigation((state) => state.go)
  const { answered, charges, percent } = progressOf(file)
  const stage = file.stage as Going
  const Mark = icons[stage]
  const name = file.name || file.fileName
  return (
    <UnstyledButton
      className={classes['root']}
      data-stage={stage}
      title={name}
      onClick={() => go({ name: 'batch', batchId: file.id })}
    >
      <span className={classes['stage']}>
        <Mark size={16} stroke={1.9} aria-hidden />
        <span className={classes['words']}>{t(`batch:stage.${stage}`)}</span>
      </span>
      <span className={classes['name']}>{name}</span>
      <span className={classes['track']} aria-hidden>
        <span className={classes['bar']} style={{ width: `${percent}%` }} />
      </span>
      <span className={classes['count']}>{t('progress.short', { answered, charges })}</span>
    </UnstyledButton>
  )
}
