import {
  accountId as accountIdShape,
  environmentOf,
  trainingAccountId,
  type AccountSettings,
  type AccountView,
  type ConnectAccount
} from '../../shared/account'
import type { Actor, AuditAction, AuditEntry } from '../../shared/audit'
import { TrekkError } from '../../shared/result'
import { fieldText } from '../../shared/text'
import type { Credentials } from '../dintero/client-options'
import type { Dintero } from '../dintero/dintero'
import { failureError } from '../dintero/failure-error'
import type { AccountRecord } from '../ledger/accounts'
import type { Ledger, LedgerTables } from '../ledger/ledger'
import type { AccountSecrets } from './account-secrets'
import { defaultAccountSettings } from './defaults'
import { FieldChecks } from './field-checks'
import { checkedSettings } from './settings-check'
import { settingsChanges } from './settings-changes'
import type { DinteroFactory, Training } from './training'

export interface AccountServiceOptions {
  readonly ledger: Ledger
  readonly secrets: AccountSecrets
  readonly createDintero: DinteroFactory
  readonly training: Training
  readonly actor: () => Actor
  /** ms since 1970 UTC */
  readonly clock: () => number
}

type Facts = AuditEntry['facts']

/** The merchant's accounts at Dintero: connecting them, the one in use, their settings, and who speaks for them. */
export class AccountService {
  readonly #options: AccountServiceOptions
  readonly #clients = new Map<string, Dintero>()
  /** Connecting and removing take turns: two at once could undo each other's keychain entry. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: AccountServiceOptions) {
    this.#options = options
  }

  /** Oldest first. */
  async list(): Promise<AccountView[]> {
    const records = await this.#options.ledger.accounts.list()
    return records.map((record) => this.#view(record))
  }

  /** The account in use; null before the first is connected and after it was removed. */
  async active(): Promise<AccountView | null> {
    const id = await this.#options.ledger.desk.activeAccount()
    const record = id === null ? null : await this.#options.ledger.accounts.get(id)
    return record && this.#view(record)
  }

  /** @throws TrekkError `no_account` when none is in use */
  async requireActive(): Promise<AccountRecord> {
    const id = await this.#options.ledger.desk.activeAccount()
    const record = id === null ? null : await this.#options.ledger.accounts.get(id)
    if (record === null) throw new TrekkError('no_account', 'no account is in use')
    return record
  }

  /**
   * Connects an account: its credentials must fetch an access token, then they are kept, then the account is made
   * the one in use. One whose secret was lost or is no longer accepted is connected again, with its cards and charges.
   * @throws TrekkError `invalid_input` or `card_number_refused` with the fields; `account_exists`;
   * what `failureError` says; what the keychain says; a storage error. Nothing is kept then.
   */
  connect(input: ConnectAccount): Promise<AccountView> {
    return this.#inTurn(async () => {
      const { record, credentials } = this.#checked(input)
      const earlier = await this.#options.ledger.accounts.get(record.id)
      if (earlier !== null && (await this.#works(earlier))) {
        throw new TrekkError('account_exists', `account ${record.id} is already connected`)
      }
      const proof = await this.#options.createDintero(record.id, async () => credentials).proveCredentials()
      if (proof.kind === 'failed') throw failureError(proof)
      if (earlier !== null && earlier.secretHome !== record.secretHome) await this.#forgetQuietly(earlier)
      await this.#options.secrets.write(record, credentials)
      await this.#keep(record, earlier)
      this.#clients.delete(record.id)
      return this.#view(earlier === null ? record : { ...earlier, ...connectedParts(record) })
    })
  }

  /** Starts training and makes it the account in use. */
  async startTraining(): Promise<AccountView> {
    await this.#inTurn(() => this.#options.training.start())
    return this.switchTo(trainingAccountId)
  }

  /** Makes another account the one in use. @throws TrekkError `not_found` */
  async switchTo(id: string): Promise<AccountView> {
    const record = await this.#require(id)
    if (id === trainingAccountId) await this.#options.training.start()
    await this.#options.ledger.write(async (tables) => {
      const from = await tables.desk.activeAccount()
      if (from === id) return
      await tables.desk.setActiveAccount(id)
      await this.#audit(tables, 'account_switched', id, { from, to: id })
    })
    return this.#view(record)
  }

  /** @throws TrekkError `not_found`, `invalid_input`, `card_number_refused` */
  async rename(id: string, name: string): Promise<AccountView> {
    const to = fieldText(name)
    new FieldChecks().required({ name: to }).plainTexts({ name: to }).throwAny()
    const record = await this.#require(id)
    await this.#options.ledger.write(async (tables) => {
      await tables.accounts.rename(id, to)
      await this.#audit(tables, 'account_renamed', id, { before: record.name, after: to })
    })
    return this.#view({ ...record, name: to })
  }

  /**
   * Saves an account's settings; what changed is audited with before and after, limits currency by currency.
   * @throws TrekkError `not_found`, or `invalid_input` with every field that is wrong
   */
  async saveSettings(id: string, settings: AccountSettings): Promise<AccountView> {
    const checked = checkedSettings(settings)
    const record = await this.#require(id)
    await this.#options.ledger.write(async (tables) => {
      await tables.accounts.saveSettings(id, checked)
      for (const { action, facts } of settingsChanges(record.settings, checked)) {
        await this.#audit(tables, action, id, facts)
      }
    })
    return this.#view({ ...record, settings: checked })
  }

  /**
   * Removes an account with its keychain entry and its cards' sealed tokens. Charges and audit trail stay.
   * @throws TrekkError `not_found`; `charge_in_flight` while any charge, capture, void or refund of it is unresolved, because only with the
   * account's credentials can Dintero be asked about it; what the keychain says, and then nothing is removed
   */
  remove(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const record = await this.#require(id)
      await this.#refuseWhileUnresolved(id)
      await this.#options.secrets.forget(record).catch((error: unknown) => {
        // A machine without a keychain has no entry to empty, and its accounts must still be removable.
        if (!(error instanceof TrekkError) || error.code !== 'keychain_missing') throw error
      })
      await this.#options.ledger.write(async (tables) => {
        await tables.accounts.remove(id, this.#options.clock())
        await this.#audit(tables, 'account_removed', id, { name: record.name })
      })
      this.#clients.delete(id)
      if (id === trainingAccountId) await this.#options.training.stop()
    })
  }

  /**
   * The client that speaks for an account; one per account, so that its access token is shared. Its reads reject
   * with `secret_missing` or a keychain code when the credentials cannot be read.
   * @throws TrekkError `not_found`
   */
  async dinteroFor(id: string): Promise<Dintero> {
    const record = await this.#require(id)
    if (id === trainingAccountId) return this.#options.training.dintero()
    const client =
      this.#clients.get(id) ?? this.#options.createDintero(id, () => this.#options.secrets.read(record))
    this.#clients.set(id, client)
    return client
  }

  /**
   * Proves that an account can speak to Dintero now: its secret can be read, and Dintero takes it.
   * @throws TrekkError `not_found`, `secret_missing`, a keychain code, what `failureError` says
   */
  async prove(id: string): Promise<void> {
    const proof = await (await this.dinteroFor(id)).proveCredentials()
    if (proof.kind === 'failed') throw failureError(proof)
  }

  /** Dintero's clock minus this computer's, ms, as last seen for an account; null while it has not been. */
  clockSkewOf(id: string): number | null {
    return this.#clients.get(id)?.clockSkew() ?? null
  }

  /**
   * Looks for every account's secret, so that a lost one is known before somebody wants to charge. Meant for after
   * the window is up: a keychain may ask a person first. A keychain that cannot be read proves nothing lost.
   * @returns whether any account's `connected` is now another
   */
  async lookForSecrets(): Promise<boolean> {
    const { ledger, secrets } = this.#options
    let changed = false
    for (const record of await ledger.accounts.list()) {
      if (record.id === trainingAccountId) continue
      const before = secrets.isThere(record)
      await secrets.read(record).catch(() => undefined)
      changed ||= secrets.isThere(record) !== before
    }
    return changed
  }

  #checked(input: ConnectAccount): { record: AccountRecord; credentials: Credentials } {
    const id = fieldText(input.accountId).toUpperCase()
    const name = fieldText(input.name)
    const clientId = input.clientId.trim()
    const clientSecret = input.clientSecret.trim()
    const checks = new FieldChecks()
      .required({ accountId: id, clientId, clientSecret, name })
      .plainTexts({ accountId: id, clientId, clientSecret, name })
    if (id !== '' && !accountIdShape.safeParse(id).success) checks.report('accountId', 'malformed')
    if (id === trainingAccountId) checks.report('accountId', 'not_allowed')
    checks.throwAny()
    const createdAt = this.#options.clock()
    const { secretHome } = input
    const record = { id, name, clientId, secretHome, settings: defaultAccountSettings, createdAt }
    return { record, credentials: { clientId, clientSecret } }
  }

  /** Whether an account can still be charged with: its secret is there and Dintero has not refused it. */
  async #works(record: AccountRecord): Promise<boolean> {
    const credentials = await this.#options.secrets.read(record).catch((error: unknown) => {
      if (error instanceof TrekkError && error.code === 'secret_missing') return null
      throw error
    })
    if (credentials === null) return false
    const proof = await this.#options.createDintero(record.id, async () => credentials).proveCredentials()
    return proof.kind === 'proved' || proof.reason !== 'unauthorised'
  }

  async #keep(record: AccountRecord, earlier: AccountRecord | null): Promise<void> {
    const { id, name, clientId, secretHome } = record
    const { ledger } = this.#options
    try {
      await ledger.write(async (tables) => {
        if (earlier === null) {
          await tables.accounts.insert(record)
        } else {
          await tables.accounts.reconnect(id, clientId, secretHome)
          await tables.accounts.rename(id, name)
        }
        await tables.desk.setActiveAccount(id)
        const facts = { name, clientId, secretHome, environment: environmentOf(id), again: earlier !== null }
        await this.#audit(tables, 'account_connected', id, facts)
      })
    } catch (error) {
      // An account that is not in the ledger must not leave its secret behind; the first error is the one to tell.
      if (earlier === null) await this.#forgetQuietly(record)
      throw error
    }
  }

  async #forgetQuietly(record: AccountRecord): Promise<void> {
    await this.#options.secrets.forget(record).catch(() => undefined)
  }

  async #refuseWhileUnresolved(id: string): Promise<void> {
    const { tray, modifications } = this.#options.ledger
    const charges = (await tray.countOpen(id)) + (await modifications.openIn(id)).length
    if (charges === 0) return
    throw new TrekkError('charge_in_flight', `${charges} charges of ${id} are unresolved`, {
      details: { charges }
    })
  }

  async #require(id: string): Promise<AccountRecord> {
    const record = await this.#options.ledger.accounts.get(id)
    if (record === null) throw new TrekkError('not_found', `no account ${id}`)
    return record
  }

  #view(record: AccountRecord): AccountView {
    const { id, name, clientId, secretHome, settings } = record
    const connected = id === trainingAccountId || this.#options.secrets.isThere(record)
    return { id, name, environment: environmentOf(id), clientId, secretHome, connected, settings }
  }

  async #audit(tables: LedgerTables, action: AuditAction, id: string, facts: Facts): Promise<void> {
    const at = this.#options.clock()
    await tables.audit.append({ at, ...this.#options.actor(), accountId: id, action, subject: id, facts })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}

function connectedParts({ name, clientId, secretHome }: AccountRecord): Partial<AccountRecord> {
  return { name, clientId, secretHome }
}
