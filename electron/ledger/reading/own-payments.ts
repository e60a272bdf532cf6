import type { Kysely } from 'kysely'
import { isUnresolved } from '../../../shared/charge'
import type { Schema } from '../schema'
import { isAmong } from '../sqlite/words'

/** A transaction at Dintero, by what a ledger could know it. */
export interface NamedPayment {
  readonly id: string
  readonly reference: string | null
}

/**
 * Which of these transactions a ledger knows, as charges or as payments of links, or may: one under the reference of a
 * charge that nobody knows the end of is taken for that charge's. The same rule holds for single charges, in
 * charging/duplicates.ts.
 * @param inPieces cuts texts into JSON arrays that one statement takes
 */
export async function ownPayments(
  db: Kysely<Schema>,
  accountId: string,
  payments: readonly NamedPayment[],
  inPieces: (texts: readonly string[]) => Iterable<string>
): Promise<Set<string>> {
  const byReference = new Map<string, string[]>()
  for (const { id, reference } of payments) {
    if (reference === null) continue
    const there = byReference.get(reference)
    if (there === undefined) byReference.set(reference, [id])
    else there.push(id)
  }
  const own = new Set<string>()
  for (const some of inPieces([...byReference.keys()])) {
    const rows = await db
      .selectFrom('merchant_references as used')
      .leftJoin('charges', 'charges.id', 'used.charge_id')
      .select(['used.reference', 'used.link_id', 'transaction_id', 'state'])
      .where('used.account_id', '=', accountId)
      .where(isAmong('used.reference', some))
      .execute()
    for (const { reference, transaction_id: transactionId, link_id: link, state } of rows) {
      for (const id of byReference.get(reference) ?? [])
        if (link !== null || transactionId === id || (state !== null && isUnresolved(state))) own.add(id)
    }
  }
  return own
}
