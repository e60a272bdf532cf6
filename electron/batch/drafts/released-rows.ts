import type { RunView } from '../../../shared/batch-view'
import type { FileEvidence } from '../../ledger/reading/file-evidence'
import type { SetAside, Staging } from '../../ledger/staging/staging'
import { Lately } from './lately'
import { leftOutIn } from './left-out'
import type { Released } from './row-views'

/** `setAside` is null where the batch's own file is lost, which alone says so. */
export type Outcomes = Pick<RunView, 'declines'> & { readonly setAside: number | null }

/** What became of the rows of released files. A grid and a running file ask many times a second, so it is kept a moment. */
export class ReleasedRows {
  readonly #ledger: () => FileEvidence
  readonly #rows: Lately<Released>
  readonly #outcomes: Lately<Outcomes>
  /** Rows set aside since the start, of all batches. */
  #setAsides = 0

  /** @param clock ms since 1970 UTC */
  constructor(ledger: () => FileEvidence, clock: () => number) {
    this.#ledger = ledger
    this.#rows = new Lately(clock)
    this.#outcomes = new Lately(clock)
  }

  /** @throws TrekkError `storage_*` */
  setAside(staging: Staging, each: SetAside): void {
    staging.setAside(each)
    this.#setAsides += 1
  }

  /** Every row as it stands. @param isRunning whether the batch is charged now: then it is looked once in a while */
  rows(batchId: string, staging: Staging, isRunning: boolean): Promise<Released> {
    return this.#rows.of(batchId, this.#version(), isRunning, () => this.look(batchId, staging))
  }

  /** As `rows`, as it is this moment. */
  async look(batchId: string, staging: Staging): Promise<Released> {
    return {
      planned: new Set(staging.plannedRows()),
      outcomes: await this.#ledger().outcomes(batchId),
      setAside: new Map(staging.rowsSetAside().map(({ row, code }) => [row, code])),
      leftOut: leftOutIn(staging)
    }
  }

  /** See `FileEvidence.declines`, and how many rows were not charged when their turn came. @param isRunning see `rows` */
  outcomes(batchId: string, staging: Staging | null, isRunning: boolean): Promise<Outcomes> {
    return this.#outcomes.of(batchId, this.#version(), isRunning, async () => {
      const ledger = this.#ledger()
      const declines = await ledger.declines(batchId)
      if (staging === null) return { setAside: null, declines }
      const rows = staging.rowsSetAside().map(({ row }) => row)
      // A row that was set aside in one run may have had its turn in the next.
      return { setAside: rows.length - (await ledger.departed(batchId, rows)), declines }
    })
  }

  /** The rows of a batch are not in memory any more. */
  forgetRows(batchId: string): void {
    this.#rows.forget(batchId)
  }

  forget(batchId: string): void {
    this.#rows.forget(batchId)
    this.#outcomes.forget(batchId)
  }

  /** Another one whenever something of what became of rows has changed. */
  #version(): string {
    return `${this.#ledger().version()} ${this.#setAsides}`
  }
}
