import { useDebouncedValue } from '@mantine/hooks'
import { IconFileCheck, IconFilterOff } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/EmptyState'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Loading } from '../../components/Loading'
import { ScreenHeader } from '../../components/ScreenHeader'
import { AuditFilterBar, noFilters, toQuery, type TypedFilters } from './AuditFilterBar'
import classes from './AuditScreen.module.css'
import { AuditTable } from './AuditTable'
import { AuditVerifier } from './AuditVerifier'
import { useAuditWindow } from './use-audit-window'

/** Everything that was done, sealed entry by entry. */
export function AuditScreen() {
  const { t } = useTranslation('audit')
  const [typed, setTyped] = useState<TypedFilters>(noFilters)
  const [settledFilters] = useDebouncedValue(typed, 200)
  const filters = useMemo(() => toQuery(settledFilters), [settledFilters])
  const [wanted, setWanted] = useState<number | null>(null)
  const trail = useAuditWindow(filters)
  const filtered = typed !== noFilters

  const showEntry = (sequence: number): void => {
    setTyped(noFilters)
    setWanted(sequence)
  }
  return (
    <div className={classes['root']}>
      <ScreenHeader title={t('title')} summary={t('summary')} />
      <AuditVerifier onShow={showEntry} />
      <AuditFilterBar
        filters={typed}
        total={trail.total}
        onChange={setTyped}
        onClear={filtered ? () => setTyped(noFilters) : null}
      />
      {trail.error && <ErrorNotice error={trail.error} onRetry={trail.reload} />}
      {trail.total === null && !trail.error && <Loading />}
      {trail.total === 0 && (
        <div className={classes['sheet']}>
          <EmptyState
            icon={filtered ? <IconFilterOff /> : <IconFileCheck />}
            title={filtered ? t('noMatch') : t('empty')}
          >
            {filtered ? t('noMatchWhat') : t('emptyWhat')}
          </EmptyState>
        </div>
      )}
      {trail.total !== null && trail.total > 0 && (
        <AuditTable
          key={JSON.stringify(filters)}
          trail={trail}
          total={trail.total}
          wanted={filtered ? null : wanted}
        />
      )}
    </div>
  )
}
