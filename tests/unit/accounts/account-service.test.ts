import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConnectAccount } from '../../../shared/account'
import type { NewCharge } from '../../../electron/ledger/charge-record'
import type { CallFaultInput } from '../../../electron/simulator/faults'
import { account, credentials, noon, openDesk, type Desk } from './desk'

let desk: Desk

beforeEach(async () => {
  desk = await openDesk()
})

afterEach(async () => {
  await desk.close()
})

async function nothingKept(): Promise<void> {
  expect(await desk.accounts.list()).toEqual([])
  expect(await desk.accounts.active()).toBeNull()
  expect(await desk.keychain.inner.get(`account ${account}`)).toBeNull()
  expect(await desk.audit()).toEqual([])
}

describe('connecting', () => {
  it('keeps the secret in the keychain, makes the account the one in use, and writes it down', async () => {
    const view = await desk.connect({ name: ' Butikken ', clientSecret: ' hush-hush\n' })
    expect(view).toMatchObject({
      id: account,
      name: 'Butikken',
      environment: 'test',
      clientId: 'client-1',
      secretHome: 'keychain',
      connected: true
    })
    expect(JSON.parse((await desk.keychain.inner.get(`account ${account}`)) ?? '')).toEqual(credentials)
    expect(await desk.accounts.active()).toEqual(view)
    expect(await desk.audit()).toMatchObject([
      {
        action: 'account_connected',
        subject: account,
        osUser: 'kari',
        operator: 'Kari N.',
        requestId: 'request-1'
      }
    ])
  })

  it.each<[Partial<ConnectAccount>, string, string]>([
    [{ accountId: '' }, 'accountId', 'missing'],
    [{ accountId: 'T1234567' }, 'accountId', 'malformed'],
    [{ accountId: 'X12345678' }, 'accountId', 'malformed'],
    [{ accountId: 'T00000000' }, 'accountId', 'not_allowed'],
    [{ clientId: ' ' }, 'clientId', 'missing'],
    [{ clientSecret: '' }, 'clientSecret', 'missing'],
    [{ name: '' }, 'name', 'missing'],
    [{ name: 'Butikk\u202E' }, 'name', 'control_characters']
  ])('refuses %j at its field', async (change, field, problem) => {
    await expect(desk.connect(change)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ field, problem }]
    })
    expect(desk.simulator.journal.entries).toEqual([])
    await nothingKept()
  })

  it('refuses a card number in any field, and never shows it', async () => {
    await expect(desk.connect({ name: 'My card 4111 1111 1111 1111' })).rejects.toMatchObject({
      code: 'card_number_refused',
      message: expect.not.stringContaining('1111'),
      fields: [{ field: 'name', problem: 'card_number' }]
    })
  })

  it('says that the secret is wrong', async () => {
    await expect(desk.connect({ clientSecret: 'wrong' })).rejects.toMatchObject({
      code: 'credentials_refused'
    })
    await nothingKept()
  })

  it.each<[CallFaultInput, string, object | undefined]>([
    [{ kind: 'error', status: 404 }, 'account_id_unknown', undefined],
    [{ kind: 'error', status: 401 }, 'credentials_refused', undefined],
    [{ kind: 'error', status: 403 }, 'access_denied', undefined],
    [{ kind: 'too_many', retryAfterSeconds: 30 }, 'rate_limited', { retryAfter: 30_000 }],
    [{ kind: 'error', status: 503 }, 'dintero_failed', undefined],
    [{ kind: 'garbage' }, 'answer_unreadable', undefined],
    [{ kind: 'drop' }, 'network_unreachable', undefined]
  ])('tells %j as %s', async (fault, code, details) => {
    desk.simulator.faults.onCall('auth', fault)
    await expect(desk.connect()).rejects.toMatchObject({ code, details })
    await nothingKept()
  })

  it('tells an answer that does not come', async () => {
    await desk.close()
    desk = await openDesk({ token: 100 })
    desk.simulator.faults.onCall('auth', { kind: 'hang' })
    await expect(desk.connect()).rejects.toMatchObject({ code: 'network_timeout' })
    await nothingKept()
  })

  it.each(['missing', 'locked', 'denied', 'too_large', 'unavailable'] as const)(
    'tells a keychain that is %s',
    async (kind) => {
      desk.keychain.fails = kind
      await expect(desk.connect()).rejects.toMatchObject({ code: `keychain_${kind}` })
      desk.keychain.fails = null
      await nothingKept()
    }
  )

  it('works without a keychain for this session only, and can be connected again afterwards', async () => {
    desk.keychain.fails = 'missing'
    expect(await desk.connect({ secretHome: 'session' })).toMatchObject({ connected: true })
    desk = await desk.restart()
    expect(await desk.accounts.active()).toMatchObject({ id: account, connected: false })
    const dintero = await desk.accounts.dinteroFor(account)
    await expect(dintero.getTransaction('x')).rejects.toMatchObject({ code: 'secret_missing' })
    expect(await desk.connect({ secretHome: 'session', name: 'Ny' })).toMatchObject({
      connected: true,
      name: 'Ny'
    })
  })

  it('refuses an account that is connected and works', async () => {
    await desk.connect()
    await expect(desk.connect()).rejects.toMatchObject({ code: 'account_exists' })
  })

  it('connects again when the secret has gone, keeping settings and cards', async () => {
    const { settings } = await desk.connect()
    await desk.accounts.saveSettings(account, { ...settings, returnUrl: 'https://shop.example/thanks' })
    await desk.keychain.inner.delete(`account ${account}`)
    desk = await desk.restart()
    expect(await desk.accounts.lookForSecrets()).toBe(true)
    expect(await desk.accounts.active()).toMatchObject({ connected: false })
    expect(await desk.connect({ name: 'Butikken 2' })).toMatchObject({
      connected: true,
      name: 'Butikken 2',
      settings: { returnUrl: 'https://shop.example/thanks' }
    })
  })

  it('connects again with a new secret when Dintero no longer takes the old one', async () => {
    await desk.connect()
    desk.simulator.addClient({ accountId: account, ...credentials, clientSecret: 'renewed' })
    await desk.connect({ clientSecret: 'renewed' })
    const dintero = await desk.accounts.dinteroFor(account)
    expect(await dintero.proveCredentials()).toMatchObject({ kind: 'proved' })
  })

  it('keeps one of two at once, with its secret', async () => {
    const both = await Promise.allSettled([desk.connect(), desk.connect()])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(await desk.keychain.inner.get(`account ${account}`)).not.toBeNull()
  })
})

describe('an account in use', () => {
  it('is there after a restart, without asking the keychain for its view', async () => {
    await desk.connect()
    desk = await desk.restart()
    desk.keychain.asked = 0
    expect(await desk.accounts.list()).toMatchObject([{ id: account, connected: true }])
    expect(await desk.accounts.active()).toMatchObject({ id: account })
    expect(desk.keychain.asked).toBe(0)
    const dintero = await desk.accounts.dinteroFor(account)
    expect(await dintero.listTransactions({ atMost: 1 })).toEqual({ kind: 'found', value: [] })
    expect(await desk.accounts.dinteroFor(account)).toBe(dintero)
  })

  it('is not called lost because the keychain is locked', async () => {
    await desk.connect()
    desk = await desk.restart()
    desk.keychain.fails = 'locked'
    expect(await desk.accounts.lookForSecrets()).toBe(false)
    expect(await desk.accounts.active()).toMatchObject({ connected: true })
  })

  it('is switched and renamed, which the audit trail shows', async () => {
    desk.simulator.addClient({ accountId: 'P12345678', ...credentials })
    await desk.connect()
    expect(await desk.connect({ accountId: 'p12345678' })).toMatchObject({ environment: 'production' })
    expect(await desk.accounts.switchTo(account)).toMatchObject({ id: account })
    await desk.accounts.switchTo(account)
    expect(await desk.accounts.rename(account, ' Kassen ')).toMatchObject({ name: 'Kassen' })
    expect((await desk.accounts.requireActive()).id).toBe(account)
    expect((await desk.audit()).slice(2)).toMatchObject([
      { action: 'account_switched', facts: { from: 'P12345678', to: account } },
      { action: 'account_renamed', facts: { before: 'Butikken', after: 'Kassen' } }
    ])
    await expect(desk.accounts.switchTo('T99999999')).rejects.toMatchObject({ code: 'not_found' })
    await expect(desk.accounts.rename(account, ' ')).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('is none before one is connected', async () => {
    await expect(desk.accounts.requireActive()).rejects.toMatchObject({ code: 'no_account' })
  })
})

describe('settings', () => {
  it('are saved, and what changed is written down with before and after', async () => {
    const { settings } = await desk.connect()
    const next = {
      ...settings,
      callbackUrl: ' https://shop.example/callback ',
      limits: { NOK: { confirmAbove: 100_000, perCharge: 200_000, perDay: 5_000_000 } }
    }
    expect(await desk.accounts.saveSettings(account, next)).toMatchObject({
      settings: { callbackUrl: 'https://shop.example/callback' }
    })
    await desk.accounts.saveSettings(account, { ...next, limits: {} })
    expect((await desk.audit()).slice(1)).toMatchObject([
      {
        action: 'account_settings_changed',
        facts: { callbackUrlBefore: '', callbackUrlAfter: 'https://shop.example/callback' }
      },
      {
        action: 'limits_changed',
        facts: {
          currency: 'NOK',
          confirmAboveBefore: 500_000,
          confirmAboveAfter: 100_000,
          perChargeAfter: 200_000
        }
      },
      {
        action: 'limits_changed',
        facts: { currency: 'NOK', perDayBefore: 5_000_000, perDayAfter: 50_000_000 }
      }
    ])
  })
})

describe('removing', () => {
  it('empties the keychain entry and keeps the audit trail', async () => {
    await desk.connect()
    await desk.accounts.remove(account)
    expect(await desk.accounts.list()).toEqual([])
    expect(await desk.accounts.active()).toBeNull()
    expect(await desk.keychain.inner.get(`account ${account}`)).toBeNull()
    await expect(desk.accounts.dinteroFor(account)).rejects.toMatchObject({ code: 'not_found' })
    expect((await desk.audit()).map(({ action }) => action)).toEqual(['account_connected', 'account_removed'])
    expect(await desk.connect()).toMatchObject({ connected: true })
  })

  it('removes nothing when the keychain is locked, and all of it when there is none', async () => {
    await desk.connect()
    desk.keychain.fails = 'locked'
    await expect(desk.accounts.remove(account)).rejects.toMatchObject({ code: 'keychain_locked' })
    expect(await desk.accounts.list()).toHaveLength(1)
    desk.keychain.fails = 'missing'
    await desk.accounts.remove(account)
    expect(await desk.accounts.list()).toEqual([])
  })

  it('waits until every charge is resolved', async () => {
    await desk.connect()
    const { id } = await desk.cards.addFromToken({
      provider: 'payex',
      tokenKind: 'payment_token',
      token: 'token-1',
      brand: 'visa',
      lastFour: '',
      expiry: null,
      reference: '',
      customerName: '',
      customerNumber: '',
      email: '',
      phone: ''
    })
    const intent = await desk.ledger.write(({ charges }) => charges.createIntent(charge(id), []))
    await expect(desk.accounts.remove(account)).rejects.toMatchObject({ code: 'charge_in_flight' })
    const sent = await desk.ledger.write(({ charges }) => charges.markSent(intent, noon, 'sent', null))
    await expect(desk.accounts.remove(account)).rejects.toMatchObject({
      code: 'charge_in_flight',
      details: { charges: 1 }
    })
    await desk.ledger.write(({ charges }) =>
      charges.record(sent, { at: noon, kind: 'answered', note: '', state: 'refused' })
    )
    await desk.accounts.remove(account)
    expect(await desk.accounts.list()).toEqual([])
  })
})

it('leaves no secret in any file of the profile', async () => {
  await desk.connect()
  await desk.accounts.startTraining()
  for (const name of await readdir(desk.folder)) {
    const content = await readFile(join(desk.folder, name), 'latin1')
    expect([name, content.includes(credentials.clientSecret)]).toEqual([name, false])
  }
})

function charge(cardId: string): NewCharge {
  return {
    id: 'charge-1',
    accountId: account,
    cardId,
    source: 'person',
    provider: 'payex',
    brand: 'visa',
    lastFour: '',
    customerName: '',
    operation: 'unscheduled_purchase',
    amount: 129_990,
    currency: 'NOK',
    merchantReference: 'order-1',
    lines: [],
    vatAmount: 0,
    email: '',
    phone: '',
    autoCapture: true,
    operator: '',
    osUser: '',
    requestId: '',
    duplicateReason: null,
    retryOf: null,
    ownReference: false,
    contentReference: false,
    batch: null,
    createdAt: noon
  }
}
