import type { BatchRow } from '../../shared/batch-view'
import type { ProblemField, RowProblem } from '../../shared/batch-problem'
import type { CardView } from '../../shared/card'
import type { ChargeState } from '../../shared/charge'
import { formatAmount, parseAmount } from '../../shared/money'

/** What a person has done to the rows of a file. Never changed, only replaced: that makes undoing it easy. */
export interface FakeEdits {
  readonly texts: ReadonlyMap<string, string>
  readonly skipped: ReadonlySet<number>
  readonly taken: ReadonlySet<number>
  readonly explained: ReadonlyMap<number, string>
}

export const noEdits: FakeEdits = {
  texts: new Map(),
  skipped: new Set(),
  taken: new Set(),
  explained: new Map()
}

/** The columns of the file, with their headers. */
export const fakeColumns: readonly { readonly field: ProblemField; readonly header: string }[] = [
  { field: 'customer_number', header: 'Kundenr' },
  { field: 'customer_name', header: 'Navn' },
  { field: 'amount', header: 'Beløp' },
  { field: 'currency', header: 'Valuta' },
  { field: 'description', header: 'Tekst' },
  { field: 'operation', header: 'Type' }
]

const operations: Readonly<Record<string, BatchRow['operation']>> = {
  recurring_purchase: 'recurring_purchase',
  unscheduled_purchase: 'unscheduled_purchase',
  fast: 'recurring_purchase',
  engang: 'unscheduled_purchase'
}

/** Every so many rows, something is wrong; the remainders keep the kinds apart. */
const every = (row: number, of: number, at: number): boolean => row % of === at

/** What the file says in a cell; empty where the row is too short to have one. */
function textIn(row: number, field: ProblemField, card: CardView): string {
  const amount = 9_900 + ((row * 7_919) % 240_000)
  switch (field) {
    case 'customer_number':
      return every(row, 613, 40) ? `9${card.customerNumber}` : card.customerNumber
    case 'customer_name':
      return card.customerName
    case 'amount':
      if (every(row, 701, 12)) return '1.299,5O'
      if (every(row, 1_499, 33)) return '-249,00'
      return formatAmount(amount, 'NOK', 'nb')
    case 'currency':
      return every(row, 947, 21) ? 'NKR?' : every(row, 53, 9) ? 'EUR' : 'NOK'
    case 'description':
      return 'Strøm november'
    case 'operation':
      return every(row, 389, 17)
        ? 'månedlig trekk'
        : card.operations[0] === 'recurring_purchase'
          ? 'fast'
          : 'engang'
    default:
      return ''
  }
}

/** One row of the file as it is understood after the edits. @param row as a spreadsheet counts, from 2 */
export function fakeRow(row: number, cards: readonly CardView[], edits: FakeEdits): BatchRow {
  const own = cards[row % cards.length]
  if (own === undefined) throw new RangeError('A file without cards')
  const cut = every(row, 1_811, 60)
  const texts: Partial<Record<ProblemField, string>> = {}
  const edited: Partial<Record<ProblemField, string>> = {}
  for (const { field } of cut ? [] : fakeColumns) {
    const original = textIn(row, field, own)
    const typed = edits.texts.get(`${row} ${field}`)
    texts[field] = typed ?? original
    if (typed !== undefined) edited[field] = original
  }
  const chosen = edits.texts.get(`${row} card`)
  if (chosen !== undefined) {
    texts.card = chosen
    edited.card = ''
  }
  const named = cards.filter(({ customerNumber }) => customerNumber === texts.customer_number?.trim())
  const several = every(row, 877, 5) && chosen === undefined
  const card = cards.find(({ id }) => id === chosen) ?? (cut || several ? undefined : named[0])
  const currency = ['NOK', 'EUR', 'SEK'].find((code) => code === texts.currency?.trim()) ?? null
  const read = currency === null ? null : parseAmount(texts.amount ?? '', currency)
  const operation = operations[texts.operation?.trim().toLowerCase() ?? ''] ?? null
  const explained = edits.explained.get(row) ?? null
  const problems: RowProblem[] = []
  const add = (
    severity: RowProblem['severity'],
    code: RowProblem['code'],
    field: ProblemField | null,
    seen = '',
    details?: RowProblem['details']
  ): void => {
    problems.push({ code, field, severity, seen, ...(details && { details }) })
  }
  if (cut) add('blocker', 'too_few_fields', null, '104217;Bjørn Åsen;249,00')
  else {
    if (several) add('blocker', 'card_ambiguous', 'card', texts.customer_number)
    else if (card === undefined) add('blocker', 'card_unknown', 'customer_number', texts.customer_number)
    if (currency === null) add('blocker', 'unknown_currency', 'currency', texts.currency)
    if (read !== null && !read.ok) {
      add('blocker', read.problem === 'negative' ? 'negative' : 'malformed', 'amount', texts.amount)
    }
    if (operation === null) {
      const words = 'fast, engang'
      add('blocker', 'unknown_word', 'operation', texts.operation, { words })
    }
    if (every(row, 1_511, 140)) {
      const notBefore = new Date(2026, 10, 27, 9).getTime()
      add('blocker', 'retry_too_early', null, '', { notBefore })
    }
    if (card?.expired) add('warning', 'card_expired', 'card', card.expiry ?? '')
    if (every(row, 431, 3)) {
      add(explained === null ? 'reason' : 'warning', 'charged_lately', 'card', '', {
        reference: 'ordre-88397'
      })
    }
    if (every(row, 997, 8)) {
      add(explained === null ? 'reason' : 'warning', 'twice_in_file', null, '', { other: row - 4 })
    }
  }
  const done = every(row, 1_201, 7)
  return {
    row,
    line: row,
    texts,
    edited,
    raw: cut ? '104217;Bjørn Åsen;249,00' : null,
    card: card ?? null,
    candidates: several ? [own, cards[(row + 1) % cards.length] ?? own] : [],
    operation,
    amount: read?.ok ? read.amount : null,
    currency,
    merchantReference: `strom-nov-${String(row).padStart(5, '0')}`,
    skipped: edits.skipped.has(row) || (every(row, 2_003, 90) && !edits.taken.has(row)),
    done,
    explained,
    problems,
    charge: null,
    setAside: null
  }
}

/** Whether a row would be charged as it is now. */
export function wouldCharge({ skipped, done, problems }: BatchRow): boolean {
  return !skipped && !done && problems.every(({ severity }) => severity === 'warning')
}

/** What becomes of a row when its turn comes. */
export function fakeOutcome(row: number): ChargeState {
  if (every(row, 19, 4)) return 'declined'
  return every(row, 641, 20) ? 'unknown' : 'succeeded'
}
