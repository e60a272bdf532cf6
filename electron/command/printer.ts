import { batchReasons, type BatchReason } from '../../shared/batch'
import type { ProblemGroup } from '../../shared/batch-view'
import { languageFacts, type Language } from '../../shared/languages'
import { formatMoney } from '../../shared/money'
import { errorCodes, type ErrorCode } from '../../shared/result'
import { commandEvent, type CommandEvent, type Happened } from './events'
import type { PageWords } from './page-words'
import { ownStops, type OwnStop } from './stop'
import { commandWords, type CommandWords, type SaidDetails } from './words'

/** Where a command prints. */
export interface Output {
  /** What it is for: progress and the end of it. */
  readonly out: (text: string) => void
  /** What keeps it from ending well. */
  readonly err: (text: string) => void
  /** A person sees it as it comes: one line may be written over again. */
  readonly isTerminal: boolean
}

export type Printer = (happened: Happened) => void

/** Prints each event as it is, one JSON object a line. @param now ms since 1970 UTC */
export function jsonPrinter({ out }: Output, now: () => number): Printer {
  return (happened) => {
    const event: CommandEvent = commandEvent.parse({ ...happened, at: new Date(now()).toISOString() })
    out(`${JSON.stringify(event)}\n`)
  }
}

/** Where nobody looks, progress is a line in a log: so seldom, ms. */
const seldom = 30_000

/** Says what happens in words, for a person at a terminal and for the log of a schedule. @param now ms since 1970 UTC */
export class TextPrinter {
  readonly #output: Output
  readonly #language: Language
  readonly #words: CommandWords
  readonly #page: PageWords
  readonly #now: () => number
  #last = ''
  #told = -Infinity
  #isLineOpen = false

  constructor(output: Output, language: Language, page: PageWords, now: () => number) {
    this.#output = output
    this.#language = language
    this.#words = commandWords[language]
    this.#page = page
    this.#now = now
  }

  readonly print: Printer = (happened) => {
    const words = this.#words
    switch (happened.event) {
      case 'started':
        return this.#line(words.started(happened))
      case 'read':
        return this.#line(words.read(happened.rows, this.#sums(happened.sums)))
      case 'released':
        return this.#line(words.released(this.#sums(happened.sums)))
      case 'resumed':
        return this.#line(words.resumed(happened.counts))
      case 'progress':
        return this.#progress(words.progress(happened.counts))
      case 'stopping':
        return this.#line(words.stopping)
      case 'saved':
        return this.#line(words.saved(happened.out))
      case 'ended':
        return this.#ended(happened)
    }
  }

  #ended({
    code,
    details,
    problems,
    counts,
    exit_code: exitCode,
    outcome
  }: Extract<Happened, { event: 'ended' }>): void {
    const words = this.#words
    if (code === null) {
      if (counts !== null) this.#line(words.progress(counts))
      if (counts !== null) this.#line(words.done(counts))
      return
    }
    this.#close()
    const lines = [
      ...this.#why(code, this.#inWords(details)),
      ...problems.map((group) => this.#problem(group)),
      ...(outcome === 'result_unwritten' ? [words.unwritten] : []),
      ...(outcome === 'person' ? [words.inWindow] : []),
      ...(outcome === 'paused' ? [words.sameCommand] : []),
      words.exit(exitCode)
    ]
    this.#output.err(`${lines.join('\n')}\n`)
  }

  #why(code: string, details: SaidDetails): string[] {
    const own = ownStops.find((each): each is OwnStop => each === code)
    if (own !== undefined) return [this.#words.stop[own](details)]
    const reason = batchReasons.find((each): each is BatchReason => each === code)
    const error = errorCodes.find((each): each is ErrorCode => each === code)
    const { what, money, next } =
      reason === undefined ? this.#page.ofError(error ?? 'internal') : this.#page.ofReason(reason)
    const facts = Object.entries(details).map(([name, value]) => `  ${name}: ${value}`)
    return [`${what} ${money} ${next}`, ...facts]
  }

  #problem({ code, rows, samples }: ProblemGroup): string {
    const seen = samples.map((sample) => this.#words.sample(sample.row, sample.seen))
    return `  ${this.#words.rowProblem(rows, this.#page.ofProblem(code), seen.join('; '))}`
  }

  #progress(text: string): void {
    if (text === this.#last) return
    if (this.#output.isTerminal) {
      this.#output.out(`\r${text.padEnd(this.#last.length)}`)
      this.#isLineOpen = true
    } else if (this.#now() - this.#told >= seldom) this.#output.out(`${text}\n`)
    else return
    this.#last = text
    this.#told = this.#now()
  }

  #line(text: string): void {
    this.#close()
    this.#output.out(`${text}\n`)
  }

  #close(): void {
    if (this.#isLineOpen) this.#output.out('\n')
    this.#isLineOpen = false
  }

  #sums(sums: readonly { readonly amount: number; readonly currency: string }[]): string {
    const { locale } = languageFacts[this.#language]
    return sums.map(({ amount, currency }) => formatMoney(amount, currency, locale)).join(', ')
  }

  /** Money is `12990 NOK` in a detail, a time ms since 1970 UTC. */
  #inWords(details: Readonly<Record<string, string | number>>): SaidDetails {
    const { locale } = languageFacts[this.#language]
    const said = (name: string, value: string | number): string => {
      if (name === 'said' || name === 'found') return this.#money(String(value)) ?? String(value)
      if (typeof value === 'number' && name.endsWith('At')) return new Date(value).toLocaleString(locale)
      return String(value)
    }
    return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, said(name, value)]))
  }

  #money(text: string): string | null {
    const sums = [...text.matchAll(/(\d+) ([A-Z]{3})/g)].map(([, amount = '', currency = '']) => ({
      amount: Number(amount),
      currency
    }))
    return sums.length === 0 ? null : this.#sums(sums)
  }
}
