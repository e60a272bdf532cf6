import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { draftStages, type BatchSummary } from '../../../shared/batch-view'
import type { GridColumn } from '../../components/grid/GridRow'
import { MoneyText } from '../../components/MoneyText'
import { TimeText } from '../../components/TimeText'
import { progressOf } from '../../batch-progress'
import { keptWords } from '../../held-words'
import classes from './FilesScreen.module.css'
import { ProgressBar } from './ProgressBar'
import { StageBadge } from './StageBadge'
import { useFileWords } from './file-words'

/** What is shown of a file in the list. */
export function useFileColumns(): readonly GridColumn<BatchSummary>[] {
  const { t } = useTranslation(['files', 'batch', 'errors'])
  const words = useFileWords()
  return useMemo(
    () => [
      {
        name: 'name',
        heading: t('list.column.name'),
        width: '10rem',
        grow: 1.6,
        cell: (file) => (
          <span title={`${words.name(file)} · ${words.file(file)}`}>
            <span className={classes['two']}>{words.name(file)}</span>
            {file.name !== '' && <span className={classes['file']}>{words.file(file)}</span>}
          </span>
        )
      },
      {
        name: 'stage',
        heading: t('list.column.stage'),
        width: '14rem',
        cell: ({ stage, start }) => {
          const kept = keptWords(t, start)
          return (
            <span title={kept === null ? undefined : `${kept.why} ${kept.next}`}>
              <StageBadge stage={stage} start={start} />
              {kept !== null && <span className={classes['kept']}>{kept.why}</span>}
            </span>
          )
        }
      },
      {
        name: 'charges',
        heading: t('list.column.charges'),
        width: '5.5rem',
        align: 'end',
        cell: ({ charges }) => (charges === null ? t('list.notKnown') : t('number', { count: charges }))
      },
      {
        name: 'sums',
        heading: t('list.column.sums'),
        width: '12.5rem',
        grow: 0.5,
        align: 'end',
        only: 'wide',
        cell: ({ sums }) => (
          <span className={classes['sums']} title={sums.map(words.money).join('\n')}>
            {sums.slice(0, 1).map(({ currency, amount }) => (
              <MoneyText key={currency} amount={amount} currency={currency} />
            ))}
            {sums.length > 1 && <span>{t('list.more', { count: sums.length - 1 })}</span>}
          </span>
        )
      },
      {
        name: 'progress',
        heading: t('list.column.progress'),
        width: '9.5rem',
        only: 'wider',
        cell: (file) => <ListProgress file={file} />
      },
      {
        name: 'time',
        heading: t('list.column.time'),
        width: '7rem',
        align: 'end',
        only: 'wider',
        cell: ({ createdAt }) => <TimeText at={createdAt} />
      }
    ],
    [t, words]
  )
}

function ListProgress({ file }: { readonly file: BatchSummary }) {
  const { t } = useTranslation('files')
  const progress = progressOf(file)
  if (draftStages.some((draft) => draft === file.stage)) return null
  return (
    <span className={classes['progress']}>
      <ProgressBar progress={progress} />
      {t('progress.percent', { percent: progress.percent })}
    </span>
  )
}
