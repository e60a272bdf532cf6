import { userInfo } from 'node:os'
import { systemLanguage } from '../../shared/languages'
import type { BatchOptions } from './options'
import type { Output } from './printer'
import { runBatchCommand, type CommandPlace } from './run-command'

/** A terminal that is closed asks for the same as Ctrl C. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs `trekk batch` in the terminal it was typed in. @returns the exit code, when all is printed */
export async function runInTerminal(
  options: BatchOptions,
  place: Pick<CommandPlace, 'profile' | 'isUsualProfile' | 'built' | 'version'>
): Promise<number> {
  const { stdout, stderr } = process
  // Who reads may go away, as `head` does: that must not end a file in the middle.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined)
  const output: Output = {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    isTerminal: stdout.isTTY
  }
  const code = await runBatchCommand(options, {
    ...place,
    dinteroUrl: process.env['TREKK_DINTERO_URL'],
    folder: process.cwd(),
    osUser: userInfo().username,
    language: systemLanguage(new Intl.DateTimeFormat().resolvedOptions().locale),
    output,
    onSignal: (ask) => {
      for (const signal of signals) process.on(signal, ask)
    }
  })
  await Promise.all([stdout, stderr].map(written))
  return code
}

function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve()
    else stream.write('', () => resolve())
  })
}
