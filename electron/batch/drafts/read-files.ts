import type { ColumnsView, ReadingChoices } from '../../../shared/batch-view'
import type { FileField } from '../../../shared/charge-file'
import type { FileDefaults, MappingChoices } from '../../../shared/column-mapping'
import { TrekkError } from '../../../shared/result'
import { headerKey } from '../../importing/meaning/header-key'
import type { NewToken } from './brought-cards'
import { ReadFile, type FileSource } from './read-file'
import type { DraftSetting } from './setting'

/** The files whose columns are looked at, or can be looked at again: their bytes are in memory. */
export class ReadFiles {
  readonly #files = new Map<string, ReadFile>()
  /** Tokens of files that are being sealed, piece by piece. */
  readonly #tokens = new Map<string, readonly NewToken[]>()

  /** @throws as `ReadFile.open` */
  async open(batchId: string, source: FileSource, setting: DraftSetting): Promise<ReadFile> {
    const file = await ReadFile.open(source, setting)
    this.#files.set(batchId, file)
    return file
  }

  has(batchId: string): boolean {
    return this.#files.has(batchId)
  }

  /** @throws TrekkError `not_found` when its columns are not looked at any more */
  require(batchId: string): ReadFile {
    const file = this.#files.get(batchId)
    if (file === undefined) throw new TrekkError('not_found', 'the columns of this file are not looked at')
    return file
  }

  async readAnew(batchId: string, choices: ReadingChoices): Promise<ColumnsView> {
    const file = this.require(batchId)
    this.#tokens.delete(batchId)
    await file.readAnew(choices)
    return file.view()
  }

  answer(batchId: string, answers: MappingChoices, defaults: FileDefaults): ColumnsView {
    const file = this.require(batchId)
    this.#tokens.delete(batchId)
    file.answer(answers, defaults)
    return file.view()
  }

  /** What a person chose for which header, to be remembered. */
  chosenHeaders(batchId: string): Record<string, FileField> {
    const { meaning } = this.require(batchId)
    const chosen = meaning.columns.filter(({ by, header }) => by === 'chosen' && header.trim() !== '')
    return Object.fromEntries(chosen.map(({ header, field }) => [headerKey(header), field]))
  }

  /**
   * A piece of the tokens of a file, which are looked for when the first piece is asked for.
   * @throws TrekkError `questions_open` while anything is asked
   */
  async tokens(
    batchId: string,
    look: (file: ReadFile) => Promise<readonly NewToken[]>,
    from: number,
    most: number
  ): Promise<NewToken[]> {
    const file = this.require(batchId)
    if (!file.isWhole || file.meaning.questions.length > 0)
      throw new TrekkError('questions_open', 'something is still asked about the columns')
    const found = this.#tokens.get(batchId) ?? (await look(file))
    this.#tokens.set(batchId, found)
    return found.slice(from, from + most)
  }

  /** Its tokens are kept sealed now, and not in clear. */
  forgetTokens(batchId: string): void {
    this.#tokens.delete(batchId)
  }

  forget(batchId: string): void {
    this.#files.delete(batchId)
    this.#tokens.delete(batchId)
  }
}
