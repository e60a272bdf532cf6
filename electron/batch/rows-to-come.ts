import type { Ledger } from '../ledger/ledger'
import type { PlannedRow } from '../ledger/staging/planned-row'
import type { Plan } from './plan'

/** Rows taken from the plan at a time. */
const atATime = 200

/**
 * The planned rows of a batch that are not charges yet, in order, and among them those whose turn comes again. Which rows
 * are charges is asked of the ledger, which alone knows.
 */
export class RowsToCome {
  readonly #plan: Plan
  readonly #ledger: Ledger
  readonly #batchId: string
  /** Put off until a charge that was in the way is decided. */
  readonly #again: PlannedRow[] = []
  #taken: PlannedRow[] = []
  #after = 0
  #isRead = false

  constructor(plan: Plan, ledger: Ledger, batchId: string) {
    this.#plan = plan
    this.#ledger = ledger
    this.#batchId = batchId
  }

  /** @returns none when there are none for now. @throws TrekkError `storage_*` */
  async take(most: number): Promise<PlannedRow[]> {
    const rows = this.#again.splice(0, most)
    while (rows.length < most && (await this.#fill())) rows.push(...this.#taken.splice(0, most - rows.length))
    return rows
  }

  /** Gives a row its turn again. */
  putBack(row: PlannedRow): void {
    this.#again.push(row)
  }

  /** Whether any row may still come. @throws TrekkError `storage_*` */
  async any(): Promise<boolean> {
    return this.#again.length > 0 || this.#fill()
  }

  /** @returns whether there is a row to take */
  async #fill(): Promise<boolean> {
    while (this.#taken.length === 0 && !this.#isRead) {
      const rows = await this.#plan.after(this.#after, atATime)
      const [first, last] = [rows[0], rows.at(-1)]
      if (first === undefined || last === undefined) {
        this.#isRead = true
        break
      }
      const begun = new Set(await this.#ledger.batches.rowsBegun(this.#batchId, first.row, last.row))
      this.#after = last.row
      this.#taken = rows.filter(({ row }) => !begun.has(row))
    }
    return this.#taken.length > 0
  }
}
