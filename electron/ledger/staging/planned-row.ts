import { createHash } from 'node:crypto'
import { z } from 'zod'
import { operations } from '../../../shared/card'
import { readStored, writeStored } from '../stored/versioned'

/** Strict, like order lines: what is charged must be what was reviewed, and a guess would be another charge. */
const plannedRow = z.strictObject({
  row: z.number().int().min(1),
  rowHash: z.string().min(1),
  contentReference: z.boolean(),
  draft: z.strictObject({
    cardId: z.string(),
    operation: z.enum(operations),
    amount: z.number().int(),
    currency: z.string(),
    lines: z.array(
      z.strictObject({
        description: z.string(),
        quantity: z.number().int(),
        amount: z.number().int(),
        vatRate: z.number().int(),
        vatAmount: z.number().int()
      })
    ),
    merchantReference: z.string(),
    email: z.string(),
    phone: z.string(),
    autoCapture: z.boolean(),
    retryOf: z.string().nullable()
  }),
  explained: z
    .strictObject({ reason: z.string(), earlier: z.array(z.string()), alike: z.boolean() })
    .nullable()
})

/** Characters. */
const hashedAtOnce = 65_536

/** A row of a batch as it was released: what is charged, and what was said about what it resembles. */
export type PlannedRow = z.infer<typeof plannedRow>

export function writePlannedRow(value: PlannedRow): string {
  return writeStored(1, value)
}

/** SHA-256 of every planned row as it is written, in order, hex: what is reviewed, released and run is held together by it. */
export function hashOfPlan(rows: Iterable<PlannedRow>): string {
  return hashOfWritten(written(rows))
}

function* written(rows: Iterable<PlannedRow>): Generator<string, void, undefined> {
  for (const row of rows) yield writePlannedRow(row)
}

/** As `hashOfPlan`, of rows as `writePlannedRow` wrote them. */
export function hashOfWritten(rows: Iterable<string>): string {
  const hash = createHash('sha256')
  // To hash a short text takes longer to begin than to do.
  let waiting = ''
  for (const row of rows) {
    waiting += `${row}\n`
    if (waiting.length < hashedAtOnce) continue
    hash.update(waiting)
    waiting = ''
  }
  return hash.update(waiting).digest('hex')
}

/** @throws Error when it is not a row as it was written: a batch with such a row is not run */
export function readPlannedRow(text: string): PlannedRow {
  return plannedRow.parse(readStored(text)?.value)
}
