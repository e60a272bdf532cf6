import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './FilterBar.module.css'

interface FilterBarProps {
  readonly children: ReactNode
  /** How many rows there are, in words, where the head of the screen does not say so. */
  readonly count?: string
  /** Null while no filter is set. */
  readonly onClear: (() => void) | null
}

/** What narrows a list down, and how much is left of it. */
export function FilterBar({ children, count, onClear }: FilterBarProps) {
  const { t } = useTranslation()
  return (
    <search className={classes['root']} aria-label={t('filters.label')}>
      {children}
      {count !== undefined && (
        <span className={classes['count']} role="status">
          {count}
        </span>
      )}
      {onClear && (
        <Button variant="subtle" color="gray" onClick={onClear}>
          {t('filters.clear')}
        </Button>
      )}
    </search>
  )
}

/** What a narrow window puts into the next row as one. */
export function Together({ children }: { readonly children: ReactNode }) {
  return <div className={classes['together']}>{children}</div>
}
