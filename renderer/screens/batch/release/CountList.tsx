import { useTranslation } from 'react-i18next'
import classes from './CountList.module.css'

interface CountListProps {
  /** By what each is called. */
  readonly counts: readonly (readonly [name: string, count: number])[]
  /** Whether it stands below other figures, apart from them. */
  readonly below?: boolean
}

/** Counts beside what they count; what there is none of stands back. */
export function CountList({ counts, below = false }: CountListProps) {
  const { t } = useTranslation('files')
  return (
    <dl className={classes['counts']} data-below={below || undefined}>
      {counts.map(([name, count]) => (
        <div key={name} data-none={count === 0 || undefined}>
          <dt>{name}</dt>
          <dd>{t('number', { count })}</dd>
        </div>
      ))}
    </dl>
  )
}
