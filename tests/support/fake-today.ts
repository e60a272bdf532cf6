import { daysShown, type ChargedIn, type TodayView } from '../../shared/today'
import { fakeNow } from './fake-people'

const day = 86_400_000

/** How much there is: `usual`, `nothing`, or as much of everything as fits. */
export type FakeDay = 'usual' | 'nothing' | 'much'

/** A day of a desk, as its ledger would tell it. */
export function fakeToday(accountId: string, kind: FakeDay): TodayView {
  const from = new Date(fakeNow).setHours(0, 0, 0, 0)
  const money = (currency: string, scale: number, index: number): ChargedIn => ({
    currency,
    charged: 12 + ((index * 7) % 31),
    amount: scale * (900_000 + ((index * 7_919) % 13) * 90_000),
    declined: (index * 5) % 9,
    declinedAmount: scale * ((index * 5) % 9) * 64_900
  })
  const currencies = kind === 'much' ? ['NOK', 'SEK', 'ISK'] : ['NOK']
  const days = Array.from({ length: daysShown }, (_, index) => ({
    from: from - (daysShown - 1 - index) * day,
    // Weekends are quiet.
    charged:
      kind === 'nothing' || index % 7 === 5 || index % 7 === 6
        ? []
        : currencies.map((currency, place) => money(currency, kind === 'much' ? 40 ** place : 1, index))
  }))
  if (kind === 'nothing') {
    return {
      accountId,
      from,
      charged: [],
      days,
      declined: [],
      unresolved: [],
      toCapture: { sums: [], unread: 0, oldest: null },
      links: { waiting: [], endingSoon: 0, paid: [], lost: 0 },
      toRetry: { sums: [], next: null },
      cards: { passed: 0, thisMonth: 0, nextMonth: 0 },
      files: { running: 0, held: 0, waiting: 0 },
      captured: [],
      refunded: []
    }
  }
  const sum = (charges: number, amount: number) =>
    currencies.map((currency, place) => ({ currency, charges, amount: amount * 10 ** place }))
  return {
    accountId,
    from,
    charged: days.at(-1)?.charged.length === 0 ? (days.at(-3)?.charged ?? []) : (days.at(-1)?.charged ?? []),
    days,
    declined: [
      { reason: 'insufficient_funds', charges: 14, sums: sum(14, 1_204_500) },
      { reason: 'customer_needed', charges: 6, sums: sum(6, 389_400) },
      { reason: 'expired_card', charges: 3, sums: sum(3, 129_800) },
      { reason: 'do_not_retry', charges: 1, sums: sum(1, 64_900) }
    ],
    unresolved: sum(2, 259_800),
    toCapture: { sums: sum(31, 8_412_300), unread: kind === 'much' ? 2 : 0, oldest: fakeNow - 6 * day },
    links: {
      waiting: sum(9, 1_168_200),
      endingSoon: 2,
      paid: sum(4, 519_600),
      lost: kind === 'much' ? 1 : 0
    },
    toRetry: { sums: sum(11, 714_000), next: fakeNow + 5 * 3_600_000 },
    cards: { passed: 7, thisMonth: 18, nextMonth: 23 },
    files: { running: 1, held: 1, waiting: kind === 'much' ? 2 : 0 },
    captured: sum(8, 1_039_200),
    refunded: sum(1, 49_900)
  }
}
