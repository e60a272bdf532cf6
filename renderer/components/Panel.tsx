import type { ReactNode } from 'react'
import classes from './Panel.module.css'

interface PanelProps {
  readonly title?: string
  /** Buttons or a badge at the right of the title. */
  readonly actions?: ReactNode
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A surface with one subject, and its h2. */
export function Panel({ title, actions, className, children }: PanelProps) {
  return (
    <section className={[classes['root'], className].filter(Boolean).join(' ')}>
      {title && (
        <div className={classes['head']}>
          <h2 className={classes['title']}>{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  )
}
