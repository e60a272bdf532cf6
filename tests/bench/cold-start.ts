import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import { electronExecutable, sandboxArguments } from '../tooling/electron-runtime.mjs'
import { launchTrekk, temporaryProfile } from '../support/app'
import { startTraining } from '../support/connect'
import { median, milliseconds, printTable } from './figures'

const trekkFolder = fileURLToPath(new URL('../../', import.meta.url))
const emptyFolder = fileURLToPath(new URL('empty-app/', import.meta.url))
const runs = 7

/**
 * Resolves in the page with the moment, ms since 1970 UTC, at which the card field has focus and a reference is
 * proposed: the ledger is then open, and a charge can be typed.
 */
async function trekkReady(): Promise<number> {
  while (
    document.activeElement?.matches('main [data-autofocus]') !== true ||
    ![...document.querySelectorAll<HTMLInputElement>('main input')].some(({ value }) =>
      /^T-\d{8}-/.test(value)
    )
  )
    await new Promise((resolve) => setTimeout(resolve, 4))
  return performance.timeOrigin + performance.now()
}

/** The same for the empty window: its field has focus. */
async function emptyReady(): Promise<number> {
  while (document.activeElement?.matches('input') !== true)
    await new Promise((resolve) => setTimeout(resolve, 4))
  return performance.timeOrigin + performance.now()
}

/** From the start of the process to the moment its page is ready, ms. Both apps are watched through the same port. */
async function startOnce(
  folder: string,
  ready: () => Promise<number>,
  env: NodeJS.ProcessEnv
): Promise<number> {
  const began = Date.now()
  const child = spawn(
    electronExecutable().path,
    [...sandboxArguments(), '--remote-debugging-port=0', folder, '--lang=en'],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] }
  )
  const ended = once(child, 'exit')
  try {
    const browser = await chromium.connectOverCDP(await debuggingAddress(child.stderr))
    const readyAt = await (await firstPage(browser.contexts()[0]?.pages() ?? [], browser)).evaluate(ready)
    await browser.close()
    return readyAt - began
  } finally {
    child.kill('SIGTERM')
    const stubborn = setTimeout(() => child.kill('SIGKILL'), 5_000)
    await ended
    clearTimeout(stubborn)
  }
}

async function firstPage(
  pages: readonly Page[],
  browser: Awaited<ReturnType<typeof chromium.connectOverCDP>>
): Promise<Page> {
  const [there] = pages
  if (there !== undefined) return there
  const context = browser.contexts()[0]
  if (context === undefined) throw new Error('The app has no page to watch')
  return context.waitForEvent('page')
}

async function debuggingAddress(output: Readable): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
    if (address === undefined) continue
    // Whatever else it prints must not fill the pipe and stop it.
    output.resume()
    return address
  }
  throw new Error('The app ended before it could be watched')
}

/** Cold start to a usable charge form beside that of an empty window, in turns, medians of seven. */
export async function benchColdStart(): Promise<void> {
  const profile = temporaryProfile()
  const emptyProfile = temporaryProfile()
  try {
    const first = await launchTrekk({ profile: profile.path })
    await startTraining(first.page)
    await first.close()

    const trekk = (): Promise<number> =>
      startOnce(trekkFolder, trekkReady, {
        TREKK_PROFILE: profile.path,
        TREKK_DINTERO_URL: 'http://127.0.0.1:9/v1'
      })
    const empty = (): Promise<number> =>
      startOnce(emptyFolder, emptyReady, { XDG_CONFIG_HOME: emptyProfile.path })
    // Once each before counting, so that neither pays for a cold file cache.
    await trekk()
    await empty()
    const times: { trekk: number[]; empty: number[] } = { trekk: [], empty: [] }
    for (let run = 0; run < runs; run += 1) {
      times.trekk.push(await trekk())
      times.empty.push(await empty())
    }
    const row = (name: string, all: readonly number[]): string[] => [
      name,
      milliseconds(median(all)),
      milliseconds(Math.min(...all)),
      milliseconds(Math.max(...all))
    ]
    const difference = median(times.trekk) - median(times.empty)
    printTable(
      `Cold start, from the start of the process (${runs} each, in turns)`,
      ['to', 'median', 'least', 'most'],
      [
        row('Trekk: charge form ready to type in', times.trekk),
        row('Empty Electron window', times.empty),
        ['Difference of the medians', milliseconds(difference), '', '']
      ]
    )
  } finally {
    profile.remove()
    emptyProfile.remove()
  }
}
