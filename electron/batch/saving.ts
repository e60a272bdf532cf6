import type { FileWords } from '../../shared/batch-view'
import { mostRecords } from '../../shared/charge-file'
import type { Language } from '../../shared/languages'
import { TrekkError } from '../../shared/result'
import { fileNameOf } from '../disk/file-name'
import type { Ledger } from '../ledger/ledger'
import type { Files } from './files'

/** Asks a person where a file is to be saved; null when they closed the dialog. */
export type ChooseFile = (suggestion: string) => Promise<string | null>

export type SavedFile = 'result' | 'rerun' | 'bad_rows'

/** What files are called that are written out. */
const names: Readonly<Record<Language, Readonly<Record<SavedFile | 'template', string>>>> = {
  en: { result: 'result', rerun: 'run again', bad_rows: 'rows to mend', template: 'charges' },
  nb: {
    result: 'resultat',
    rerun: 'kjør igjen',
    bad_rows: 'rader å rette',
    template: 'belastninger'
  }
}

/** Files that a person saves: what became of a file, and one to fill in. */
export class Saving {
  readonly #ledger: Ledger
  readonly #files: Files
  readonly #language: () => Language

  constructor(ledger: Ledger, files: Files, language: () => Language) {
    this.#ledger = ledger
    this.#files = files
    this.#language = language
  }

  /**
   * Writes a file out whose draft is loaded.
   * @param name what the batch is called
   * @throws TrekkError `cancelled`; `nothing_to_save` when no row belongs in it; `file_unwritable`
   */
  async save(
    batchId: string,
    name: string,
    what: SavedFile,
    words: FileWords,
    chooseFile: ChooseFile
  ): Promise<{ rows: number; reencoded: boolean }> {
    const language = this.#language()
    const ending = await this.#files.ask('ending', batchId)
    const path = await chooseFile(`${fileNameOf(name)} - ${names[language][what]}.${ending}`)
    if (path === null) throw new TrekkError('cancelled', 'no file was chosen')
    // Now, and not when the dialog opened: somebody may have released it meanwhile.
    const isReleased = (await this.#ledger.batches.get(batchId)) !== null
    const saved = await this.#files.ask('save', batchId, what, path, { language, words, isReleased })
    if (saved.rows === 0) throw new TrekkError('nothing_to_save', 'no row belongs in such a file')
    return saved
  }

  /**
   * Writes a file to fill in, of the stored cards of an account that a search finds.
   * @throws TrekkError `cancelled`, `file_unwritable`
   */
  async saveTemplate(
    accountId: string,
    query: string,
    form: 'text' | 'workbook',
    chooseFile: ChooseFile
  ): Promise<{ cards: number }> {
    const language = this.#language()
    const found = query === '' ? null : await this.#ledger.reads.searchCards(accountId, query, mostRecords)
    const path = await chooseFile(`${names[language].template}.${form === 'workbook' ? 'xlsx' : 'csv'}`)
    if (path === null) throw new TrekkError('cancelled', 'no file was chosen')
    const cardIds = found === null ? null : found.cards.map((card) => card.id)
    return this.#files.ask('saveTemplate', accountId, cardIds, form, language, path)
  }
}
