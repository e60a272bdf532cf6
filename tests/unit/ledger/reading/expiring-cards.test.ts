import { beforeEach, describe, expect, it } from 'vitest'
import type { NewCard } from '../../../../electron/ledger/card-record'
import type { Ledger } from '../../../../electron/ledger/ledger'
import type { ExpiringWhen } from '../../../../shared/card'
import { aCard, accountId, anAccount, openTestLedger } from '../support'

let now = Date.UTC(2026, 4, 20, 9)
let ledger: Ledger

beforeEach(async () => {
  now = Date.UTC(2026, 4, 20, 9)
  ledger = await openTestLedger({ clock: () => now })
  await ledger.write(({ accounts }) => accounts.insert(anAccount))
})

async function store(change: Partial<NewCard>, twinOf: string | null = null): Promise<void> {
  await ledger.write(({ cards }) => cards.insert(aCard(change), twinOf))
}

async function told(id: string, tokenExpiry: string | null, cardExpiry: string | null): Promise<void> {
  const said = { status: 'ACTIVE', tokenExpiry, cardExpiry, maskedPan: null, at: now }
  await ledger.write(({ cardChanges }) => cardChanges.told(id, said))
}

async function listed(when: ExpiringWhen): Promise<string[]> {
  const { rows, total } = await ledger.reads.listExpiring(accountId, when, 0, 10)
  const count = (await ledger.reads.today(accountId, [now], now)).cards
  expect([total, count[when]]).toEqual([rows.length, rows.length])
  return rows.map(({ id }) => id)
}

describe('cards that end', () => {
  it('are those of months that are over, the last of them first, of this month, and of the next', async () => {
    await store({ id: 'long-ago', expiry: '11/2019' })
    await store({ id: 'last-month', expiry: '04/2026' })
    await store({ id: 'now', expiry: '05/2026' })
    await store({ id: 'soon', expiry: '06/2026' })
    await store({ id: 'later', expiry: '07/2026' })
    await store({ id: 'never-told', expiry: null })
    expect(await listed('passed')).toEqual(['last-month', 'long-ago'])
    expect(await listed('thisMonth')).toEqual(['now'])
    expect(await listed('nextMonth')).toEqual(['soon'])
  })

  it('end with the month and the year of UTC, as the card says that it has', async () => {
    await store({ id: 'december', expiry: '12/2026' })
    await store({ id: 'january', expiry: '01/2027' })
    now = Date.UTC(2027, 0, 1) - 1
    expect([await listed('thisMonth'), await listed('nextMonth')]).toEqual([['december'], ['january']])
    expect(await ledger.cards.get('december')).toMatchObject({ expired: false })
    now += 1
    expect([await listed('passed'), await listed('thisMonth')]).toEqual([['december'], ['january']])
    expect(await ledger.cards.get('december')).toMatchObject({ expired: true })
  })

  it('end with the first of the card and its tokens', async () => {
    const payex = { provider: 'payex', customerNumber: 'K-1' } as const
    await store({ ...payex, id: 'p', tokenKind: 'payment_token', expiry: '07/2027' })
    await store({ ...payex, id: 'r', tokenKind: 'recurrence_token', expiry: '07/2027' }, 'p')
    expect(await listed('thisMonth')).toEqual([])
    await told('r', '05/2026', null)
    expect(await listed('thisMonth')).toEqual(['p'])
    await told('r', '06/2026', null)
    expect([await listed('thisMonth'), await listed('nextMonth')]).toEqual([[], ['p']])
    await told('p', '05/2026', '04/2026')
    expect(await listed('passed')).toEqual(['p'])
  })

  it('end no more when they were renewed or removed, and are none of another account', async () => {
    await store({ id: 'renewed', expiry: '05/2026' })
    await store({ id: 'removed', expiry: '05/2026' })
    await ledger.write(async ({ accounts, cards }) => {
      await accounts.insert({ ...anAccount, id: 'P99999999' })
      await cards.insert(aCard({ id: 'theirs', accountId: 'P99999999', expiry: '05/2026' }))
      await cards.remove('removed', now)
    })
    expect(await listed('thisMonth')).toEqual(['renewed'])
    await told('renewed', null, '05/2030')
    expect(await listed('thisMonth')).toEqual([])
  })

  it('are listed in windows', async () => {
    for (const id of ['a', 'b', 'c']) await store({ id, expiry: '05/2026' })
    const window = await ledger.reads.listExpiring(accountId, 'thisMonth', 1, 1)
    expect(window).toMatchObject({ rows: [{ id: 'b' }], total: 3 })
  })
})
