import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchRow } from '../../../../shared/batch-view'
import { longest, textProblem } from '../../../../shared/fields'
import { fieldText } from '../../../../shared/text'
import { CardLine } from '../../../components/CardLine'
import { useProblemWords } from '../../../hooks/use-problem-words'
import type { MendingStore } from './mending-store'
import classes from './MendingStage.module.css'
import { useRowProblemWords } from './row-problem-words'

interface RowPanelProps {
  /** The row that has the cursor; null while it is on its way. */
  readonly row: BatchRow | null
  readonly mending: MendingStore
}

/** What is wrong with one row, what the file says there, and what can be done about it. */
export function RowPanel({ row, mending }: RowPanelProps) {
  const { t } = useTranslation(['files', 'batch'])
  const words = useRowProblemWords()
  const edited = row === null ? [] : Object.entries(row.edited)
  const needsReason = row?.problems.some(({ severity }) => severity === 'reason') ?? false
  return (
    <section className={classes['panel']} aria-label={t('row.title', { row: row?.row ?? '' })}>
      <h2>
        <span>{row === null ? '\u00a0' : t('row.title', { row: row.row })}</span>
        {row !== null && !row.done && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void mending.edit({ kind: 'skip', rows: [row.row], skip: !row.skipped })}
          >
            {row.skipped ? t('row.takeIn') : t('row.leaveOut')}
          </Button>
        )}
      </h2>
      {row !== null && (
        <>
          {row.line !== row.row && <p className={classes['quiet']}>{t('row.line', { line: row.line })}</p>}
          {row.done && <p>{t('row.done')}</p>}
          {row.skipped && <p>{t('row.skipped')}</p>}
          {row.problems.length === 0 && !row.skipped && !row.done && (
            <p className={classes['quiet']}>{t('row.fine')}</p>
          )}
          {row.raw !== null && <code>{row.raw}</code>}
          {row.problems.map((problem) => (
            <div
              key={`${problem.code} ${problem.field}`}
              className={classes['problem']}
              data-severity={problem.severity}
            >
              <p>
                <strong>{words.what(problem)}</strong>
              </p>
              <p>{words.mend(problem)}</p>
            </div>
          ))}
          {row.candidates.length > 0 && (
            <div className={classes['candidates']} role="group" aria-label={t('row.candidates')}>
              {row.candidates.map((card) => (
                <Button
                  key={card.id}
                  variant="default"
                  onClick={() => void mending.put([{ row: row.row, field: 'card', text: card.id }])}
                >
                  <CardLine card={card} />
                </Button>
              ))}
            </div>
          )}
          {needsReason && <Reason row={row} mending={mending} />}
          {row.explained !== null && <p>{t('row.explained', { reason: row.explained })}</p>}
          {edited.map(([field, text]) => (
            <p key={field} className={classes['quiet']}>
              {t('row.was', { field: t(`batch:field.${field as keyof BatchRow['edited']}`), text })}
            </p>
          ))}
        </>
      )}
    </section>
  )
}

function Reason({ row, mending }: { readonly row: BatchRow; readonly mending: MendingStore }) {
  const { t } = useTranslation('files')
  const words = useProblemWords()
  const [text, setText] = useState('')
  const reason = fieldText(text)
  const problem = textProblem(reason, longest.reason)
  return (
    <>
      <Textarea
        label={t('row.reason')}
        value={text}
        rows={2}
        maxLength={longest.reason}
        error={problem === null ? null : words('reason', problem)}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        size="compact-sm"
        mt={6}
        disabled={reason === '' || problem !== null}
        onClick={() => void mending.edit({ kind: 'explain_rows', rows: [row.row], reason })}
      >
        {t('row.keepReason')}
      </Button>
    </>
  )
}
