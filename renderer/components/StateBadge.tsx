import {
  IconArrowBackUp,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconHelpTriangleFilled,
  IconSend2,
  type Icon
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ChargeFace, ChargeRow } from '../../shared/charge'
import { faceOfStanding, standingOf } from '../../shared/standing'
import classes from './StateBadge.module.css'

const icons: Readonly<Record<ChargeFace, Icon>> = {
  ready: IconCircleDashed,
  sent: IconSend2,
  succeeded: IconCircleCheckFilled,
  declined: IconCircleXFilled,
  unknown: IconHelpTriangleFilled,
  returned: IconArrowBackUp
}

interface StateBadgeProps {
  readonly charge: Pick<ChargeRow, 'state' | 'transactionStatus'>
  readonly size?: 'md' | 'lg'
}

/** Where a charge stands. Six faces, each its own shape, word and colour; the standing chooses the word. */
export function StateBadge({ charge, size = 'md' }: StateBadgeProps) {
  const { t } = useTranslation()
  const standing = standingOf(charge)
  const face = faceOfStanding[standing]
  const Face = icons[face]
  return (
    <span
      className={classes['root']}
      data-face={face}
      data-size={size}
      title={t(`standingMeaning.${standing}`)}
    >
      <Face size={size === 'lg' ? 20 : 15} aria-hidden />
      {t(`standing.${standing}`)}
    </span>
  )
}
