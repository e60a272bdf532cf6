import type { ChargeState } from '../../shared/charge'
import type { LedgerRow } from './profile'
import type { Draft } from './protocol'

/** A transaction as the simulator keeps it. */
export interface TrueTransaction {
  readonly id: string
  readonly merchantReference: string
  readonly status: string
  readonly amount: number
  readonly currency: string
  readonly authorised: boolean
  /** Somebody else's, whatever its reference says. */
  readonly isForeign: boolean
}

/** Everything a trial knows when the program has resolved what it could. */
export interface Evidence {
  readonly asked: readonly Draft[]
  /** The last state the page was told, by reference. */
  readonly told: ReadonlyMap<string, ChargeState>
  readonly ledger: readonly LedgerRow[]
  readonly truth: readonly TrueTransaction[]
  /** Authorisations by merchant reference: the simulator's own count. */
  readonly authorisations: ReadonlyMap<string, number>
  /** References that Dintero itself charged twice: the desk cannot help it, and must say so. */
  readonly doubled: ReadonlySet<string>
  /** References of which Dintero says something else later than at first. */
  readonly corrected: ReadonlySet<string>
  /** Dintero's lists could not be read, so that the desk cannot know what only they tell. */
  readonly blind: boolean
  /** Whether everything that can be done was done, so that nothing Dintero knows may still be unknown here. */
  readonly final: boolean
}

/** Whether a person who was shown this state may rely on it for ever. */
export function isDecided(state: ChargeState | undefined): boolean {
  return state === 'succeeded' || state === 'declined' || state === 'refused'
}

/** What must hold whatever was killed, when. @returns a sentence for each thing that does not */
export function violations(evidence: Evidence): string[] {
  const { asked, told, ledger, truth, authorisations, doubled, corrected, blind, final } = evidence
  const known = new Set(ledger.map((row) => row.merchant_reference))
  const wrong: string[] = []

  for (const [reference, count] of authorisations) {
    if (count > 1 && !doubled.has(reference))
      wrong.push(`CHARGED TWICE: ${reference} was authorised ${count} times`)
    if (!known.has(reference)) wrong.push(`LOST: ${reference} was authorised but is not in the ledger`)
  }
  for (const { merchantReference } of truth) {
    if (!known.has(merchantReference))
      wrong.push(`LOST: Dintero has ${merchantReference}, the ledger has not`)
  }
  for (const reference of known) {
    if (!asked.some((draft) => draft.reference === reference))
      wrong.push(`INVENTED: nobody asked for ${reference}`)
  }
  for (const [reference, state] of told) {
    const row = ledger.find((each) => each.merchant_reference === reference)
    if (row === undefined)
      wrong.push(`LOST: ${reference} was acknowledged as ${state} but is not in the ledger`)
    else if (isDecided(state) && row.state !== state)
      wrong.push(`TAKEN BACK: ${reference} was shown as ${state} and is ${row.state}`)
  }
  for (const row of ledger) wrong.push(...ofCharge(row, evidence))

  const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
  const own = truth.filter(({ isForeign }) => !isForeign)
  const succeeded = sum(ledger.flatMap((row) => (row.state === 'succeeded' ? [row.amount] : [])))
  const authorised = sum(own.flatMap((each) => (each.authorised ? [each.amount] : [])))
  if (final && doubled.size + corrected.size === 0 && !blind && succeeded !== authorised)
    wrong.push(`TOTALS: the ledger says ${succeeded}, Dintero took ${authorised}`)
  return wrong
}

function ofCharge(row: LedgerRow, { asked, truth, doubled, blind, final }: Evidence): string[] {
  const { merchant_reference: reference, state } = row
  const under = truth.filter((each) => each.merchantReference === reference)
  const own = under.filter(({ isForeign }) => !isForeign)
  const adopted = under.find(({ isForeign, id }) => isForeign && id === row.transaction_id)
  if (adopted !== undefined)
    return [`ADOPTED: ${reference} has taken ${adopted.id}, which is somebody else's`]
  const missing = final && !blind ? missingAlarms(row, own, doubled.has(reference)) : []
  if (missing.length > 0) return missing
  const paid =
    own.find(({ status, id }) => taken.includes(status) && id === row.transaction_id) ??
    own.find(({ status }) => taken.includes(status))
  const is = own.map(({ status }) => status).join(', ') || 'nothing'
  const differs = [`DIFFERS: the ledger has ${reference} as ${state}, Dintero as ${is}`]
  const draft = asked.find((each) => each.reference === reference)
  if (draft !== undefined && draft.amount !== row.amount) return [`CHANGED: ${reference} has another amount`]

  switch (state) {
    case 'succeeded': {
      const transaction = own.find(({ id }) => id === row.transaction_id)
      const same =
        transaction?.amount === row.amount &&
        transaction.currency === row.currency &&
        (!final || transaction.status === row.transaction_status)
      return same ? [] : differs
    }
    case 'declined': {
      // What Dintero takes back later is an alarm, and `missingAlarms` sees to that.
      const isNamed = own.some(({ id }) => id === row.transaction_id)
      const isTold = (row.alarms ?? '').includes('charged_after_all')
      return isNamed && (paid === undefined || isTold) ? [] : differs
    }
    case 'refused':
    case 'not_sent':
      return own.length === 0 ? [] : differs
    case 'pending':
    case 'unknown':
    case 'closed':
      // To know nothing is honest, until Dintero would have told.
      return final && !blind && own.some(({ status }) => !undecided.includes(status)) ? differs : []
    case 'intent':
    case 'sent':
      return [`UNRESOLVED: ${reference} is still ${state}`]
  }
}

/** Money is held or taken by these, as Dintero documents its statuses (docs/dintero.md 5.3). */
const taken = ['AUTHORIZED', 'CAPTURED', 'PARTIALLY_CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED']

const undecided = ['INITIATED', 'ON_HOLD', 'UNKNOWN']

/** What contradicts what was shown, and no alarm tells of. */
function missingAlarms(row: LedgerRow, own: readonly TrueTransaction[], doubled: boolean): string[] {
  const raised = new Set((row.alarms ?? '').split(' '))
  const holds = own.some(({ status }) => taken.includes(status))
  const hasFailed = own.some(({ id, status }) => id === row.transaction_id && status === 'FAILED')
  const due: readonly (readonly [string, boolean])[] = [
    ['charged_twice', doubled && row.state === 'succeeded'],
    ['charged_after_all', (row.state === 'declined' || row.state === 'refused') && holds],
    ['failed_after_all', row.state === 'succeeded' && hasFailed]
  ]
  return due
    .filter(([kind, isDue]) => isDue && !raised.has(kind))
    .map(([kind]) => `SILENT: ${row.merchant_reference} is ${row.state}, and no alarm says ${kind}`)
}
