import { parseArgs, type ParseArgsConfig } from 'node:util'
import { accountId } from '../../shared/account'
import { rowProblemCode } from '../../shared/batch-problem'
import { longestBatchName } from '../../shared/batch-view'
import { textProblem } from '../../shared/fields'
import { isCurrency, parseTotal } from '../../shared/money'
import { fieldText } from '../../shared/text'

/** What may be let pass though nobody looks: warnings of rows, and that the very file was released before. */
export const acceptable = [...rowProblemCode.options, 'same_file', 'not_asked'] as const
export type Acceptable = (typeof acceptable)[number]

/** What `trekk batch` was told. */
export interface BatchOptions {
  /** As typed. */
  readonly file: string
  readonly out: string
  readonly accountId: string
  readonly mapping: string
  readonly name: string
  /** Minor units. */
  readonly totals: readonly { readonly currency: string; readonly amount: number }[]
  readonly firstCharges: number
  readonly accept: ReadonlySet<Acceptable>
  readonly realMoney: boolean
  readonly json: boolean
}

/** Why what was typed is not understood. `text` is what it is about, as it was typed. */
export interface OptionProblem {
  readonly kind:
    | 'unknown'
    | 'twice'
    | 'missing'
    | 'no_file'
    | 'many_files'
    | 'stdin'
    | 'account'
    | 'name'
    | 'total'
    | 'total_ambiguous'
    | 'total_twice'
    | 'first'
    | 'accept'
  readonly text: string
}

export type ReadOptions =
  | { readonly kind: 'help' }
  | { readonly kind: 'batch'; readonly options: BatchOptions }
  | { readonly kind: 'problem'; readonly problem: OptionProblem; readonly json: boolean }

const shape = {
  account: { type: 'string' },
  mapping: { type: 'string' },
  name: { type: 'string' },
  release: { type: 'string', multiple: true },
  out: { type: 'string' },
  first: { type: 'string' },
  accept: { type: 'string', multiple: true },
  'real-money': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' }
} as const satisfies ParseArgsConfig['options']

const needed = ['account', 'mapping', 'name', 'release', 'out'] as const
/** As the page has it. */
const usualFirst = 3
const mostFirst = 100

class Misunderstood extends Error {
  readonly problem: OptionProblem

  constructor(kind: OptionProblem['kind'], text: string) {
    super(kind)
    this.problem = { kind, text }
  }
}

/** Reads what was typed after `trekk batch`. Nothing is guessed: what is unknown, twice or unclear is a problem. */
export function readBatchOptions(words: readonly string[]): ReadOptions {
  if (words.includes('--help')) return { kind: 'help' }
  try {
    return { kind: 'batch', options: read(words) }
  } catch (error) {
    if (!(error instanceof Misunderstood)) throw error
    return { kind: 'problem', problem: error.problem, json: words.includes('--json') }
  }
}

function read(words: readonly string[]): BatchOptions {
  const { values, positionals } = parsed(words)
  const lacking = needed.find((option) => values[option] === undefined)
  const [file, ...others] = positionals
  if (file === undefined || file === '') throw new Misunderstood('no_file', '')
  if (others.length > 0) throw new Misunderstood('many_files', others.join(' '))
  if (file === '-') throw new Misunderstood('stdin', file)
  if (lacking !== undefined) throw new Misunderstood('missing', `--${lacking}`)
  const { account = '', mapping = '', name = '', release = [], out = '', accept = [] } = values
  if (!accountId.safeParse(account).success) throw new Misunderstood('account', account)
  if (fieldText(mapping) === '') throw new Misunderstood('missing', '--mapping')
  if (out === '') throw new Misunderstood('missing', '--out')
  return {
    file,
    out,
    accountId: account,
    mapping,
    name: readName(name),
    totals: readTotals(release),
    firstCharges: readFirst(values.first),
    accept: new Set(accept.map(readAccepted)),
    realMoney: values['real-money'] ?? false,
    json: values.json ?? false
  }
}

function parsed(words: readonly string[]) {
  try {
    const read = parseArgs({
      args: [...words],
      options: shape,
      allowPositionals: true,
      strict: true,
      tokens: true
    })
    const seen = new Set<string>()
    for (const token of read.tokens) {
      if (token.kind !== 'option') continue
      const isRepeatable = token.name === 'release' || token.name === 'accept'
      if (seen.has(token.name) && !isRepeatable) throw new Misunderstood('twice', token.rawName)
      seen.add(token.name)
    }
    return read
  } catch (error) {
    if (error instanceof Misunderstood) throw error
    throw new Misunderstood('unknown', error instanceof Error ? error.message : '')
  }
}

function readName(typed: string): string {
  const name = fieldText(typed)
  if (name === '' || textProblem(name, longestBatchName) !== null) throw new Misunderstood('name', typed)
  return name
}

/** `128450.00 NOK`, `NOK 128 450,00`: the currency is always said. */
function readTotals(typed: readonly string[]): BatchOptions['totals'] {
  const totals = typed.map((text) => {
    const code = /(?:^|[^A-Za-z])([A-Za-z]{3})(?=[^A-Za-z]|$)/.exec(text.trim())?.[1]?.toUpperCase() ?? ''
    if (!isCurrency(code)) throw new Misunderstood('total', text)
    const reading = parseTotal(text, code)
    if (!reading.ok)
      throw new Misunderstood(reading.problem === 'ambiguous' ? 'total_ambiguous' : 'total', text)
    return { currency: code, amount: reading.amount }
  })
  const twice = totals.find(
    ({ currency }, index) => totals.findIndex((each) => each.currency === currency) !== index
  )
  if (twice !== undefined) throw new Misunderstood('total_twice', twice.currency)
  return totals
}

function readFirst(typed: string | undefined): number {
  if (typed === undefined) return usualFirst
  if (!/^\d{1,3}$/.test(typed) || Number(typed) > mostFirst) throw new Misunderstood('first', typed)
  return Number(typed)
}

function readAccepted(typed: string): Acceptable {
  const code = acceptable.find((each) => each === typed)
  if (code === undefined) throw new Misunderstood('accept', typed)
  return code
}
