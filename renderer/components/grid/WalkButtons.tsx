import { ActionIcon } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Walk } from '../../hooks/use-list-walk'
import { isDialogOpen } from '../../open-dialog'
import classes from './DetailPanel.module.css'

interface WalkButtonsProps {
  readonly walk: Walk
  /** What is open, for assistive technology; null while it is on its way. */
  readonly title: string | null
}

/** To the next and the previous row of the list, by a button or Alt with an arrow, and where among them this one stands. */
export function WalkButtons({ walk: { place, total, atLeast, step }, title }: WalkButtonsProps) {
  const { t } = useTranslation()
  const go = (by: 1 | -1) => () => !isDialogOpen() && step(by)
  useHotkeys([
    ['alt+ArrowDown', go(1)],
    ['alt+ArrowUp', go(-1)]
  ])
  if (place === null) return null
  const where = t(atLeast ? 'walk.placeAtLeast' : 'walk.place', { place: place.index + 1, total })
  return (
    <div className={classes['walk']}>
      <span aria-hidden className="tabular">
        {where}
      </span>
      <span className="visually-hidden" role="status">
        {title !== null && `${title}, ${where}`}
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('walk.previous')}
        title={`${t('walk.previous')} (Alt ↑)`}
        aria-disabled={!place.hasPrevious}
        {...(!place.hasPrevious && { 'data-disabled': true })}
        onClick={go(-1)}
      >
        <IconChevronUp size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('walk.next')}
        title={`${t('walk.next')} (Alt ↓)`}
        aria-disabled={!place.hasNext}
        {...(!place.hasNext && { 'data-disabled': true })}
        onClick={go(1)}
      >
        <IconChevronDown size={18} aria-hidden />
      </ActionIcon>
    </div>
  )
}
