import type { Transaction } from '../../shared/transaction'

/** A transaction of 1 299,90 kr that is reserved, of which nothing more is said. */
export function aPayment(change: Partial<Transaction> = {}): Transaction {
  return {
    id: 'T12345678.tx-1',
    sessionId: null,
    status: 'AUTHORIZED',
    amount: 129_990,
    currency: 'NOK',
    merchantReference: 'order-17',
    paymentProductType: 'dintero_psp.creditcard',
    paymentOperation: null,
    createdAt: null,
    events: [],
    settlementStatus: null,
    payouts: [],
    card: null,
    customer: null,
    ...change
  }
}
