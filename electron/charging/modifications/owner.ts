import type { Transaction } from '../../../shared/transaction'
import type { LedgerTables } from '../../ledger/ledger'

/** Whose a transaction is: a charge or a link of this ledger, or somebody else's. */
export interface Owner {
  readonly chargeId: string | null
  readonly linkId: string | null
  readonly merchantReference: string
  readonly customerName: string
}

/** Finds whose a transaction is. Of one that was made elsewhere the transaction itself says what is known. */
export async function ownerOf(
  { charges, links }: Pick<LedgerTables, 'charges' | 'links'>,
  accountId: string,
  transaction: Transaction
): Promise<Owner> {
  const id = transaction.id ?? ''
  const charge = await charges.ofTransaction(accountId, id)
  const link = charge === null ? await links.ofTransaction(accountId, id) : null
  const own = charge ?? link
  return {
    chargeId: charge?.id ?? null,
    linkId: link?.id ?? null,
    merchantReference: own?.merchantReference ?? transaction.merchantReference ?? '',
    customerName: own?.customerName ?? transaction.customer?.name ?? ''
  }
}
