import type { AskingEnd, AskingView, AtDinteroView } from '../../shared/batch-asking'

/** What a double of Dintero was asked about a file. */
export const fakeAskings = [
  'never',
  'asked',
  'old',
  'nothing',
  'forbidden',
  'partly',
  'cards',
  'asking',
  'checking'
] as const
export type FakeAsking = (typeof fakeAskings)[number]

/** What of it a review says. @param now ms since 1970 UTC */
export function fakeAtDintero(asked: FakeAsking, now: number): AtDinteroView {
  if (asked === 'never' || asked === 'asking') return { payments: null, cards: null, found: [] }
  const ends: Partial<Record<FakeAsking, AskingEnd>> = { forbidden: 'forbidden', partly: 'too_many' }
  const age = asked === 'old' ? 45 * 60_000 : 40_000
  const read = asked === 'forbidden' ? 0 : asked === 'partly' ? 100_000 : 3_412
  const payments = {
    startedAt: now - age,
    since: now - age - 86_400_000,
    read,
    end: ends[asked] ?? 'end',
    fresh: asked !== 'old'
  }
  const isFound = asked !== 'nothing' && asked !== 'forbidden'
  return {
    payments,
    cards:
      asked === 'cards'
        ? {
            cards: 11_802,
            active: 11_204,
            expired: 41,
            notActive: 17,
            notKnown: 3,
            notCovered: 578,
            unasked: 0,
            askedAt: now - 20_000,
            end: 'end'
          }
        : null,
    found: [
      ...(isFound
        ? [
            {
              code: 'reference_at_dintero',
              field: 'merchant_reference',
              severity: 'blocker',
              rows: 214
            } as const,
            { code: 'charged_elsewhere', field: null, severity: 'reason', rows: 12 } as const
          ]
        : []),
      ...(asked === 'cards'
        ? [
            { code: 'card_not_active', field: null, severity: 'blocker', rows: 19 } as const,
            { code: 'card_not_known', field: null, severity: 'warning', rows: 3 } as const
          ]
        : [])
    ]
  }
}

/** What is being asked now. */
export function fakeAskingView(asked: FakeAsking): AskingView | null {
  if (asked === 'asking') return { what: 'payments', read: 1_800, of: null, waitsUntil: null }
  return asked === 'checking' ? { what: 'cards', read: 4_300, of: 11_802, waitsUntil: null } : null
}
