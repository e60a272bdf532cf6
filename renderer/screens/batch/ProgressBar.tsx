import type { BatchProgress } from '../../batch-progress'
import classes from './ProgressBar.module.css'

interface ProgressBarProps {
  readonly progress: Pick<BatchProgress, 'charges' | 'answered' | 'open'>
  readonly size?: 'sm' | 'lg'
}

/** How far a file has come, as a picture: the figures always stand beside it in words. */
export function ProgressBar({ progress, size = 'sm' }: ProgressBarProps) {
  const { charges, answered, open } = progress
  const part = (of: number): string => `${charges === 0 ? 0 : (of / charges) * 100}%`
  return (
    <span className={classes['track']} data-size={size} aria-hidden>
      <span className={classes['answered']} style={{ width: part(answered) }} />
      <span className={classes['open']} style={{ width: part(open) }} />
    </span>
  )
}
