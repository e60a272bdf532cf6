import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { usualPace } from '../../../shared/batch'
import { everyCharge } from '../../../shared/charge'
import type { BatchDetail, BatchEdit, BatchReview, RowFilter } from '../../../shared/batch-view'
import { ApprovalService } from '../../../electron/batch/approval-service'
import type { PinCost } from '../../../electron/batch/approving/pin-hashing'
import { checkCards } from '../../../electron/accounts/card-check'
import { Asking } from '../../../electron/batch/asking'
import { BatchService } from '../../../electron/batch/batch-service'
import { FileCalls } from '../../../electron/batch/drafts/file-calls'
import { FileDesk } from '../../../electron/batch/drafts/file-desk'
import type { FileCall, Files } from '../../../electron/batch/files'
import type { ProblemField } from '../../../shared/batch-problem'
import type { Release } from '../../../electron/batch/releasing'
import { BatchRuns } from '../../../electron/batch/batch-runs'
import { AccountInUse, NamedAccount, type FileAccount } from '../../../electron/batch/file-account'
import type { ChargeSource } from '../../../electron/ledger/charge-record'
import { readPaymentsElsewhere } from '../../../electron/charging/payments-elsewhere'
import type { Dintero } from '../../../electron/dintero/dintero'
import type { TokenSeals } from '../../../electron/accounts/token-seals'
import { Staging } from '../../../electron/ledger/staging/staging'
import type { AskingView } from '../../../shared/batch-asking'
import { ledgerFile } from '../../../electron/ledger/ledger'
import { accountId } from '../ledger/support'
import { openBatchDesk, type BatchDesk } from './support'

/** A file desk on this thread, whose answers are copies all the same. */
class FilesHere implements Files {
  readonly #calls: FileCalls
  readonly #before: (name: FileCall) => Promise<void>

  constructor(desk: FileDesk, before: (name: FileCall) => Promise<void>) {
    this.#calls = new FileCalls(desk)
    this.#before = before
  }

  async ask<Name extends FileCall>(
    name: Name,
    ...given: Parameters<FileDesk[Name]>
  ): Promise<Awaited<ReturnType<FileDesk[Name]>>> {
    await this.#before(name)
    const answer = await this.#calls.call(name, structuredClone(given))
    return structuredClone(answer) as Awaited<ReturnType<FileDesk[Name]>>
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}

export interface ServiceDesk extends BatchDesk {
  readonly batches: BatchService
  /** What the service asks of its files. */
  readonly files: Files
  readonly approvals: ApprovalService
  /** Who says to be at the desk. */
  operator: string
  /** ms of a clock that only goes forward */
  uptime: number
  /** What happens before the file desk is asked something. */
  beforeAsk: (name: FileCall) => Promise<void>
  /** Told whenever somebody looks at the time. */
  onClock: () => void
  /** The second persons of a new process. */
  readonly openApprovals: (cost?: PinCost) => ApprovalService
  /** The service of a new process: nothing in memory survives. */
  readonly anew: () => Promise<BatchService>
  /** What sealing does in place of what it should; null for that. */
  seal: (() => Promise<Uint8Array>) | null
  /** The service of a new process that is a command for the account. */
  readonly asCommand: () => BatchService
  /** Tokens that were sealed, by card. */
  readonly sealed: Map<string, string>
  /** Work that waits for its time, the latest last. */
  readonly timers: (() => void)[]
  /** How long each piece of work was to wait, ms. */
  readonly waits: number[]
  readonly allRuns: BatchRuns
  readonly asking: Asking
  /** How far asking had come, whenever it was told. */
  readonly told: AskingView[]
  /** Who is asked about files; the desk's own Dintero unless a test puts another here, or what keeps it from being asked. */
  asked: Dintero | Error
  /** Writes a file beside the ledger. @returns its path */
  readonly write: (name: string, content: string | Uint8Array) => string
  /** A batch's file, as it is on disk. */
  readonly staged: (batchId: string) => Staging
  readonly charged: () => Promise<{ row: number | null; reference: string; amount: number; state: string }[]>
}

/** What one service has that another has not. */
interface ItsOwn {
  readonly account: FileAccount
  readonly source: ChargeSource
  readonly itsAsking: Asking
}

/** A desk that takes charge files in, mends and releases them. */
export async function openServiceDesk(): Promise<ServiceDesk> {
  const desk = await openBatchDesk()
  const { ledger } = desk
  let ids = 0
  const sealed = new Map<string, string>()
  const timers: (() => void)[] = []
  const waits: number[] = []
  const world = Object.assign(desk, {
    operator: 'Kari',
    uptime: 0,
    beforeAsk: (_name: FileCall): Promise<void> => Promise.resolve(),
    onClock: (): void => undefined
  })
  const clock = (): number => {
    world.onClock()
    return desk.now
  }
  const actor = () => ({ osUser: 'kari', operator: world.operator, requestId: 'request-1' })
  const nextId = (): string => `made-${(ids += 1)}`
  const openFiles = (): Files =>
    new FilesHere(new FileDesk({ folder: ledger.folder, ledger: ledgerFile }, clock, nextId), (name) =>
      world.beforeAsk(name)
    )
  const files = openFiles()
  const allRuns = new BatchRuns({
    ledger,
    engine: desk.engine,
    planOf: (batchId) => ({
      hash: () => files.ask('planHash', batchId),
      after: (row, limit) => files.ask('planned', batchId, row, limit),
      setAside: (each) => files.ask('setAside', batchId, each)
    }),
    clock,
    pause: async (ms) => {
      desk.now += Math.ceil(ms)
      await new Promise((resolve) => setImmediate(resolve))
    },
    actor,
    onProgress: () => undefined,
    under: (_id, work) => work(),
    onError: (error) => desk.errors.push(error)
  })
  await allRuns.recover()
  const seals: Pick<TokenSeals, 'seal'> = {
    seal: (_home, token, { cardId }) => {
      if (opened.seal !== null) return opened.seal()
      sealed.set(cardId, token)
      return Promise.resolve(Buffer.from(`sealed ${cardId}`))
    }
  }
  const openApprovals = (cost: PinCost = { n: 16, r: 1, p: 1 }): ApprovalService =>
    new ApprovalService({
      ledger,
      actor,
      clock,
      uptime: () => world.uptime,
      ids: nextId,
      cost
    })
  const approvals = openApprovals()
  const inUse = new AccountInUse(ledger, () => desk.settings)
  const told: AskingView[] = []
  const askedOf = (): Dintero => {
    if (opened.asked instanceof Error) throw opened.asked
    return opened.asked
  }
  const askingOver = (itsFiles: Files): Asking => {
    const one: Asking = new Asking({
      files: itsFiles,
      dintero: {
        payments: async (accountId, ...how) => readPaymentsElsewhere(askedOf(), accountId, ...how),
        cards: async (accountId, ...how) => checkCards(askedOf(), accountId, ...how)
      },
      clock,
      pause: async (ms) => {
        desk.now += Math.ceil(ms)
        await new Promise((resolve) => setImmediate(resolve))
      },
      onAsking: () => told.push(...one.all()),
      onError: (error) => desk.errors.push(error)
    })
    return one
  }
  const asking = askingOver(files)
  const serviceOver = (
    itsFiles: Files,
    itsApprovals: ApprovalService,
    { account = inUse, source = 'batch', itsAsking = askingOver(itsFiles) }: Partial<ItsOwn> = {}
  ): BatchService =>
    new BatchService({
      asking: itsAsking,
      folder: ledger.folder,
      ledger,
      files: itsFiles,
      runs: allRuns,
      seals,
      approvals: itsApprovals,
      account,
      source,
      language: () => 'nb',
      actor,
      clock,
      ids: nextId,
      timer: (work, ms) => {
        timers.push(work)
        waits.push(ms)
        return () => {
          if (timers.includes(work)) timers.splice(timers.indexOf(work), 1)
        }
      },
      onProgress: () => undefined,
      onError: (error) => desk.errors.push(error)
    })
  const opened: ServiceDesk = Object.assign(world, {
    seal: null,
    files,
    asked: desk.dintero,
    told,
    asking,
    batches: serviceOver(files, approvals, { itsAsking: asking }),
    approvals,
    openApprovals,
    anew: () => Promise.resolve(serviceOver(openFiles(), openApprovals())),
    asCommand: () =>
      serviceOver(openFiles(), openApprovals(), {
        account: new NamedAccount(ledger, () => desk.settings, accountId),
        source: 'command'
      }),
    sealed,
    timers,
    waits,
    allRuns,
    write: (name: string, content: string | Uint8Array) => {
      const path = join(ledger.folder, name)
      writeFileSync(path, content)
      return path
    },
    staged: (batchId: string) => {
      const staged = new Staging(ledger.folder, batchId)
      onTestFinished(() => staged.close())
      return staged
    },
    charged: async () => {
      const { rows } = await ledger.reads.listCharges('T12345678', {
        ...everyCharge,
        offset: 0,
        limit: 1_000
      })
      return rows
        .map(({ batchRow, merchantReference, amount, state }) => ({
          row: batchRow,
          reference: merchantReference,
          amount,
          state
        }))
        .toSorted((one, other) => (one.row ?? 0) - (other.row ?? 0))
    }
  })
  return opened
}

export const all: RowFilter = { show: 'all', code: null, field: null, search: '' }

/** Windows-1252, as Excel saves it on a Norwegian computer. */
export function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}

/** Five rows, of which two have to be mended. */
export const file = latin1(
  [
    'Kundenr;Navn;Beløp;Tekst',
    'K-2002;Customer 2;1 299,90;Nettleie nøvember',
    'K-2003;Customer 3;99,00;Nettleie',
    'K-9999;Nobody;50,00;Nettleie',
    'K-2004;Customer 4;-5,00;Nettleie',
    'K-2005;Customer 5;200;Nettleie',
    ''
  ].join('\r\n')
)

/** A file that is dropped and whose columns are accepted. */
export async function opened(desk: ServiceDesk, content: string | Uint8Array = file): Promise<BatchDetail> {
  const path = desk.write('nettleie november.csv', content)
  const read = await desk.batches.import({ kind: 'path', path })
  const { columns } = await desk.batches.detail(read.id)
  if (columns === null) throw new Error('no columns')
  await desk.batches.answer(read.id, columns.answers, {
    ...columns.defaults,
    operation: 'unscheduled_purchase'
  })
  return desk.batches.acceptColumns(read.id)
}

/** Reviews a file and releases it. */
export async function released(desk: ServiceDesk, id: string, hold = 0): Promise<BatchDetail> {
  return desk.batches.release({ ...releaseOf(await desk.batches.review(id, null)), hold })
}

/** What a person says who releases just what was reviewed. */
export function releaseOf({ reviewId, sums }: BatchReview): Release {
  const typed = sums.map(({ currency, amount }) => ({ currency, amount }))
  return { reviewId, typed, firstCharges: 0, realMoney: false, hold: 0, pace: usualPace }
}

/** Charges a file that is released, to its end. */
export async function charge(desk: ServiceDesk, id: string): Promise<void> {
  await desk.batches.start(id, false)
  await desk.allRuns.ended(id)
}

export const cell = (row: number, field: ProblemField, text: string | null): BatchEdit => ({
  kind: 'cells',
  cells: [{ row, field, text }]
})
