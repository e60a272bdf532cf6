import type { BatchRow, ColumnsView, ReadingChoices } from '../../shared/batch-view'
import type { FileField, Understood } from '../../shared/charge-file'
import type {
  ColumnReading,
  FileDefaults,
  FileMeaning,
  FileQuestion,
  MappingChoices
} from '../../shared/column-mapping'
import { fakeColumns } from './fake-rows'

/** What came in: a text as Excel saves it; a workbook; cells pasted; a text about which everything must be asked. */
export type FakeForm = 'text' | 'workbook' | 'pasted' | 'unclear'

export const noAnswers = {
  answers: {},
  defaults: {
    provider: null,
    operation: null,
    amount: null,
    currency: null,
    vatRate: null,
    description: '',
    autoCapture: null
  }
} satisfies { answers: MappingChoices; defaults: FileDefaults }

interface Read {
  readonly form: FakeForm
  readonly records: number
  /** Its rest is still being read, so that nobody knows how many records there are. */
  readonly reading: boolean
  readonly choices: ReadingChoices
  readonly answers: MappingChoices
  readonly defaults: FileDefaults
}

const samples: Readonly<Record<string, string>> = {
  'utf-8': 'Bjørn Åsen, Þórunn Ægisdóttir',
  'windows-1252': 'BjÃ¸rn Ã…sen, ÃžÃ³runn',
  macintosh: 'Bj√∏rn √Ösen, √û√≥runn'
}

function understoodOf({ form, choices }: Read): Understood {
  const headerRow = choices.headerRow ?? 1
  if (form === 'workbook') {
    return {
      kind: 'workbook',
      sheet: choices.sheet ?? 'November',
      sheets: [
        { name: 'November', rows: 12_481, hidden: false },
        { name: 'Oktober', rows: 11_902, hidden: false },
        { name: 'Satser', rows: 14, hidden: true }
      ],
      headerRow
    }
  }
  const encoding = choices.encoding ?? 'utf-8'
  return {
    kind: 'text',
    pasted: form === 'pasted',
    encoding,
    encodingBy: choices.encoding === null ? 'content' : 'chosen',
    sample: samples[encoding] ?? samples['utf-8'] ?? '',
    delimiter: choices.delimiter ?? (form === 'pasted' ? '\t' : ';'),
    delimiterBy: choices.delimiter === null ? 'header' : 'chosen',
    headerRow,
    lineEnd: '\r\n'
  }
}

function questionsOf({ form, answers }: Read): FileQuestion[] {
  if (form !== 'unclear') return []
  const columns = answers.columns ?? {}
  const all: readonly (FileQuestion | false)[] = [
    answers.decimalMark === undefined && {
      kind: 'decimal_mark',
      samples: [
        { seen: '1.200', currency: 'NOK', comma: 120_000, point: 120 },
        { seen: '2.490', currency: 'NOK', comma: 249_000, point: 249 }
      ]
    },
    columns['5'] === undefined && {
      kind: 'column',
      column: 5,
      why: 'name',
      candidates: ['operation', 'description', 'merchant_reference']
    },
    columns['0'] === undefined &&
      columns['6'] === undefined && { kind: 'field', field: 'customer_number', columns: [0, 6] },
    answers.amountUnit === undefined && { kind: 'amount_unit', column: 2 },
    answers.kidConfirmed !== true &&
      columns['7'] === undefined && {
        kind: 'kid_looks_like_card',
        column: 7,
        samples: ['4571 •••• •••• 0416', '4925 •••• •••• 1881']
      }
  ]
  return all.filter((each) => each !== false)
}

function meaningOf(read: Read): FileMeaning {
  const { form, answers, defaults } = read
  const extra: readonly [string, FileField][] =
    form === 'unclear'
      ? [
          ['Kunde-id', 'ignored'],
          ['KID', 'kid']
        ]
      : [['Kommentar', 'ignored']]
  const named = [...fakeColumns.map(({ header, field }) => [header, field] as const), ...extra]
  const columns = named.map(([header, field], index): ColumnReading => {
    const chosen = answers.columns?.[String(index)]
    const own: FileField = field === 'card' ? 'ignored' : field
    const by =
      chosen !== undefined ? 'chosen' : field === 'ignored' ? 'nothing' : index === 4 ? 'remembered' : 'name'
    return { header, field: chosen ?? own, by, refused: false }
  })
  return {
    columns,
    markBy: answers.decimalMark !== undefined ? 'chosen' : form === 'unclear' ? 'asked' : 'content',
    questions: questionsOf(read),
    mapping: {
      columns: columns.map(({ field }) => field),
      refused: [],
      decimalMark: answers.decimalMark ?? (form === 'unclear' ? null : 'comma'),
      amountUnit: answers.amountUnit ?? 'whole',
      headerCurrencies: null,
      kidConfirmed: answers.kidConfirmed ?? false,
      country: 'NO',
      defaults
    }
  }
}

/** What main would show of the columns of a file. @param rowAt one of its rows, as it is understood */
export function columnsOf(read: Read, rowAt: (row: number) => BatchRow): ColumnsView {
  const { form, records, reading, choices, answers, defaults } = read
  return {
    understood: understoodOf(read),
    choices,
    meaning: meaningOf(read),
    answers,
    defaults,
    records: reading ? null : records,
    preview: Array.from({ length: 50 }, (_, index) => {
      const row = rowAt(index + 2)
      const cells = fakeColumns.map(({ field }) => row.texts[field] ?? '')
      return {
        row: row.row,
        line: row.line,
        cells:
          form === 'unclear'
            ? [...cells, `A-${row.row}`, '4571 •••• •••• 0416']
            : [...cells, index === 3 ? 'ring først' : ''],
        amount: row.amount,
        currency: row.currency,
        done: row.done,
        problems: row.problems.flatMap(({ code, field, severity, seen, details }) =>
          code === 'malformed' ||
          code === 'unknown_word' ||
          code === 'unknown_currency' ||
          code === 'too_few_fields'
            ? [
                {
                  code,
                  field,
                  severity: severity === 'warning' ? 'warning' : 'blocker',
                  seen,
                  ...(details && { details })
                } as const
              ]
            : []
        )
      }
    })
  }
}
