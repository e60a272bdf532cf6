import {
  IconArrowBackUp,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconHelpTriangleFilled,
  IconSend2,
  type Icon
} from '@tabler/icons-react'
import type { ChargeFace } from '../../shared/charge'
import classes from './FaceBadge.module.css'

const icons: Readonly<Record<ChargeFace, Icon>> = {
  ready: IconCircleDashed,
  sent: IconSend2,
  succeeded: IconCircleCheckFilled,
  declined: IconCircleXFilled,
  unknown: IconHelpTriangleFilled,
  returned: IconArrowBackUp
}

interface FaceBadgeProps {
  readonly face: ChargeFace
  readonly word: string
  /** What the word means, for whoever rests on it. */
  readonly meaning: string
  readonly size: 'md' | 'lg'
}

/** One of the six faces, each its own shape and colour, with the word for where something stands. */
export function FaceBadge({ face, word, meaning, size }: FaceBadgeProps) {
  const Face = icons[face]
  return (
    <span className={classes['root']} data-face={face} data-size={size} title={meaning}>
      <Face size={size === 'lg' ? 20 : 15} aria-hidden />
      {word}
    </span>
  )
}
