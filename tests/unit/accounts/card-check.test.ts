import { describe, expect, it } from 'vitest'
import {
  checkCards,
  usualChecks,
  type CardFact,
  type CardToCheck
} from '../../../electron/accounts/card-check'
import { tokenFingerprint } from '../../../electron/accounts/token-seals'
import { DinteroClient } from '../../../electron/dintero/client'
import type { WalkControl, WalkEnd } from '../../../electron/dintero/walk-pages'
import type { NewToken, SimulatorOptions } from '../../../electron/simulator/simulator'
import { account, openDesk, tokens, type Desk } from '../simulator/support'

/** A real client before a real simulator, and what it learns of cards. */
class Checker {
  readonly abort = new AbortController()
  readonly facts = new Map<string, CardFact>()
  readonly waits: (number | null)[] = []
  readonly desk: Desk
  readonly client: DinteroClient
  readonly #control: WalkControl

  constructor(desk: Desk, clientId = 'client') {
    this.desk = desk
    const base = `${desk.url}/v1`
    this.client = new DinteroClient({
      accountId: account,
      baseUrls: { checkout: base, api: base },
      credentials: async () => ({ clientId, clientSecret: 'secret' }),
      clock: () => desk.now,
      version: '0.1.0',
      timeouts: { retryDelay: 1, attempt: 400, read: 1_000 }
    })
    this.#control = {
      signal: this.abort.signal,
      clock: () => desk.now,
      pause: async (ms) => {
        desk.now += ms
      },
      onWait: (until) => this.waits.push(until)
    }
  }

  static async open(options: SimulatorOptions = {}): Promise<Checker> {
    return new Checker(await openDesk(options))
  }

  /** A card that is stored here and, unless it is told otherwise, at Dintero. */
  card(cardId: string, change: Partial<NewToken> = {}, knowsId = true): CardToCheck {
    const token = { ...tokens.dinteroPsp, token: `token-${cardId}`, ...change }
    const tokenId = this.desk.simulator.addToken(token)
    return {
      cardId,
      tokenId: knowsId ? tokenId : null,
      fingerprint: tokenFingerprint(account, token.token),
      provider: token.provider
    }
  }

  async check(cards: readonly CardToCheck[], change: Partial<typeof usualChecks> = {}): Promise<WalkEnd> {
    return checkCards(
      this.client,
      account,
      cards,
      (facts) => {
        for (const fact of facts) {
          if (this.facts.has(fact.cardId)) throw new Error(`${fact.cardId} was told of twice`)
          this.facts.set(fact.cardId, fact)
        }
      },
      this.#control,
      { ...usualChecks, ...change }
    )
  }

  found(): Record<string, string> {
    return Object.fromEntries([...this.facts].map(([cardId, { found }]) => [cardId, found]))
  }

  /** The requests that came, by method and path. */
  requests(): string[] {
    return this.desk.simulator.journal.entries.map(({ method, path }) => `${method} ${path.split('?')[0]}`)
  }
}

const stranger: CardToCheck = {
  cardId: 'stranger',
  tokenId: 'nobody-has-this-id',
  fingerprint: 'nobody-has-this-either',
  provider: 'dintero_psp'
}

describe('cards that Dintero is asked about', () => {
  it('are active or not in its own words, with the earlier of two expiries', async () => {
    const checker = await Checker.open()
    const statuses = ['ACTIVE', 'INACTIVE', 'SUSPENDED', 'CANCELLED', 'DELETED'] as const
    const cards = statuses.map((status) => checker.card(status, { status, tokenExpiry: '03/2028' }))
    expect(await checker.check([...cards, stranger])).toBe('end')
    expect(checker.found()).toEqual({
      ACTIVE: 'active',
      INACTIVE: 'not_active',
      SUSPENDED: 'not_active',
      CANCELLED: 'not_active',
      DELETED: 'not_active',
      stranger: 'not_known'
    })
    expect(checker.facts.get('SUSPENDED')).toMatchObject({ status: 'SUSPENDED', expiry: '03/2028' })
  })

  it('are asked about one by one where they are few, in sets where they are many, and never twice', async () => {
    const checker = await Checker.open()
    checker.desk.simulator.journal.clear()
    const few = Array.from({ length: 20 }, (_, index) => checker.card(`few-${index}`))
    expect(await checker.check(few)).toBe('end')
    expect(checker.requests().filter((each) => each.startsWith('GET /v1/card-tokens/'))).toHaveLength(20)
    const many = Array.from({ length: 330 }, (_, index) => checker.card(`many-${index}`))
    checker.desk.simulator.journal.clear()
    expect(await checker.check(many)).toBe('end')
    // 20 and 330 and the four of every simulator.
    expect(checker.requests().filter((each) => each !== 'GET /v1/card-tokens')).toEqual([])
    expect(checker.requests()).toHaveLength(4)
    expect(checker.facts.size).toBe(350)
  })

  it('are found by the token itself where nobody told its id', async () => {
    const checker = await Checker.open()
    const cards = [checker.card('told', {}, false), checker.card('untold', { told: false }, false)]
    const unknown = { ...stranger, tokenId: null }
    expect(await checker.check([...cards, unknown])).toBe('end')
    expect(checker.found()).toEqual({ told: 'active', untold: 'not_known', stranger: 'not_known' })
  })

  it('are left unsaid where the list names no tokens, and nobody knows their ids', async () => {
    const checker = new Checker(await openDesk())
    for (const token of Object.values(tokens)) checker.desk.simulator.addToken({ ...token, told: false })
    const cards = [checker.card('named', { told: false }), checker.card('nameless', { told: false }, false)]
    expect(await checker.check(cards)).toBe('end')
    expect(checker.found()).toEqual({ named: 'active' })
  })

  it('are not said to be unknown where their gateway may not be listed at all', async () => {
    const checker = await Checker.open()
    for (const token of [tokens.payexPayment, tokens.payexRecurrence])
      checker.desk.simulator.addToken({ ...token, listed: false })
    const cards = [
      checker.card('payex', { ...tokens.payexPayment, token: 'p', listed: false }),
      checker.card('bambora', { ...tokens.bambora, token: 'b', listed: false }),
      ...Array.from({ length: 20 }, (_, index) => checker.card(`psp-${index}`))
    ]
    expect(await checker.check(cards)).toBe('end')
    // The simulator lists another card of bambora, so this one is missing.
    expect(checker.found()).toMatchObject({ payex: 'not_covered', bambora: 'not_known' })
    const alone = await Checker.open()
    const one = alone.card('payex', { ...tokens.payexPayment, token: 'p', listed: false })
    expect(await alone.check([one])).toBe('end')
    expect(alone.found()).toEqual({ payex: 'not_covered' })
  })

  it('are read alone: nothing but the access token is posted', async () => {
    const checker = await Checker.open()
    checker.desk.simulator.journal.clear()
    await checker.check([checker.card('one'), checker.card('two', {}, false), stranger])
    await checker.check([checker.card('three')])
    const others = checker.requests().filter((each) => !each.startsWith('GET /v1/card-tokens'))
    expect(others).toEqual([`POST /v1/accounts/${account}/auth/token`])
  })
})

describe('asking about cards that goes wrong', () => {
  const many = (checker: Checker): CardToCheck[] =>
    Array.from({ length: 120 }, (_, index) => checker.card(`card-${index}`))

  it('is over at once without permission, and nothing is said of any card', async () => {
    const desk = await openDesk()
    desk.simulator.addClient({
      accountId: account,
      clientId: 'reader',
      clientSecret: 'secret',
      scopes: ['read:checkout']
    })
    const checker = new Checker(desk, 'reader')
    desk.simulator.journal.clear()
    expect(await checker.check(many(checker))).toBe('forbidden')
    expect(await checker.check([checker.card('alone')])).toBe('forbidden')
    expect(checker.facts.size).toBe(0)
    expect(checker.requests().filter((each) => each.startsWith('GET'))).toHaveLength(2)
  })

  it('goes on one by one where the list cannot be read, up to its bound, and is asked on later', async () => {
    const checker = await Checker.open()
    const cards = many(checker)
    const { faults } = checker.desk.simulator
    faults.onCall('card', { kind: 'garbage' })
    expect(await checker.check(cards, { oneByOne: 50 })).toBe('unreadable')
    expect(checker.facts.size).toBe(50)
    const rest = cards.filter(({ cardId }) => !checker.facts.has(cardId))
    expect(await checker.check(rest)).toBe('end')
    expect(checker.facts.size).toBe(120)
  })

  it('does not follow a list that never ends: its rows count, the others are asked about one by one', async () => {
    const checker = await Checker.open()
    const cards = many(checker)
    checker.desk.simulator.setLists({ endless: true })
    expect(await checker.check(cards)).toBe('end')
    expect(checker.facts.size).toBe(120)
    expect(new Set(Object.values(checker.found()))).toEqual(new Set(['active']))
  })

  it('waits as it is told, gives a card up that has no answer, and stops where none comes', async () => {
    const checker = await Checker.open()
    const { faults } = checker.desk.simulator
    faults.onCall('card', { kind: 'too_many', retryAfterSeconds: 30 })
    expect(await checker.check([checker.card('one')])).toBe('end')
    expect(checker.waits).toHaveLength(2)
    const silent = { kind: 'error', status: 500 } as const
    faults.onCall('card', silent, silent, silent)
    const [two, three] = [checker.card('two'), checker.card('three')]
    expect(await checker.check([two, three])).toBe('server')
    expect(checker.found()).toEqual({ one: 'active', three: 'active' })
    faults.onCall('card', ...Array.from({ length: 60 }, () => silent))
    const before = checker.desk.simulator.journal.entries.length
    expect(await checker.check(Array.from({ length: 20 }, (_, index) => checker.card(`more-${index}`)))).toBe(
      'server'
    )
    expect(checker.desk.simulator.journal.entries.length - before).toBe(15)
    expect(checker.facts.size).toBe(2)
  })

  it('is called off while an answer is waited for', async () => {
    const checker = await Checker.open()
    checker.desk.simulator.faults.onCall('card', { kind: 'hang' })
    const check = checker.check([checker.card('one')])
    checker.abort.abort()
    expect(await check).toBe('cancelled')
    expect(checker.facts.size).toBe(0)
  })

  it('keeps nothing of a row that is about another gateway, or has a status nobody foresaw', async () => {
    const checker = await Checker.open()
    const card = checker.card('one')
    const row = { id: card.tokenId, payment_product_type: 'payex.creditcard', status: 'ACTIVE' }
    const answers = [row, { ...row, payment_product_type: 'dintero_psp.creditcard', status: 'FROZEN' }]
    for (const answer of answers) {
      checker.desk.simulator.faults.onCall('card', {
        kind: 'answer',
        status: 200,
        type: 'application/json',
        body: JSON.stringify(answer)
      })
      expect(await checker.check([card])).toBe('end')
      expect(checker.facts.size).toBe(0)
    }
  })
})
