import { describe, expect, it } from 'vitest'
import { FindService } from '../../../electron/finding/find-service'
import type { FindQuery, FoundList } from '../../../shared/find'
import { accountId, day } from '../charging/desk'
import { modifyingDesk, type ModifyingDesk } from '../charging/modifications/support'
import { anAccount } from '../ledger/support'

const query: FindQuery = {
  search: '',
  amount: null,
  currency: '',
  operation: null,
  lastFour: '',
  from: null,
  to: null,
  askedAt: 1,
  lookAt: 2_000,
  offset: 0,
  limit: 200
}

type FindingDesk = ModifyingDesk & { find(change?: Partial<FindQuery>): Promise<FoundList> }

async function findingDesk(): Promise<FindingDesk> {
  const desk = await modifyingDesk()
  const finding = new FindService({
    ledger: desk.ledger,
    accounts: {
      requireActive: () => Promise.resolve(anAccount),
      dinteroFor: () => Promise.resolve(desk.client)
    }
  })
  return Object.assign(desk, {
    find: (change: Partial<FindQuery> = {}) => finding.find({ ...query, ...change })
  })
}

const references = ({ rows }: FoundList): (string | null)[] => rows.map((row) => row.merchantReference)

/** Three payments of a shop that this ledger knows nothing of, a day apart, the newest last. */
function plantThree(desk: FindingDesk): void {
  const card = { maskedPan: '541306******7731', brand: 'mastercard' as const }
  desk.plant({
    merchantReference: 'SHOP-1',
    amount: 10_000,
    createdAt: desk.now - 2 * day,
    customer: { email: 'aase@example.com', phone_number: '+4790012345' }
  })
  desk.plant({
    merchantReference: 'SHOP-2',
    amount: 20_000,
    currency: 'SEK',
    createdAt: desk.now - day,
    card,
    operation: 'recurring_purchase'
  })
  desk.plant({ merchantReference: 'SHOP-3', amount: 10_000, productType: 'vipps', createdAt: desk.now })
}

describe('transactions at Dintero', () => {
  it.each<[string, Partial<FindQuery>, string[]]>([
    ['all of them, newest first', {}, ['SHOP-3', 'SHOP-2', 'SHOP-1']],
    ['by reference', { search: 'SHOP-2' }, ['SHOP-2']],
    ['by e-mail', { search: 'aase@example.com' }, ['SHOP-1']],
    ['by a phone number as it is written whole', { search: '+4790012345' }, ['SHOP-1']],
    ['by a phone number as staff write it', { search: '900 12 345' }, ['SHOP-1']],
    ['by amount', { amount: 10_000 }, ['SHOP-3', 'SHOP-1']],
    ['by amount and currency', { amount: 20_000, currency: 'SEK' }, ['SHOP-2']],
    ['by operation', { operation: 'recurring_purchase' }, ['SHOP-2']],
    ['by the last four', { lastFour: '7731' }, ['SHOP-2']],
    ['by nothing that is there', { search: 'SHOP-9' }, []]
  ])('are found: %s', async (_name, change, wanted) => {
    const desk = await findingDesk()
    plantThree(desk)
    const found = await desk.find(change)
    expect(references(found)).toEqual(wanted)
    expect(found).toMatchObject({ total: wanted.length, atLeast: false, end: 'end' })
  })

  it('are found by day, of which the last is included and the next is not', async () => {
    const desk = await findingDesk()
    plantThree(desk)
    const from = desk.now - day
    expect(references(await desk.find({ from, to: desk.now }))).toEqual(['SHOP-2'])
    expect(references(await desk.find({ from, to: desk.now + 1, askedAt: 2 }))).toEqual(['SHOP-3', 'SHOP-2'])
  })

  it('leave out what was not asked for, where Dintero does not heed the filters', async () => {
    const desk = await findingDesk()
    plantThree(desk)
    const asked: string[] = []
    const page = desk.client.pageOfTransactions.bind(desk.client)
    desk.client.pageOfTransactions = (filter, after) => {
      asked.push(JSON.stringify(filter))
      return page({}, after)
    }
    expect(references(await desk.find({ amount: 20_000 }))).toEqual(['SHOP-2'])
    expect(references(await desk.find({ currency: 'SEK' }))).toEqual(['SHOP-2'])
    expect(references(await desk.find({ operation: 'recurring_purchase' }))).toEqual(['SHOP-2'])
    expect(references(await desk.find({ from: desk.now }))).toEqual(['SHOP-3'])
    expect(asked[0]).toBe('{"amount":20000}')
  })

  it('are ours by id and reference both, and lead to the charge', async () => {
    const desk = await findingDesk()
    const id = await desk.charged('order-1', 10_000)
    const twin = desk.plant({ merchantReference: 'order-1', amount: 10_000 })
    const stranger = desk.plant({ merchantReference: 'SHOP-1' })
    const charge = await desk.ledger.charges.ofTransaction(accountId, id)
    const { rows } = await desk.find()
    const owners = Object.fromEntries(rows.map((row) => [row.transactionId, [row.owner, row.ownId]]))
    expect(owners).toEqual({
      [id]: ['charge', charge?.id],
      [twin]: ['contradicts', null],
      [stranger]: ['elsewhere', null]
    })
  })

  it('are not ours where Dintero shows our id under another reference, or under none', async () => {
    const desk = await findingDesk()
    await desk.charged('order-1', 10_000)
    const page = desk.client.pageOfTransactions.bind(desk.client)
    for (const merchantReference of ['order-2', null]) {
      desk.client.pageOfTransactions = async (...given) => {
        const answer = await page(...given)
        return answer.kind === 'found'
          ? { ...answer, value: answer.value.map((each) => ({ ...each, merchantReference })) }
          : answer
      }
      const { rows } = await desk.find({ askedAt: merchantReference === null ? 2 : 3 })
      expect(rows).toMatchObject([{ owner: 'contradicts', ownId: null }])
    }
  })

  it('leave out transactions of another account', async () => {
    const desk = await findingDesk()
    desk.plant({ merchantReference: 'SHOP-1', idOf: 'T99999999' })
    expect((await desk.find()).rows).toEqual([])
  })

  it('keep their place when others are paid meanwhile, and bring none twice', async () => {
    const desk = await findingDesk()
    for (let count = 0; count < 150; count += 1) desk.plant({ merchantReference: `SHOP-${count}` })
    const first = await desk.find({ limit: 100 })
    expect(first).toMatchObject({ total: 100, atLeast: true, end: 'more' })
    for (let count = 0; count < 30; count += 1) desk.plant({ merchantReference: `NEWER-${count}` })
    const second = await desk.find({ offset: 100, limit: 100 })
    expect(second).toMatchObject({ total: 150, atLeast: false, end: 'end' })
    expect(references(await desk.find({ limit: 100 }))).toEqual(references(first))
    const all = [...references(first), ...references(second)]
    expect(new Set(all).size).toBe(150)
    expect(all.filter((each) => each?.startsWith('NEWER'))).toEqual([])
    // Asked anew, they are at the top.
    expect(references(await desk.find({ limit: 1, askedAt: 2 }))).toEqual(['NEWER-29'])
  })

  it('are looked through no further than told, and further when told', async () => {
    const desk = await findingDesk()
    const card = { maskedPan: '541306******7731' }
    desk.plant({ merchantReference: 'OLDEST', card })
    for (let count = 0; count < 250; count += 1) desk.plant({ merchantReference: `SHOP-${count}` })
    desk.plant({ merchantReference: 'NEWEST', card })
    const first = await desk.find({ lastFour: '7731', lookAt: 100 })
    expect(references(first)).toEqual(['NEWEST'])
    expect(first).toMatchObject({ total: 1, atLeast: false, end: 'bound', lookedAt: 200 })
    const second = await desk.find({ lastFour: '7731', lookAt: 2_000 })
    expect(references(second)).toEqual(['NEWEST', 'OLDEST'])
    expect(second).toMatchObject({ end: 'end', lookedAt: 252 })
  })

  it('end where a list brings the same for ever', async () => {
    const desk = await findingDesk()
    for (let count = 0; count < 120; count += 1) desk.plant({ merchantReference: `SHOP-${count}` })
    desk.simulator.setLists({ endless: true })
    expect(await desk.find()).toMatchObject({ end: 'repeats', total: 100 })
  })

  it('keep what was read when a page fails, and go on from there', async () => {
    const desk = await findingDesk()
    for (let count = 0; count < 150; count += 1) desk.plant({ merchantReference: `SHOP-${count}` })
    const first = await desk.find({ limit: 100 })
    desk.simulator.faults.onCall('lookup', { kind: 'garbage', body: '{"no":"list"}' })
    await expect(desk.find({ offset: 100, limit: 100 })).rejects.toMatchObject({ code: 'answer_unreadable' })
    desk.simulator.expireAccessTokens()
    const second = await desk.find({ offset: 100, limit: 100 })
    expect(new Set([...references(first), ...references(second)]).size).toBe(150)
  })

  it('are not asked for by a card number', async () => {
    const desk = await findingDesk()
    desk.simulator.journal.clear()
    await expect(desk.find({ search: '4111 1111 1111 1111' })).rejects.toMatchObject({
      code: 'card_number_refused'
    })
    expect(desk.simulator.journal.entries).toEqual([])
  })

  it('make way for what is looked for since', async () => {
    const desk = await findingDesk()
    for (let count = 0; count < 150; count += 1) desk.plant({ merchantReference: `SHOP-${count}` })
    const old = desk.find()
    const next = desk.find({ search: 'SHOP-7' })
    await expect(old).rejects.toMatchObject({ code: 'cancelled' })
    expect(references(await next)).toEqual(['SHOP-7'])
  })
})

describe('a card of a found transaction', () => {
  it.each([
    [
      'can be stored where a token is named',
      { card: { maskedPan: '476173******1111', tokenId: 'tok-9' } },
      'named'
    ],
    ['may be where none is named', { card: { maskedPan: '476173******1111' } }, 'unnamed'],
    ['cannot be charged by another gateway', { productType: 'vipps' }, 'not_chargeable']
  ] as const)('%s', async (_name, change, adoption) => {
    const desk = await findingDesk()
    desk.plant(change)
    expect((await desk.find()).rows).toMatchObject([{ adoption, cardId: null }])
  })

  it('is here already when its token is', async () => {
    const desk = await findingDesk()
    await desk.charged('order-1', 10_000)
    const [row] = (await desk.find()).rows
    expect(row).toMatchObject({ adoption: 'stored', cardId: 'card-1' })
  })
})
