import {
  IconBan,
  IconCircleCheckFilled,
  IconClockExclamation,
  IconColumns3,
  IconEye,
  IconHourglass,
  IconListCheck,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  type Icon
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BatchStage, HeldStart } from '../../../shared/batch-view'
import classes from './StageBadge.module.css'

const icons: Readonly<Record<BatchStage, Icon>> = {
  columns: IconColumns3,
  mending: IconListCheck,
  held: IconHourglass,
  running: IconPlayerPlay,
  looking: IconEye,
  paused: IconPlayerPause,
  done: IconCircleCheckFilled,
  cancelled: IconBan,
  stopped: IconPlayerStop
}

interface StageBadgeProps {
  readonly stage: BatchStage
  /** How it stands to its start, while it is held. */
  readonly start: HeldStart | null
}

/** Where a file stands: icon, word and colour. One that is kept from starting does not just wait. */
export function StageBadge({ stage, start }: StageBadgeProps) {
  const { t } = useTranslation(['batch', 'files'])
  const Mark = icons[stage]
  if (start !== null && start.kept !== null) {
    return (
      <span className={classes['root']} data-stage="paused">
        <IconClockExclamation size={15} aria-hidden />
        {t('files:held.notStarted')}
      </span>
    )
  }
  return (
    <span className={classes['root']} data-stage={stage}>
      <Mark size={15} aria-hidden />
      {t(`batch:stage.${stage}`)}
    </span>
  )
}
