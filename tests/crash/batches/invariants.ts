import type { Life } from '../program'
import type { BatchCharge, BatchOnDisk, PlanOnDisk } from './file'
import type { PlannedCharge } from './rows'

/** What a trial knows of a batch on one profile. */
export interface BatchEvidence {
  readonly planned: readonly PlannedCharge[]
  readonly batchId: string
  readonly disk: BatchOnDisk
  readonly file: PlanOnDisk
  /** Authorisations by merchant reference and their money: the simulator's own count. */
  readonly truth: readonly { readonly merchantReference: string; readonly authorised: boolean }[]
}

/** What must hold of a batch at any instant, whatever was killed. @returns a sentence for each thing that does not */
export function alwaysHolds({ planned, batchId, disk, file, truth }: BatchEvidence): string[] {
  const wrong: string[] = []
  const own = disk.charges.filter((charge) => charge.batch_id === batchId)
  const { batch } = disk
  if (batch === null && own.length > 0) wrong.push('INVENTED: charges of a batch that was never released')
  if (file.plan.length > 0 && file.plan.length !== planned.length)
    wrong.push(`LOST: ${file.plan.length} of ${planned.length} rows are in the file of the batch`)
  if (batch !== null) {
    if (file.plan.length === 0) wrong.push('LOST: the batch was released, and its file is empty')
    if (disk.starts !== batch.life)
      wrong.push(`AUDIT: ${batch.life} lives, ${disk.starts} starts in the trail`)
    const mostYet = batch.first_charges > 0 && batch.looked_at_by === null ? batch.first_charges : Infinity
    if (own.length > mostYet) wrong.push(`UNSEEN: ${own.length} charges, and nobody has looked`)
  }
  for (const charge of own) {
    const plan = planned.find(({ row }) => row.row === charge.batch_row)
    if (plan === undefined) wrong.push(`INVENTED: no row ${charge.batch_row} was planned`)
    else if (!isAsPlanned(charge, plan))
      wrong.push(`CHANGED: row ${charge.batch_row} is not as it was planned`)
    else if (plan.isRefused)
      wrong.push(`RULE: row ${charge.batch_row} was begun though it is above the limit`)
  }
  const begun = new Set(own.map(({ batch_row: row }) => row))
  if (begun.size !== own.length) wrong.push('BEGUN TWICE: there are two charges of one row')
  for (const { row, code } of file.setAside) {
    if (code === 'reference_used' && begun.has(row))
      wrong.push(`BEGUN TWICE: row ${row} was begun when it was a charge already`)
  }
  for (const { merchantReference } of truth) {
    if (planned.find(({ row }) => row.reference === merchantReference)?.isRefused)
      wrong.push(`RULE: ${merchantReference} was charged though it is above the limit`)
  }
  return [...wrong, ...wrongSums(disk.counts, own)]
}

/**
 * What must hold when what a crash left is sorted out: whatever counts as never sent, Dintero has not. Of a ledger that
 * does not know all that was charged under its batch's references this cannot be asked.
 */
export function unsentIsUnsent({ batchId, disk, truth }: BatchEvidence): string[] {
  const charged = new Set(truth.map(({ merchantReference }) => merchantReference))
  return disk.charges
    .filter((charge) => charge.batch_id === batchId && charge.state === 'not_sent')
    .filter((charge) => charged.has(charge.merchant_reference))
    .map(({ batch_row: row }) => `DIFFERS: row ${row} counts as never sent, and Dintero has it`)
}

/** What must hold when a batch has ended and everything was done that can be done. */
export function holdsInTheEnd(evidence: BatchEvidence): string[] {
  const { planned, batchId, disk, file } = evidence
  const { batch } = disk
  if (batch === null) return ['LOST: the batch was never released']
  const wrong = alwaysHolds(evidence)
  const aside = new Set(file.setAside.map(({ row }) => row))
  if (batch.state !== 'done' && batch.state !== 'stopped' && !waits(evidence))
    wrong.push(`UNFINISHED: the batch is ${batch.state} in the end (${batch.reason ?? 'no reason'})`)
  for (const { row } of planned) {
    const charge = disk.charges.find((each) => each.batch_id === batchId && each.batch_row === row.row)
    if (charge === undefined && !aside.has(row.row) && batch.state !== 'stopped')
      wrong.push(`LOST: row ${row.row} is neither charged nor set aside, and the batch is ${batch.state}`)
    if (charge?.state === 'intent' || charge?.state === 'sent')
      wrong.push(`UNRESOLVED: row ${row.row} is still ${charge.state}`)
    if (charge?.state === 'not_sent' && batch.state === 'done' && !aside.has(row.row))
      wrong.push(`NOT CHARGED: row ${row.row} never left, the batch is done, and nobody is told why`)
  }
  return wrong
}

/** Whether a batch rightly waits: all it has left are rows that resemble a charge nobody knows the end of. */
function waits({ planned, batchId, disk, file }: BatchEvidence): boolean {
  const own = disk.charges.filter((charge) => charge.batch_id === batchId)
  const isKnown = disk.charges.every(({ state }) => state !== 'unknown' && state !== 'pending')
  const notBegun = planned.filter(({ row }) => !own.some((charge) => charge.batch_row === row.row))
  const waiting = new Set(file.setAside.filter(({ code }) => code === 'duplicate_open').map(({ row }) => row))
  return !isKnown && notBegun.some(({ row }) => waiting.has(row.row))
}

/** Nothing may be sent while a batch is paused, and nothing may leave when its run is over. */
export function sentWhilePaused({ stepNames, marks }: Pick<Life, 'stepNames' | 'marks'>): string[] {
  return marks.flatMap(({ is, after }, index) => {
    if (is === 'going') return []
    const until = marks.slice(index + 1).find((mark) => mark.is === 'going')?.after ?? stepNames.length
    const forbidden = is === 'paused' ? sending : [...sending, leaving]
    return stepNames
      .slice(after, until)
      .filter((step) => forbidden.includes(step))
      .map((step) => `PAUSED: "${step}" while the batch was ${is}`)
  })
}

const sending = ['write sent: before', 'write resent: before']
const leaving = 'ask for CHARGE: before'

function isAsPlanned(charge: BatchCharge, { row }: PlannedCharge): boolean {
  return (
    charge.merchant_reference === row.reference &&
    charge.amount === row.amount &&
    charge.currency === row.currency &&
    charge.card_id === row.cardId
  )
}

function wrongSums(counts: BatchOnDisk['counts'], own: readonly BatchCharge[]): string[] {
  const key = ({ state, currency }: { state: string; currency: string }): string => `${state} ${currency}`
  const counted = new Map(counts.map((each) => [key(each), `${each.charges} of ${each.amount}`]))
  const kinds = new Set([...counted.keys(), ...own.map(key)])
  return [...kinds].flatMap((kind) => {
    const amounts = own.filter((each) => key(each) === kind).map(({ amount }) => amount)
    const is = `${amounts.length} of ${amounts.reduce((sum, amount) => sum + amount, 0)}`
    const said = counted.get(kind) ?? '0 of 0'
    return said === is ? [] : [`TOTALS: ${kind}: the batch counts ${said}, its charges are ${is}`]
  })
}

/** What the ledger says was taken by the batch's charges, against what Dintero took, in each currency. */
export function wrongTotals(
  charges: readonly BatchCharge[],
  truth: readonly { readonly authorised: boolean; readonly amount: number; readonly currency: string }[]
): string[] {
  const sums = new Map<string, number>()
  const add = (currency: string, amount: number): void => {
    sums.set(currency, (sums.get(currency) ?? 0) + amount)
  }
  for (const { state, currency, amount } of charges) if (state === 'succeeded') add(currency, amount)
  for (const { authorised, currency, amount } of truth) if (authorised) add(currency, -amount)
  return [...sums].flatMap(([currency, difference]) =>
    difference === 0 ? [] : [`TOTALS: ${difference} ${currency} between the ledger and Dintero`]
  )
}
