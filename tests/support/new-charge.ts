import type { NewCharge } from '../../electron/ledger/charge-record'

/** A charge to write into a ledger, of a customer whose name needs folding; `of` says what is its own. */
export function newCharge(
  of: Pick<NewCharge, 'id' | 'accountId' | 'cardId' | 'createdAt'> & Partial<NewCharge>
): NewCharge {
  return {
    source: 'person',
    provider: 'dintero_psp',
    brand: 'visa',
    lastFour: '0416',
    customerName: 'Øystein Ødegård',
    operation: 'unscheduled_purchase',
    amount: 129_990,
    currency: 'NOK',
    merchantReference: 'order-17',
    lines: [],
    vatAmount: 0,
    email: '',
    phone: '',
    autoCapture: true,
    operator: 'Kari',
    osUser: 'kari',
    requestId: 'request-1',
    duplicateReason: null,
    retryOf: null,
    ownReference: false,
    contentReference: false,
    batch: null,
    ...of
  }
}
