import { useEffect, useRef, type ReactNode } from 'react'
import { useNavigation } from '../stores/navigation'
import classes from './ScreenHeader.module.css'

interface ScreenHeaderProps {
  readonly title: string
  /** One line under the title: what the screen is for, or how much is in it. */
  readonly summary?: ReactNode
  /** Buttons at the right. */
  readonly children?: ReactNode
}

/**
 * The head of a screen with its only h1. It takes focus when the person came here from another screen, so that
 * the next Tab and the screen reader are where the eye is; a field with `data-autofocus` goes before it.
 */
export function ScreenHeader({ title, summary, children }: ScreenHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const visit = useNavigation((state) => state.visit)

  useEffect(() => {
    const wanted = heading.current?.closest('main')?.querySelector<HTMLElement>('[data-autofocus]')
    if (wanted) wanted.focus()
    else if (visit > 0) heading.current?.focus({ preventScroll: true })
  }, [visit])

  return (
    <header className={classes['root']}>
      <div className={classes['words']}>
        <h1 ref={heading} tabIndex={-1} className={classes['title']}>
          {title}
        </h1>
        {summary && <div className={classes['summary']}>{summary}</div>}
      </div>
      {children && <div className={classes['actions']}>{children}</div>}
    </header>
  )
}
