import type { CardFromToken } from '../../../shared/card'
import { CardService } from '../../../electron/accounts/card-service'
import { DinteroCardService } from '../../../electron/accounts/dintero-cards'
import { TokenSeals } from '../../../electron/accounts/token-seals'
import type {
  CardToken,
  DeleteAnswer,
  Deletion,
  Dintero,
  Failed,
  Lookup,
  TransactionWithTokens
} from '../../../electron/dintero/dintero'
import { pageSize } from '../../../electron/dintero/whole-list'
import { SessionStore } from '../../../electron/secrets/session-store'
import { account, noon, openDesk, type Desk } from './desk'

export const paymentToken = 'b1c2d3e4-aaaa-4bbb-8ccc-ddddeeeeffff'
export const recurrenceToken = 'f1c2d3e4-aaaa-4bbb-8ccc-ddddeeeeffff'
export const noContact = { customerName: '', customerNumber: '', email: '', phone: '' }
export const transactionId = `${account}.stored`

/** What Dintero answers about the payment that stored a card. */
export const stored: TransactionWithTokens = {
  transaction: {
    id: transactionId,
    sessionId: null,
    status: 'AUTHORIZED',
    amount: 100,
    currency: 'NOK',
    merchantReference: 'AVTALE-1',
    paymentProductType: 'payex.creditcard',
    paymentOperation: null,
    createdAt: noon,
    events: [],
    settlementStatus: null,
    payouts: [],
    card: {
      brand: 'Visa',
      maskedPan: '476173******0416',
      expiry: '10/2029',
      paymentTokenId: 'pay-1',
      recurrenceTokenId: 'rec-1'
    },
    customer: { customerId: '10001', email: 'bjorn@example.com', phone: null, name: 'Bjørn Ødegård' }
  },
  paymentToken,
  recurrenceToken
}

export const pasted: CardFromToken = {
  provider: 'payex',
  tokenKind: 'payment_token',
  token: paymentToken,
  brand: 'visa',
  lastFour: '0416',
  expiry: '10/2029',
  reference: 'ORDRE-1',
  customerName: 'Bjørn Ødegård',
  customerNumber: '10001',
  email: 'bjorn@example.com',
  phone: ''
}
export const other: CardFromToken = {
  ...pasted,
  tokenKind: 'recurrence_token',
  token: recurrenceToken,
  reference: 'ABO-1'
}

/** A stored card as Dintero lists it. */
export function aToken(change: Partial<CardToken> = {}): CardToken {
  return {
    id: 'pay-1',
    status: 'ACTIVE',
    paymentProductType: 'payex.creditcard',
    token: paymentToken,
    cardExpiry: '10/2029',
    tokenExpiry: null,
    kind: 'payment_token',
    brand: 'Visa',
    maskedPan: '476173******0416',
    customerId: '10001',
    transactionId: null,
    ...change
  }
}

export const forbidden: Failed = {
  kind: 'failed',
  reason: 'forbidden',
  message: 'no scope',
  retryAfter: null
}

type Cards = 'pageOfCardTokens' | 'getCardToken' | 'deleteCardToken' | 'getTransactionToken'

/** The stored cards of a Dintero that answers what the test says. */
export class ScriptedCards implements Pick<Dintero, Cards> {
  tokens: CardToken[] = []
  transaction: TransactionWithTokens = stored
  broken: Failed | null = null
  /** Whether its list takes the customer it is asked about for a filter. */
  heeds = true
  deletions: (DeleteAnswer | undefined)[] = []
  readonly deleted: ({ readonly id: string } & Deletion)[] = []
  /** What was asked about by id, in order. */
  readonly asked: string[] = []
  readonly customers: (string | undefined)[] = []

  pageOfCardTokens(after: string | null, customerId?: string): Promise<Lookup<CardToken[]>> {
    this.customers.push(customerId)
    const all = this.tokens.filter((each) => !this.heeds || each.customerId === customerId)
    const from = all.findIndex(({ id }) => id === after) + 1
    return Promise.resolve(this.broken ?? { kind: 'found', value: all.slice(from, from + pageSize) })
  }

  getCardToken(tokenId: string): Promise<Lookup<CardToken>> {
    this.asked.push(tokenId)
    const value = this.tokens.find(({ id }) => id === tokenId)
    return Promise.resolve(
      this.broken ?? (value === undefined ? { kind: 'not_found' } : { kind: 'found', value })
    )
  }

  getTransactionToken(id: string): Promise<Lookup<TransactionWithTokens>> {
    const isKnown = id === this.transaction.transaction.id
    return Promise.resolve(
      this.broken ?? (isKnown ? { kind: 'found', value: this.transaction } : { kind: 'not_found' })
    )
  }

  deleteCardToken(id: string, deletion: Deletion): Promise<DeleteAnswer> {
    this.deleted.push({ id, ...deletion })
    return Promise.resolve(this.broken ?? this.deletions.shift() ?? { kind: 'deleted' })
  }
}

/** A desk whose Dintero answers about stored cards what the test says. */
export interface CardDesk {
  readonly desk: Desk
  readonly dintero: ScriptedCards
  readonly cards: CardService
  readonly atDintero: DinteroCardService
  now: number
}

export async function openCardDesk(): Promise<CardDesk> {
  const desk = await openDesk()
  await desk.connect()
  const dintero = new ScriptedCards()
  const { ledger, accounts, keychain, training } = desk
  let ids = 0
  const world = { now: noon }
  const parts = {
    ledger,
    accounts: {
      requireActive: () => accounts.requireActive(),
      dinteroFor: async (id: string) => {
        const real = await accounts.dinteroFor(id)
        return Object.assign(real, {
          pageOfCardTokens: dintero.pageOfCardTokens.bind(dintero),
          getCardToken: dintero.getCardToken.bind(dintero),
          deleteCardToken: dintero.deleteCardToken.bind(dintero),
          getTransactionToken: dintero.getTransactionToken.bind(dintero)
        })
      }
    },
    seals: new TokenSeals({ keychain, session: new SessionStore() }, ledger),
    training,
    actor: () => ({ osUser: 'kari', operator: 'Kari N.', requestId: 'request-1' }),
    clock: () => world.now,
    newId: () => `card-${(ids += 1)}`
  }
  return Object.assign(world, {
    desk,
    dintero,
    cards: new CardService(parts),
    atDintero: new DinteroCardService(parts)
  })
}
