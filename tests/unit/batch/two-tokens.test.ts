import { describe, expect, it } from 'vitest'
import { tokenFingerprint } from '../../../electron/accounts/token-seals'
import type { NewCard } from '../../../electron/ledger/card-record'
import type { BatchDetail } from '../../../shared/batch-view'
import type { Operation } from '../../../shared/card'
import { accountId, aCard } from '../ledger/support'
import { all, cell, charge, openServiceDesk, released, type ServiceDesk } from './service-support'

const tokens = { payment: 'payment-token-a1b2c3d4e5', recurrence: 'recurrence-token-f6a7b8c9' } as const
const customer = {
  customerNumber: 'P-1',
  customerName: 'Nora Lind',
  email: 'nora@example.no',
  phone: '+4790000777'
}

function token(kind: keyof typeof tokens, change: Partial<NewCard> = {}): NewCard {
  return aCard({
    ...customer,
    id: kind === 'payment' ? 'pair' : 'other',
    provider: 'payex',
    tokenKind: `${kind}_token`,
    tokenFingerprint: tokenFingerprint(accountId, tokens[kind]),
    reference: kind === 'payment' ? 'ORDRE-1' : 'ABO-1',
    lastFour: '7777',
    ...change
  })
}

async function deskWithPair(): Promise<ServiceDesk> {
  const desk = await openServiceDesk()
  await desk.ledger.write(async ({ cards }) => {
    await cards.insert(token('payment'))
    await cards.insert(token('recurrence'), 'pair')
  })
  return desk
}

/** A file of one row, read; nothing is said for the whole file unless given. */
async function read(
  desk: ServiceDesk,
  header: string,
  row: string,
  operation: Operation | null = null
): Promise<BatchDetail> {
  const path = desk.write(`file ${desk.now}.csv`, `${header};Beløp\r\n${row};100,00\r\n`)
  const { id } = await desk.batches.import({ kind: 'path', path })
  const { columns } = await desk.batches.detail(id)
  if (columns === null) throw new Error('no columns')
  await desk.batches.answer(id, columns.answers, { ...columns.defaults, operation, currency: 'NOK' })
  return desk.batches.acceptColumns(id)
}

async function rowOf(desk: ServiceDesk, { id }: BatchDetail) {
  const { rows } = await desk.batches.rows(id, all, 0, 10)
  const [row] = rows
  if (row === undefined) throw new Error('no row')
  return row
}

describe('a file that names a card with two tokens', () => {
  it.each([
    ['Token', tokens.payment, 'unscheduled_purchase'],
    ['Token', tokens.recurrence, 'recurring_purchase']
  ] as const)('by a %s finds it, and charges what that token is for: %s', async (header, text, operation) => {
    const desk = await deskWithPair()
    const row = await rowOf(desk, await read(desk, header, text))
    expect(row).toMatchObject({ card: { id: 'pair' }, operation, problems: [] })
    expect(JSON.stringify(row)).not.toContain(text)
  })

  it('by the other token charges what the file says, with the token that is for it', async () => {
    const desk = await deskWithPair()
    const file = await read(desk, 'Token;Belastningstype', `${tokens.payment};recurring`)
    expect(await rowOf(desk, file)).toMatchObject({ operation: 'recurring_purchase', problems: [] })
    await released(desk, file.id)
    await charge(desk, file.id)
    expect(desk.dintero.paid.map(({ session }) => session.customer.tokens)).toEqual([
      { 'payex.creditcard': { recurrence_token: 'recurrence-token-of-pair' } }
    ])
  })

  it.each([
    ['Kundenr', 'P-1'],
    ['E-post', 'nora@example.no'],
    ['Token', 'card:pair']
  ])('by %s asks which kind of charge is meant, and picks none', async (header, text) => {
    const desk = await deskWithPair()
    expect(await rowOf(desk, await read(desk, header, text))).toMatchObject({
      card: { id: 'pair' },
      operation: null,
      problems: [{ code: 'missing', field: 'operation' }]
    })
    desk.now += 1
    expect(await rowOf(desk, await read(desk, header, text, 'recurring_purchase'))).toMatchObject({
      operation: 'recurring_purchase',
      problems: []
    })
  })

  it('finds it by the id its other token had as a card, which says what it is for', async () => {
    const desk = await deskWithPair()
    expect(await rowOf(desk, await read(desk, 'Token', 'card:other'))).toMatchObject({
      card: { id: 'pair' },
      operation: 'recurring_purchase'
    })
    // A person who chose that card for a row long ago chose this one.
    desk.now += 1
    const file = await read(desk, 'Kundenr', 'P-9', 'unscheduled_purchase')
    await desk.batches.edit(file.id, cell(2, 'card', 'other'))
    expect(await rowOf(desk, file)).toMatchObject({ card: { id: 'pair' }, problems: [] })
  })

  it.each(['ORDRE-1', 'ABO-1'])('finds it by the reference of either: %s', async (reference) => {
    const desk = await deskWithPair()
    const file = await read(desk, 'Kortreferanse', reference, 'recurring_purchase')
    expect(await rowOf(desk, file)).toMatchObject({ card: { id: 'pair' }, problems: [] })
  })

  it('does not charge with a token that Dintero said is gone, and does with the other', async () => {
    const desk = await deskWithPair()
    const said = { status: 'DELETED', tokenExpiry: null, cardExpiry: null, maskedPan: null, at: desk.now }
    await desk.ledger.write(({ cardChanges }) => cardChanges.told('other', said))
    expect(await rowOf(desk, await read(desk, 'Token', tokens.recurrence))).toMatchObject({
      problems: [{ code: 'card_not_active', details: { status: 'DELETED' } }]
    })
    desk.now += 1
    expect(await rowOf(desk, await read(desk, 'Token', tokens.payment))).toMatchObject({ problems: [] })
  })
})
