import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ColumnsView, ReadingChoices } from '../../../../shared/batch-view'
import { delimiter, delimiters, encoding, encodings } from '../../../../shared/charge-file'
import { decimalMark, decimalMarks, type DecimalMark } from '../../../../shared/column-mapping'
import classes from './ColumnsStage.module.css'

/** Rows that are offered as the header; one further down is found out, or the file is put right. */
const headerRows = 10

interface ReadingStripProps {
  readonly columns: ColumnsView
  readonly onRead: (choices: ReadingChoices) => void
  readonly onMark: (mark: DecimalMark) => void
}

/** How the form of a file was understood, each part of it to be changed in place. */
export function ReadingStrip({ columns, onRead, onMark }: ReadingStripProps) {
  const { t } = useTranslation('files')
  const { understood, choices, meaning } = columns
  const mark = meaning.mapping.decimalMark
  const rows = Array.from({ length: Math.max(headerRows, understood.headerRow) }, (_, index) => index + 1)
  return (
    <section className={classes['strip']} aria-label={t('reading.label')}>
      {understood.kind === 'text' && !understood.pasted && (
        <div>
          <NativeSelect
            label={t('reading.encoding')}
            data={encodings.map((value) => ({ value, label: t(`reading.encodings.${value}`) }))}
            value={understood.encoding}
            onChange={(event) => onRead({ ...choices, encoding: encoding.parse(event.currentTarget.value) })}
          />
          <span className={classes['how']} title={understood.sample}>
            {understood.sample === '' ? t('reading.plain') : understood.sample}
          </span>
        </div>
      )}
      {understood.kind === 'text' && (
        <div>
          <NativeSelect
            label={t('reading.delimiter')}
            data={delimiters.map((value) => ({ value, label: t(`reading.delimiters.${wordOf[value]}`) }))}
            value={understood.delimiter}
            onChange={(event) =>
              onRead({ ...choices, delimiter: delimiter.parse(event.currentTarget.value) })
            }
          />
          <span className={classes['how']}>{t(`reading.delimiterBy.${understood.delimiterBy}`)}</span>
        </div>
      )}
      {understood.kind === 'workbook' && (
        <div>
          <NativeSelect
            label={t('reading.sheet')}
            data={understood.sheets.map(({ name, rows, hidden }) => ({
              value: name,
              label: t(hidden ? 'reading.sheetHidden' : 'reading.sheetOf', { name, count: rows })
            }))}
            value={understood.sheet}
            onChange={(event) => onRead({ ...choices, sheet: event.currentTarget.value })}
          />
          <span className={classes['how']}>{t('reading.sheets', { count: understood.sheets.length })}</span>
        </div>
      )}
      <div>
        <NativeSelect
          label={t('reading.header')}
          data={[
            { value: '0', label: t('reading.noHeader') },
            ...rows.map((row) => ({ value: String(row), label: t('reading.headerRow', { row }) }))
          ]}
          value={String(understood.headerRow)}
          onChange={(event) => onRead({ ...choices, headerRow: Number(event.currentTarget.value) })}
        />
        <span className={classes['how']}>{t('reading.columns', { count: meaning.columns.length })}</span>
      </div>
      <div>
        <NativeSelect
          label={t('reading.mark')}
          data={[
            ...(mark === null ? [{ value: '', label: t('reading.marks.none') }] : []),
            ...decimalMarks.map((value) => ({ value, label: t(`reading.marks.${value}`) }))
          ]}
          value={mark ?? ''}
          onChange={(event) => onMark(decimalMark.parse(event.currentTarget.value))}
        />
        <span className={classes['how']}>{t(`reading.markBy.${meaning.markBy}`)}</span>
      </div>
    </section>
  )
}

const wordOf = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' } as const
