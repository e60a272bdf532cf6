import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { commandEvent, type CommandEvent } from '../../electron/command/events'
import { electronExecutable, sandboxArguments } from '../tooling/electron-runtime.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface CommandEnd {
  /** Null after a signal that ended it at once. */
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface RunningCommand {
  /** Resolves with the first event of a kind, with `--json`. @throws Error when it ends without */
  readonly until: (event: CommandEvent['event']) => Promise<CommandEvent>
  readonly end: Promise<CommandEnd>
  readonly signal: (signal: NodeJS.Signals) => void
}

/** The built app as a schedule starts it: a command, and no display at all. */
export function startCommand(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  folder: string = root
): RunningCommand {
  const child = spawn(electronExecutable().path, [...sandboxArguments(), root, ...words], {
    cwd: folder,
    env: { ...withoutDisplay(), LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let out = ''
  let err = ''
  const heard = new Set<() => void>()
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8')
    for (const hear of heard) hear()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8')
  })
  const end = once(child, 'close').then(([code]: unknown[]) => ({
    code: typeof code === 'number' ? code : null,
    out,
    err
  }))
  return {
    end,
    signal: (signal) => void child.kill(signal),
    until: async (wanted) => {
      const arrived = new Promise<CommandEvent>((resolve) => {
        const look = (): void => {
          const found = eventsIn(out).find(({ event }) => event === wanted)
          if (found === undefined) return
          heard.delete(look)
          resolve(found)
        }
        heard.add(look)
        look()
      })
      const gone = end.then(({ code }) => {
        throw new Error(`ended with ${code} and without ${wanted}: ${out}${err}`)
      })
      return Promise.race([arrived, gone])
    }
  }
}

/** The events in what was printed with `--json`; a line that is none breaks the test. */
export function eventsIn(out: string): CommandEvent[] {
  return out
    .split('\n')
    .slice(0, -1)
    .map((line) => commandEvent.parse(JSON.parse(line)))
}

function withoutDisplay(): NodeJS.ProcessEnv {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, XAUTHORITY: _authority, ...others } = process.env
  return others
}
