import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { ColumnsView, PreviewRow, ReadingChoices } from '../../../shared/batch-view'
import { mostFileBytes } from '../../../shared/charge-file'
import type { FileDefaults, FileMeaning, MappingChoices } from '../../../shared/column-mapping'
import { TrekkError } from '../../../shared/result'
import { understandFile } from '../../importing/meaning/columns'
import { keptCells } from '../../importing/meaning/kept-cells'
import { rowReader } from '../../importing/meaning/rows'
import { readBeginning, readFile, readPasted } from '../../importing/reading/read-file'
import { FileRefused, type ReadChoices, type Table } from '../../importing/reading/table'
import type { DraftSetting } from './setting'

/** Where a charge file comes from. */
export type FileSource =
  { readonly kind: 'path'; readonly path: string } | { readonly kind: 'pasted'; readonly text: string }

export const nothingChosen: ReadingChoices = {
  encoding: null,
  delimiter: null,
  headerRow: null,
  sheet: null
}

const nothingSaid: FileDefaults = {
  provider: null,
  operation: null,
  amount: null,
  currency: null,
  vatRate: null,
  description: '',
  autoCapture: null
}

const previewed = 100

/**
 * A file that was dropped or pasted, while its columns are looked at. Its bytes are in memory and nowhere else, as it may
 * hold tokens.
 */
export class ReadFile {
  readonly name: string
  readonly bytes: number
  /** SHA-256 of the bytes, hex. */
  readonly hash: string
  readonly #content: Uint8Array | string
  readonly #setting: DraftSetting
  #choices: ReadingChoices = nothingChosen
  #answers: MappingChoices = {}
  #defaults: FileDefaults
  #table: Table
  #isWhole: boolean
  #meaning: FileMeaning
  /** Readings take turns: one that takes longer must not come over what a later one has read in another way. */
  #last: Promise<void> = Promise.resolve()

  private constructor(
    source: { readonly name: string; readonly content: Uint8Array | string },
    setting: DraftSetting,
    first: { readonly table: Table; readonly isWhole: boolean }
  ) {
    const bytes = typeof source.content === 'string' ? Buffer.from(source.content) : source.content
    this.name = source.name
    this.bytes = bytes.length
    this.hash = createHash('sha256').update(bytes).digest('hex')
    this.#content = source.content
    this.#setting = setting
    this.#table = first.table
    this.#isWhole = first.isWhole
    this.#defaults = { ...nothingSaid, currency: currencyIn(setting) }
    this.#meaning = this.#understood()
  }

  /**
   * Takes a file in, and understands it by its beginning.
   * @throws TrekkError `file_refused` with `details.refusal` and what belongs to it; `file_unreadable`
   */
  static async open(source: FileSource, setting: DraftSetting): Promise<ReadFile> {
    return orRefused(async () => {
      if (source.kind === 'pasted') {
        const table = readPasted(source.text, {})
        return new ReadFile({ name: '', content: source.text }, setting, { table, isWhole: true })
      }
      const content = bytesOf(source.path)
      const { table, complete } = await readBeginning(content, {})
      return new ReadFile({ name: basename(source.path), content }, setting, { table, isWhole: complete })
    })
  }

  get table(): Table {
    return this.#table
  }

  get meaning(): FileMeaning {
    return this.#meaning
  }

  /** Whether the whole file is read, and not only its beginning. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** Reads the whole file. What it holds may ask more than its beginning did. @throws as `open` */
  async readWhole(): Promise<void> {
    await this.#inTurn(async () => {
      if (!this.#isWhole) await this.#read()
    })
  }

  /** Reads the file in the way a person says. What was said of its columns is forgotten: they may be others. @throws as `open` */
  async readAnew(choices: ReadingChoices): Promise<void> {
    await this.#inTurn(async () => {
      const before = this.#choices
      this.#choices = choices
      try {
        await this.#read()
      } catch (error) {
        this.#choices = before
        throw error
      }
      this.#answers = {}
      this.#meaning = this.#understood()
    })
  }

  /** Takes in what a person says of the columns and for the whole file. */
  answer(answers: MappingChoices, defaults: FileDefaults): void {
    this.#answers = answers
    this.#defaults = defaults
    this.#meaning = this.#understood()
  }

  view(): ColumnsView {
    return {
      understood: this.#table.understood,
      choices: this.#choices,
      meaning: this.#meaning,
      answers: this.#answers,
      defaults: this.#defaults,
      preview: this.#preview(),
      records: this.#isWhole ? this.#table.records.length : null
    }
  }

  #preview(): PreviewRow[] {
    const { mapping } = this.#meaning
    const reader = rowReader(mapping)
    return this.#table.records.slice(0, previewed).map((record) => {
      const { amount, currency, done, problems } = reader(record)
      const cells = [...keptCells(record, mapping)]
      return { row: record.row, line: record.line, cells, amount, currency, done, problems: [...problems] }
    })
  }

  #inTurn(read: () => Promise<void>): Promise<void> {
    const mine = this.#last.then(read)
    this.#last = mine.catch(() => undefined)
    return mine
  }

  async #read(): Promise<void> {
    const choices = readChoices(this.#choices)
    const content = this.#content
    this.#table = await orRefused(async () =>
      typeof content === 'string' ? readPasted(content, choices) : await readFile(content, choices)
    )
    this.#isWhole = true
    this.#meaning = this.#understood()
  }

  #understood(): FileMeaning {
    return understandFile(this.#table, {
      remembered: new Map(Object.entries(this.#setting.remembered)),
      choices: this.#answers,
      country: this.#setting.settings.country,
      defaults: this.#defaults
    })
  }
}

function currencyIn({ settings }: DraftSetting): FileDefaults['currency'] {
  const { defaultCurrency } = settings
  return defaultCurrency as FileDefaults['currency']
}

function bytesOf(path: string): Uint8Array {
  try {
    const stats = statSync(path)
    // What is no file, such as a device, may have no end.
    if (!stats.isFile()) throw new TrekkError('file_unreadable', 'it is no file')
    if (stats.size > mostFileBytes)
      throw new FileRefused('too_large', { found: stats.size, limit: mostFileBytes })
    return readFileSync(path)
  } catch (error) {
    if (error instanceof FileRefused || error instanceof TrekkError) throw error
    throw new TrekkError('file_unreadable', 'the file could not be read', { cause: error })
  }
}

/** What is not chosen is left out, and found out. */
function readChoices({ encoding, delimiter, headerRow, sheet }: ReadingChoices): ReadChoices {
  return {
    ...(encoding !== null && { encoding }),
    ...(delimiter !== null && { delimiter }),
    ...(headerRow !== null && { headerRow }),
    ...(sheet !== null && { sheet })
  }
}

async function orRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    throw new TrekkError('file_refused', error.message, {
      details: { ...error.details, refusal: error.code },
      cause: error
    })
  }
}
