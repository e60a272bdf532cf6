import type { Language } from '../../shared/languages'
import { english } from './words-en'
import { norwegian } from './words-nb'
import type { RowCounts } from './events'
import type { OptionProblem } from './options'
import type { OwnStop } from './stop'

/** Details of a stop, with money and times in words. */
export type SaidDetails = Readonly<Record<string, string>>

/** What a command says itself; what the page has words for too, it says in those (page-words.ts). */
export interface CommandWords {
  readonly usage: string
  readonly batchHelp: string
  readonly noCommand: (word: string) => string
  readonly problem: (problem: OptionProblem) => string
  readonly started: (facts: {
    name: string
    account: string
    environment: 'production' | 'test' | 'training'
    simulated: boolean
  }) => string
  readonly read: (rows: number, sums: string) => string
  readonly released: (sums: string) => string
  readonly resumed: (counts: RowCounts) => string
  readonly progress: (counts: RowCounts) => string
  readonly stopping: string
  readonly saved: (out: string) => string
  readonly rowProblem: (rows: number, what: string, samples: string) => string
  readonly sample: (row: number, seen: string) => string
  readonly stop: Readonly<Record<OwnStop, (details: SaidDetails) => string>>
  readonly unwritten: string
  readonly sameCommand: string
  readonly inWindow: string
  readonly done: (counts: RowCounts) => string
  readonly exit: (code: number) => string
}

export const commandWords: Readonly<Record<Language, CommandWords>> = { en: english, nb: norwegian }
