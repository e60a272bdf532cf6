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
}

/** Everything a trial knows when the program has settled what it could. */
export interface Evidence {
  readonly asked: readonly Draft[]
  /** The last state the page was told, by reference. */
  readonly told: ReadonlyMap<string, ChargeState>
  readonly ledger: readonly LedgerRow[]
  readonly truth: readonly TrueTransaction[]
  /** Authorisations by merchant reference: the simulator's own count. */
  readonly authorisations: ReadonlyMap<string, number>
  /** Whether everything that can be done was done, so that nothing Dintero knows may still be unknown here. */
  readonly final: boolean
}

/** Whether a person who was shown this state may rely on it for ever. */
export function isDecided(state: ChargeState | undefined): boolean {
  return state === 'succeeded' || state === 'declined' || state === 'refused'
}

/** What must hold whatever was killed, when. @returns a sentence for each thing that does not */
export function violations(evidence: Evidence): string[] {
  const { asked, told, ledger, truth, authorisations, final } = evidence
  const known = new Set(ledger.map((row) => row.merchant_reference))
  const wrong: string[] = []

  for (const [reference, count] of authorisations) {
    if (count > 1) wrong.push(`CHARGED TWICE: ${reference} was authorised ${count} times`)
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
  const succeeded = sum(ledger.flatMap((row) => (row.state === 'succeeded' ? [row.amount] : [])))
  const authorised = sum(truth.flatMap((each) => (each.authorised ? [each.amount] : [])))
  if (final && succeeded !== authorised)
    wrong.push(`TOTALS: the ledger says ${succeeded}, Dintero took ${authorised}`)
  return wrong
}

function ofCharge(row: LedgerRow, { asked, truth, final }: Evidence): string[] {
  const { merchant_reference: reference, state } = row
  const own = truth.filter((each) => each.merchantReference === reference)
  const paid = own.find(({ authorised }) => authorised)
  const is = own.map(({ status }) => status).join(', ') || 'nothing'
  const differs = [`DIFFERS: the ledger has ${reference} as ${state}, Dintero as ${is}`]
  const draft = asked.find((each) => each.reference === reference)
  if (draft !== undefined && draft.amount !== row.amount) return [`CHANGED: ${reference} has another amount`]

  switch (state) {
    case 'succeeded': {
      const same =
        paid?.id === row.transaction_id &&
        paid.amount === row.amount &&
        paid.currency === row.currency &&
        (!final || paid.status === row.transaction_status)
      return same ? [] : differs
    }
    case 'declined':
      return paid === undefined && own.some(({ id }) => id === row.transaction_id) ? [] : differs
    case 'refused':
    case 'not_sent':
      return own.length === 0 ? [] : differs
    case 'pending':
    case 'unknown':
      // To know nothing is honest, until Dintero would have told.
      return final && own.length > 0 ? differs : []
    case 'intent':
    case 'sent':
      return [`UNSETTLED: ${reference} is still ${state}`]
  }
}
