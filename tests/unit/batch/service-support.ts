import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BatchService } from '../../../electron/batch/batch-service'
import { FileDesk } from '../../../electron/batch/drafts/file-desk'
import type { FileCall, Files } from '../../../electron/batch/files'
import { BatchRuns } from '../../../electron/batch/batch-runs'
import type { TokenSeals } from '../../../electron/accounts/token-seals'
import { ledgerFile } from '../../../electron/ledger/ledger'
import { everything, openBatchDesk, type BatchDesk } from './support'

/** A file desk on this thread, whose answers are copies all the same. */
class FilesHere implements Files {
  readonly #desk: FileDesk

  constructor(desk: FileDesk) {
    this.#desk = desk
  }

  async ask<Name extends FileCall>(
    name: Name,
    ...given: Parameters<FileDesk[Name]>
  ): Promise<Awaited<ReturnType<FileDesk[Name]>>> {
    const method: unknown = Reflect.get(this.#desk, name)
    if (typeof method !== 'function') throw new TypeError(`a file desk has no ${name}`)
    const answer: unknown = await Reflect.apply(method, this.#desk, structuredClone(given))
    return structuredClone(answer) as Awaited<ReturnType<FileDesk[Name]>>
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}

export interface ServiceDesk extends BatchDesk {
  readonly batches: BatchService
  /** The service of a new process: nothing in memory survives. */
  readonly anew: () => Promise<BatchService>
  /** Tokens that were sealed, by card. */
  readonly sealed: Map<string, string>
  /** Work that waits for its time, the latest last. */
  readonly timers: (() => void)[]
  readonly allRuns: BatchRuns
  /** Writes a file beside the ledger. @returns its path */
  readonly write: (name: string, content: string | Uint8Array) => string
  readonly charged: () => Promise<{ row: number | null; reference: string; amount: number; state: string }[]>
}

/** A desk that takes charge files in, mends and releases them. */
export async function openServiceDesk(): Promise<ServiceDesk> {
  const desk = await openBatchDesk()
  const { ledger } = desk
  let ids = 0
  const sealed = new Map<string, string>()
  const timers: (() => void)[] = []
  const clock = (): number => desk.now
  const actor = () => ({ osUser: 'kari', operator: 'Kari', requestId: 'request-1' })
  const nextId = (): string => `made-${(ids += 1)}`
  const openFiles = (): Files =>
    new FilesHere(new FileDesk({ folder: ledger.folder, ledger: ledgerFile }, clock, nextId))
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
      sealed.set(cardId, token)
      return Promise.resolve(Buffer.from(`sealed ${cardId}`))
    }
  }
  const serviceOver = (itsFiles: Files): BatchService =>
    new BatchService({
      folder: ledger.folder,
      ledger,
      files: itsFiles,
      runs: allRuns,
      seals,
      settings: () => desk.settings,
      language: () => 'nb',
      actor,
      clock,
      ids: nextId,
      timer: (work) => {
        timers.push(work)
        return () => timers.splice(timers.indexOf(work), 1)
      },
      onProgress: () => undefined,
      onError: (error) => desk.errors.push(error)
    })
  return Object.assign(desk, {
    batches: serviceOver(files),
    anew: () => Promise.resolve(serviceOver(openFiles())),
    sealed,
    timers,
    allRuns,
    write: (name: string, content: string | Uint8Array) => {
      const path = join(ledger.folder, name)
      writeFileSync(path, content)
      return path
    },
    charged: async () => {
      const { rows } = await ledger.reads.listCharges('T12345678', { ...everything, offset: 0, limit: 1_000 })
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
}
