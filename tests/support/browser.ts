import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type Page } from '@playwright/test'
import { electronExecutable, sandboxArguments } from '../tooling/electron-runtime.mjs'
import { removeFolder } from './remove-folder'

/** An Electron app that is one empty window: Chromium without anything of Trekk. */
const emptyWindow = fileURLToPath(new URL('../bench/empty-app/', import.meta.url))

export interface Browser {
  readonly page: Page
  end(): Promise<void>
}

/** A customer's browser: a Chromium with a process and a profile of its own, which shares nothing with the app. */
export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'trekk-browser-'))
  const sandbox = sandboxArguments()
  const app = await _electron.launch({
    executablePath: electronExecutable().path,
    chromiumSandbox: sandbox.length === 0,
    args: [...sandbox, `--user-data-dir=${profile}`, '--lang=en', emptyWindow]
  })
  const child = app.process()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    page: await app.firstWindow(),
    async end() {
      child.kill('SIGKILL')
      await ended
      removeFolder(profile)
    }
  }
}
