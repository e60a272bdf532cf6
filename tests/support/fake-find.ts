import type { ChargeDetail } from '../../shared/charge'
import type { FindQuery, FoundList, FoundRow } from '../../shared/find'
import { foldForSearch } from '../../shared/text'
import type { FakeHandlers } from './fake-api'
import { fakeNow } from './fake-people'

const hour = 3_600_000

/** What a shop took that this ledger knows nothing of, and what only looks like ours. */
const elsewhere: readonly Partial<FoundRow>[] = [
  { merchantReference: 'WEB-100482', customerName: 'Åse Kjærstad', adoption: 'named' },
  {
    merchantReference: 'WEB-100481',
    product: 'vipps',
    adoption: 'not_chargeable',
    lastFour: '',
    email: null
  },
  { merchantReference: null, customerName: null, email: null, phone: null },
  {
    merchantReference: 'abonnement-november-2026-nettleie-og-strøm-hytte-ved-fjorden-0001',
    customerName: 'Maria Fredrikke Wilhelmine von Æresund-Løvenskjold Bjørnstjerne Håkonsdatter',
    operation: 'recurring_purchase',
    adoption: 'named'
  },
  { merchantReference: 'tr-261121-0002', owner: 'contradicts' },
  { merchantReference: 'WEB-100480', currency: 'THB', amount: 4_250, status: 'DISPUTED' },
  { merchantReference: 'WEB-100479', amount: null, currency: null, status: null, createdAt: null }
]

/** What the double lists of Dintero's transactions. */
export function fakeFind(charges: () => readonly ChargeDetail[]): Pick<FakeHandlers, 'findTransactions'> {
  return { findTransactions: (query) => listed(rowsOf(charges()), query) }
}

function rowsOf(charges: readonly ChargeDetail[]): FoundRow[] {
  if (charges.length === 0) return []
  const foreign = elsewhere.map((change, index): FoundRow => ({
    transactionId: `P11223344.els3where${index}kZq8`,
    merchantReference: `WEB-${index}`,
    status: 'CAPTURED',
    amount: 49_900 + index * 10_000,
    currency: 'NOK',
    product: 'payex.creditcard',
    operation: null,
    createdAt: fakeNow - index * hour,
    customerName: 'Bjørn Ødegård',
    email: 'bjorn@example.com',
    phone: '+4790012345',
    brand: 'visa',
    lastFour: '0416',
    owner: 'elsewhere',
    ownId: null,
    adoption: 'unnamed',
    cardId: null,
    ...change
  }))
  const own = charges
    .filter(({ transactionId }) => transactionId !== null)
    .map((charge): FoundRow => ({
      transactionId: charge.transactionId ?? '',
      merchantReference: charge.merchantReference,
      status: charge.transactionStatus,
      amount: charge.amount,
      currency: charge.currency,
      product: `${charge.provider}.creditcard`,
      operation: charge.operation,
      createdAt: charge.createdAt,
      customerName: charge.customerName,
      email: charge.email || null,
      phone: charge.phone || null,
      brand: charge.brand,
      lastFour: charge.lastFour,
      owner: 'charge',
      ownId: charge.id,
      adoption: 'stored',
      cardId: charge.card?.id ?? null
    }))
  return [...foreign, ...own].toSorted((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0))
}

function listed(rows: readonly FoundRow[], query: FindQuery): FoundList {
  const { search, amount, lastFour, offset, limit } = query
  const fits = rows.filter(
    (row) =>
      foldForSearch(
        [row.merchantReference, row.email, row.phone, row.customerName, row.transactionId].join(' ')
      ).includes(foldForSearch(search)) &&
      (amount === null || row.amount === amount) &&
      (lastFour === '' || row.lastFour === lastFour)
  )
  return {
    rows: fits.slice(offset, offset + limit),
    total: fits.length,
    atLeast: false,
    lookedAt: lastFour === '' ? fits.length : 2_000,
    backTo: fakeNow - 90 * 24 * hour,
    end: lastFour === '' ? 'end' : 'bound'
  }
}
