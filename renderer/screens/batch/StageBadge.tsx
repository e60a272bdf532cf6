import {
  IconBan,
  IconCircleCheckFilled,
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
import type { BatchStage } from '../../../shared/batch-view'
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

/** Where a file stands: icon, word and colour. */
export function StageBadge({ stage }: { readonly stage: BatchStage }) {
  const { t } = useTranslation('batch')
  const Mark = icons[stage]
  return (
    <span className={classes['root']} data-stage={stage}>
      <Mark size={15} aria-hidden />
      {t(`stage.${stage}`)}
    </span>
  )
}
