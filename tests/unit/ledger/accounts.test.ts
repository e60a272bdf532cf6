import { describe, expect, it } from 'vitest'
import { aCard, accountId, anAccount, ledgerWithCard, openTestLedger, start } from './support'

describe('accounts', () => {
  it('keeps what it is given, oldest first', async () => {
    const { accounts } = await openTestLedger()
    const second = { ...anAccount, id: 'P12345678', name: 'Second', createdAt: start + 1 }
    await accounts.insert(second)
    await accounts.insert(anAccount)
    expect(await accounts.list()).toEqual([anAccount, second])
    expect(await accounts.get('P12345678')).toEqual(second)
    expect(await accounts.get('P99999999')).toBeNull()
  })

  it('refuses a second account with the same id', async () => {
    const { accounts } = await openTestLedger()
    await accounts.insert(anAccount)
    await expect(accounts.insert({ ...anAccount, name: 'Other' })).rejects.toMatchObject({
      code: 'account_exists'
    })
    expect((await accounts.get(accountId))?.name).toBe('Nordlys AS')
  })

  it('changes name, settings and credentials, and only of an account that is there', async () => {
    const { accounts } = await openTestLedger()
    await accounts.insert(anAccount)
    await accounts.rename(accountId, 'New name')
    await accounts.saveSettings(accountId, { ...anAccount.settings, autoCapture: false })
    await accounts.reconnect(accountId, 'client-2', 'session')
    expect(await accounts.get(accountId)).toEqual({
      ...anAccount,
      name: 'New name',
      clientId: 'client-2',
      secretHome: 'session',
      settings: { ...anAccount.settings, autoCapture: false }
    })
    await expect(accounts.rename('T00000001', 'x')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('destroys the tokens of a removed account, and brings its cards history back with it', async () => {
    const { accounts, cards, desk } = await ledgerWithCard()
    await accounts.remove(accountId, start + 5)
    expect(await accounts.list()).toEqual([])
    expect(await desk.activeAccount()).toBeNull()
    expect(await cards.getSealed('card-1', 'payment_token')).toBeNull()
    await accounts.insert({ ...anAccount, name: 'Back' })
    expect((await accounts.get(accountId))?.name).toBe('Back')
    expect(await cards.count(accountId)).toBe(0)
    const again = await cards.insert(aCard({ id: 'card-1' }))
    expect(again.id).toBe('card-1')
  })
})
