import { CloseButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isDialogOpen, isOfDialog } from '../../open-dialog'
import type { Walk } from '../../hooks/use-list-walk'
import classes from './DetailPanel.module.css'
import { WalkButtons } from './WalkButtons'

interface DetailPanelProps {
  /** What the panel is, for assistive technology. */
  readonly label: string
  /** Null while what is to be shown is on its way. */
  readonly title: string | null
  /** Closes it; one that was opened takes the focus. Without it the panel follows the list and stays. */
  readonly onClose?: () => void
  /** Where its neighbours in the list can be gone to. */
  readonly walk?: Walk
  /** Counts how often one was opened: each takes the focus anew. One that was walked to leaves it where it is. */
  readonly opening?: number
  readonly children: ReactNode
}

/** One row of a list in full, beside it. */
export function DetailPanel({ label, title, onClose, walk, opening = 0, children }: DetailPanelProps) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const takesFocus = title !== null && onClose !== undefined
  useHotkeys([['Escape', (event) => !isDialogOpen() && !isOfDialog(event) && onClose?.()]], [])
  const focused = useRef<number | null>(null)
  useEffect(() => {
    if (!takesFocus || focused.current === opening) return
    focused.current = opening
    heading.current?.focus()
  }, [takesFocus, opening])
  return (
    <aside className={classes['root']} aria-label={label} data-region tabIndex={-1}>
      <header className={classes['head']}>
        <h2 ref={heading} tabIndex={-1}>
          {title ?? '\u00a0'}
        </h2>
        {walk && <WalkButtons walk={walk} title={title === null ? null : label} />}
        {onClose && <CloseButton aria-label={t('action.closeDetails')} onClick={onClose} />}
      </header>
      {children}
    </aside>
  )
}
