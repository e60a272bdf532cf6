import { UnstyledButton } from '@mantine/core'
import {
  IconClockExclamation,
  IconClockPause,
  IconEye,
  IconHourglass,
  IconPlayerPlay,
  type Icon
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BatchSummary } from '../../shared/batch-view'
import { progressOf } from '../batch-progress'
import { keptWords } from '../held-words'
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
  const { t } = useTranslation(['files', 'batch', 'errors'])
  const go = useNavigation((state) => state.go)
  const { answered, charges, percent } = progressOf(file)
  const stage = file.stage as Going
  const kept = keptWords(t, file.start)
  const Mark = kept === null ? icons[stage] : IconClockExclamation
  const name = file.name || file.fileName
  return (
    <UnstyledButton
      className={classes['root']}
      data-stage={kept === null ? stage : 'paused'}
      title={kept === null ? name : `${name}\n${kept.why} ${kept.next}`}
      onClick={() => go({ name: 'batch', batchId: file.id })}
    >
      <span className={classes['stage']}>
        <Mark size={16} stroke={1.9} aria-hidden />
        <span className={classes['words']}>
          {kept === null ? t(`batch:stage.${stage}`) : t('held.notStarted')}
        </span>
      </span>
      <span className={classes['name']}>{name}</span>
      <span className={classes['track']} aria-hidden>
        <span className={classes['bar']} style={{ width: `${percent}%` }} />
      </span>
      <span className={classes['count']}>
        {kept === null ? t('progress.short', { answered, charges }) : `${kept.why} ${kept.next}`}
      </span>
    </UnstyledButton>
  )
}
