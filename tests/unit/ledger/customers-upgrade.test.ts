import { describe, expect, it } from 'vitest'
import { migrations } from '../../../electron/ledger/migrations'
import { aCard, aCharge, anAccount, openTestLedger, rawDatabase, start, tempFolder } from './support'

/** What Dintero can have said of a charge of 1000, and what of it was taken, given back and is held: by hand. */
const said: readonly [
  status: string | null,
  captured: number | null,
  refunded: number | null,
  taken: number,
  returned: number,
  held: number,
  unread: number
][] = [
  [null, null, null, 0, 0, 0, 0],
  ['AUTHORIZED', null, null, 0, 0, 1_000, 0],
  ['AUTHORIZED', 0, 0, 0, 0, 1_000, 0],
  ['CAPTURED', null, null, 1_000, 0, 0, 0],
  ['CAPTURED', 1_000, 0, 1_000, 0, 0, 0],
  ['PARTIALLY_CAPTURED', 300, 0, 300, 0, 700, 0],
  ['PARTIALLY_CAPTURED', null, null, 0, 0, 1_000, 1],
  ['PARTIALLY_CAPTURED', 1_200, 0, 1_200, 0, 0, 0],
  ['REFUNDED', 1_000, 1_000, 1_000, 1_000, 0, 0],
  ['PARTIALLY_REFUNDED', 1_000, 250, 1_000, 250, 0, 0],
  ['PARTIALLY_REFUNDED', 1_000, null, 1_000, 0, 0, 1],
  ['PARTIALLY_CAPTURED_REFUNDED', 400, 100, 400, 100, 0, 0],
  ['FAILED', null, null, 0, 0, 0, 0],
  ['A_NEW_WORD', 500, null, 0, 0, 0, 0]
]

const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0010'))

/** A ledger of the version before, with a charge of each kind. */
async function earlier(): Promise<string> {
  const folder = tempFolder()
  const ledger = await openTestLedger({ folder, migrations: before })
  await ledger.write(async ({ accounts, cards }) => {
    await accounts.insert(anAccount)
    await cards.insert(aCard({ id: 'card-a' }))
  })
  for (const [index, [transactionStatus, captured, refunded]] of said.entries()) {
    const id = `charge-${index}`
    await ledger.write(async ({ charges }) => {
      const made = aCharge({ id, cardId: 'card-a', merchantReference: id, amount: 1_000 })
      const sent = await charges.markSent(await charges.createIntent(made, []), start, 'sent', null)
      if (transactionStatus === null) return
      const facts = { transactionStatus, captured, refunded }
      await charges.record(sent, { at: start, kind: 'asked', note: '', facts })
    })
  }
  await ledger.close()
  return folder
}

const sumOf = (column: 3 | 4 | 5 | 6): number => said.reduce((total, row) => total + row[column], 0)
const sums = (folder: string): unknown[] =>
  rawDatabase(folder).prepare('select taken, returned, held, unread from card_sums').all()

describe('a ledger that is brought to what customers are found by', () => {
  it('counts of the charges it has what they came to, and goes on counting so', async () => {
    const folder = await earlier()
    expect(sums(folder)).not.toMatchObject([{ held: sumOf(5) }])
    const ledger = await openTestLedger({ folder })
    const came = { taken: sumOf(3), returned: sumOf(4), held: sumOf(5), unread: sumOf(6) }
    expect(sums(folder)).toEqual([came])
    // What was held of the part-captured one is taken: 700 go from one to the other.
    await ledger.write(async ({ charges }) => {
      const facts = { transactionStatus: 'CAPTURED', captured: 1_000, refunded: 0 }
      const charge = await charges.require('charge-5')
      await charges.record(charge, { at: start, kind: 'status_changed', note: '', facts })
    })
    expect(sums(folder)).toEqual([{ ...came, taken: came.taken + 700, held: came.held - 700 }])
  })

  it('is what a new one is', async () => {
    const folder = await earlier()
    await openTestLedger({ folder })
    const schema = (of: string): unknown[] =>
      rawDatabase(of)
        .prepare("select name, sql from sqlite_master where name not like 'sqlite_%' order by name")
        .all()
    expect(schema(folder)).toEqual(schema((await openTestLedger()).folder))
  })
})
