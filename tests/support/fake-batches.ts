import { usualPace, type BatchCount, type BatchReason, type CurrencySum, type Pace } from '../../shared/batch'
import type { ProblemField } from '../../shared/batch-problem'
import {
  draftStages,
  type BatchDetail,
  type BatchEdit,
  type BatchReview,
  type BatchRow,
  type BatchStage,
  type BatchSummary,
  type CheckView,
  type HeldStart,
  type ProblemGroup,
  type ReadingChoices,
  type RowFilter,
  type RunView
} from '../../shared/batch-view'
import type { CardView } from '../../shared/card'
import { declineReasons, type DeclineReason } from '../../shared/charge'
import type { FileDefaults, MappingChoices } from '../../shared/column-mapping'
import type { ListPage } from '../../shared/list'
import type { KeptMapping } from '../../shared/named-mapping'
import { TrekkError } from '../../shared/result'
import { foldForSearch } from '../../shared/text'
import type { FakeHandlers } from './fake-api'
import { FakeApprovals } from './fake-approvals'
import { fakeAskingView, fakeAtDintero, type FakeAsking } from './fake-asked'
import { columnsOf, noAnswers, type FakeForm } from './fake-columns'
import { fakeNow } from './fake-people'
import { fakeColumns, fakeOutcome, fakeRow, noEdits, wouldCharge, type FakeEdits } from './fake-rows'

/** A charge file of the double: what it is made of, and how far it has come. */
export interface FakeBatch {
  readonly id: string
  name: string
  readonly fileName: string
  readonly form: FakeForm
  readonly records: number
  stage: BatchStage
  reason: BatchReason | null
  asked: FakeAsking
  choices: ReadingChoices
  answers: MappingChoices
  defaults: FileDefaults
  edits: FakeEdits
  undone: FakeEdits[]
  past: FakeEdits[]
  /** Rows that have an answer, of those that are charged, in their order. */
  answered: number
  /** Requests on their way. */
  inFlight: number
  firstCharges: number
  pace: Pace
  releasedAt: number
  startsAt: number
  /** What keeps a held file from starting. */
  kept: HeldStart['kept']
  endedAt: number | null
  readonly reading: boolean
  /** Its own copy in the profile is gone. */
  readonly lost: boolean
  runsHere: boolean
  createdAt: number
  approvedBy: string | null
}

/** A file, as it is right after it was dropped. */
export function fakeBatch(id: string, changes: Partial<FakeBatch> = {}): FakeBatch {
  return {
    id,
    name: '',
    fileName: 'november.csv',
    form: 'text',
    records: 12_480,
    stage: 'columns',
    reason: null,
    asked: 'asked',
    choices: { encoding: null, delimiter: null, headerRow: null, sheet: null },
    ...noAnswers,
    edits: noEdits,
    undone: [],
    past: [],
    answered: 0,
    inFlight: 0,
    firstCharges: 3,
    pace: usualPace,
    releasedAt: fakeNow - 300_000,
    startsAt: fakeNow - 240_000,
    kept: null,
    endedAt: null,
    reading: false,
    lost: false,
    runsHere: true,
    createdAt: fakeNow - 1_200_000,
    approvedBy: null,
    ...changes
  }
}

/** Who had a hand in every file of the double. */
const hands = ['Hanne', 'Siri Dahl'] as const

const secondsOf = (count: number): number => Math.round((count / usualPace.perSecond) * 1_000)

/** Everything that follows from what a file is made of. Rows are computed when they are asked for. */
class FileReading {
  private readonly computed = new Map<number, BatchRow>()
  private readonly kept = new Map<string, readonly number[]>()
  private edits: FakeEdits
  private charged: readonly number[] | null = null

  constructor(
    private readonly batch: FakeBatch,
    private readonly cards: readonly CardView[]
  ) {
    this.edits = batch.edits
  }

  /** A row with what became of it. */
  row(number: number): BatchRow {
    const row = this.plain(number)
    if (draftStages.some((stage) => stage === this.batch.stage)) return row
    const place = this.placeOf(number)
    const isOpen =
      place !== -1 && place >= this.batch.answered && place < this.batch.answered + this.batch.inFlight
    if (place === -1 || (place >= this.batch.answered && !isOpen)) return row
    const state = isOpen ? 'sent' : fakeOutcome(number)
    return {
      ...row,
      charge: {
        id: `charge-${number % 200}`,
        state,
        amount: row.amount ?? 0,
        captured: null,
        transactionStatus: state === 'succeeded' ? 'CAPTURED' : state === 'declined' ? 'FAILED' : null,
        declineReason: state === 'declined' ? reasonOf(number) : null
      }
    }
  }

  /** The numbers of the rows that are, or would be, charged, in their order. */
  charges(): readonly number[] {
    this.notice()
    this.charged ??= this.numbers().filter((number) => wouldCharge(this.plain(number)))
    return this.charged
  }

  matching(filter: RowFilter): readonly number[] {
    this.notice()
    const key = JSON.stringify([filter, this.batch.answered, this.batch.inFlight, this.batch.stage])
    const known = this.kept.get(key)
    if (known) return known
    const wanted = foldForSearch(filter.search)
    const found = this.numbers().filter((number) => fits(this.row(number), filter, wanted))
    this.kept.set(key, found)
    return found
  }

  numbers(): readonly number[] {
    return Array.from({ length: this.batch.records }, (_, index) => index + 2)
  }

  private placeOf(number: number): number {
    const charges = this.charges()
    let low = 0
    let high = charges.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const at = charges[middle] ?? 0
      if (at === number) return middle
      if (at < number) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  private plain(number: number): BatchRow {
    this.notice()
    const known = this.computed.get(number)
    if (known) return known
    const made = fakeRow(number, this.cards, this.batch.edits)
    this.computed.set(number, made)
    return made
  }

  private notice(): void {
    if (this.edits === this.batch.edits) return
    this.edits = this.batch.edits
    this.computed.clear()
    this.kept.clear()
    this.charged = null
  }
}

/** What keeps a held file from starting, or that nothing does. */
function startOf({ stage, kept }: FakeBatch): HeldStart | null {
  return stage === 'held' ? { byItself: kept === null || kept === 'batch_busy', kept } : null
}

/** The figures by which main says that a file was stopped. */
function detailsOf(reason: BatchReason | null): Record<string, string | number> {
  if (reason === 'many_declines') return { declines: 11, of: 20, allowed: 50 }
  if (reason === 'technical_errors') return { inARow: 5 }
  if (reason === 'day_limit')
    return { limit: 'day', charged: 48_000_000, allowed: 50_000_000, currency: 'NOK' }
  return {}
}

function reasonOf(number: number): DeclineReason {
  return declineReasons[[0, 0, 0, 1, 10, 0, 9][number % 7] ?? 0] ?? 'declined'
}

function fits(row: BatchRow, { show, code, field }: RowFilter, wanted: string): boolean {
  const words = [...Object.values(row.texts), row.merchantReference, row.card?.customerName ?? '']
  if (wanted !== '' && !foldForSearch(words.join(' ')).includes(wanted)) return false
  if (code !== null && !row.problems.some((each) => each.code === code && each.field === field)) return false
  const left = !row.skipped && !row.done
  switch (show) {
    case 'all':
      return true
    case 'problems':
      return left && row.problems.some(({ severity }) => severity !== 'warning')
    case 'warnings':
      return left && row.problems.some(({ severity }) => severity === 'warning')
    case 'skipped':
      return row.skipped
    case 'done':
      return row.done
    case 'edited':
      return Object.keys(row.edited).length > 0
    case 'charged':
      return row.charge?.state === 'succeeded'
    case 'not_charged':
      return row.setAside !== null || row.charge?.state === 'declined' || row.charge?.state === 'refused'
    case 'open':
      return row.charge !== null && ['sent', 'pending', 'unknown'].includes(row.charge.state)
  }
}

function sumsOf(rows: readonly BatchRow[]): CurrencySum[] {
  const sums = new Map<string, CurrencySum>()
  for (const { currency, amount } of rows) {
    if (currency === null || amount === null) continue
    const sum = sums.get(currency) ?? { currency, charges: 0, amount: 0 }
    sums.set(currency, { currency, charges: sum.charges + 1, amount: sum.amount + amount })
  }
  return [...sums.values()]
}

function countsOf(rows: readonly BatchRow[]): BatchCount[] {
  const counts = new Map<string, BatchCount>()
  for (const { charge, currency, amount } of rows) {
    if (charge === null || currency === null || amount === null) continue
    const key = `${charge.state} ${currency}`
    const count = counts.get(key) ?? { state: charge.state, currency, charges: 0, amount: 0 }
    counts.set(key, { ...count, charges: count.charges + 1, amount: count.amount + amount })
  }
  return [...counts.values()]
}

function groupsOf(rows: readonly BatchRow[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>()
  for (const row of rows) {
    if (row.skipped || row.done) continue
    for (const { code, field, severity, seen } of row.problems) {
      const key = `${severity} ${code} ${field}`
      const group = groups.get(key) ?? { code, field, severity, rows: 0, samples: [] }
      const samples =
        group.samples.length < 3 ? [...group.samples, { row: row.row, line: row.line, seen }] : group.samples
      groups.set(key, { ...group, rows: group.rows + 1, samples })
    }
  }
  const order = ['blocker', 'reason', 'warning']
  return [...groups.values()].sort(
    (one, other) => order.indexOf(one.severity) - order.indexOf(other.severity)
  )
}

function withTexts(
  edits: FakeEdits,
  cells: readonly { row: number; field: ProblemField; text: string | null }[]
): FakeEdits {
  const texts = new Map(edits.texts)
  for (const { row, field, text } of cells) {
    if (text === null) texts.delete(`${row} ${field}`)
    else texts.set(`${row} ${field}`, text)
  }
  return { ...edits, texts }
}

/** The files of a desk, and what main would answer about them. */
export class FakeFiles {
  private readonly readings = new Map<string, FileReading>()
  private nextReview = 1
  /** Asking about a file is over: whoever has a page tells it. */
  onAsked: () => void = () => undefined
  private mappings: readonly KeptMapping[] = [
    {
      name: 'nettleie',
      header: ['Kundenr', 'Navn', 'Beløp', 'Valuta', 'Tekst', 'Type'],
      keptBy: 'Hanne',
      keptAt: fakeNow - 40 * 86_400_000
    },
    {
      name: 'strøm kvartal',
      header: ['Kunde', 'Sum', 'Ordretekst'],
      keptBy: '',
      keptAt: fakeNow - 86_400_000
    }
  ]

  constructor(
    readonly batches: FakeBatch[],
    private readonly cards: () => readonly CardView[],
    private readonly approvals = new FakeApprovals()
  ) {}

  batch(id: string): FakeBatch {
    const batch = this.batches.find((each) => each.id === id)
    if (!batch) throw new TrekkError('not_found', id)
    return batch
  }

  /** So many more rows of a running file are answered. */
  advance(id: string, rows: number): void {
    const batch = this.batch(id)
    const all = this.reading(batch).charges().length
    const until = batch.answered < batch.firstCharges ? batch.firstCharges : all
    batch.answered = Math.min(batch.answered + rows, until)
    batch.inFlight = Math.min(batch.pace.inFlight, until - batch.answered)
    if (batch.answered < until) return
    batch.stage = until === all ? 'done' : 'looking'
    if (until === all) batch.endedAt = fakeNow
  }

  detail(id: string): BatchDetail {
    const batch = this.batch(id)
    return {
      id,
      name: batch.name,
      fileName: batch.fileName,
      fileBytes: batch.lost ? null : batch.records * 68,
      fileHash: '4f9b2c7a8d11e6035c2b9f7d4a6e8c1b'.repeat(2),
      createdAt: batch.createdAt,
      stage: batch.stage,
      fileLost: batch.lost,
      columns: batch.lost ? null : columnsOf(batch, (row) => this.reading(batch).row(row)),
      check: batch.lost || batch.stage === 'columns' ? null : this.check(batch),
      run: this.run(id)
    }
  }

  run(id: string): RunView | null {
    const batch = this.batch(id)
    const { stage } = batch
    if (stage === 'columns' || stage === 'mending') return null
    const rows = this.chargedRows(batch)
    const declined = rows.flatMap(({ charge }) => (charge?.declineReason ? [charge.declineReason] : []))
    const tally = new Map<DeclineReason, number>()
    for (const reason of declined) tally.set(reason, (tally.get(reason) ?? 0) + 1)
    return {
      state: stage,
      reason: batch.reason,
      details: detailsOf(batch.reason),
      charges: rows.length,
      sums: sumsOf(rows),
      counts: countsOf(rows),
      setAside: 0,
      declines: [...tally]
        .map(([reason, charges]) => ({ reason, charges }))
        .sort((one, other) => other.charges - one.charges),
      importedBy: 'Hanne',
      releasedBy: 'Hanne',
      approvedBy: batch.approvedBy,
      lookedAtBy: batch.answered > batch.firstCharges ? 'Hanne' : null,
      releasedAt: batch.releasedAt,
      startsAt: batch.startsAt,
      start: startOf(batch),
      endedAt: batch.endedAt,
      firstCharges: batch.firstCharges,
      pace: batch.pace,
      inFlight: stage === 'running' || stage === 'paused' ? batch.inFlight : 0,
      waitsUntil: null,
      perSecond: stage === 'running' ? 18.4 : null,
      runsHere: batch.runsHere
    }
  }

  handlers() {
    const answer =
      <Input extends { batchId: string }>(change: (batch: FakeBatch, input: Input) => void) =>
      (input: Input): BatchDetail => {
        change(this.batch(input.batchId), input)
        return this.detail(input.batchId)
      }
    const add = (fileName: string, form: FakeForm): BatchDetail => {
      const batch = fakeBatch(`batch-${this.batches.length + 1}`, { fileName, form, createdAt: Date.now() })
      this.batches.unshift(batch)
      return this.detail(batch.id)
    }
    return {
      prepareImport: () => undefined,
      importDropped: ({ path }) => {
        const name = path.split('/').at(-1) ?? path
        return add(name, name.endsWith('.xlsx') ? 'workbook' : 'text')
      },
      importPasted: () => add('', 'pasted'),
      listBatches: ({ offset, limit }) => pageOf(this.batches, offset, limit, (batch) => this.summary(batch)),
      getBatch: ({ batchId }) => this.detail(batchId),
      readBatchAnew: answer((batch, { choices }) => (batch.choices = choices)),
      answerBatch: answer((batch, { answers, defaults }) => Object.assign(batch, { answers, defaults })),
      keepMapping: ({ name }) => ({ name, replaced: false }),
      listMappings: () => [...this.mappings],
      removeMapping: ({ name }) => {
        this.mappings = this.mappings.filter((mapping) => mapping.name !== name)
        return [...this.mappings]
      },
      acceptColumns: answer((batch) => (batch.stage = 'mending')),
      backToColumns: answer((batch) => (batch.stage = 'columns')),
      nameBatch: answer((batch, { name }) => (batch.name = name)),
      listBatchRows: ({ batchId, filter, offset, limit }) => {
        const reading = this.reading(this.batch(batchId))
        return pageOf(reading.matching(filter), offset, limit, (number) => reading.row(number))
      },
      findBatchProblem: ({ batchId, filter, from, direction }) => {
        const reading = this.reading(this.batch(batchId))
        const rows = reading.matching(filter)
        const step = direction === 'next' ? 1 : -1
        for (let index = from; index >= 0 && index < rows.length; index += step) {
          const number = rows[index] ?? 0
          const found = reading.row(number).problems.find(({ severity }) => severity !== 'warning')
          if (found) return { row: number, index, field: found.field }
        }
        return null
      },
      editBatch: answer((batch, { edit }) => {
        batch.past.push(batch.edits)
        batch.undone = []
        batch.edits = this.edited(batch, edit)
      }),
      undoBatch: answer((batch) => {
        const before = batch.past.pop()
        if (!before) return
        batch.undone.push(batch.edits)
        batch.edits = before
      }),
      redoBatch: answer((batch) => {
        const after = batch.undone.pop()
        if (!after) return
        batch.past.push(batch.edits)
        batch.edits = after
      }),
      discardBatch: ({ batchId }) => {
        this.batches.splice(this.batches.indexOf(this.batch(batchId)), 1)
      },
      askAboutBatch: ({ batchId, what }) => {
        const batch = this.batch(batchId)
        batch.asked = what === 'cards' ? 'cards' : 'asked'
        this.onAsked()
        return { what, read: 0, of: null, waitsUntil: null }
      },
      stopAskingAboutBatch: ({ batchId }) => {
        this.batch(batchId).asked = 'nothing'
        this.onAsked()
      },
      reviewBatch: ({ batchId, expected }) => this.review(this.batch(batchId), expected),
      releaseBatch: ({ reviewId, firstCharges, hold, pace, approval }) => {
        const batch = this.batches.find(({ id }) => reviewId.startsWith(`${id}:`))
        if (!batch) throw new TrekkError('review_unknown', reviewId)
        batch.approvedBy = this.approvals.approve(this.check(batch).sums, hands, approval)
        const now = Date.now()
        Object.assign(batch, { stage: 'held', firstCharges, pace, releasedAt: now, startsAt: now + hold })
        return this.detail(batch.id)
      },
      cancelBatch: answer((batch) => Object.assign(batch, { stage: 'cancelled', endedAt: Date.now() })),
      startBatch: answer((batch) => Object.assign(batch, { stage: 'running', reason: null, runsHere: true })),
      pauseBatch: answer((batch) => Object.assign(batch, { stage: 'paused', reason: 'person' })),
      stopBatch: answer((batch) =>
        Object.assign(batch, { stage: 'stopped', endedAt: Date.now(), inFlight: 0 })
      ),
      setBatchPace: answer((batch, { pace }) => (batch.pace = pace)),
      saveBatchFile: ({ batchId }) => ({ rows: this.batch(batchId).records, reencoded: false }),
      saveTemplate: () => ({ cards: this.cards().length })
    } satisfies Partial<FakeHandlers>
  }

  private summary(batch: FakeBatch): BatchSummary {
    const { id, name, fileName, stage, reason, createdAt } = batch
    const rows = stage === 'columns' ? [] : this.chargedRows(batch)
    return {
      id,
      name,
      fileName,
      stage,
      reason,
      start: startOf(batch),
      charges: stage === 'columns' ? null : rows.length,
      sums: sumsOf(rows),
      counts: countsOf(rows),
      createdAt,
      changedAt: batch.endedAt ?? batch.releasedAt
    }
  }

  private reading(batch: FakeBatch): FileReading {
    const known = this.readings.get(batch.id) ?? new FileReading(batch, this.cards())
    this.readings.set(batch.id, known)
    return known
  }

  private chargedRows(batch: FakeBatch): readonly BatchRow[] {
    const reading = this.reading(batch)
    return reading.charges().map((number) => reading.row(number))
  }

  private check(batch: FakeBatch): CheckView {
    const reading = this.reading(batch)
    const rows = reading.numbers().map((number) => reading.row(number))
    const charged = rows.filter(wouldCharge)
    const left = rows.filter(({ skipped, done }) => !skipped && !done)
    const has = (severity: string) => (row: BatchRow) =>
      row.problems.some((each) => each.severity === severity)
    return {
      records: rows.length,
      charges: charged.length,
      sums: sumsOf(charged),
      blocked: left.filter(has('blocker')).length,
      unexplained: left.filter((row) => has('reason')(row) && !has('blocker')(row)).length,
      skipped: rows.filter(({ skipped }) => skipped).length,
      done: rows.filter(({ done }) => done).length,
      warned: charged.filter(has('warning')).length,
      groups: groupsOf(rows),
      like: [
        { batchId: 'batch-done', name: 'Strøm oktober', releasedAt: fakeNow - 31 * 86_400_000, rows: 214 }
      ],
      columns: [...fakeColumns],
      canUndo: batch.past.length > 0,
      canRedo: batch.undone.length > 0
    }
  }

  private review(
    batch: FakeBatch,
    expected: { charges: number | null; sums: CurrencySum[] } | null
  ): BatchReview {
    const check = this.check(batch)
    const rows = this.chargedRows(batch)
    const met =
      expected !== null &&
      (expected.charges === null || expected.charges === check.charges) &&
      expected.sums.every((sum) =>
        check.sums.some(({ currency, amount }) => currency === sum.currency && amount === sum.amount)
      )
    return {
      reviewId: `${batch.id}:${this.nextReview++}`,
      name: batch.name,
      charges: check.charges,
      sums: check.sums,
      skipped: check.skipped,
      done: check.done,
      blocked: check.blocked + check.unexplained,
      explained: batch.edits.explained.size,
      largest: [...rows].sort((one, other) => (other.amount ?? 0) - (one.amount ?? 0)).slice(0, 5),
      firstTimeCards: 312,
      newCards: 0,
      duration: secondsOf(check.charges),
      like: check.like,
      expected: expected && { ...expected, met },
      approval: this.approvals.asked(check.sums, hands),
      atDintero: fakeAtDintero(batch.asked, Date.now()),
      asking: fakeAskingView(batch.asked)
    }
  }

  private edited({ edits, ...batch }: FakeBatch, edit: BatchEdit): FakeEdits {
    const reading = this.reading(this.batch(batch.id))
    switch (edit.kind) {
      case 'cells':
        return withTexts(edits, edit.cells)
      case 'same': {
        const { field, text, from } = edit
        const same = reading.numbers().filter((row) => (reading.row(row).texts[field] ?? '') === from)
        return withTexts(
          edits,
          same.map((row) => ({ row, field, text }))
        )
      }
      case 'fill': {
        const { field, text, filter } = edit
        return withTexts(
          edits,
          reading.matching(filter).map((row) => ({ row, field, text }))
        )
      }
      case 'skip':
        return leftOut(edits, edit.rows, edit.skip)
      case 'skip_all':
        return leftOut(edits, reading.matching(edit.filter), edit.skip)
      case 'explain':
        return explainedBy(edits, reading.matching(edit.filter), edit.reason)
      case 'explain_rows':
        return explainedBy(edits, edit.rows, edit.reason)
    }
  }
}

function leftOut(edits: FakeEdits, rows: readonly number[], skip: boolean): FakeEdits {
  const skipped = new Set(edits.skipped)
  const taken = new Set(edits.taken)
  for (const row of rows) {
    if (skip) skipped.add(row)
    else skipped.delete(row)
    if (skip) taken.delete(row)
    else taken.add(row)
  }
  return { ...edits, skipped, taken }
}

function explainedBy(edits: FakeEdits, rows: readonly number[], reason: string): FakeEdits {
  return { ...edits, explained: new Map([...edits.explained, ...rows.map((row) => [row, reason] as const)]) }
}

function pageOf<From, Row>(
  all: readonly From[],
  offset: number,
  limit: number,
  rowOf: (from: From) => Row
): ListPage<Row> {
  return { rows: all.slice(offset, offset + limit).map(rowOf), total: all.length, atLeast: false }
}
