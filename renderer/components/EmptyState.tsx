import type { ReactNode } from 'react'
import classes from './EmptyState.module.css'

interface EmptyStateProps {
  readonly icon: ReactNode
  readonly title: string
  /** One sentence: why it is empty, or what to do. */
  readonly children?: ReactNode
  /** A button, when there is one thing to do about it. */
  readonly action?: ReactNode
}

/** What a list or a screen shows when it has nothing to show. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={classes['root']}>
      <div className={classes['icon']} aria-hidden>
        {icon}
      </div>
      <p className={classes['title']}>{title}</p>
      {children && <div className={classes['words']}>{children}</div>}
      {action && <div className={classes['action']}>{action}</div>}
    </div>
  )
}
