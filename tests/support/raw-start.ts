import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { electronExecutable, sandboxArguments } from '../tooling/electron-runtime.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface RawStart {
  /** Resolves with the exit code, null after a signal, when the app has ended. */
  readonly ended: Promise<number | null>
  kill(): Promise<void>
}

/** Starts the built app as a person's second click on its icon would, with nobody driving it. */
export function startRaw(profile: string, dinteroUrl: string): RawStart {
  const child = spawn(electronExecutable().path, [...sandboxArguments(), root], {
    env: { ...process.env, TREKK_PROFILE: profile, TREKK_DINTERO_URL: dinteroUrl },
    stdio: 'ignore'
  })
  const ended = once(child, 'exit').then(([code]: unknown[]) => (typeof code === 'number' ? code : null))
  return {
    ended,
    async kill() {
      child.kill('SIGKILL')
      await ended
    }
  }
}
