import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './Notice.module.css'

interface NoticeProps {
  readonly tone: 'caution' | 'info'
  readonly icon: Icon
  readonly title: string
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** Something to know or to mind that is not a failure; failures are an `ErrorNotice`. */
export function Notice({ tone, icon: Mark, title, children, action }: NoticeProps) {
  return (
    <div className={classes['root']} data-tone={tone}>
      <Mark size={18} aria-hidden />
      <div className={classes['words']}>
        <strong>{title}</strong>
        <p>{children}</p>
      </div>
      {action}
    </div>
  )
}
