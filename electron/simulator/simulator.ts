import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { AccessControl } from './access'
import { control } from './control'
import { defaultVocabulary } from './decline-error'
import { Faults } from './faults'
import { createIds } from './ids'
import { Journal } from './journal'
import { moneyOf, type Money } from './money'
import { operateOutside, plant, plantedTransaction, setStatus } from './outside'
import { apiClient, cardChange, knownToken } from './records'
import { route } from './routes'
import { LoopbackServer } from './server'
import { payOut, payOutOrder } from './settlements/pay-out'
import { Store } from './store'
import { honestLists } from './world'
import type { Provider, Status } from './contract'
import type { Vocabulary } from './decline-error'
import type { Reply } from './reply'
import type { CardChange, MessageStatus, SessionRecord, TransactionRecord } from './records'
import type { Incoming, ListMode, World } from './world'

export interface SimulatorOptions {
  /** ms since 1970 UTC; the machine's clock unless given. */
  readonly clock?: () => number
  /** The same seed and the same requests give the same ids and tokens; random unless given. */
  readonly seed?: string
  /** Where sessions and transactions outlive a restart; in memory alone unless given. */
  readonly storePath?: string
  /** How long an access token is good; Dintero's current guides say four hours. */
  readonly accessTokenSeconds?: number
  /** Lookups until an automatic capture has happened; 0, the default, captures with the charge. */
  readonly captureAfterPolls?: number
  /** Which decline vocabulary a provider's answers use. */
  readonly vocabulary?: Partial<Record<Provider, Vocabulary>>
  /** Whether the test controls are reachable over HTTP. Off in training mode. */
  readonly httpControl?: boolean
  /** How many requests the journal remembers; 0 keeps none. */
  readonly journalLimit?: number
}

export type NewToken = z.input<typeof knownToken>
export type NewClient = z.input<typeof apiClient>
export type NewPayOut = z.input<typeof payOutOrder>
export type NewTransaction = z.input<typeof plantedTransaction>

/** What a test, or the app that hosts the training account, can do with a simulator. */
export interface SimulatorControls {
  readonly faults: Faults
  readonly journal: Journal
  /** Makes a stored card known. @returns the token's id. @throws ZodError */
  addToken(token: NewToken): string
  /** Makes an API client known. @throws ZodError */
  addClient(client: NewClient): void
  /** How many authorisations a merchant reference has led to: the truth about charges. */
  authorisations(reference: string): number
  authorisations(): ReadonlyMap<string, number>
  /**
   * What really happened to a transaction's money, in minor units, and how many times.
   * @throws Error when there is no such transaction
   */
  money(transactionId: string): Money
  /** How many captures and refunds with a capture or refund reference were carried out: the truth about those. */
  operations(reference: string): number
  operations(): ReadonlyMap<string, number>
  /** Somebody captures in Backoffice. @param amount minor units. @throws Error when there is no such money */
  captureOutside(transactionId: string, amount: number): void
  /** Somebody refunds in Backoffice. @param amount minor units. @throws Error when there is no such money */
  refundOutside(transactionId: string, amount: number): void
  /** Somebody voids what is left in Backoffice. @throws Error when nothing is */
  voidOutside(transactionId: string): void
  /** Ends every access token now. */
  expireAccessTokens(): void
  /** Puts a payment into the account that nobody here asked for. @returns its id. @throws ZodError */
  plant(transaction: NewTransaction): string
  /**
   * Something happened to a transaction: a capture, a refund, a void, whatever leads to the status.
   * @param amount minor units of what was captured, refunded or voided; all that is left unless given
   * @throws Error when there is no such transaction
   */
  setStatus(transactionId: string, status: Status, amount?: number): void
  /** How lists misbehave from now on; `{}` makes them honest again. */
  setLists(lists: Partial<ListMode>): void
  /**
   * What became of a stored card: blocked, renewed, deleted.
   * @param id the token's, as `addToken` returns it
   * @throws Error when no account has it; ZodError
   */
  setCardToken(id: string, change: CardChange): void
  /**
   * Pays out what an account captured and refunded and was not paid for yet: one settlement for each gateway.
   * @returns the settlements' ids. @throws ZodError
   */
  payOut(order: NewPayOut): string[]
  /** What becomes of every text message from now on; null: skipped for a test account, sent for any other. */
  setSms(status: MessageStatus | null): void
  /** How far this simulator's clock is ahead of the machine's from now on, in every `Date` and every timestamp, ms. */
  setClockSkew(ms: number): void
  /** Every session under a reference, oldest first: charges, links and what a card was to be stored by. */
  sessions(reference: string): readonly SessionRecord[]
  /** Every transaction under a reference, planted ones too, oldest first. */
  transactions(reference: string): readonly TransactionRecord[]
}

export interface Simulator extends SimulatorControls {
  /**
   * Listens; the address is without `/v1`.
   * @throws Error when the host is not loopback or the port is taken
   */
  start(where?: { readonly host?: string; readonly port?: number }): Promise<{ url: string }>
  /** Closes every connection, answered or not. The simulator cannot be started again. */
  stop(): Promise<void>
}

/**
 * A strict Dintero on this machine: training mode, the demo and the tests charge it instead of the real one.
 * @throws Error when `storePath` cannot be read or written
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const { seed = randomUUID(), storePath = null } = options
  let skew = 0
  const clock = (): number => (options.clock ?? Date.now)() + skew
  const stopping = new AbortController()
  const store = new Store(storePath)
  const ids = createIds(`${seed}:${store.size}`)
  const faults = new Faults()
  const journal = new Journal(options.journalLimit ?? 10_000)
  const access = new AccessControl({ clock, ids, lifetimeSeconds: options.accessTokenSeconds ?? 14_400 })
  const world: World = {
    store,
    faults,
    ids,
    clock,
    vocabulary: { ...defaultVocabulary, ...options.vocabulary },
    captureAfterPolls: options.captureAfterPolls ?? 0,
    lists: honestLists,
    sms: null,
    wait: (ms) => sleep(ms, undefined, { signal: stopping.signal })
  }

  function authorisations(reference: string): number
  function authorisations(): ReadonlyMap<string, number>
  function authorisations(reference?: string): number | ReadonlyMap<string, number> {
    const counts = store.authorisations()
    return reference === undefined ? counts : (counts.get(reference) ?? 0)
  }

  function operations(reference: string): number
  function operations(): ReadonlyMap<string, number>
  function operations(reference?: string): number | ReadonlyMap<string, number> {
    const counts = store.operations()
    return reference === undefined ? counts : (counts.get(reference) ?? 0)
  }

  const controls: SimulatorControls = {
    faults,
    journal,
    addToken: (token) => store.addToken(knownToken.parse(token)).tokenId,
    addClient: (client) => access.addClient(apiClient.parse(client)),
    authorisations,
    money: (id) => {
      const transaction = store.anyTransaction(id)
      if (!transaction) throw new Error(`no transaction ${id}`)
      return moneyOf(transaction)
    },
    operations,
    captureOutside: (id, amount) => operateOutside(world, 'capture', id, amount),
    refundOutside: (id, amount) => operateOutside(world, 'refund', id, amount),
    voidOutside: (id) => operateOutside(world, 'void', id, null),
    expireAccessTokens: () => access.expireAll(),
    plant: (transaction) => plant(world, plantedTransaction.parse(transaction)).id,
    setStatus: (id, status, amount) => setStatus(world, id, status, amount),
    setLists: (lists) => {
      world.lists = { ...honestLists, ...lists }
    },
    setCardToken: (tokenId, change) => {
      const tokens = store.tokensWithId(tokenId)
      if (tokens.length === 0) throw new Error(`no card token ${tokenId}`)
      for (const token of tokens) store.changeCard(token, cardChange.parse(change), clock())
    },
    payOut: (order) => payOut(world, payOutOrder.parse(order)),
    setSms: (status) => {
      world.sms = status
    },
    setClockSkew: (ms) => {
      skew = ms
    },
    sessions: (reference) => store.allSessionsWith(reference),
    transactions: (reference) => store.withReference(reference)
  }

  let base = ''
  const handle = async (incoming: Incoming): Promise<Reply> => {
    if (options.httpControl === true && incoming.path.startsWith('/control/'))
      return control(controls, incoming)
    const entry = journal.add(clock(), incoming)
    const reply = await route(world, access, incoming, base)
    entry.status = 'status' in reply ? reply.status : null
    return reply
  }
  const server = new LoopbackServer(handle, clock)

  return {
    ...controls,
    start: async ({ host = '127.0.0.1', port = 0 } = {}) => {
      base = await server.listen(host, port)
      return { url: base }
    },
    stop: async () => {
      stopping.abort()
      await server.close()
    }
  }
}
