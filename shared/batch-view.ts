import { z } from 'zod'
import { approvalAsked } from './approval'
import { askingView, atDinteroView } from './batch-asking'
import { batchCount, batchReason, batchState, currencySum, pace } from './batch'
import { cellProblem, problemField, rowProblem } from './batch-problem'
import { cardView, operation } from './card'
import { delimiter, encoding, longestCell, mostRecords, understood } from './charge-file'
import { chargeState, declineReason } from './charge'
import { fileDefaults, fileMeaning, mappingChoices } from './column-mapping'
import { longest } from './fields'
import { errorCodes } from './result'

/*
 * A charge file as the page sees it, from the moment it is dropped until the last of its rows has an outcome.
 */

/**
 * Where a file stands before it is released.
 * - `columns`: it is read, and how it was understood is looked at
 * - `mending`: its rows are checked, and mended where they must be
 */
export const draftStages = ['columns', 'mending'] as const
export const batchStage = z.enum([...draftStages, ...batchState.options])
export type BatchStage = z.infer<typeof batchStage>

export const longestBatchName = 100

/** How a released file that has not begun stands to its start. */
export const heldStart = z.object({
  /** Whether it starts without anybody: when its time has come, or when another file is done. */
  byItself: z.boolean(),
  /** Why it has not started, or will not; `closed` where Trekk was closed since its release. Null while nothing keeps it. */
  kept: z.enum([...errorCodes, 'closed']).nullable()
})
export type HeldStart = z.infer<typeof heldStart>

/** One line of the list of files. Times are ms since 1970 UTC. */
export const batchSummary = z.object({
  id: z.string(),
  /** Empty until somebody has given it one. */
  name: z.string(),
  fileName: z.string(),
  stage: batchStage,
  reason: batchReason.nullable(),
  /** Of a held file; null for any other. */
  start: heldStart.nullable(),
  /** Charges that are, or would be, made; null while that is not known. */
  charges: z.number().int().nullable(),
  sums: z.array(currencySum),
  counts: z.array(batchCount),
  createdAt: z.number().int(),
  changedAt: z.number().int()
})
export type BatchSummary = z.infer<typeof batchSummary>

/** How a person wants a file to be read; what is null is found out. */
export const readingChoices = z.strictObject({
  encoding: encoding.nullable(),
  delimiter: delimiter.nullable(),
  /** The row of the header as a spreadsheet counts, from 1; 0 for none. */
  headerRow: z.number().int().min(0).max(mostRecords).nullable(),
  sheet: z.string().max(100).nullable()
})
export type ReadingChoices = z.infer<typeof readingChoices>

/** A row of the preview: its cells as they may be shown, and what they mean with the columns as they are now. */
export const previewRow = z.object({
  row: z.number().int(),
  line: z.number().int(),
  cells: z.array(z.string()),
  /** Minor units. */
  amount: z.number().int().nullable(),
  currency: z.string().nullable(),
  done: z.boolean(),
  problems: z.array(cellProblem)
})
export type PreviewRow = z.infer<typeof previewRow>

/** What the page shows while columns are looked at. */
export const columnsView = z.object({
  understood,
  choices: readingChoices,
  meaning: fileMeaning,
  answers: mappingChoices,
  defaults: fileDefaults,
  preview: z.array(previewRow).max(100),
  /** Records of the whole file; null while it is still being read. */
  records: z.number().int().nullable()
})
export type ColumnsView = z.infer<typeof columnsView>

/** Rows with the same problem at the same field, mended in the same way. */
export const problemGroup = z.object({
  code: rowProblem.shape.code,
  field: problemField.nullable(),
  severity: rowProblem.shape.severity,
  rows: z.number().int(),
  samples: z.array(z.object({ row: z.number().int(), line: z.number().int(), seen: z.string() })).max(3)
})
export type ProblemGroup = z.infer<typeof problemGroup>

/** An earlier file of the account that this one repeats, in whole or in part. */
export const likeFile = z.object({
  batchId: z.string(),
  name: z.string(),
  releasedAt: z.number().int(),
  /** Rows of this file that are in the other one too. */
  rows: z.number().int()
})
export type LikeFile = z.infer<typeof likeFile>

/** What a file comes to, as it is now. */
export const checkView = z.object({
  records: z.number().int(),
  /** Rows that would be charged. */
  charges: z.number().int(),
  sums: z.array(currencySum),
  /** Rows that have a blocker, or wait for a reason; rows a person has left out; rows that say they are done. */
  blocked: z.number().int(),
  unexplained: z.number().int(),
  skipped: z.number().int(),
  done: z.number().int(),
  /** Rows that would be charged and have a warning. */
  warned: z.number().int(),
  groups: z.array(problemGroup).max(200),
  like: z.array(likeFile).max(20),
  /** The fields that the file has a column for, in its order. */
  columns: z.array(z.object({ field: problemField, header: z.string() })),
  canUndo: z.boolean(),
  canRedo: z.boolean()
})
export type CheckView = z.infer<typeof checkView>

/** One row in the grid. */
export const batchRow = z.object({
  row: z.number().int(),
  line: z.number().int(),
  /** What stands in each field: the file's cell, or what a person typed over it. */
  texts: z.partialRecord(problemField, z.string()),
  /** The fields that a person has typed over, with what the file says. */
  edited: z.partialRecord(problemField, z.string()),
  /** The record as it stands in the file, where its cells are in no certain column. */
  raw: z.string().nullable(),
  card: cardView.nullable(),
  /** Cards the row may mean, where it may mean several; ten at most. */
  candidates: z.array(cardView).max(10),
  operation: operation.nullable(),
  /** Minor units. */
  amount: z.number().int().nullable(),
  currency: z.string().nullable(),
  /** The file's own, or the one made for it. */
  merchantReference: z.string(),
  skipped: z.boolean(),
  done: z.boolean(),
  /** Why it is no repetition, as a person has said. */
  explained: z.string().nullable(),
  problems: z.array(rowProblem),
  /** What became of it, once it is released; null while nothing has. */
  charge: z
    .object({
      id: z.string(),
      state: chargeState,
      transactionStatus: z.string().nullable(),
      amount: z.number().int(),
      captured: z.number().int().nullable(),
      declineReason: declineReason.nullable()
    })
    .nullable(),
  /** The rule it broke when its turn came. */
  setAside: z.string().nullable()
})
export type BatchRow = z.infer<typeof batchRow>

/** Which rows the grid shows. */
export const rowFilter = z.strictObject({
  show: z.enum([
    'all',
    'problems',
    'warnings',
    'skipped',
    'done',
    'edited',
    'charged',
    'not_charged',
    'open'
  ]),
  /** Only rows with this problem. */
  code: rowProblem.shape.code.nullable(),
  field: problemField.nullable(),
  search: z.string().max(200)
})
export type RowFilter = z.infer<typeof rowFilter>

const rowNumber = z.number().int().min(1)
const rowNumbers = z.array(rowNumber).min(1).max(mostRecords)
const cellText = z.string().max(longestCell)

/** What a person does to rows. Every edit can be undone. Rows are named by their numbers in the file. */
export const batchEdit = z.discriminatedUnion('kind', [
  /** Types over cells: one, a block that is pasted, a column that is filled down. Null takes back what was typed. */
  z.strictObject({
    kind: z.literal('cells'),
    cells: z
      .array(z.strictObject({ row: rowNumber, field: problemField, text: cellText.nullable() }))
      .min(1)
      .max(10_000)
  }),
  /** Types over every cell of a field that says the same as this one does now. */
  z.strictObject({ kind: z.literal('same'), field: problemField, from: cellText, text: cellText }),
  z.strictObject({ kind: z.literal('fill'), field: problemField, text: cellText, filter: rowFilter }),
  z.strictObject({ kind: z.literal('skip'), rows: rowNumbers, skip: z.boolean() }),
  /** Leaves out, or takes in again, all rows that a filter shows. */
  z.strictObject({ kind: z.literal('skip_all'), filter: rowFilter, skip: z.boolean() }),
  /** Says why rows are no repetition of what they resemble. */
  z.strictObject({ kind: z.literal('explain'), filter: rowFilter, reason: z.string().max(longest.reason) }),
  /** As `explain`, for rows one by one. */
  z.strictObject({
    kind: z.literal('explain_rows'),
    rows: rowNumbers,
    reason: z.string().max(longest.reason)
  })
])
export type BatchEdit = z.infer<typeof batchEdit>

/** What will happen if a file is released; main built it and holds it. */
export const batchReview = z.object({
  reviewId: z.string(),
  name: z.string(),
  charges: z.number().int(),
  sums: z.array(currencySum),
  skipped: z.number().int(),
  done: z.number().int(),
  /** Rows that are left out because of a blocker. */
  blocked: z.number().int(),
  explained: z.number().int(),
  largest: z.array(batchRow).max(5),
  /** Cards that are charged for the first time, and those that the file brings along. */
  firstTimeCards: z.number().int(),
  newCards: z.number().int(),
  /** How long it takes at the pace that is set, ms. */
  duration: z.number().int(),
  like: z.array(likeFile).max(20),
  /** What staff has said the file should come to, and whether it does. */
  expected: z
    .object({ charges: z.number().int().nullable(), sums: z.array(currencySum), met: z.boolean() })
    .nullable(),
  /** A second person must approve it; null where none is asked for. */
  approval: approvalAsked.nullable(),
  /** What Dintero was asked about it, as it was when the review was made. */
  atDintero: atDinteroView,
  /** Dintero is being asked while this is shown; another review is asked for when that is over. */
  asking: askingView.nullable()
})
export type BatchReview = z.infer<typeof batchReview>

/** A released file: what was released by whom, where it stands, what became of it so far. */
export const runView = z.object({
  state: batchState,
  reason: batchReason.nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  charges: z.number().int(),
  sums: z.array(currencySum),
  counts: z.array(batchCount),
  setAside: z.number().int(),
  /** Why the declined ones were, the commonest first. */
  declines: z.array(z.object({ reason: declineReason, charges: z.number().int() })),
  importedBy: z.string(),
  releasedBy: z.string(),
  approvedBy: z.string().nullable(),
  lookedAtBy: z.string().nullable(),
  releasedAt: z.number().int(),
  startsAt: z.number().int(),
  /** While it is held; null at any other time. */
  start: heldStart.nullable(),
  endedAt: z.number().int().nullable(),
  firstCharges: z.number().int(),
  pace,
  /** Requests on their way now. */
  inFlight: z.number().int(),
  /** Until when Dintero asked to wait; null when it did not. */
  waitsUntil: z.number().int().nullable(),
  /** Charges that were answered in the last seconds, a second; null while that says nothing. */
  perSecond: z.number().nullable(),
  /** Whether this computer charges it now. */
  runsHere: z.boolean()
})
export type RunView = z.infer<typeof runView>

export const batchDetail = z.object({
  id: z.string(),
  name: z.string(),
  fileName: z.string(),
  /** Null where nobody knows any more. */
  fileBytes: z.number().int().nullable(),
  /** SHA-256, hex. */
  fileHash: z.string(),
  createdAt: z.number().int(),
  stage: batchStage,
  /**
   * Whether a released file's own copy in the profile is gone or damaged: what is shown is what the ledger knows, and what
   * was not begun cannot go on.
   */
  fileLost: z.boolean(),
  columns: columnsView.nullable(),
  check: checkView.nullable(),
  run: runView.nullable()
})
export type BatchDetail = z.infer<typeof batchDetail>

const word = z.string().max(500)

/** What the page calls things, for a file that is written in its language. By code; a code without words stands as it is. */
export const fileWords = z.strictObject({
  /** Of `RowProblem`. */
  problems: z.record(z.string(), word),
  /** Of an error that kept a row from being charged when its turn came. */
  errors: z.record(z.string(), word),
  /** Of `DeclineReason`. */
  declines: z.record(z.string(), word),
  /** Of `RetryAdvice`. */
  advice: z.record(z.string(), word)
})
export type FileWords = z.infer<typeof fileWords>
