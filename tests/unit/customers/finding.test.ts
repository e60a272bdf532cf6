import { beforeEach, describe, expect, it } from 'vitest'
import { isNearly } from '../../../electron/ledger/reading/customer-search'
import { openCustomerDesk, type CustomerDesk } from './desk'

let desk: CustomerDesk

beforeEach(async () => {
  desk = await openCustomerDesk()
})

const found = async (query: string): Promise<string[]> =>
  (await desk.customers.find(query)).map(({ of, by }) => `${of.id} ${by}`)

describe('customers are found', () => {
  beforeEach(async () => {
    await desk.card('ode', {
      customerName: 'Bjørn Ødegård',
      customerNumber: 'K-1',
      email: 'bjorn@example.no',
      phone: '+4790012345'
    })
    await desk.card('nord', { customerName: 'Kari Nordmann', customerNumber: 'K-2', phone: '+4790054321' })
  })

  it.each([
    ['Odegard', 'ode text'],
    ['oedegaard', 'ode text'],
    ['nordmann kari', 'nord text'],
    ['90012345', 'ode exact'],
    ['900 12 345', 'ode exact'],
    ['+47 90 01 23 45', 'ode exact'],
    ['k-2', 'nord exact'],
    ['BJORN@example.no', 'ode exact'],
    ['nordnann', 'nord nearly'],
    ['nordman', 'nord text'],
    ['nodmann', 'nord nearly'],
    ['norddmann', 'nord nearly'],
    ['nromdann', ''],
    ['nodrmann', 'nord nearly'],
    ['nordamnn', 'nord nearly'],
    ['Kari Nordnamn', ''],
    ['bjorn ødegxård', 'ode nearly'],
    ['zz', ''],
    ['   ', '']
  ])('by %j', async (query, expected) => {
    expect((await found(query)).join()).toBe(expected)
  })

  it('by the exact reference of a charge or a link before whoever has it in their text', async () => {
    await desk.card('text', { customerName: 'ref-c1 AS' })
    await desk.charge('c1', 'nord')
    await desk.link('l1', { cardId: 'ode' })
    expect(await found('ref-c1')).toEqual(['nord exact', 'text text'])
    expect(await found('ref-l1')).toEqual(['ode exact', 'text nearly'])
  })

  it('once for several cards, and apart where a name or a number alone is the same', async () => {
    await desk.card('ode2', { customerName: 'Bjørn Ødegård', customerNumber: 'k-1' })
    await desk.card('namesake', { customerName: 'Bjørn Ødegård', customerNumber: 'K-9' })
    await desk.card('nobody', { customerName: 'Bjørn Ødegård' })
    await desk.card('nobody2', { customerName: 'Bjørn Ødegård' })
    await desk.card('shared', { customerName: 'Ola Ødegård', phone: '+4790012345' })
    const hits = await desk.customers.find('ødegård')
    expect(hits.map(({ of, cards }) => `${of.id} ${cards.length}`).toSorted()).toEqual([
      'namesake 1',
      'nobody 1',
      'nobody2 1',
      'ode 2',
      'shared 1'
    ])
    expect((await found('90012345')).toSorted()).toEqual(['ode exact', 'shared exact'])
  })

  it('never by a card number, and never when they were removed', async () => {
    await expect(desk.customers.find('4111 1111 1111 1111')).rejects.toMatchObject({
      code: 'card_number_refused'
    })
    await desk.ledger.write(({ cards }) => cards.remove('ode', desk.now))
    for (const query of ['90012345', 'K-1', 'odegard', 'odegarx']) expect(await found(query)).toEqual([])
  })
})

describe('one wrong letter', () => {
  /** All words that are one mistake away, made by making each mistake. */
  function mistaken(word: string): string[] {
    const letters = 'xaq'
    const made: string[] = []
    for (let at = 0; at < word.length; at += 1) {
      const [before, letter, after] = [word.slice(0, at), word[at] ?? '', word.slice(at + 1)]
      made.push(before + after)
      for (const other of letters) made.push(before + other + after, before + other + letter + after)
      if (after !== '') made.push(`${before}${after.slice(0, 1)}${letter}${after.slice(1)}`)
    }
    return made
  }

  it.each(['nordmann', 'haugen', 'lindqvist', 'karis'])('in %s is forgiven wherever it is', async (word) => {
    await desk.card('one', { customerName: `${word} as` })
    for (const typed of mistaken(word)) {
      expect([typed, isNearly(typed, word)]).toEqual([typed, true])
      expect([typed, (await desk.customers.find(typed)).length]).toEqual([typed, 1])
    }
    expect(isNearly(`xx${word}xx`, word)).toBe(false)
  })
})
