import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Language } from '../../shared/languages'
import { electronExecutable, sandboxArguments } from '../tooling/electron-runtime.mjs'
import { removeFolder } from './remove-folder'

const root = fileURLToPath(new URL('../../', import.meta.url))
const closeTimeout = 5_000
// There is no graphics card to keep apart where tests run, and starting a process for it takes a tenth of a test.
const oneProcessLess = ['--in-process-gpu']

export interface LaunchOptions {
  /** The profile folder; kept by the caller so that a test can restart on it. */
  readonly profile: string
  /** Base address of a simulator; without it the app would talk to Dintero itself, which no test may. */
  readonly dinteroUrl?: string
  readonly language?: Language
  readonly env?: Readonly<Record<string, string>>
  /** Wait for the window; off for starts that are meant to end at once. */
  readonly awaitWindow?: boolean
  /** All processes that a user's app has, for whoever measures them. */
  readonly everyProcess?: boolean
}

export interface RunningApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** All the app printed, for the search for secrets. */
  readonly output: () => string
  /** Ends the app as a person would, then by force if it does not listen. */
  close(): Promise<void>
  /** SIGKILL, as a power cut would. */
  kill(): Promise<void>
}

export interface Profile {
  readonly path: string
  remove(): void
}

/** A profile folder of a test's own; `remove` it at the end. */
export function temporaryProfile(): Profile {
  const path = mkdtempSync(join(tmpdir(), 'trekk-profile-'))
  return { path, remove: () => removeFolder(path) }
}

/** Starts the built app in the Electron that set-up chose, and waits for its window. */
export async function launchTrekk(options: LaunchOptions): Promise<RunningApp> {
  const sandbox = sandboxArguments()
  const app = await _electron.launch({
    executablePath: electronExecutable().path,
    // Left to itself Playwright never starts Electron with its sandbox.
    chromiumSandbox: sandbox.length === 0,
    args: [
      ...sandbox,
      ...(options.everyProcess ? [] : oneProcessLess),
      root,
      `--lang=${options.language ?? 'en'}`
    ],
    env: {
      ...definedEnvironment(),
      TREKK_PROFILE: options.profile,
      TREKK_DINTERO_URL: options.dinteroUrl ?? 'http://127.0.0.1:9/v1',
      LANGUAGE: options.language ?? 'en',
      ...options.env
    }
  })
  let printed = ''
  const keep = (chunk: Buffer): void => {
    printed += chunk.toString('utf8')
  }
  app.process().stdout?.on('data', keep)
  app.process().stderr?.on('data', keep)
  const page = await app.firstWindow()
  // Playwright forgets the process when it has ended.
  const child = app.process()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    app,
    page,
    output: () => printed,
    async close() {
      const closed = app.close().catch(() => undefined)
      const timer = setTimeout(() => child.kill('SIGKILL'), closeTimeout)
      await Promise.race([closed, ended])
      clearTimeout(timer)
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    }
  }
}

function definedEnvironment(): Record<string, string> {
  const pairs = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return Object.fromEntries(pairs)
}
