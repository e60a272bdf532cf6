import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ColumnsView, PreviewRow } from '../../../../shared/batch-view'
import { fileField, fileFields } from '../../../../shared/charge-file'
import type { ColumnReading, MappingChoices } from '../../../../shared/column-mapping'
import { formatMoney, isCurrency } from '../../../../shared/money'
import { useLocale } from '../../../hooks/use-language'
import { withColumn } from './column-answers'
import classes from './ColumnsStage.module.css'

interface PreviewTableProps {
  readonly columns: ColumnsView
  readonly onAnswer: (answers: MappingChoices) => void
}

/** The first rows of a file under its columns: what each holds can be changed, and the rows follow. */
export function PreviewTable({ columns, onAnswer }: PreviewTableProps) {
  const { t } = useTranslation(['files', 'batch'])
  const { meaning, preview, answers } = columns
  const choices = fileFields.map((value) => ({ value, label: t(`batch:field.${value}`) }))
  return (
    <div
      className={classes['preview']}
      role="region"
      aria-label={t('preview.label')}
      tabIndex={-1}
      data-region
    >
      <table>
        <caption>{t('preview.label')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('preview.row')}</th>
            {meaning.columns.map((column, index) => {
              const name = column.header || t('columns.unnamed', { number: index + 1 })
              return (
                <th key={index} scope="col">
                  <span className={classes['columnName']} title={name}>
                    {name}
                  </span>
                  <NativeSelect
                    size="xs"
                    aria-label={t('preview.choose', { name })}
                    data={choices}
                    value={column.field}
                    disabled={column.refused}
                    onChange={(event) =>
                      onAnswer(withColumn(answers, index, fileField.parse(event.currentTarget.value)))
                    }
                  />
                  <span className={classes['basis']}>
                    {column.refused ? t('preview.refused') : t(`preview.by.${column.by}`)}
                  </span>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {preview.map((row) => (
            <tr key={row.row} data-done={row.done || undefined}>
              <th scope="row">{row.row}</th>
              {meaning.columns.map((column, index) => (
                <Cell key={index} row={row} column={column} text={row.cells[index] ?? ''} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface CellProps {
  readonly row: PreviewRow
  readonly column: ColumnReading
  readonly text: string
}

/** A cell as the file has it; for an amount, with the money it was read as beside it. */
function Cell({ row, column, text }: CellProps) {
  const { t } = useTranslation(['files', 'batch'])
  const locale = useLocale()
  const { field, refused } = column
  const problem = field === 'ignored' ? undefined : row.problems.find((each) => each.field === field)
  const { amount, currency } = row
  const money =
    field === 'amount' && amount !== null && currency !== null && isCurrency(currency)
      ? formatMoney(amount, currency, locale)
      : null
  return (
    <td data-unread={field === 'ignored' || undefined} title={text}>
      {refused ? t('preview.hidden') : text}
      {money !== null && <span className={classes['read']}>{t('preview.read', { money })}</span>}
      {problem && (
        <span className={classes['wrong']} data-severity={problem.severity}>
          {t(`batch:problem.${problem.code}.what`)}
        </span>
      )}
    </td>
  )
}
