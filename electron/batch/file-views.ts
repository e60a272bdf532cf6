import type {
  BatchDetail,
  BatchRow,
  BatchSummary,
  HeldStart,
  RowFilter,
  RunView
} from '../../shared/batch-view'
import type { ListPage } from '../../shared/list'
import type { BatchRecord } from '../ledger/batches'
import type { Ledger } from '../ledger/ledger'
import type { BatchRuns } from './batch-runs'
import type { Head } from './drafts/heads'
import { isFileLost } from './drafts/lost-file'
import type { Holds } from './holds'
import { requireAccount, type FileAccount } from './file-account'
import type { Files } from './files'
import { runViewOf } from './run-view'

export interface FileViewsParts {
  readonly ledger: Ledger
  readonly files: Files
  readonly runs: BatchRuns
  readonly account: FileAccount
  readonly holds: Pick<Holds, 'startOf'>
}

/** Charge files as whoever works on them sees them, before and after their release. */
export class FileViews {
  readonly #parts: FileViewsParts

  constructor(parts: FileViewsParts) {
    this.#parts = parts
  }

  /** A file whose columns are looked at. @throws TrekkError `not_found` when it is not in memory any more */
  async ofColumns(batchId: string, head: Head): Promise<BatchDetail> {
    return { ...common(batchId, head), columns: await this.#parts.files.ask('columns', batchId), check: null }
  }

  /** A file whose rows are mended. @throws TrekkError `storage_*` */
  async ofRows(batchId: string, head: Head): Promise<BatchDetail> {
    const { files, account } = this.#parts
    await files.ask('load', batchId, await account.setting())
    const columns = await files.ask('keptColumns', batchId)
    return { ...common(batchId, head), columns, check: await files.ask('check', batchId) }
  }

  /**
   * A file that was released. One whose own copy in the profile is lost is what the ledger knows of it: nobody who asks what
   * became of the money is turned away.
   * @throws TrekkError `other_account`, `storage_*`
   */
  async ofBatch(batch: BatchRecord): Promise<BatchDetail> {
    const { files, account } = this.#parts
    await requireAccount(account, batch.accountId)
    const setting = await account.setting()
    const file = await files.ask('load', batch.id, setting).catch(nullWhereLost)
    return {
      id: batch.id,
      name: batch.name,
      fileName: batch.fileName,
      fileBytes: file?.bytes ?? null,
      fileHash: batch.fileHash,
      createdAt: batch.createdAt,
      stage: batch.state,
      fileLost: file === null,
      columns: file && (await files.ask('keptColumns', batch.id)),
      check: file && (await files.ask('check', batch.id)),
      run: await this.run(batch)
    }
  }

  /** The rows of a file that was released, with what became of them. @throws as `ofBatch` */
  async rowsOf(
    { id, accountId }: BatchRecord,
    ...window: readonly [filter: RowFilter, offset: number, limit: number]
  ): Promise<ListPage<BatchRow>> {
    const { files, account, runs } = this.#parts
    await requireAccount(account, accountId)
    const file = await files.ask('load', id, await account.setting()).catch(nullWhereLost)
    if (file === null) return files.ask('listLost', id, ...window)
    return files.ask('listReleased', id, ...window, runs.runOf(id) !== null)
  }

  /** Where a released file stands, and what became of it so far. */
  async run(batch: BatchRecord): Promise<RunView> {
    const { ledger, files, runs } = this.#parts
    const outcomes = await files.ask('outcomes', batch.id, runs.runOf(batch.id) !== null)
    const counts = await ledger.batches.counts(batch.id)
    return { ...runViewOf(batch, counts, outcomes, runs.runOf(batch.id)), start: this.#startOf(batch) }
  }

  /** A line of the list, of a file that was released. */
  async lineOf(batch: BatchRecord): Promise<BatchSummary> {
    return {
      id: batch.id,
      name: batch.name,
      fileName: batch.fileName,
      stage: batch.state,
      reason: batch.reason,
      start: this.#startOf(batch),
      charges: batch.charges,
      sums: [...batch.sums],
      counts: await this.#parts.ledger.batches.counts(batch.id),
      createdAt: batch.createdAt,
      changedAt: batch.changedAt
    }
  }

  #startOf({ id, state }: BatchRecord): HeldStart | null {
    return state === 'held' ? this.#parts.holds.startOf(id) : null
  }
}

function nullWhereLost(error: unknown): null {
  if (isFileLost(error)) return null
  throw error
}

/** A line of the list, of a file that is not released. */
export function lineOfDraft(id: string, { file, name, stage, createdAt }: Head): BatchSummary {
  return {
    id,
    name,
    fileName: file.name,
    stage,
    reason: null,
    start: null,
    charges: null,
    sums: [],
    counts: [],
    createdAt,
    changedAt: createdAt
  }
}

function common(id: string, { name, file, createdAt, stage }: Head): Omit<BatchDetail, 'columns' | 'check'> {
  return {
    id,
    name,
    fileName: file.name,
    fileBytes: file.bytes,
    fileHash: file.hash,
    createdAt,
    stage,
    fileLost: false,
    run: null
  }
}
