import type { ChargeDetail, ChargeFilter, ChargeSum } from '../../shared/charge'
import { TrekkError } from '../../shared/result'
import type { HistoryFilters, SavedView } from '../../shared/saved-view'
import { foldForSearch } from '../../shared/text'
import type { FakeHandlers } from './fake-api'

/** The charges of a world that a filter lets through, in its order. */
export function chargesFor(charges: readonly ChargeDetail[], filter: ChargeFilter): ChargeDetail[] {
  const { search, due, states, operations, reasons, providers, currencies, from, to, sort } = filter
  const wanted = foldForSearch(search)
  const among = <T>(values: readonly T[], value: T): boolean => values.length === 0 || values.includes(value)
  const fits = charges.filter(
    (charge) =>
      foldForSearch(`${charge.customerName} ${charge.merchantReference} ${charge.lastFour}`).includes(
        wanted
      ) &&
      (due === null || charge.actions.retry) &&
      among(states, charge.state) &&
      among(operations, charge.operation) &&
      (reasons.length === 0 || (charge.declineReason !== null && reasons.includes(charge.declineReason))) &&
      among(providers, charge.provider) &&
      among(currencies, charge.currency) &&
      charge.createdAt >= (from ?? 0) &&
      charge.createdAt < (to ?? Infinity)
  )
  return fits.toSorted(orders[sort])
}

const orders: Readonly<Record<ChargeFilter['sort'], (one: ChargeDetail, other: ChargeDetail) => number>> = {
  newest: (one, other) => other.createdAt - one.createdAt,
  oldest: (one, other) => one.createdAt - other.createdAt,
  amount_down: (one, other) => byCurrency(one, other) || other.amount - one.amount,
  amount_up: (one, other) => byCurrency(one, other) || one.amount - other.amount,
  customer: (one, other) => one.customerName.localeCompare(other.customerName)
}

function byCurrency(one: ChargeDetail, other: ChargeDetail): number {
  return one.currency < other.currency ? -1 : Number(one.currency > other.currency)
}

/** What charges come to, by currency. */
export function sumsOf(charges: readonly ChargeDetail[]): ChargeSum[] {
  const codes = [...new Set(charges.map(({ currency }) => currency))].toSorted()
  return codes.map((currency) => {
    const of = charges.filter((charge) => charge.currency === currency)
    const total = (some: readonly ChargeDetail[]): number => some.reduce((sum, { amount }) => sum + amount, 0)
    const succeeded = of.filter(({ state }) => state === 'succeeded')
    const declined = of.filter(({ state }) => state === 'declined')
    return {
      currency,
      charges: of.length,
      amount: total(of),
      succeeded: succeeded.length,
      succeededAmount: total(succeeded),
      declined: declined.length,
      declinedAmount: total(declined)
    }
  })
}

const nothing: HistoryFilters = {
  search: '',
  state: null,
  due: null,
  operation: null,
  reason: null,
  provider: null,
  currency: null,
  period: null,
  from: '',
  to: '',
  sort: 'newest'
}

/** What a desk keeps for every morning. */
export const fakeViews: readonly SavedView[] = [
  { name: 'Declined this month', filters: { ...nothing, state: 'declined', period: 'this_month' } },
  { name: 'Largest in euros', filters: { ...nothing, currency: 'EUR', sort: 'amount_down' } }
]

/** The views of a world. */
export function viewHandlers(world: {
  views: SavedView[]
}): Pick<FakeHandlers, 'listViews' | 'keepView' | 'renameView' | 'removeView'> {
  return {
    listViews: () => world.views,
    keepView: (view) => {
      world.views = [...world.views.filter(({ name }) => name !== view.name), view]
      return world.views
    },
    renameView: ({ name, to }) => {
      if (world.views.some((view) => view.name === to))
        throw new TrekkError('invalid_input', 'used', { fields: [{ field: 'name', problem: 'used' }] })
      world.views = world.views.map((view) => (view.name === name ? { ...view, name: to } : view))
      return world.views
    },
    removeView: ({ name }) => {
      world.views = world.views.filter((view) => view.name !== name)
      return world.views
    }
  }
}
