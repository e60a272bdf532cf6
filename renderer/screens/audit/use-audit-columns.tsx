import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '../../../shared/audit'
import type { GridColumn } from '../../components/grid/GridRow'
import { TimeText } from '../../components/TimeText'
import { factsText } from './facts'

/** What is shown of an entry in the list; its facts are in the detail too. */
export function useAuditColumns(): readonly GridColumn<AuditEntry>[] {
  const { t } = useTranslation('audit')
  return useMemo(
    () => [
      { name: 'number', heading: t('number'), width: '3.75rem', cell: ({ sequence }) => String(sequence) },
      { name: 'when', heading: t('when'), width: '7.25rem', cell: ({ at }) => <TimeText at={at} /> },
      {
        name: 'who',
        heading: t('who'),
        width: '5rem',
        grow: 0.8,
        only: 'wide',
        cell: ({ operator, osUser }) => operator || osUser
      },
      {
        name: 'what',
        heading: t('what'),
        width: '9rem',
        grow: 1,
        cell: ({ action }) => t(`action.${action}`)
      },
      { name: 'subject', heading: t('subject'), width: '7rem', grow: 1, cell: ({ subject }) => subject },
      {
        name: 'facts',
        heading: t('facts'),
        width: '8rem',
        grow: 2,
        only: 'widest',
        cell: ({ facts }) => factsText(facts)
      }
    ],
    [t]
  )
}
