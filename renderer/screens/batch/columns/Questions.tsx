import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import type { ColumnsView } from '../../../../shared/batch-view'
import type { FileQuestion, MappingChoices, MarkSample } from '../../../../shared/column-mapping'
import { formatMoney } from '../../../../shared/money'
import { useLocale } from '../../../hooks/use-language'
import { samplesOf, unitReadings, withColumn, withFieldIn } from './column-answers'
import classes from './ColumnsStage.module.css'

interface QuestionsProps {
  readonly columns: ColumnsView
  readonly onAnswer: (answers: MappingChoices) => void
}

/** What nothing in the file settles, each with its answers shown as what they would make of the cells. */
export function Questions({ columns, onAnswer }: QuestionsProps) {
  const { t } = useTranslation('files')
  const { questions } = columns.meaning
  if (questions.length === 0) return null
  return (
    <section className={classes['questions']} aria-label={t('questions.label')}>
      {questions.map((question) => (
        <Question key={keyOf(question)} question={question} columns={columns} onAnswer={onAnswer} />
      ))}
    </section>
  )
}

function keyOf(question: FileQuestion): string {
  const about = 'column' in question ? question.column : 'field' in question ? question.field : ''
  return `${question.kind} ${about}`
}

interface QuestionProps extends QuestionsProps {
  readonly question: FileQuestion
}

function Question({ question, columns, onAnswer }: QuestionProps) {
  const { t } = useTranslation(['files', 'batch'])
  const locale = useLocale()
  const { answers, meaning } = columns
  const headerOf = (column: number): string =>
    meaning.columns[column]?.header || t('columns.unnamed', { number: column + 1 })
  const cellsOf = (column: number): string => samplesOf(columns, column).join(' · ')
  const moneyOf = (sample: MarkSample, mark: 'comma' | 'point'): string => {
    const amount = sample[mark]
    return amount === null
      ? t('questions.noAmount', { seen: sample.seen })
      : t('questions.reads', { seen: sample.seen, money: formatMoney(amount, sample.currency, locale) })
  }
  switch (question.kind) {
    case 'decimal_mark':
      return (
        <Ask what={t('questions.mark.what')} why={t('questions.mark.why')}>
          {(['comma', 'point'] as const).map((mark) => (
            <Answer
              key={mark}
              what={t(`reading.marks.${mark}`)}
              shows={question.samples.map((sample) => moneyOf(sample, mark))}
              onClick={() => onAnswer({ ...answers, decimalMark: mark })}
            />
          ))}
        </Ask>
      )
    case 'column': {
      const { column, why, candidates } = question
      const what = t('questions.column.what', { header: headerOf(column) })
      return (
        <Ask what={what} why={t(`questions.column.${why}`, { cells: cellsOf(column) })}>
          {[...candidates, 'ignored' as const].map((field) => (
            <Answer
              key={field}
              what={t(`batch:field.${field}`)}
              onClick={() => onAnswer(withColumn(answers, column, field))}
            />
          ))}
        </Ask>
      )
    }
    case 'field': {
      const field = t(`batch:field.${question.field}`)
      return (
        <Ask what={t('questions.field.what', { field })} why={t('questions.field.why')}>
          {question.columns.map((column) => (
            <Answer
              key={column}
              what={headerOf(column)}
              shows={[cellsOf(column)]}
              onClick={() => onAnswer(withFieldIn(answers, question, column))}
            />
          ))}
        </Ask>
      )
    }
    case 'amount_unit': {
      const header = headerOf(question.column)
      const currency = columns.preview.find((row) => row.currency !== null)?.currency ?? 'NOK'
      const read = samplesOf(columns, question.column, 20).flatMap((seen) => {
        const readings = unitReadings(seen, currency)
        return readings ? [{ seen, ...readings }] : []
      })
      return (
        <Ask what={t('questions.unit.what', { header })} why={t('questions.unit.why')}>
          {(['minor', 'whole'] as const).map((unit) => (
            <Answer
              key={unit}
              what={t(`questions.unit.${unit}`)}
              shows={read
                .slice(0, 2)
                .map(({ seen, [unit]: amount }) =>
                  t('questions.reads', { seen, money: formatMoney(amount, currency, locale) })
                )}
              onClick={() => onAnswer({ ...answers, amountUnit: unit })}
            />
          ))}
        </Ask>
      )
    }
    case 'kid_looks_like_card': {
      const { column, samples } = question
      const why = t('questions.kid.why', { samples: samples.join(' · ') })
      return (
        <Ask what={t('questions.kid.what', { header: headerOf(column) })} why={why}>
          <Answer
            what={t('questions.kid.yes')}
            onClick={() => onAnswer({ ...answers, kidConfirmed: true })}
          />
          <Answer
            what={t('questions.kid.no')}
            onClick={() => onAnswer(withColumn(answers, column, 'ignored'))}
          />
        </Ask>
      )
    }
  }
}

interface AskProps {
  readonly what: string
  readonly why: string
  readonly children: ReactNode
}

function Ask({ what, why, children }: AskProps) {
  return (
    <fieldset className={classes['question']}>
      <legend>{what}</legend>
      <p className={classes['why']}>{why}</p>
      <div className={classes['answers']}>{children}</div>
    </fieldset>
  )
}

interface AnswerProps {
  readonly what: string
  /** What the cells would be with this answer. */
  readonly shows?: readonly string[]
  readonly onClick: () => void
}

function Answer({ what, shows = [], onClick }: AnswerProps) {
  return (
    <button type="button" className={classes['answer']} onClick={onClick}>
      <strong>{what}</strong>
      {shows.map((each) => (
        <span key={each}>{each}</span>
      ))}
    </button>
  )
}
