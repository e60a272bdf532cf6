import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './FilterBar.module.css'

/** A period of whole days, as `YYYY-MM-DD`; empty for no bound. */
export interface TypedDays {
  readonly from: string
  readonly to: string
}

interface DayRangeProps {
  readonly days: TypedDays
  readonly onChange: (change: Partial<TypedDays>) => void
}

/** The first and the last day of a period. */
export function DayRange({ days, onChange }: DayRangeProps) {
  const { t } = useTranslation()
  return (
    <div className={classes['range']}>
      <TextInput
        type="date"
        label={t('filters.from')}
        value={days.from}
        max={days.to}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('filters.to')}
        value={days.to}
        min={days.from}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
    </div>
  )
}
