import { randomBytes } from 'node:crypto'
import { trainingAccountId } from '../../shared/account'
import type { Actor } from '../../shared/audit'
import type { Credentials } from '../dintero/client-options'
import type { Dintero } from '../dintero/dintero'
import type { AccountRecord } from '../ledger/accounts'
import type { NewCard } from '../ledger/card-record'
import type { Ledger, LedgerTables } from '../ledger/ledger'
import { createSimulator, type Simulator } from '../simulator/simulator'
import { trainingCards, trainingTokens, type TrainingCard } from '../simulator/training-data'
import { defaultAccountSettings } from './defaults'
import { tokenFingerprint } from './token-seals'

/**
 * Makes the client that speaks for one account.
 * @param baseUrl where it speaks to, ending in `/v1`; Dintero itself, or what stands in for it, unless given
 */
export type DinteroFactory = (
  accountId: string,
  credentials: () => Promise<Credentials>,
  baseUrl?: string
) => Dintero

export interface TrainingOptions {
  readonly ledger: Ledger
  readonly createDintero: DinteroFactory
  readonly actor: () => Actor
  /** ms since 1970 UTC */
  readonly clock: () => number
  /** The file in the profile folder in which the simulator keeps what was charged. */
  readonly storePath: string
  /** What the account is called when it is made, in the language of the person. */
  readonly accountName: () => string
}

interface Running {
  readonly simulator: Simulator
  readonly dintero: Dintero
  readonly tokens: ReadonlyMap<string, string>
}

/**
 * The training account: a simulated Dintero on this machine, with customers who do not exist. It needs neither
 * network nor keychain. Its credentials are made anew at every start and stay in memory.
 */
export class Training {
  readonly #options: TrainingOptions
  #running: Promise<Running> | null = null

  constructor(options: TrainingOptions) {
    this.#options = options
  }

  /**
   * Starts the simulator if it is not running. The first time, and after the account was removed, the account and
   * its cards are made as well.
   * @throws TrekkError a storage error; Error when the simulator cannot start. It may be called again.
   */
  async start(): Promise<void> {
    await this.#run()
  }

  /** Stops the simulator; what was charged stays in its file. */
  async stop(): Promise<void> {
    const running = this.#running
    this.#running = null
    await (await running?.catch(() => null))?.simulator.stop()
  }

  /** The training account's client; starts the simulator if need be. */
  async dintero(): Promise<Dintero> {
    return (await this.#run()).dintero
  }

  /**
   * The token of a card of the training data. These are published with the program, so they are not sealed, and
   * training does without the keychain.
   * @returns null for a card a person added
   */
  async tokenOf(cardId: string): Promise<string | null> {
    return (await this.#run()).tokens.get(cardId) ?? null
  }

  #run(): Promise<Running> {
    this.#running ??= this.#launch().catch((error: unknown) => {
      this.#running = null
      throw error
    })
    return this.#running
  }

  async #launch(): Promise<Running> {
    const { createDintero, storePath, clock } = this.#options
    // The cards' expiry counts from the day they were made, here and in the simulator.
    const { createdAt } = await this.#account()
    const simulator = createSimulator({ clock, storePath, journalLimit: 0 })
    for (const token of trainingTokens(trainingAccountId, createdAt)) simulator.addToken(token)
    const credentials = { clientId: secret(), clientSecret: secret() }
    const scopes = ['admin:checkout', 'read:settlements']
    simulator.addClient({ accountId: trainingAccountId, ...credentials, scopes })
    // What was captured before is paid out, so that there are payouts to practise with.
    simulator.payOut({ accountId: trainingAccountId })
    const { url } = await simulator.start()
    return {
      simulator,
      dintero: createDintero(trainingAccountId, async () => credentials, `${url}/v1`),
      tokens: new Map(trainingCards(createdAt).map(({ token }) => [cardIdOf(token), token]))
    }
  }

  async #account(): Promise<AccountRecord> {
    const { ledger, clock, accountName } = this.#options
    const there = await ledger.accounts.get(trainingAccountId)
    if (there !== null) return there
    const record: AccountRecord = {
      id: trainingAccountId,
      name: accountName(),
      clientId: 'training',
      secretHome: 'session',
      settings: { ...defaultAccountSettings, returnUrl: 'https://example.com/thank-you' },
      createdAt: clock()
    }
    await ledger.write((tables) => this.#make(tables, record))
    return record
  }

  async #make(tables: LedgerTables, record: AccountRecord): Promise<void> {
    await tables.accounts.insert(record)
    const cards = trainingCards(record.createdAt)
    const cardOf = new Map<string, string>()
    for (const [index, card] of cards.entries()) {
      const { customerNumber } = card
      const { id } = await tables.cards.insert(
        toNewCard(card, record.createdAt - index),
        cardOf.get(customerNumber) ?? null
      )
      cardOf.set(customerNumber, id)
    }
    await tables.audit.append({
      at: record.createdAt,
      ...this.#options.actor(),
      accountId: record.id,
      action: 'account_connected',
      subject: record.id,
      facts: { name: record.name, environment: 'training', cards: cardOf.size }
    })
  }
}

function secret(): string {
  return randomBytes(24).toString('base64url')
}

function cardIdOf(token: string): string {
  return `training-${tokenFingerprint(trainingAccountId, token).slice(0, 24)}`
}

function toNewCard(card: TrainingCard, addedAt: number): NewCard {
  const { behaviour: _behaviour, token, ...facts } = card
  return {
    ...facts,
    id: cardIdOf(token),
    accountId: trainingAccountId,
    // See `Training.tokenOf`: there is nothing to keep secret, and so nothing to seal.
    sealedToken: new Uint8Array(0),
    tokenFingerprint: tokenFingerprint(trainingAccountId, token),
    tokenId: null,
    lastFour: card.maskedPan.slice(-4),
    addedAt
  }
}
