import { join } from 'node:path'
import { Kysely, type CompiledQuery } from 'kysely'
import { describe, expect, it } from 'vitest'
import { Cards } from '../../../electron/ledger/cards'
import { CardUses } from '../../../electron/ledger/card-uses'
import { ledgerFile } from '../../../electron/ledger/ledger'
import { Customers } from '../../../electron/ledger/reading/customer'
import { CustomerSearch } from '../../../electron/ledger/reading/customer-search'
import type { Schema } from '../../../electron/ledger/schema'
import { openConnection } from '../../../electron/ledger/sqlite/connection'
import { LedgerDialect } from '../../../electron/ledger/sqlite/dialect'
import { accountId, rawDatabase, start } from '../ledger/support'
import { openCustomerDesk } from './desk'

/** Whatever is read by, as SQLite would read it in a ledger that is as large as one gets. */
async function plansOf(work: (db: Kysely<Schema>) => Promise<unknown>): Promise<string[]> {
  const desk = await openCustomerDesk()
  const contact = { customerNumber: 'K-1', email: 'kari@example.no', phone: '+4790012345' }
  await desk.card('a', contact)
  await desk.card('b', contact)
  await desk.charge('c', 'a', {}, { state: 'succeeded', transactionStatus: 'AUTHORIZED' })
  await desk.link('l', { cardId: 'a', ...contact })
  await desk.customers.addNote({ of: { kind: 'card', id: 'a' }, text: 'one' })
  const { folder } = desk.ledger
  const asked: CompiledQuery[] = []
  const db = new Kysely<Schema>({
    dialect: new LedgerDialect(openConnection(join(folder, ledgerFile))),
    log: ({ query }) => {
      asked.push(query)
    }
  })
  await work(db)
  await db.destroy()
  expect(asked.length).toBeGreaterThan(0)
  const raw = rawDatabase(folder)
  return asked.flatMap(({ sql, parameters }) =>
    raw
      .prepare(`explain query plan ${sql}`)
      .all(...(parameters as string[]))
      .map((row) => `${(row as { detail: string }).detail}  <- ${sql}`)
  )
}

/** Reading a table, or an index, from one end to the other; what a query was given as JSON is none. */
const wholes = (plans: readonly string[]): string[] =>
  plans.filter((plan) => plan.startsWith('SCAN ') && !plan.startsWith('SCAN json_each'))

describe('a customer', () => {
  const of = { kind: 'card', id: 'a' } as const
  const window = { of, offset: 0, limit: 10 }

  it('is put together by indexes alone, however much there is of everybody else', async () => {
    const plans = await plansOf(async (db) => {
      const customers = new Customers(db, () => start)
      expect(await customers.of(accountId, of)).toMatchObject({ cardCount: 2, charges: 1, links: 1 })
      await customers.of(accountId, { kind: 'charge', id: 'c' })
      await customers.of(accountId, { kind: 'link', id: 'l' })
      await customers.charges(accountId, window)
      await customers.links(accountId, window)
      await customers.modifications(accountId, window)
    })
    expect(wholes(plans)).toEqual([])
    for (const index of ['cards_by_number', 'cards_by_email', 'cards_by_phone'])
      expect(plans.join('\n')).toContain(index)
    for (const index of ['links_by_number', 'links_by_email', 'links_by_phone', 'charges_open'])
      expect(plans.join('\n')).toContain(index)
  })

  it('is found by what is exactly theirs by indexes, and by text from one that covers it', async () => {
    const plans = await plansOf((db) =>
      new CustomerSearch(db, () => start).find(accountId, '90012345', '+4790012345', 8)
    )
    expect(wholes(plans)).toEqual([])
    const reading = plans.filter((plan) => plan.startsWith('SEARCH cards') && plan.includes('haystack'))
    expect(reading).toHaveLength(2)
    for (const plan of reading) expect(plan).toContain('COVERING INDEX cards_search')
  })

  it.each([
    ['customer number', { customerNumber: 'K-1', email: 'kari@example.no' }, 'cards_by_number'],
    ['e-mail address', { customerNumber: '', email: 'kari@example.no' }, 'cards_by_email']
  ])('whose card has another token is found by %s', async (_by, who, index) => {
    const face = { brand: 'visa', lastFour: '0416', expiry: '10/2029', maskedPan: null } as const
    const plans = await plansOf((db) =>
      new Cards(db, () => start).alike(
        { accountId, provider: 'payex', tokenKind: 'recurrence_token', ...who },
        face
      )
    )
    expect(wholes(plans)).toEqual([])
    expect(plans.join('\n')).toContain(index)
  })

  it('has a card whose open charges and links are found among the open ones, or among its own', async () => {
    const plans = await plansOf((db) => new CardUses(db).open(['a', 'b']))
    expect(wholes(plans)).toEqual([])
  })
})
