import { describe, expect, it } from 'vitest'
import { SavedViews } from '../../../electron/desk/saved-views'
import type { Ledger } from '../../../electron/ledger/ledger'
import { mostViews, type HistoryFilters } from '../../../shared/saved-view'
import { accountId, anAccount, ledgerWithCard, openTestLedger, rawDatabase } from '../ledger/support'

const filters: HistoryFilters = {
  search: '',
  state: 'declined',
  due: null,
  operation: null,
  reason: 'insufficient_funds',
  provider: null,
  currency: 'NOK',
  period: 'last_7_days',
  from: '',
  to: '',
  sort: 'amount_down'
}

async function views(): Promise<{ views: SavedViews; ledger: Ledger & { folder: string } }> {
  const ledger = await ledgerWithCard()
  return { views: new SavedViews(ledger), ledger }
}
const namesOf = (all: readonly { readonly name: string }[]): string[] => all.map(({ name }) => name)

describe('a saved view', () => {
  it('is kept with its filters, in the order in which it came, and in place of one of its name', async () => {
    const { views: all } = await views()
    expect(await all.list()).toEqual([])
    await all.keep({ name: '  No money  ', filters })
    await all.keep({ name: 'Expired', filters: { ...filters, reason: 'expired_card' } })
    const changed = await all.keep({ name: 'No money', filters: { ...filters, period: 'today' } })
    expect(namesOf(changed)).toEqual(['No money', 'Expired'])
    expect((await all.list())[0]?.filters.period).toBe('today')
  })

  it('is of one account', async () => {
    const { views: all, ledger } = await views()
    await all.keep({ name: 'Here', filters })
    await ledger.write(async ({ accounts, desk }) => {
      await accounts.insert({ ...anAccount, id: 'P12345678' })
      await desk.setActiveAccount('P12345678')
    })
    expect(await all.list()).toEqual([])
    await ledger.desk.setActiveAccount(accountId)
    expect(namesOf(await all.list())).toEqual(['Here'])
  })

  it('is renamed, but not to the name of another', async () => {
    const { views: all } = await views()
    await all.keep({ name: 'A', filters })
    await all.keep({ name: 'B', filters })
    expect(namesOf(await all.rename('A', ' C '))).toEqual(['C', 'B'])
    expect(namesOf(await all.rename('C', 'C'))).toEqual(['C', 'B'])
    await expect(all.rename('C', 'B')).rejects.toMatchObject({ fields: [{ field: 'name', problem: 'used' }] })
    await expect(all.rename('A', 'D')).rejects.toMatchObject({ code: 'not_found' })
    expect(namesOf(await all.remove('C'))).toEqual(['B'])
    expect(namesOf(await all.remove('gone'))).toEqual(['B'])
  })

  it.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['x'.repeat(61), 'too_long'],
    ['a\u202Eb', 'control_characters']
  ])('is not called %j', async (name, problem) => {
    const { views: all } = await views()
    await expect(all.keep({ name, filters })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ field: 'name', problem }]
    })
  })

  it('holds no card number, in its name or in what it searches for', async () => {
    const { views: all } = await views()
    const number = '4111 1111 1111 1111'
    await expect(all.keep({ name: number, filters })).rejects.toMatchObject({ code: 'card_number_refused' })
    const searching = { ...filters, search: number }
    await expect(all.keep({ name: 'A', filters: searching })).rejects.toMatchObject({
      code: 'card_number_refused',
      fields: [{ field: 'search', problem: 'card_number' }]
    })
    await all.keep({ name: 'A', filters })
    await expect(all.rename('A', number)).rejects.toMatchObject({ code: 'card_number_refused' })
  })

  it('is one of thirty at most; one that is there can still be changed', async () => {
    const { views: all } = await views()
    for (let index = 0; index < mostViews; index += 1) await all.keep({ name: `View ${index}`, filters })
    await expect(all.keep({ name: 'One more', filters })).rejects.toMatchObject({ code: 'views_full' })
    expect(await all.keep({ name: 'View 7', filters })).toHaveLength(mostViews)
  })

  it('that this version cannot read is not there, and the others are', async () => {
    const { views: all, ledger } = await views()
    await all.keep({ name: 'A', filters })
    await all.keep({ name: 'B', filters })
    const raw = rawDatabase(ledger.folder)
    raw.exec(`update desk_state set value = replace(value, '"name":"A","filters":{"search":""',
      '"name":"A","filters":{"search":"","later":1') where key like 'saved_views%'`)
    expect(namesOf(await all.list())).toEqual(['B'])
  })

  it('is none without an account', async () => {
    const all = new SavedViews(await openTestLedger())
    await expect(all.list()).rejects.toMatchObject({ code: 'no_account' })
    await expect(all.keep({ name: 'A', filters })).rejects.toMatchObject({ code: 'no_account' })
  })
})
