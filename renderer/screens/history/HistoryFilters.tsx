import { Button, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { operation, operations } from '../../../shared/card'
import { chargeState, chargeStates } from '../../../shared/charge'
import { containsCardNumber } from '../../../shared/text'
import { dayEnd, dayStart } from './grid-keys'
import { noFilter, type HistoryFilter } from './history-store'
import classes from './HistoryScreen.module.css'

/** How long typing rests before charges are searched, ms. */
const searchDelay = 150

interface HistoryFiltersProps {
  readonly filter: HistoryFilter
  readonly filtered: boolean
  readonly onChange: (change: Partial<HistoryFilter>) => void
}

/** Search by text, state, kind and days. */
export function HistoryFilters({ filter, filtered, onChange }: HistoryFiltersProps) {
  const { t } = useTranslation(['history', 'common', 'errors'])
  const [text, setText] = useState(filter.search)
  const [days, setDays] = useState({ from: '', to: '' })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const search = (value: string): void => {
    setText(value)
    clearTimeout(timer.current)
    if (containsCardNumber(value)) return
    timer.current = setTimeout(() => onChange({ search: value.trim().slice(0, 200) }), searchDelay)
  }
  const setDay = (which: 'from' | 'to', value: string): void => {
    setDays((before) => ({ ...before, [which]: value }))
    onChange(which === 'from' ? { from: dayStart(value) } : { to: dayEnd(value) })
  }
  const clear = (): void => {
    clearTimeout(timer.current)
    setText('')
    setDays({ from: '', to: '' })
    onChange(noFilter)
  }
  return (
    <search className={classes['filters']} aria-label={t('filters')}>
      <TextInput
        className={classes['search']}
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        error={containsCardNumber(text) && t('errors:field.card_number')}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        data-screen-search
        onChange={(event) => search(event.currentTarget.value)}
      />
      <Select
        label={t('state')}
        placeholder={t('anyState')}
        clearable
        clearButtonProps={{ 'aria-label': t('anyState') }}
        data={chargeStates.map((value) => ({ value, label: t(`common:state.${value}`) }))}
        value={filter.states[0] ?? null}
        onChange={(value) => {
          const parsed = chargeState.safeParse(value)
          onChange({ states: parsed.success ? [parsed.data] : [] })
        }}
      />
      <Select
        label={t('operation')}
        placeholder={t('anyOperation')}
        clearable
        clearButtonProps={{ 'aria-label': t('anyOperation') }}
        data={operations.map((value) => ({ value, label: t(`common:operation.${value}`) }))}
        value={filter.operations[0] ?? null}
        onChange={(value) => {
          const parsed = operation.safeParse(value)
          onChange({ operations: parsed.success ? [parsed.data] : [] })
        }}
      />
      <TextInput
        type="date"
        label={t('from')}
        value={days.from}
        max={days.to}
        onChange={(event) => setDay('from', event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('to')}
        value={days.to}
        min={days.from}
        onChange={(event) => setDay('to', event.currentTarget.value)}
      />
      {filtered && (
        <Button variant="subtle" color="gray" onClick={clear}>
          {t('clear')}
        </Button>
      )}
    </search>
  )
}
