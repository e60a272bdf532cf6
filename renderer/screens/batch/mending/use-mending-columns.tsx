import {
  IconAlertTriangleFilled,
  IconCircleXFilled,
  IconCircleCheck,
  IconCircleMinus,
  IconMessageQuestion,
  type Icon
} from '@tabler/icons-react'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchRow, CheckView } from '../../../../shared/batch-view'
import type { ProblemField } from '../../../../shared/batch-problem'
import { formatMoney, isCurrency } from '../../../../shared/money'
import { useCardWords } from '../../../components/card-words'
import type { GridColumn } from '../../../components/grid/GridRow'
import { useLocale } from '../../../hooks/use-language'
import { fieldsShown, gravestOf } from './fields'
import classes from './MendingCells.module.css'
import { useRowProblemWords } from './row-problem-words'

/** Room of each column, rem; the others have the usual one. */
const rooms: Partial<Readonly<Record<ProblemField, number>>> = {
  amount: 13,
  card: 14,
  currency: 5.5,
  customer_number: 7.5,
  last_four: 5.5,
  vat_rate: 5.5
}
const usualRoom = 9.5

export function roomOf(field: ProblemField): number {
  return rooms[field] ?? usualRoom
}

/** The columns of the rows as they are mended: the file's own, each cell with what is wrong with it. */
export function useMendingColumns(check: CheckView): readonly GridColumn<BatchRow>[] {
  const { t } = useTranslation(['files', 'batch', 'common'])
  const cards = useCardWords()
  const words = useRowProblemWords()
  const locale = useLocale()
  // The columns are the same as long as their fields are; the counts change with every edit.
  const fields = fieldsShown(check).join(' ')
  return useMemo(() => {
    const shown = fields.split(' ') as ProblemField[]
    const reading = (row: BatchRow, field: ProblemField): ReactNode => {
      const text = row.texts[field] ?? ''
      // What a person has chosen stands there by its code.
      if (text === row.operation) return t(`common:operation.${text}`)
      if (field === 'card')
        return row.card ? `${cards.name(row.card)} · ${cards.ending(row.card)}` : t('row.noCard')
      if (field !== 'amount' || row.amount === null || row.currency === null || !isCurrency(row.currency))
        return text
      return (
        <>
          <span className={classes['raw']}>{text}</span>
          <span className={classes['money']}>{formatMoney(row.amount, row.currency, locale)}</span>
        </>
      )
    }
    const own = shown.map((field): GridColumn<BatchRow> => ({
      name: field,
      heading: t(`batch:field.${field}`),
      width: `${roomOf(field)}rem`,
      grow: field === 'card' || field === 'description' ? 1 : 0.2,
      ...(field === 'amount' && { align: 'end' as const }),
      cell: (row) => {
        const problem = gravestOf(row.problems, field)
        return (
          <span
            className={classes['cell']}
            data-severity={problem?.severity}
            data-typed={field in row.edited || undefined}
            data-out={row.skipped || row.done || undefined}
            title={problem ? words.what(problem) : undefined}
          >
            {problem && <Mark row={row} severity={problem.severity} />}
            <span className={classes['reading']}>{reading(row, field)}</span>
          </span>
        )
      }
    }))
    return [
      {
        name: 'row',
        heading: t('preview.row'),
        width: '5rem',
        align: 'end',
        cell: (row) => <RowNumber row={row} />
      },
      ...own,
      {
        name: 'reference',
        heading: t('batch:field.merchant_reference'),
        width: '10rem',
        grow: 0.4,
        cell: ({ merchantReference }) => <span className={classes['raw']}>{merchantReference}</span>
      }
    ]
  }, [t, cards, words, locale, fields])
}

const severityIcons: Readonly<Record<'blocker' | 'reason' | 'warning', Icon>> = {
  blocker: IconCircleXFilled,
  reason: IconMessageQuestion,
  warning: IconAlertTriangleFilled
}

function Mark({ severity }: { readonly row: BatchRow; readonly severity: 'blocker' | 'reason' | 'warning' }) {
  const Sign = severityIcons[severity]
  const { t } = useTranslation('files')
  return <Sign size={14} role="img" aria-label={t(`groups.${severity}`)} className={classes['mark']} />
}

/** The number of a row with a sign of how it stands. */
function RowNumber({ row }: { readonly row: BatchRow }) {
  const { t } = useTranslation('files')
  const problem = gravestOf(row.problems)
  const out = row.skipped ? ('skipped' as const) : row.done ? ('done' as const) : null
  const OutSign = row.skipped ? IconCircleMinus : IconCircleCheck
  return (
    <span
      className={classes['number']}
      data-severity={out === null ? problem?.severity : undefined}
      data-out={out}
    >
      {out !== null && <OutSign size={14} role="img" aria-label={t(`counts.${out}`)} />}
      {out === null && problem && <Mark row={row} severity={problem.severity} />}
      {row.row}
    </span>
  )
}
