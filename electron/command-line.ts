/** What a start is meant to do, by what was typed after the program's name. */
export type Start =
  | { readonly kind: 'window' }
  /** Words to print, and the exit code to end with. */
  | { readonly kind: 'say'; readonly text: string; readonly code: number }

/** Exit codes of a start without a window; docs/architecture.md 8 tells what scripts may rely on. */
export const exitCodes = { done: 0, notUnderstood: 2 } as const

const help = `Usage: trekk            open the window
       trekk --version  print the version
       trekk --help     print this
`

/**
 * Reads the command line. Switches that are Chromium's or Electron's own are none of ours and are passed over; a word
 * that is no command ends the start with an explanation, also where a window is open already: a script must not be
 * told that all is well.
 * @param words what was typed, without the program and the folder of the app
 */
export function readCommandLine(words: readonly string[], version: string): Start {
  if (words.includes('--version')) return { kind: 'say', text: `${version}\n`, code: exitCodes.done }
  if (words.includes('--help')) return { kind: 'say', text: help, code: exitCodes.done }
  const command = words.find((word) => !word.startsWith('-'))
  if (command === undefined) return { kind: 'window' }
  return {
    kind: 'say',
    text: `trekk: there is no command "${command}"\n${help}`,
    code: exitCodes.notUnderstood
  }
}
