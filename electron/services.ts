import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Actor } from '../shared/audit'
import type { BatchLinksView } from '../shared/batch-links'
import type { ChargeRow } from '../shared/charge'
import type { Language } from '../shared/languages'
import type { LinkRow } from '../shared/link'
import type { ExportView } from '../shared/list-export'
import type { ModificationRow } from '../shared/modification'
import { AccountSecrets } from './accounts/account-secrets'
import { AccountService } from './accounts/account-service'
import { checkCards } from './accounts/card-check'
import { CardDeletionService } from './accounts/card-deletion'
import { CardService } from './accounts/card-service'
import { limitsOf } from './accounts/defaults'
import { DinteroCardService } from './accounts/dintero-cards'
import { TokenSeals } from './accounts/token-seals'
import { Training, type DinteroFactory } from './accounts/training'
import { ApprovalService } from './batch/approval-service'
import { Asking } from './batch/asking'
import { BatchRuns } from './batch/batch-runs'
import { BatchService } from './batch/batch-service'
import { DeclinedLinks } from './batch/declined-links'
import { AccountInUse, NamedAccount } from './batch/file-account'
import { FileThread } from './batch/files'
import type { ChargeService } from './charging/charge-service'
import { composeCharging, type Charging } from './charging/compose'
import type { ChargeEngine } from './charging/engine'
import { readPaymentsElsewhere } from './charging/payments-elsewhere'
import type { Reconciler } from './charging/reconciler'
import { CustomerService } from './customers/customer-service'
import type { Log } from './desk/log'
import { RequestContext } from './desk/request-context'
import { SavedViews } from './desk/saved-views'
import type { SettingsStore } from './desk/settings-store'
import { DinteroClient } from './dintero/client'
import { endpoints } from './dintero/endpoints'
import { FindService } from './finding/find-service'
import { ledgerFile, openLedger, type Ledger } from './ledger/ledger'
import { ReaderThread } from './ledger/reading/thread'
import { takeProfileLock } from './ledger/sqlite/profile-lock'
import { PayoutService } from './payouts/payout-service'
import { ExportService } from './reports/export-service'
import { ExportThread } from './reports/exports'
import { ReceiptService } from './reports/receipt-service'
import { KeytarStore } from './secrets/keytar-store'
import { SessionStore } from './secrets/session-store'

export interface ServicesOptions {
  /** The profile folder. */
  readonly profile: string
  /** False when `TREKK_PROFILE` names another: its keychain entries are then kept apart. */
  readonly isUsualProfile: boolean
  readonly version: string
  /** `TREKK_DINTERO_URL` */
  readonly dinteroUrl: string | undefined
  /** The script of the thread that reads long lists; null to read on this one. */
  readonly reader: URL | null
  /** The script of the thread that reads and checks charge files. */
  readonly fileReader: URL
  /** The script of the thread that writes exported lists. */
  readonly exporter: URL
  readonly settings: SettingsStore
  readonly osUser: string
  /** Set where no person is at the desk and a command does what it was told. */
  readonly command: CommandSeat | null
  readonly log: Log
  readonly onKeychainWaiting: (waiting: boolean) => void
  /** The language in force. */
  readonly language: () => Language
  /** What the training account is called when it is made. */
  readonly trainingName: () => string
  /** After every change of a charge that is on disk. */
  readonly onChange: (row: ChargeRow) => void
  /** After every change of a payment link that is on disk. */
  readonly onLink: (row: LinkRow) => void
  /** After every change of a capture, void or refund that is on disk. */
  readonly onModification: (row: ModificationRow) => void
  /** With how many requests and lookups are on their way, whenever that changes. */
  readonly onInFlight: (count: number) => void
  /** After every change of a charge file, and whatever of it is charged. */
  readonly onBatch: (batchId: string) => void
  /** When links for the declined rows of a file have come further. */
  readonly onBatchLinks: (view: BatchLinksView) => void
  /** When asking Dintero about charge files has come further, or is over. */
  readonly onAsking: () => void
  /** When reading payouts has come further, or is over. */
  readonly onPayouts: () => void
  /** When the export of a list has come further; null when it is over. */
  readonly onExport: (view: ExportView | null) => void
  /** When Dintero's clock is seen to be elsewhere than last told. */
  readonly onClockSkew: () => void
}

/** For whom a command works. */
export interface CommandSeat {
  /** The account it names: everything it does is about that one, whichever is in use. */
  readonly accountId: string
  /** By what name the audit trail knows it. */
  readonly operator: string
}

/** How far Dintero's clock must have moved against this desk's to be worth telling, ms. */
const skewWorthTelling = 30_000

export interface Services {
  readonly ledger: Ledger
  readonly accounts: AccountService
  readonly cards: CardService
  readonly dinteroCards: DinteroCardService
  readonly cardDeletion: CardDeletionService
  readonly customers: CustomerService
  readonly charges: ChargeService
  readonly links: Charging['links']
  readonly linkEngine: Charging['linkEngine']
  readonly modifications: Charging['modifications']
  /** See `Charging`. */
  readonly inFlight: Charging['inFlight']
  readonly drain: Charging['drain']
  readonly batches: BatchService
  readonly declinedLinks: DeclinedLinks
  readonly approvals: ApprovalService
  readonly exportService: ExportService
  readonly receipts: ReceiptService
  readonly savedViews: SavedViews
  readonly batchRuns: BatchRuns
  readonly asking: Asking
  readonly payouts: PayoutService
  readonly finding: FindService
  readonly engine: ChargeEngine
  readonly reconciler: Reconciler
  readonly settings: SettingsStore
  readonly context: RequestContext
  /** Who is at the desk, and for which request. */
  readonly actor: () => Actor
  readonly osUser: string
  readonly version: string
  readonly simulated: boolean
  /** ms since 1970 UTC */
  readonly clock: () => number
  /** See `KeytarStore.isHeldUp`. */
  readonly isKeychainHeldUp: () => boolean
  /** Stops the reconciler and training, closes the ledger, gives the profile back. */
  close(): Promise<void>
}

/**
 * The composition root: the only place that constructs services. It needs no Electron, so a command without a window
 * starts the same ones.
 * @throws TrekkError `profile_in_use`, `storage_*` when the profile or the ledger cannot be used; RangeError for an
 * address in `TREKK_DINTERO_URL` that is not this machine
 */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const { profile, settings, osUser, command, log, reader } = options
  const context = new RequestContext()
  const clock = (): number => Date.now()
  const { checkout, api, simulated } = endpoints(options.dinteroUrl)
  const lock = takeProfileLock(profile)
  const ledger = await openLedger({
    folder: profile,
    clock,
    ...(reader !== null && { reads: (folder, file) => new ReaderThread(reader, { folder, file }) })
  }).catch((error: unknown) => {
    lock.release()
    throw error
  })

  const actor = (): Actor => ({
    osUser,
    operator: command?.operator ?? settings.settings.operatorName,
    requestId: context.requestId
  })
  const createDintero: DinteroFactory = (accountId, credentials, baseUrl) => {
    let told = 0
    return new DinteroClient({
      accountId,
      baseUrls: baseUrl === undefined ? { checkout, api } : { checkout: baseUrl, api: baseUrl },
      credentials,
      clock,
      version: options.version,
      log,
      onClockSkew: (skew) => {
        if (Math.abs(skew - told) < skewWorthTelling) return
        told = skew
        options.onClockSkew()
      }
    })
  }
  const keychain = new KeytarStore({
    profile: options.isUsualProfile ? '' : profileMark(profile),
    onWaiting: options.onKeychainWaiting
  })
  const stores = { keychain, session: new SessionStore() }

  const timer = (work: () => void, ms: number): (() => void) => {
    const set = setTimeout(work, ms)
    return () => clearTimeout(set)
  }
  const seals = new TokenSeals(stores, ledger)
  const training = new Training({
    ledger,
    createDintero,
    actor,
    clock,
    storePath: join(profile, 'training.jsonl'),
    accountName: options.trainingName
  })
  const accounts = new AccountService({
    ledger,
    secrets: new AccountSecrets(stores),
    createDintero,
    training,
    actor,
    clock
  })
  const cards = new CardService({
    ledger,
    accounts,
    seals,
    training,
    actor,
    clock,
    newId: randomUUID
  })
  const dinteroCards = new DinteroCardService({ ledger, accounts, seals, actor, clock, newId: randomUUID })
  const customers = new CustomerService({ ledger, accounts, actor, clock, newId: randomUUID })
  const charging = composeCharging({
    ledger,
    dinteroFor: (accountId) => accounts.dinteroFor(accountId),
    openToken: (cardId, kind) => cards.openToken(cardId, kind),
    limitsOf,
    clock,
    ids: randomUUID,
    actor,
    settings: () => settings.settings,
    onChange: options.onChange,
    onLink: options.onLink,
    onModification: options.onModification,
    storeCard: (link, transactionId) => cards.storeEnrolled(link, transactionId),
    onInFlight: options.onInFlight,
    pause,
    timer,
    under: (requestId, work) => context.run(requestId, work),
    onError: (error) => log.error('reconciler', { cause: String(error) })
  })
  const { service, engine, linkEngine, links, modifications, reconciler, inFlight, drain } = charging

  const files = new FileThread(options.fileReader, { folder: profile, ledger: ledgerFile })
  const onError = (error: unknown): void => log.error('charge files', { cause: String(error) })
  const batchRuns = new BatchRuns({
    ledger,
    engine,
    planOf: (batchId) => ({
      hash: () => files.ask('planHash', batchId),
      after: (row, limit) => files.ask('planned', batchId, row, limit),
      setAside: (each) => files.ask('setAside', batchId, each)
    }),
    clock,
    pause,
    actor,
    onProgress: options.onBatch,
    under: (requestId, work) => context.run(requestId, work),
    onError
  })
  const approvals = new ApprovalService({
    ledger,
    actor,
    clock,
    uptime: () => performance.now(),
    ids: randomUUID
  })
  const asking = new Asking({
    files,
    dintero: {
      payments: async (accountId, ...how) =>
        readPaymentsElsewhere(await accounts.dinteroFor(accountId), accountId, ...how),
      cards: async (accountId, ...how) => checkCards(await accounts.dinteroFor(accountId), accountId, ...how)
    },
    clock,
    pause: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
    onAsking: options.onAsking,
    onError
  })
  const payouts = new PayoutService({
    ledger,
    dinteroFor: (accountId) => accounts.dinteroFor(accountId),
    clock,
    pause: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
    onChange: options.onPayouts,
    onError: (error) => log.error('payouts', { cause: String(error) })
  })
  const finding = new FindService({ ledger, accounts })
  const fileAccount =
    command === null
      ? new AccountInUse(ledger, () => settings.settings)
      : new NamedAccount(ledger, () => settings.settings, command.accountId)
  const declinedLinks = new DeclinedLinks({
    ledger,
    engine: linkEngine,
    account: fileAccount,
    clock,
    ids: randomUUID,
    pause,
    under: (requestId, work) => context.run(requestId, work),
    onProgress: options.onBatchLinks,
    onError
  })
  const batches = new BatchService({
    folder: profile,
    ledger,
    files,
    runs: batchRuns,
    approvals,
    asking,
    seals,
    account: fileAccount,
    source: command === null ? 'batch' : 'command',
    language: options.language,
    actor,
    clock,
    ids: randomUUID,
    timer,
    onProgress: options.onBatch,
    onError
  })
  const cardDeletion = new CardDeletionService({
    ledger,
    accounts,
    actor,
    clock,
    atDintero: dinteroCards,
    rowsWaiting: (accountId, cardIds) => batches.rowsWaiting(accountId, cardIds)
  })

  const exportService = new ExportService({
    ledger,
    exports: new ExportThread(options.exporter, { folder: profile, file: ledgerFile }),
    language: options.language,
    actor,
    clock,
    onExport: options.onExport
  })

  return {
    ledger,
    accounts,
    cards,
    dinteroCards,
    cardDeletion,
    customers,
    charges: service,
    links,
    linkEngine,
    modifications,
    inFlight,
    drain,
    batches,
    declinedLinks,
    approvals,
    exportService,
    receipts: new ReceiptService({ ledger, clock }),
    savedViews: new SavedViews(ledger),
    batchRuns,
    asking,
    payouts,
    finding,
    engine,
    reconciler,
    settings,
    context,
    actor,
    osUser,
    version: options.version,
    simulated,
    clock,
    isKeychainHeldUp: () => keychain.isHeldUp,
    async close() {
      await payouts.stop()
      await exportService.close()
      await batches.close()
      await reconciler.stop()
      await drain()
      await training.stop()
      await ledger.close()
      lock.release()
    }
  }
}

/** Tells the keychain entries of profiles apart without naming the folder. */
function profileMark(profile: string): string {
  return createHash('sha256').update(profile).digest('hex').slice(0, 12)
}
