import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconHelpTriangleFilled,
  IconSend2,
  type Icon
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { faceOf, type ChargeFace, type ChargeState } from '../../shared/charge'
import classes from './StateBadge.module.css'

const icons: Readonly<Record<ChargeFace, Icon>> = {
  ready: IconCircleDashed,
  sent: IconSend2,
  succeeded: IconCircleCheckFilled,
  declined: IconCircleXFilled,
  unknown: IconHelpTriangleFilled
}

interface StateBadgeProps {
  readonly state: ChargeState
  readonly size?: 'md' | 'lg'
}

/** Where a charge is. Five faces, each its own shape, word and colour; the finer state chooses the word. */
export function StateBadge({ state, size = 'md' }: StateBadgeProps) {
  const { t } = useTranslation()
  const face = faceOf[state]
  const Face = icons[face]
  return (
    <span className={classes['root']} data-face={face} data-size={size} title={t(`stateMeaning.${state}`)}>
      <Face size={size === 'lg' ? 20 : 15} aria-hidden />
      {t(`state.${state}`)}
    </span>
  )
}
