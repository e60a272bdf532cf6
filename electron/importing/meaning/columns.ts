import type { Country } from '../../../shared/account'
import type { FileField } from '../../../shared/charge-file'
import type {
  ColumnBasis,
  ColumnMapping,
  ColumnReading,
  FileDefaults,
  FileMeaning,
  FileQuestion,
  MappingChoices
} from '../../../shared/column-mapping'
import type { FileRecord, Table } from '../reading/table'
import { countCardNumbers, holdsCardNumber, someCells, speaksAgainst } from './column-content'
import { shownText } from './cell-text'
import { markOf } from './file-mark'
import { headerKey, readAmountHeader } from './header-key'
import { cardNumberNames, doubtfulNames, fieldNames } from './header-names'
import { fieldOfOwn, isResultColumn, ownColumnOf, type OwnColumn } from './own-columns'

/*
 * Which column of a file is what. A person's word wins over what was remembered for a header, that over the names; and
 * where two are as good as each other, or the cells say another thing than the name, it is asked and nothing picked.
 */

/** What is known beside the file. */
export interface MappingContext {
  /** What a person once chose for a header, by `headerKey`. */
  readonly remembered: ReadonlyMap<string, FileField>
  readonly choices: MappingChoices
  readonly country: Country
  readonly defaults: FileDefaults
}

/** What may be said of a column by itself, before the others are looked at. */
interface Guess {
  readonly field: FileField
  readonly by: ColumnBasis
  /** More than one: the name does not say which. */
  readonly candidates: readonly FileField[]
  readonly rank: number
}

const ranks = { nothing: 0, name: 1, remembered: 2, chosen: 3 } as const

/** Fields that several columns may be: every state of a result file counts, and what is ignored is ignored. */
const shareable: ReadonlySet<FileField> = new Set(['ignored', 'result_state'])

const nothing: Guess = { field: 'ignored', by: 'nothing', candidates: [], rank: ranks.nothing }

const fieldOfName: ReadonlyMap<string, FileField> = new Map(
  [...fieldNames].flatMap(([field, names]) => names.map((name) => [headerKey(name), field] as const))
)

const candidatesOfName: ReadonlyMap<string, readonly FileField[]> = new Map(
  doubtfulNames.flatMap(({ names, candidates }) =>
    names.map((name) => [headerKey(name), candidates] as const)
  )
)

const cardNumberKeys: ReadonlySet<string> = new Set(cardNumberNames.map(headerKey))

function guess(header: string, column: number, { choices, remembered }: MappingContext): Guess {
  const chosen = choices.columns?.[String(column)]
  if (chosen !== undefined) return { field: chosen, by: 'chosen', candidates: [], rank: ranks.chosen }
  const key = headerKey(header)
  if (key === '' && header.trim() === '') return nothing
  const own = ownColumnOf(header)
  // What became of the rows cannot be forgotten by a choice that was made for another file.
  if (own !== null && isResultColumn(own)) return byOwn(own)
  const kept = remembered.get(key)
  if (kept !== undefined) return { field: kept, by: 'remembered', candidates: [], rank: ranks.remembered }
  return byName(header, key, own)
}

function byOwn(own: OwnColumn): Guess {
  return { field: fieldOfOwn(own), by: 'own', candidates: [], rank: ranks.name }
}

function byName(header: string, key: string, own: OwnColumn | null): Guess {
  const named = fieldOfName.get(key)
  if (named !== undefined) return { field: named, by: 'name', candidates: [], rank: ranks.name }
  if (own !== null) return byOwn(own)
  const candidates = candidatesOfName.get(key)
  if (candidates !== undefined) return { ...nothing, candidates }
  const amount = readAmountHeader(header)
  if (amount.name === key) return nothing
  if (amount.name === '') return { ...nothing, candidates: ['amount', 'currency', 'ignored'] }
  if (fieldOfName.get(amount.name) === 'amount') {
    return { field: 'amount', by: 'name', candidates: [], rank: ranks.name }
  }
  return candidatesOfName.get(amount.name)?.includes('amount') === true
    ? { ...nothing, candidates: ['amount', 'ignored'] }
    : nothing
}

/** Understands the columns of a file as far as they can be, and says what must be asked. */
export function understandFile(table: Table, context: MappingContext): FileMeaning {
  const { header, records } = table
  const counts = countCardNumbers(records, header.length)
  const questions: FileQuestion[] = []
  const guesses = header.map((name, column) => guess(name, column, context))

  const isRefused = header.map((name, column) => {
    const { filled = 0, cardNumbers = 0 } = counts[column] ?? {}
    if (cardNumbers === 0) return false
    if (cardNumberKeys.has(headerKey(name))) return true
    return cardNumbers * 2 >= filled && guesses[column]?.field !== 'kid'
  })
  const sound = guesses.map((each, column) => {
    if (isRefused[column] === true) return nothing
    if (each.rank === ranks.chosen || !speaksAgainst(each.field, someCells(records, column))) return each
    questions.push({ kind: 'column', column, why: 'content', candidates: [each.field, 'ignored'] })
    return nothing
  })
  const settled = settle(sound, (column) => (counts[column]?.filled ?? 0) > 0, questions)
  const columns = header.map((name, column): ColumnReading => {
    const { field, by } = settled[column] ?? nothing
    return { header: name, field, by, refused: isRefused[column] === true }
  })
  return withQuestions(columns, records, context, questions)
}

/** Leaves each field to one column, the best founded; asks where two are equally good, and gives it to neither. */
function settle(
  guesses: readonly Guess[],
  isFilled: (column: number) => boolean,
  questions: FileQuestion[]
): readonly Guess[] {
  const settled = [...guesses]
  for (const field of new Set(guesses.map((each) => each.field))) {
    if (shareable.has(field)) continue
    const all = [...guesses.keys()].filter((column) => guesses[column]?.field === field)
    const filled = all.filter(isFilled)
    const rivals = filled.length > 0 ? filled : all
    const best = Math.max(...rivals.map((column) => guesses[column]?.rank ?? 0))
    const winners = rivals.filter((column) => guesses[column]?.rank === best)
    if (winners.length > 1) questions.push({ kind: 'field', field, columns: winners })
    for (const column of all) {
      if (winners.length > 1 || column !== winners[0]) settled[column] = nothing
    }
  }
  const taken = new Set(settled.map((each) => each.field))
  for (const [column, { candidates }] of guesses.entries()) {
    const open = candidates.filter((field) => field === 'ignored' || !taken.has(field))
    if (open.length > 1 && isFilled(column)) {
      questions.push({ kind: 'column', column, why: 'name', candidates: open })
    }
  }
  return settled
}

/** Cells of the KID column that are shown. */
const kidSamples = 3

function withQuestions(
  columns: readonly ColumnReading[],
  records: readonly FileRecord[],
  context: MappingContext,
  questions: FileQuestion[]
): FileMeaning {
  const { choices } = context
  const fields = columns.map(({ field }) => field)
  const amountColumn = fields.indexOf('amount')
  const amountHeader = readAmountHeader(columns[amountColumn]?.header ?? '')
  const unit = choices.amountUnit ?? (amountHeader.speaksOfMinor ? null : 'whole')
  if (unit === null) {
    questions.push({ kind: 'amount_unit', column: amountColumn })
  }
  const kidColumn = fields.indexOf('kid')
  if (kidColumn >= 0 && choices.kidConfirmed !== true) {
    const doubtful = records.map((record) => record.cells[kidColumn] ?? '').filter(holdsCardNumber)
    const samples = doubtful.slice(0, kidSamples).map((cell) => partOf(shownText(cell)))
    if (samples.length > 0) questions.push({ kind: 'kid_looks_like_card', column: kidColumn, samples })
  }
  const mapping: ColumnMapping = {
    columns: fields,
    refused: [...columns.keys()].filter((column) => columns[column]?.refused === true),
    decimalMark: null,
    amountUnit: unit,
    headerCurrencies: amountHeader.currencies === null ? null : [...amountHeader.currencies],
    kidConfirmed: choices.kidConfirmed ?? false,
    country: context.country,
    defaults: context.defaults
  }
  const decision = markOf(records, mapping, choices.decimalMark ?? null)
  if (decision.by === 'asked') questions.push({ kind: 'decimal_mark', samples: [...decision.samples] })
  return {
    columns: [...columns],
    markBy: decision.by,
    questions,
    mapping: { ...mapping, decimalMark: decision.mark }
  }
}

/** As much of a number as may be shown of a card: its first six and its last four digits. */
function partOf(text: string): string {
  const digits = text.replace(/\D/g, '')
  return `${digits.slice(0, 6)}${'*'.repeat(Math.max(0, digits.length - 10))}${digits.slice(-4)}`
}
