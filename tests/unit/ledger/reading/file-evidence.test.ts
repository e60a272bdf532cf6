import { describe, expect, it, onTestFinished } from 'vitest'
import { ledgerFile } from '../../../../electron/ledger/ledger'
import { FileEvidence } from '../../../../electron/ledger/reading/file-evidence'
import { aCard, accountId, anAccount, ledgerWithCard, start } from '../support'

const hour = 3_600_000

describe('the cards that rows of a file may mean', () => {
  it('are all of the account, each once, however many there are, and no others', async () => {
    const ledger = await ledgerWithCard()
    const numbers = Array.from({ length: 10_003 }, (_, index) => index)
    const other = 'T99999999'
    await ledger.write(async ({ accounts, cards }) => {
      await accounts.insert({ ...anAccount, id: other })
      await cards.insertMany(
        numbers.map((index) =>
          aCard({
            id: `many-${index}`,
            accountId: index % 100 === 7 ? other : accountId,
            tokenFingerprint: `fingerprint-${index}`,
            customerNumber: `K-${index}`
          })
        )
      )
    })
    const removed = numbers.filter((index) => index % 500 === 3)
    await ledger.write(async ({ cards }) => {
      for (const index of removed) await cards.remove(`many-${index}`, start)
    })
    const world = { now: start }
    const evidence = new FileEvidence(ledger.folder, ledgerFile, () => world.now)
    onTestFinished(() => evidence.close())
    const expected = numbers.flatMap((index) =>
      index % 100 === 7 || removed.includes(index) ? [] : [`many-${index} K-${index} fingerprint-${index}`]
    )
    const found = await evidence.cards(accountId)
    const made = found.filter(({ view }) => view.id.startsWith('many-'))
    const shown = made.map(({ view, own }) => `${view.id} ${view.customerNumber} ${own?.fingerprint}`)
    expect(shown.toSorted()).toEqual(expected.toSorted())
    expect(found).toHaveLength(expected.length + 1)
    expect(await evidence.cards(other)).toHaveLength(100)
  })

  it('are as the ledger has them now, and as the clock makes them', async () => {
    const ledger = await ledgerWithCard()
    const world = { now: start }
    const evidence = new FileEvidence(ledger.folder, ledgerFile, () => world.now)
    onTestFinished(() => evidence.close())
    const before = await evidence.cards(accountId)
    expect(await evidence.cards(accountId)).toBe(before)
    await ledger.write(({ cards }) =>
      cards.insert(aCard({ id: 'later', tokenFingerprint: 'later', expiry: '05/2026' }))
    )
    const after = await evidence.cards(accountId)
    expect(after).toHaveLength(before.length + 1)
    expect(after.find(({ view }) => view.id === 'later')?.view.expired).toBe(false)
    world.now += 31 * 24 * hour
    expect((await evidence.cards(accountId)).find(({ view }) => view.id === 'later')?.view.expired).toBe(true)
  })
})
