import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ProblemGroup } from '../../../../shared/batch-view'
import { filterOf, type MendingStore } from './mending-store'
import { GroupDialog, type GroupDoing } from './GroupDialog'
import classes from './MendingStage.module.css'

interface ProblemGroupsProps {
  readonly groups: readonly ProblemGroup[]
  readonly mending: MendingStore
}

const severities = ['blocker', 'reason', 'warning'] as const

/** What is wrong with the rows, by what mends it. Choosing a group shows its rows alone. */
export function ProblemGroups({ groups, mending }: ProblemGroupsProps) {
  const { t } = useTranslation('files')
  return (
    <section className={classes['groups']}>
      <h2>{t('groups.title')}</h2>
      {groups.length === 0 && <p className={classes['quiet']}>{t('groups.none')}</p>}
      {severities.map((severity) => {
        const own = groups.filter((group) => group.severity === severity)
        if (own.length === 0) return null
        return (
          <div key={severity}>
            <h3>{t(`groups.${severity}`)}</h3>
            <ul>
              {own.map((group) => (
                <li key={`${group.code} ${group.field}`}>
                  <Group group={group} mending={mending} />
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}

function Group({ group, mending }: { readonly group: ProblemGroup; readonly mending: MendingStore }) {
  const { t } = useTranslation(['files', 'batch'])
  const { code, field, severity, rows, samples } = group
  const isChosen = useStore(mending, ({ filter }) => {
    const own = filterOf(group)
    return filter.show === own.show && filter.code === code && filter.field === field
  })
  const [doing, setDoing] = useState<GroupDoing | null>(null)
  const seen = samples.map(({ row, seen }) =>
    seen === '' ? t('row.title', { row }) : t('groups.sample', { row, seen })
  )
  // What stands in the search field goes on narrowing the rows down.
  const show = (): void =>
    mending.show(
      isChosen ? { show: 'all', code: null, field: null } : { show: filterOf(group).show, code, field }
    )
  const skip = (): void => void mending.edit({ kind: 'skip_all', filter: filterOf(group), skip: true })
  return (
    <>
      <button
        type="button"
        className={classes['group']}
        data-severity={severity}
        aria-pressed={isChosen}
        title={seen.join('\n')}
        onClick={show}
      >
        <strong>
          {field === null
            ? t(`batch:problem.${code}.what`)
            : t('groups.at', { field: t(`batch:field.${field}`), what: t(`batch:problem.${code}.what`) })}
        </strong>
        <span className={classes['groupCount']}>{t('number', { count: rows })}</span>
        <small>{seen.join(' · ')}</small>
      </button>
      {isChosen && (
        <div className={classes['groupDo']}>
          <p>{t(`batch:problem.${code}.mend`)}</p>
          <div className={classes['doButtons']}>
            {severity === 'reason' && (
              <Button size="compact-sm" onClick={() => setDoing('explain')}>
                {t('groups.explain', { count: rows })}
              </Button>
            )}
            {severity === 'blocker' && field !== null && field !== 'card' && (
              <Button size="compact-sm" variant="default" onClick={() => setDoing('fill')}>
                {t('groups.fill', { count: rows })}
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={skip}>
              {t('groups.skip', { count: rows })}
            </Button>
          </div>
        </div>
      )}
      {doing && <GroupDialog group={group} doing={doing} mending={mending} onClose={() => setDoing(null)} />}
    </>
  )
}
