import { basename } from 'node:path'
import type { Actor } from '../../shared/audit'
import type { ExportWords } from '../../shared/export-words'
import type { Language } from '../../shared/languages'
import type { Exported, ExportForm, ExportOrder, ExportView } from '../../shared/list-export'
import { TrekkError } from '../../shared/result'
import { fileNameOf } from '../disk/file-name'
import type { NewAuditEntry } from '../ledger/audit'
import type { Ledger } from '../ledger/ledger'
import type { Exports } from './exports'

export interface ExportParts {
  readonly ledger: Ledger
  readonly exports: Exports
  readonly language: () => Language
  readonly actor: () => Actor
  /** ms since 1970 UTC */
  readonly clock: () => number
  /** When an export has come further, or is over. */
  readonly onExport: (view: ExportView | null) => void
}

/** What a person wants exported. */
export interface ExportWish {
  readonly order: ExportOrder
  readonly form: ExportForm
  readonly words: ExportWords
}

/** Asks a person where a file is to be saved; null when they closed the dialog. */
type ChooseFile = (suggestion: string) => Promise<string | null>

interface Running {
  view: ExportView
  isCancelled: boolean
}

/** Saves lists of the account in use as files, one at a time, and writes down who took what out. */
export class ExportService {
  readonly #parts: ExportParts
  /** The export whose dialog is open or that is being written, until nothing of it is left to do. */
  #current: Promise<Exported> | null = null
  /** What is being written of it. */
  #running: Running | null = null

  constructor(parts: ExportParts) {
    this.#parts = parts
  }

  /** The export that is under way; null when none is. */
  get view(): ExportView | null {
    return this.#running?.view ?? null
  }

  /**
   * Saves a list where a person says. Its rows are those that are there when the writing begins.
   * @throws TrekkError `cancelled` when the dialog was closed or the export stopped, and then nothing is saved; `no_account`;
   * `export_busy` while another runs; `nothing_to_save` for no rows; `file_unwritable`; `storage_*`
   */
  async export(wish: ExportWish, chooseFile: ChooseFile): Promise<Exported> {
    if (this.#current !== null) throw new TrekkError('export_busy', 'a list is being exported')
    try {
      return await (this.#current = this.#export(wish, chooseFile))
    } finally {
      this.#current = null
    }
  }

  /** Stops the export that is under way; nothing of it is left. */
  cancel(): void {
    if (this.#running !== null) this.#running.isCancelled = true
  }

  /** Stops it, and waits until nothing of it is left. A dialog that is still open is waited for by nobody. */
  async close(): Promise<void> {
    this.cancel()
    if (this.#running !== null) await this.#current?.catch(() => undefined)
    await this.#parts.exports.close()
  }

  async #export({ order, form, words }: ExportWish, chooseFile: ChooseFile): Promise<Exported> {
    const { ledger, exports, language } = this.#parts
    const accountId = await ledger.desk.activeAccount()
    if (accountId === null) throw new TrekkError('no_account', 'no account is in use')
    const path = await chooseFile(this.#suggestion(words.lists[order.list], accountId, form))
    if (path === null) throw new TrekkError('cancelled', 'no file was chosen')
    const job = { accountId, order, form, words, language: language(), path }
    try {
      const size = await exports.ask('begin', job)
      if (size.rows === 0) throw new TrekkError('nothing_to_save', 'the list is empty')
      await this.#write({ list: order.list, form, done: 0, total: size.rows })
      // First, so that nothing leaves unwritten: a file that cannot be kept after all was still about to be.
      await ledger.write(({ audit }) => audit.append(this.#entry(accountId, order, form, size)))
      await exports.ask('keep')
      return { ...size, fileName: basename(path) }
    } catch (error) {
      await exports.ask('drop').catch(() => undefined)
      throw error
    } finally {
      this.#running = null
      await exports.close()
      this.#parts.onExport(null)
    }
  }

  async #write(view: ExportView): Promise<void> {
    const { exports, onExport } = this.#parts
    const running: Running = { view, isCancelled: false }
    this.#running = running
    for (let isAll = false; !isAll;) {
      onExport(running.view)
      const step = await exports.ask('next')
      if (running.isCancelled) throw new TrekkError('cancelled', 'the export was stopped')
      running.view = { ...view, done: step.rows }
      isAll = step.isAll
    }
  }

  /** `charges P12345678 2026-11-25.xlsx`: which account it is of, so that test is never taken for production. */
  #suggestion(name: string, accountId: string, form: ExportForm): string {
    const day = new Date(this.#parts.clock())
    const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-')
    return `${fileNameOf(`${name} ${accountId} ${date}`)}.${form === 'workbook' ? 'xlsx' : 'csv'}`
  }

  #entry(
    accountId: string,
    order: ExportOrder,
    form: ExportForm,
    { rows, leftOut }: { readonly rows: number; readonly leftOut: number }
  ): NewAuditEntry {
    return {
      at: this.#parts.clock(),
      ...this.#parts.actor(),
      accountId,
      action: 'list_exported',
      subject: order.list,
      facts: { rows, leftOut, form, ...whichRows(order) }
    }
  }
}

/** Which rows were asked for. Not what was searched for, which may be somebody's name: the trail is kept for good. */
function whichRows(order: ExportOrder): NewAuditEntry['facts'] {
  switch (order.list) {
    case 'charges': {
      const { search, due, from, to, sort: _sort, ...kinds } = order.filter
      return { searched: search !== '', from, to, ...named(kinds), ...(due !== null && { due }) }
    }
    case 'links': {
      const { search, from, to, ...kinds } = order.filter
      return { searched: search !== '', from, to, ...named(kinds), addresses: order.addresses }
    }
    case 'cards':
      return { searched: order.query !== '' }
    case 'unresolved':
      return {}
  }
}

/** The filters that are set, each with what it lets through. */
function named(filters: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  const set = Object.entries(filters).filter(([, values]) => values.length > 0)
  return Object.fromEntries(set.map(([name, values]) => [name, values.join(', ')]))
}
