import { WholeFile } from '../disk/whole-file'
import { decimalMarkOf, ownTextForm } from '../importing/writing/text-form'
import { streamTextFile } from '../importing/writing/text-file'
import { streamWorkbook } from '../importing/writing/workbook-file'
import { WholeLists, type WholeList } from '../ledger/reading/whole-lists'
import { mostWorkbookRows, type ExportForm, type ExportOrder } from '../../shared/list-export'
import type { ExportWords } from '../../shared/export-words'
import type { Language } from '../../shared/languages'
import { TrekkError } from '../../shared/result'
import { cardColumns } from './columns/card-columns'
import { chargeColumns, unresolvedColumns } from './columns/charge-columns'
import { underWords, type ExportedColumn } from './columns/column'
import { linkColumns } from './columns/link-columns'

/** What is exported, where to, and in which words. */
export interface ExportJob {
  readonly accountId: string
  readonly order: ExportOrder
  readonly form: ExportForm
  readonly words: ExportWords
  /** Of whom the decimals and the delimiter are. */
  readonly language: Language
  readonly path: string
}

/** How many rows there are to write, and how many have no room in a workbook. */
export interface ExportSize {
  readonly rows: number
  readonly leftOut: number
}

/** How long a piece of work takes at most, ms: often enough for whoever watches, or stops it. */
const pieceLasts = 100

interface Running {
  readonly lists: WholeLists
  readonly file: WholeFile
  readonly bytes: AsyncIterator<Uint8Array>
  readonly written: () => number
}

/**
 * Writes a list of the ledger to a file, piece by piece, one list at a time. In the app it is on a thread of its own
 * (export-worker.ts). Neither the rows nor the file are ever in memory as a whole.
 */
export class ExportDesk {
  readonly #folder: string
  readonly #ledgerFile: string
  readonly #clock: () => number
  readonly #mostWorkbookRows: number
  #running: Running | null = null

  constructor(
    { folder, file }: { readonly folder: string; readonly file: string },
    clock: () => number,
    mostRows = mostWorkbookRows
  ) {
    this.#folder = folder
    this.#ledgerFile = file
    this.#clock = clock
    this.#mostWorkbookRows = mostRows
  }

  /**
   * Begins to write a list as it is now, and gives up one that was begun before.
   * @throws TrekkError `file_unwritable`, `storage_*`
   */
  async begin(job: ExportJob): Promise<ExportSize> {
    await this.drop()
    const lists = new WholeLists(this.#folder, this.#ledgerFile, this.#clock)
    try {
      const { accountId, order, words } = job
      switch (order.list) {
        case 'charges': {
          const list = await lists.charges(accountId, order.filter)
          return await this.#start(job, lists, list, chargeColumns(words))
        }
        case 'unresolved':
          return await this.#start(job, lists, await lists.unresolved(accountId), unresolvedColumns(words))
        case 'links': {
          const list = await lists.links(accountId, order.filter)
          return await this.#start(job, lists, list, linkColumns(words, order.addresses))
        }
        case 'cards':
          return await this.#start(job, lists, await lists.cards(accountId, order.query), cardColumns(words))
      }
    } catch (error) {
      await lists.close()
      throw error
    }
  }

  /**
   * Writes some more.
   * @returns how many rows are written, and whether that is all
   * @throws TrekkError `file_unwritable`, `storage_*`; then it is given up
   */
  async next(): Promise<{ readonly rows: number; readonly isAll: boolean }> {
    const { bytes, file, written, lists } = this.#require()
    try {
      const end = performance.now() + pieceLasts
      while (performance.now() < end) {
        const some = await bytes.next()
        if (some.done === true) {
          await file.end()
          await lists.close()
          return { rows: written(), isAll: true }
        }
        await file.write(some.value)
      }
      return { rows: written(), isAll: false }
    } catch (error) {
      await this.drop()
      throw error
    }
  }

  /** Puts the file where it goes, once all is written. @throws TrekkError `file_unwritable` */
  keep(): void {
    const { file } = this.#require()
    this.#running = null
    file.keep()
  }

  /** Gives up what was begun: nothing is left of it, and what was there before stays. */
  async drop(): Promise<void> {
    const running = this.#running
    this.#running = null
    if (running === null) return
    await running.file.drop()
    await running.lists.close()
  }

  #require(): Running {
    if (this.#running === null) throw new TrekkError('internal', 'no list is being exported')
    return this.#running
  }

  async #start<Row>(
    { order, form, words, language, path }: ExportJob,
    lists: WholeLists,
    list: WholeList<Row>,
    columns: readonly ExportedColumn<Row>[]
  ): Promise<ExportSize> {
    const rows = form === 'workbook' ? Math.min(list.total, this.#mostWorkbookRows) : list.total
    const counted = new Counted(list.pieces(rows))
    const named = underWords(columns, words)
    const decimalMark = decimalMarkOf(language)
    const bytes =
      form === 'workbook'
        ? streamWorkbook(named, counted.rows(), { name: words.lists[order.list], decimalMark })
        : streamTextFile(named, counted.rows(), ownTextForm(language), decimalMark)
    const file = await WholeFile.begin(path)
    this.#running = { lists, file, bytes, written: () => counted.count }
    return { rows, leftOut: list.total - rows }
  }
}

/** Counts rows as they are taken. */
class Counted<Row> {
  readonly #pieces: AsyncIterable<readonly Row[]>
  count = 0

  constructor(pieces: AsyncIterable<readonly Row[]>) {
    this.#pieces = pieces
  }

  async *rows(): AsyncGenerator<readonly Row[]> {
    for await (const piece of this.#pieces) {
      yield piece
      this.count += piece.length
    }
  }
}
