import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Pace } from '../../../shared/batch'

/** What is offered beside what is set; main takes anything between. */
const offered = {
  inFlight: [1, 2, 3, 5, 10],
  perSecond: [1, 2, 5, 10, 20, 50, 100],
  declinesAllowed: [5, 10, 20, 30, 50, 75, 100]
} as const satisfies Readonly<Record<keyof Pace, readonly number[]>>

const parts = ['inFlight', 'perSecond', 'declinesAllowed'] as const satisfies readonly (keyof Pace)[]

interface PaceFieldsProps {
  readonly pace: Pace
  readonly onChange: (pace: Pace) => void
}

/** How fast a file goes, and when it stops by itself. */
export function PaceFields({ pace, onChange }: PaceFieldsProps) {
  const { t } = useTranslation('files')
  return parts.map((part) => {
    const figures = [...new Set([...offered[part], pace[part]])].sort((one, other) => one - other)
    return (
      <NativeSelect
        key={part}
        label={t(`pace.${part}`)}
        data={figures.map((count) => ({
          value: String(count),
          label: t(part === 'declinesAllowed' && count === 100 ? 'pace.never' : `pace.${part}Of`, { count })
        }))}
        value={String(pace[part])}
        onChange={(event) => onChange({ ...pace, [part]: Number(event.currentTarget.value) })}
      />
    )
  })
}
