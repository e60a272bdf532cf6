import type { TransactionEvent } from '../../shared/transaction'

/** An event of a transaction that went well and says no more than it must. */
export function anEvent(change: Partial<TransactionEvent> = {}): TransactionEvent {
  return {
    id: null,
    event: 'CAPTURE',
    transactionStatus: null,
    success: true,
    error: null,
    amount: null,
    createdAt: null,
    createdBy: null,
    reference: null,
    mark: null,
    requestId: null,
    correlationRequestId: null,
    isCorrection: false,
    ...change
  }
}
