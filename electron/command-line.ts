import { systemLanguage, type Language } from '../shared/languages'
import { exitCodes } from './command/exit-codes'
import { readBatchOptions, type BatchOptions } from './command/options'
import { commandWords } from './command/words'

/** What a start is meant to do, by what was typed after the program's name. */
export type Start =
  | { readonly kind: 'window' }
  /** Words to print, and the exit code to end with. */
  | { readonly kind: 'say'; readonly text: string; readonly code: number }
  | { readonly kind: 'batch'; readonly options: BatchOptions }

/** The language of the operating system, as Node knows it before Electron is ready. */
export function languageOfSystem(): Language {
  return systemLanguage(new Intl.DateTimeFormat().resolvedOptions().locale)
}

/**
 * Reads the command line. Switches before the command are Chromium's or Electron's own, none of ours, and are passed over;
 * what follows it is read to the last word. A word that is no command ends the start with an explanation, also where a
 * window is open already: a script must not be told that all is well.
 * @param words what was typed, without the program and the folder of the app
 */
export function readCommandLine(words: readonly string[], version: string, language: Language): Start {
  const said = commandWords[language]
  const at = words.findIndex((word) => !word.startsWith('-'))
  const command = words[at]
  if (command === 'batch') return readBatch(words.slice(at + 1), language)
  if (words.includes('--version')) return { kind: 'say', text: `${version}\n`, code: exitCodes.done }
  if (words.includes('--help')) return { kind: 'say', text: said.usage, code: exitCodes.done }
  if (command === undefined) return { kind: 'window' }
  return misunderstood(`${said.noCommand(command)}\n${said.usage}`)
}

function readBatch(words: readonly string[], language: Language): Start {
  const said = commandWords[language]
  const read = readBatchOptions(words)
  if (read.kind === 'batch') return read
  if (read.kind === 'help') return { kind: 'say', text: said.batchHelp, code: exitCodes.done }
  return misunderstood(`${said.problem(read.problem)}\n\n${said.batchHelp}`)
}

function misunderstood(text: string): Start {
  return { kind: 'say', text: `trekk: ${text}`, code: exitCodes.not_understood }
}
