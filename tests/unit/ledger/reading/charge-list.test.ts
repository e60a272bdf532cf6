import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Operation } from '../../../../shared/card'
import { everyCharge, type ChargeQuery, type ChargeState } from '../../../../shared/charge'
import { ledgerFile, type Ledger } from '../../../../electron/ledger/ledger'
import { searchFile } from '../../../../electron/ledger/reading/reads'
import { accountId, aCharge, anAccount, ledgerWithCard, openTestLedger, start } from '../support'

const everything: ChargeQuery = { ...everyCharge, offset: 0, limit: 1000 }

interface Made {
  readonly id: string
  readonly at: number
  readonly state: ChargeState
  readonly operation: Operation
  readonly reference: string
  readonly customer: string
}

/** Writes charges one after another and takes each to its state by legal moves. */
async function write(ledger: Ledger, made: readonly Made[]): Promise<void> {
  await ledger.write(async ({ charges }) => {
    for (const { id, at, state, operation, reference, customer } of made) {
      const charge = aCharge({
        id,
        createdAt: at,
        operation,
        merchantReference: reference,
        customerName: customer
      })
      const intent = await charges.createIntent(charge, [])
      if (state === 'intent') continue
      const sent = await charges.markSent(intent, at, 'sent', null)
      if (state === 'sent') continue
      const facts = { transactionId: `T12345678.${id}`, transactionStatus: 'CAPTURED' }
      await charges.record(sent, { at, kind: 'answered', note: '', state, facts })
    }
  })
}

describe('a window of charges', () => {
  it('follows what changes between two windows', async () => {
    const ledger = await ledgerWithCard()
    const one = { at: start, operation: 'unscheduled_purchase', customer: 'Kari' } as const
    await write(ledger, [{ ...one, id: 'a', state: 'sent', reference: 'order-a' }])
    const unknown = { ...everything, states: ['unknown' as const] }
    expect((await ledger.reads.listCharges(accountId, unknown)).total).toBe(0)
    await ledger.write(async ({ charges }) => {
      await charges.record(await charges.require('a'), {
        at: start,
        kind: 'answered',
        note: '',
        state: 'unknown'
      })
    })
    expect((await ledger.reads.listCharges(accountId, unknown)).rows.map(({ id }) => id)).toEqual(['a'])
  })

  it('is of one account', async () => {
    const ledger = await ledgerWithCard()
    await ledger.write(({ accounts }) => accounts.insert({ ...anAccount, id: 'P12345678' }))
    await write(ledger, [
      {
        id: 'a',
        at: start,
        state: 'sent',
        operation: 'unscheduled_purchase',
        reference: 'order-a',
        customer: 'Kari'
      }
    ])
    for (const search of ['', 'kari', 'order-a', 'ka', 'k']) {
      expect(await ledger.reads.listCharges('P12345678', { ...everything, search })).toMatchObject({
        rows: [],
        total: 0
      })
      expect((await ledger.reads.listCharges(accountId, { ...everything, search })).total).toBe(1)
    }
  })
})

describe('a search', () => {
  const people: readonly (readonly [string, string])[] = [
    ['Kari Nordmann', 'faktura-1001'],
    ['Bo Li', 'faktura-1002'],
    ['Jakob Lindberg', 'order-1003'],
    ['Øystein Ødegård', 'T-20261125-K7QF3M'],
    ['Åse "Rød" Sæther', '100 % - (rest)']
  ]

  async function searched(): Promise<(search: string) => Promise<string[]>> {
    const ledger = await ledgerWithCard()
    await write(
      ledger,
      people.map(([customer, reference], index) => ({
        id: `c${index}`,
        at: start + index,
        state: 'succeeded' as const,
        operation: 'unscheduled_purchase' as const,
        reference,
        customer
      }))
    )
    return async (search) => {
      const { rows } = await ledger.reads.listCharges(accountId, { ...everything, search })
      return rows.map(({ customerName }) => customerName)
    }
  }

  it.each<[string, string[]]>([
    ['kari', ['Kari Nordmann']],
    ['NORDMANN kari', ['Kari Nordmann']],
    ['ordman', ['Kari Nordmann']],
    ['odegard', ['Øystein Ødegård']],
    ['Ødegård', ['Øystein Ødegård']],
    ['faktura', ['Bo Li', 'Kari Nordmann']],
    ['k7qf3m', ['Øystein Ødegård']],
    ['"rod"', ['Åse "Rød" Sæther']],
    ['1003', ['Jakob Lindberg']],
    ['kari 1002', []],
    ['1299,90', ['Åse "Rød" Sæther', 'Øystein Ødegård', 'Jakob Lindberg', 'Bo Li', 'Kari Nordmann']],
    ['t12345678.c2', ['Jakob Lindberg']],
    // Two letters: where words begin.
    ['bo', ['Bo Li']],
    ['li', ['Jakob Lindberg', 'Bo Li']],
    ['ob', []],
    ['z', []],
    ['*', []],
    ["'; drop table charges; --", []]
  ])('for %s', async (search, found) => {
    expect(await (await searched())(search)).toEqual(found)
  })
})

describe('a search among many', () => {
  const many = 5_200

  /** More than are looked through one by one, so that the index is asked. */
  async function manyCharges(): Promise<Ledger & { folder: string }> {
    const ledger = await ledgerWithCard()
    const names = ['Kari Nordmann', 'Bo Li', 'Jakob Lindberg']
    await write(
      ledger,
      Array.from({ length: many }, (_, index) => ({
        id: `c${index}`,
        at: start + index,
        state: 'sent' as const,
        operation: 'unscheduled_purchase' as const,
        reference: `order-${index}`,
        customer: names[index % 3] ?? ''
      }))
    )
    return ledger
  }

  it('asks the index, finds what it has not taken in yet, and what changed since', async () => {
    const ledger = await manyCharges()
    const find = async (search: string, more: Partial<ChargeQuery> = {}): Promise<string[]> => {
      const { rows } = await ledger.reads.listCharges(accountId, { ...everything, ...more, search })
      return rows.map(({ id }) => id)
    }
    // Only some slices have been taken in by the first question.
    expect(await find('order-5199')).toEqual(['c5199'])
    expect(await find('order-18 nordmann', { limit: 3 })).toEqual(['c1899', 'c1896', 'c1893'])
    for (let time = 0; time < 4; time += 1) await find('warm up')
    expect(await find('order-5199')).toEqual(['c5199'])
    expect((await find('li')).length).toBe(1000)
    expect((await ledger.reads.listCharges(accountId, { ...everything, search: 'li' })).total).toBe(3466)
    expect(await find('lindberg', { states: ['unknown'] })).toEqual([])

    expect(await find('t12345678.late')).toEqual([])
    await ledger.write(async ({ charges }) => {
      const facts = { transactionId: 'T12345678.late', transactionStatus: 'CAPTURED' }
      const sent = await charges.require('c2')
      await charges.record(sent, { at: start + many, kind: 'answered', note: '', state: 'succeeded', facts })
    })
    expect(await find('t12345678.late')).toEqual(['c2'])
    expect(await find('lindberg', { states: ['succeeded'] })).toEqual(['c2'])

    const window = await ledger.reads.listCharges(accountId, {
      ...everything,
      search: 'kari',
      offset: 1700,
      limit: 50
    })
    expect(window.rows.map(({ id }) => id).slice(0, 2)).toEqual(['c99', 'c96'])
    expect([window.total, window.atLeast]).toEqual([1734, false])
  })

  it('counts to a floor where more match than anybody reads', async () => {
    const ledger = await manyCharges()
    await write(
      ledger,
      Array.from({ length: many }, (_, index) => ({
        id: `d${index}`,
        at: start + many + index,
        state: 'sent' as const,
        operation: 'unscheduled_purchase' as const,
        reference: `more-${index}`,
        customer: 'Kari Nordmann'
      }))
    )
    for (let time = 0; time < 8; time += 1)
      await ledger.reads.listCharges(accountId, { ...everything, search: 'kari' })
    const found = await ledger.reads.listCharges(accountId, { ...everything, search: '0416', limit: 2 })
    expect([found.total, found.atLeast]).toEqual([10_000, true])
    expect(found.rows.map(({ id }) => id)).toEqual(['d5199', 'd5198'])
    // A single letter is looked for among the newest, and says so by a floor only where there are older ones.
    const letter = await ledger.reads.listCharges(accountId, { ...everything, search: 'm', limit: 1 })
    expect(letter).toMatchObject({ total: 6934, atLeast: false })
  })

  it('builds the index anew when it is damaged, or when the ledger was put back from a copy', async () => {
    const first = await manyCharges()
    const find = async (ledger: Ledger, search: string): Promise<string[]> => {
      for (let time = 0; time < 4; time += 1)
        await ledger.reads.listCharges(accountId, { ...everything, search: 'warm' })
      const { rows } = await ledger.reads.listCharges(accountId, { ...everything, search })
      return rows.map(({ id }) => id)
    }
    const { folder } = first
    expect(await find(first, 'order-5199')).toEqual(['c5199'])
    await first.close()
    const copy = join(folder, 'copy.db')
    copyFileSync(join(folder, ledgerFile), copy)

    writeFileSync(join(folder, searchFile), 'no database at all')
    const second = await openTestLedger({ folder })
    expect(await find(second, 'order-5199')).toEqual(['c5199'])
    const lost = { at: start + 9_000, state: 'sent', operation: 'unscheduled_purchase' } as const
    await write(second, [{ ...lost, id: 'lost', reference: 'lost-1', customer: 'Never Seen' }])
    expect(await find(second, 'never seen')).toEqual(['lost'])
    await second.close()

    copyFileSync(copy, join(folder, ledgerFile))
    expect(existsSync(join(folder, searchFile))).toBe(true)
    const third = await openTestLedger({ folder })
    await write(third, [{ ...lost, id: 'other', reference: 'other-1', customer: 'Somebody Else' }])
    expect(await find(third, 'never seen')).toEqual([])
    expect(await find(third, 'somebody else')).toEqual(['other'])
  })
})
