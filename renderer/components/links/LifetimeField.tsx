import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { linkLifetimes } from '../../../shared/link'

interface LifetimeFieldProps {
  /** Hours; null leaves it to Dintero. */
  readonly value: number | null
  readonly onChange: (hours: number | null) => void
  readonly problem?: string | null
  /** An end must be named, so it cannot be left to Dintero. */
  readonly needsEnd?: boolean
}

const byDintero = 'dintero'

/** For how long a link can be used. */
export function LifetimeField({ value, onChange, problem = null, needsEnd = false }: LifetimeFieldProps) {
  const { t } = useTranslation('links')
  return (
    <Select
      label={t('lifetime.label')}
      data={[
        { value: byDintero, label: t('lifetime.dintero'), disabled: needsEnd },
        ...linkLifetimes.map((hours) => ({ value: String(hours), label: t(`lifetime.hours${hours}`) }))
      ]}
      value={value === null ? byDintero : String(value)}
      error={problem}
      allowDeselect={false}
      onChange={(chosen) => onChange(linkLifetimes.find((hours) => String(hours) === chosen) ?? null)}
    />
  )
}
