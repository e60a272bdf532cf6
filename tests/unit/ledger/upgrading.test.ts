import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ledgerFile } from '../../../electron/ledger/ledger'
import { migrations } from '../../../electron/ledger/migrations'
import { ledger0001 } from '../../../electron/ledger/migrations/0001-ledger'
import { room0002 } from '../../../electron/ledger/migrations/0002-room'
import { batches0003 } from '../../../electron/ledger/migrations/0003-batches'
import { approvals0004 } from '../../../electron/ledger/migrations/0004-approvals'
import { finding0005 } from '../../../electron/ledger/migrations/0005-finding'
import { links0006 } from '../../../electron/ledger/migrations/0006-links'
import { modifications0007 } from '../../../electron/ledger/migrations/0007-modifications'
import { cards0008 } from '../../../electron/ledger/migrations/0008-cards'
import { totals0009 } from '../../../electron/ledger/migrations/0009-totals'
import { customers0010 } from '../../../electron/ledger/migrations/0010-customers'
import { openConnection } from '../../../electron/ledger/sqlite/connection'
import { everyCharge } from '../../../shared/charge'
import { accountId, openTestLedger, rawDatabase, start, tempFolder } from './support'

/** Ledgers as each released version left them, with rows in them. */
const released = fileURLToPath(new URL('../../fixtures/ledgers/', import.meta.url))
const ledgers = readdirSync(released)

/** What was released is never edited: the SHA-256 of each migration's statements. A new one is added here. */
const frozen: Readonly<Record<string, readonly [statements: readonly string[], hash: string]>> = {
  '0001_ledger': [ledger0001, 'd65ce9b5e5676a3d54d582434bff9d52c2edb986875365bbb5a16f922a0092ef'],
  '0002_room': [room0002, 'f8b13bf41d71af17c03f2a97b71cdf785c37483cad5539e5503ab423c125ac78'],
  '0003_batches': [batches0003, '37335da393816f693d8794e9335a66106441e8493d4796a13c4bbc20e0a289e8'],
  '0004_approvals': [approvals0004, '3c1f09b9a34c24bae667142ba8bc4a18db0558f8d355fdeede2ebf96c1668cf3'],
  '0005_finding': [finding0005, '113f3ebce59892477cde23a4ac41314b2705fdf828bdd4a4851f014e06ef9e5e'],
  '0006_links': [links0006, 'f48a1af64be7f4dfb3af5d8d4198cb89acecedb50dfe7df2d8f58460620c8a83'],
  '0007_modifications': [
    modifications0007,
    '244ee3f468b122ec5268d32363c0c66cecd2664b86d2e535fafca893435dfce5'
  ],
  '0008_cards': [cards0008, '6f7d747f8743a62d048a468d1be3fc0f4a54f30b2bdad86f016266162b77627a'],
  '0009_totals': [totals0009, 'e85d5d2728196f648e4441303acb5cb2c4ea41fb539a4a58dfb573e0e739d457'],
  '0010_customers': [customers0010, 'dbaccd3d1bc768834799d1bc3b7d586bd0bc3ffb81db7e20bee922b3473acdc3']
}

function ledgerOf(file: string): string {
  const folder = tempFolder()
  const connection = openConnection(join(folder, ledgerFile))
  connection.exec(readFileSync(join(released, file), 'utf8'))
  connection.close()
  return folder
}

function schemaOf(folder: string): unknown[] {
  const query =
    "select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite_%' order by type, name"
  return rawDatabase(folder).prepare(query).all()
}

describe('migrations', () => {
  it('are all frozen', () => {
    const hashes = Object.entries(frozen).map(([name, [statements]]) => [
      name,
      createHash('sha256').update(statements.join('\n;\n')).digest('hex')
    ])
    expect(Object.fromEntries(hashes)).toEqual(
      Object.fromEntries(Object.entries(frozen).map(([name, [, hash]]) => [name, hash]))
    )
    expect(Object.keys(migrations)).toEqual(Object.keys(frozen))
  })

  it('have a released ledger for every version but the newest', () => {
    const names = Object.keys(migrations).map((name) => `${name.slice(0, 4)}.sql`)
    expect(ledgers).toEqual(names.slice(0, -1))
  })

  it('name every step so that none comes twice or out of order', () => {
    const numbers = Object.keys(migrations).map((name) => Number(name.slice(0, 4)))
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })
})

describe('the ledger of version 0003.sql', () => {
  it('keeps its batches, and releases more without a second person, for nobody has asked for one', async () => {
    const ledger = await openTestLedger({ folder: ledgerOf('0003.sql') })
    const batches = await ledger.batches.list(accountId, 0, 10)
    expect(batches).toMatchObject([
      { id: 'batch-2', approvedBy: 'Ola', state: 'cancelled' },
      { id: 'batch-1', approvedBy: null, state: 'held', charges: 3 }
    ])
    expect(await ledger.approvals.rule(accountId)).toEqual({ kind: 'off' })
    expect(await ledger.approvals.approvers()).toEqual([])
    expect(await ledger.batches.sumsUnapproved(accountId, start)).toMatchObject([{ amount: 389_970 }])
  })
})

describe.each(ledgers)('the ledger of version %s', (file) => {
  it('has the tables of a new one once it is opened', async () => {
    const folder = ledgerOf(file)
    await openTestLedger({ folder })
    const fresh = await openTestLedger()
    expect(schemaOf(folder)).toEqual(schemaOf(fresh.folder))
    expect(rawDatabase(folder).prepare('pragma foreign_key_check').all()).toEqual([])
    expect(rawDatabase(folder).prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  })

  it('loses nothing', async () => {
    const folder = ledgerOf(file)
    const raw = rawDatabase(folder)
    const count = (table: string): unknown => raw.prepare(`select count(*) as rows from ${table}`).get()
    const tables = ['accounts', 'cards', 'charges', 'charge_events', 'charge_identities', 'alarms', 'audit']
    const before = tables.map(count)
    raw.close()
    await openTestLedger({ folder })
    const after = rawDatabase(folder)
    expect(tables.map((table) => after.prepare(`select count(*) as rows from ${table}`).get())).toEqual(
      before
    )
  })

  it('is read as it was written', async () => {
    const ledger = await openTestLedger({ folder: ledgerOf(file) })
    expect(await ledger.accounts.get(accountId)).toMatchObject({
      name: 'Nordlys AS',
      secretHome: 'session',
      settings: {
        country: 'SE',
        defaultCurrency: 'SEK',
        autoCapture: false,
        limits: { SEK: { confirmAbove: 1, perCharge: 2, perDay: 3 } }
      }
    })
    expect(await ledger.desk.activeAccount()).toBe(accountId)
    expect(await ledger.cards.getSealed('card-1', 'payment_token')).toMatchObject({ secretHome: 'session' })
    const states = ['intent', 'sent', 'succeeded', 'declined', 'unknown', 'refused', 'not_sent', 'closed']
    for (const [index, state] of states.entries()) {
      expect(await ledger.charges.get(`charge-${index + 1}`)).toMatchObject({
        state,
        isWhole: true,
        source: 'person',
        deskId: ledger.deskId,
        lines: [{ description: 'Nettleie', quantity: 1, amount: 129_990, vatRate: 2_500, vatAmount: 25_998 }]
      })
    }
    expect((await ledger.charges.get('charge-4'))?.decline?.reason).toBe('insufficient_funds')
    expect((await ledger.charges.get('charge-5'))?.found).toMatchObject([
      { transactionId: 'T12345678.vipps', contradictions: ['product'] }
    ])
    expect(await ledger.links.newestOf('charge-10')).toMatchObject({
      state: 'made',
      merchantReference: 'order-10~2',
      url: 'https://checkout.dintero.com/x',
      customerName: 'Øystein Ødegård',
      amount: 129_990
    })
    expect(await ledger.alarms.of('charge', 'charge-4')).toMatchObject([
      { kind: 'charged_after_all', transactions: [{ captured: 129_990 }] }
    ])
    expect((await ledger.charges.timeline('charge-7')).map(({ kind }) => kind)).toContain('decided')
    expect(await ledger.reads.verifyAudit()).toEqual({ entries: 2, intact: true, firstBroken: null })
  })

  it('knows every reference ever used, and counts what it has', async () => {
    const ledger = await openTestLedger({ folder: ledgerOf(file) })
    for (const reference of ['order-1', 'order-8', 'order-10', 'order-10~2'])
      expect(await ledger.charges.isReferenceUsed(accountId, reference)).toBe(true)
    expect((await ledger.links.ownerOf(accountId, 'order-10~2'))?.chargeId).toBe('charge-10')
    expect(await ledger.charges.ownerOf(accountId, 'order-10~2')).toBeNull()
    const all = { ...everyCharge, offset: 0, limit: 100 }
    const { rows, total } = await ledger.reads.listCharges(accountId, all)
    expect([rows.length, total]).toEqual([9, 9])
    expect(rows.map(({ merchantReference }) => merchantReference).slice(0, 2)).toEqual([
      'order-10',
      'order-8'
    ])
    expect((await ledger.reads.listCharges(accountId, { ...all, states: ['unknown'] })).total).toBe(1)
    // Declined, refused, not sent and closed took nothing.
    expect(await ledger.charges.sumSince(accountId, 'SEK', start)).toBe(4 * 129_990)
  })

  it('finds what a charge may repeat, by the amount of what was there', async () => {
    const ledger = await openTestLedger({ folder: ledgerOf(file) })
    const of = { accountId, identities: ['number:k-1001'], currency: 'SEK', id: null }
    const same = await ledger.repetitions.recent({ ...of, amount: 129_990 }, start - 86_400_000)
    expect(same.map(({ id }) => id)).toContain('charge-3')
    expect(await ledger.repetitions.recent({ ...of, amount: 129_991 }, start - 86_400_000)).toEqual([])
    const wrong = "insert into charge_identities values ('charge-3', 'number:k-1002', 129991)"
    expect(() => rawDatabase(ledger.folder).exec(wrong)).toThrow('identity_amount')
  })

  it('goes on: what stood is asked about, and a later word on what was decided is taken in', async () => {
    const ledger = await openTestLedger({ folder: ledgerOf(file) })
    expect((await ledger.charges.inStates(['intent', 'sent'])).map(({ id }) => id)).toEqual([
      'charge-1',
      'charge-2'
    ])
    expect(await ledger.charges.due(start + 60_000, 10)).toContain('charge-5')
    const happening = { at: start + 60_000, kind: 'status_changed', note: 'REFUNDED' } as const
    await ledger.write(async ({ charges }) => {
      for (const id of ['charge-3', 'charge-4'])
        await charges.record(await charges.require(id), {
          ...happening,
          facts: { transactionStatus: 'REFUNDED' }
        })
    })
    expect((await ledger.charges.require('charge-4')).decline?.reason).toBe('insufficient_funds')
  })
})
