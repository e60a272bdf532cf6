import { isOfAnother } from '../../../shared/identity'
import { TrekkError } from '../../../shared/result'
import type { Transaction } from '../../../shared/transaction'
import type { Dintero } from '../../dintero/dintero'
import { failureError } from '../../dintero/failure-error'

/**
 * Reads a transaction from Dintero, as it is now.
 * @throws TrekkError `other_account` for an id of another account; `not_found` when Dintero has none;
 * `answer_unreadable` when it answers with another one; the codes of `failureError` when it could not be asked
 */
export async function readTransaction(
  dintero: Dintero,
  accountId: string,
  transactionId: string
): Promise<Transaction> {
  if (isOfAnother(transactionId, accountId))
    throw new TrekkError('other_account', `${transactionId} is of another account`, {
      details: { accountId: transactionId.slice(0, 9) }
    })
  const read = await dintero.getTransaction(transactionId)
  if (read.kind === 'failed') throw failureError(read)
  if (read.kind === 'not_found')
    throw new TrekkError('not_found', `Dintero has no transaction ${transactionId}`)
  const { id, sessionId } = read.value
  if (id !== transactionId || isOfAnother(sessionId, accountId))
    throw new TrekkError(
      'answer_unreadable',
      `${transactionId} was asked for, and ${id ?? 'another'} answered`
    )
  return read.value
}
