import { describe, expect, it } from 'vitest'
import type { Lookup, Settlement, SettlementPage, SettlementPlace } from '../../../electron/dintero/dintero'
import { parseSettlements } from '../../../electron/dintero/wire-settlement'
import { walkSettlements, type SettlementsEnd } from '../../../electron/payouts/settlement-walk'

const settlement = (id: string): Settlement => ({
  id,
  provider: 'payex',
  providerReference: null,
  settledAt: 1,
  startAt: 1,
  endAt: 1,
  status: 'paid',
  sums: []
})

/** Walks through pages, each given with the place it says the list goes on from. */
async function walked(
  pages: readonly (readonly [ids: readonly string[], next: string | null])[],
  bounds = { rows: 1_000, time: 1_000, apart: 100 }
): Promise<{ end: SettlementsEnd; ids: string[]; asked: (SettlementPlace | null)[] }> {
  const asked: (SettlementPlace | null)[] = []
  const ids: string[] = []
  let now = 0
  const end = await walkSettlements(
    {
      pageOfSettlements: (_filter, after): Promise<Lookup<SettlementPage>> => {
        const [page, next] = pages[asked.length] ?? [[], null]
        asked.push(after)
        return Promise.resolve({
          kind: 'found',
          value: {
            settlements: page.map(settlement),
            next: next === null ? null : { id: next, date: 'as Dintero wrote it' }
          }
        })
      }
    },
    {},
    (settlements) => ids.push(...settlements.map(({ id }) => id)),
    {
      signal: new AbortController().signal,
      clock: () => now,
      pause: (ms) => {
        now += ms
        return Promise.resolve()
      },
      onWait: () => undefined
    },
    bounds
  )
  return { end, ids, asked }
}

describe('a walk through payouts', () => {
  it('goes on from where each page says, in its own spelling, however short the page is', async () => {
    const { end, ids, asked } = await walked([
      [['a', 'b'], 'b'],
      [['c'], 'c'],
      [[], null]
    ])
    expect([end, ids]).toEqual(['end', ['a', 'b', 'c']])
    expect(asked).toEqual([
      null,
      { id: 'b', date: 'as Dintero wrote it' },
      { id: 'c', date: 'as Dintero wrote it' }
    ])
  })

  it('hands on each once, and ends where only the same come', async () => {
    const { end, ids } = await walked([
      [['a', 'b'], 'b'],
      [['b', 'c'], 'c'],
      [['c'], 'c']
    ])
    expect([end, ids]).toEqual(['repeats', ['a', 'b', 'c']])
  })

  it('ends at its bounds', async () => {
    expect((await walked([[['a'], 'a']], { rows: 1, time: 1_000, apart: 0 })).end).toBe('too_many')
    const slow: [string[], string][] = Array.from({ length: 20 }, (_, at) => [[`${at}`], `${at}`])
    expect((await walked(slow)).end).toBe('too_long')
  })
})

describe('a page of payouts', () => {
  const items = [
    { id: 's-1', settled_at: '2026-05-20T09:00:00.000+02:00', amounts: [] },
    { id: 's-2', settled_at: '2026-05-19', amounts: [{ currency: 'NOK', capture: 10, fee: 1 }] }
  ]
  const plain = (text: string): string => text

  it('is gone on with from its last item where it is full and has no key', () => {
    expect(parseSettlements({ items }, plain, 2)?.next).toEqual({ id: 's-2', date: '2026-05-19' })
    expect(parseSettlements({ items }, plain, 3)?.next).toBeNull()
    const key = { id: 'k', settled_at: 'k-date', account_id: 'T12345678' }
    expect(parseSettlements({ items, last_evaluated_key: key }, plain, 3)?.next).toEqual({
      id: 'k',
      date: 'k-date'
    })
    expect(parseSettlements({ items: [], last_evaluated_key: key }, plain, 3)?.next).toBeNull()
  })

  it('reads what is left out of a sum as nothing, and the amount as what the rest comes to', () => {
    expect(parseSettlements({ items }, plain, 3)?.settlements[1]?.sums).toEqual([
      { currency: 'NOK', capture: 10, refund: 0, fee: 1, amount: 9 }
    ])
  })

  it.each([null, undefined, 'x', {}, { items: {} }, { items: [null] }, { items: [{ id: '' }] }])(
    'is unreadable: %o',
    (body) => expect(parseSettlements(body, plain, 2)).toBeNull()
  )
})
