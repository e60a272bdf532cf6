import type { Actor } from '../../shared/audit'
import { longestBatchName, type ColumnsView } from '../../shared/batch-view'
import { choicesOf, headerOf, type KeptMapping, type NamedMapping } from '../../shared/named-mapping'
import { TrekkError } from '../../shared/result'
import { fieldText } from '../../shared/text'
import type { Ledger } from '../ledger/ledger'
import { checkedName } from './checked-name'
import type { Files } from './files'

export interface MappingsParts {
  readonly ledger: Ledger
  readonly files: Files
  readonly actor: () => Actor
  /** ms since 1970 UTC */
  readonly clock: () => number
}

/** Mappings that a person keeps under a name, for files that are charged without them. */
export class Mappings {
  readonly #parts: MappingsParts

  constructor(parts: MappingsParts) {
    this.#parts = parts
  }

  /**
   * Keeps how a file is read now, in place of what had that name before.
   * @throws TrekkError `questions_open` while anything is asked or the file is still read; `invalid_input` |
   * `card_number_refused` for a name that is none, or a file without a header; `storage_*`
   */
  async keep(batchId: string, typed: string): Promise<{ name: string; replaced: boolean }> {
    const { ledger, files, actor, clock } = this.#parts
    const view = await files.ask('columns', batchId)
    const name = checkedName(typed, longestBatchName)
    const mapping = mappingOf(view, name, { by: actor().operator, at: clock() })
    const by = actor()
    return ledger.write(async ({ desk, audit }) => {
      const replaced = await desk.keepMapping(mapping)
      const facts = { columns: columnsOf(mapping), replaced }
      await audit.append({
        at: clock(),
        ...by,
        accountId: null,
        action: 'mapping_kept',
        subject: name,
        facts
      })
      return { name, replaced }
    })
  }

  /** All that are kept, in the order in which they were. */
  async list(): Promise<KeptMapping[]> {
    return this.#parts.ledger.desk.namedMappings()
  }

  /**
   * Takes one away: a command that names it charges nothing from then on.
   * @returns what is left
   * @throws TrekkError `mapping_unknown` with `details.known`; `storage_*`
   */
  async remove(name: string): Promise<KeptMapping[]> {
    const { ledger, actor, clock } = this.#parts
    const { name: kept } = await this.#require(name)
    const by = actor()
    await ledger.write(async ({ desk, audit }) => {
      const removed = await desk.removeMapping(kept)
      if (removed === null) return
      const facts = { columns: columnsOf(removed), keptBy: removed.keptBy, keptAt: removed.keptAt }
      await audit.append({
        at: clock(),
        ...by,
        accountId: null,
        action: 'mapping_removed',
        subject: kept,
        facts
      })
    })
    return this.list()
  }

  /**
   * Reads a file by a mapping, and by nothing else.
   * @throws TrekkError `mapping_unknown` with `details.known`; `mapping_differs` when the file is not of that form, with
   * `details.expected` and `details.found`; `file_refused`
   */
  async use(batchId: string, name: string): Promise<ColumnsView> {
    const { files } = this.#parts
    const mapping = await this.#require(name)
    if (Object.values(mapping.reading).some((choice) => choice !== null))
      await files.ask('readAnew', batchId, mapping.reading)
    else await files.ask('readWhole', batchId)
    requireSame(mapping.header, headerOf((await files.ask('columns', batchId)).meaning))
    const read = await files.ask('answer', batchId, choicesOf(mapping), mapping.defaults)
    // A column of card numbers is read as nothing, whatever was said of it.
    requireSame(mapping.columns, read.meaning.mapping.columns)
    return read
  }

  async #require(name: string): Promise<NamedMapping> {
    const all = await this.#parts.ledger.desk.namedMappings()
    const mapping = all.find((each) => each.name === fieldText(name))
    if (mapping !== undefined) return mapping
    const known = all.map((each) => each.name).join(', ')
    throw new TrekkError('mapping_unknown', `no mapping ${name}`, { details: { known } })
  }
}

/** What of a file is read, in words of the code. */
function columnsOf({ columns }: NamedMapping): string {
  return columns.filter((field) => field !== 'ignored').join(', ')
}

function mappingOf(
  { meaning, choices, defaults, records }: ColumnsView,
  name: string,
  kept: { by: string; at: number }
): NamedMapping {
  const { columns, decimalMark, amountUnit, kidConfirmed } = meaning.mapping
  if (records === null || meaning.questions.length > 0 || amountUnit === null)
    throw new TrekkError('questions_open', 'something is still asked about the columns')
  const header = headerOf(meaning)
  if (header.every((each) => each === ''))
    throw new TrekkError('invalid_input', 'a file without a header has nothing to be known by', {
      fields: [{ field: 'header', problem: 'missing' }]
    })
  return {
    name,
    header,
    reading: choices,
    columns: [...columns],
    decimalMark,
    amountUnit,
    kidConfirmed,
    defaults,
    keptBy: kept.by,
    keptAt: kept.at
  }
}

function requireSame(expected: readonly string[], found: readonly string[]): void {
  if (expected.length === found.length && expected.every((each, index) => each === found[index])) return
  throw new TrekkError('mapping_differs', 'the file is not of the form that the mapping was kept for', {
    details: { expected: expected.join(' | '), found: found.join(' | ') }
  })
}
