import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { trainingAccountId } from '../../shared/account'
import { openServicesWithoutElectron } from './services'
import { openLedger } from '../../electron/ledger/ledger'
import { launchTrekk, temporaryProfile } from '../support/app'
import { startTraining } from '../support/connect'
import { Desk } from '../support/desk'
import { milliseconds, percentile, printTable } from './figures'
import { measured, type Watching } from './in-page'
import { customerName, manyCards } from './people'

const cardCount = 50_000
const limit = 20

/** What people type: parts of names, numbers and addresses; common, rare, and found nowhere. */
function queries(): string[] {
  const of = (make: (index: number) => string): string[] =>
    Array.from({ length: 25 }, (_, at) => make(at * 1_987 + 13))
  return [
    ...of((index) => customerName(index)),
    ...of((index) => customerName(index).slice(0, 5)),
    ...of((index) => `kunde.${index}@`),
    ...of((index) => String(100_000 + index)),
    ...of((index) => String(40_000_000 + index * 7)),
    ...of((index) => String(index % 10_000).padStart(4, '0')),
    ...of((index) => `avtale-${(index * 31).toString(36)}`),
    ...of((index) => `finnes ikke ${index}`),
    ...['k', 'ø', 'ka', 'odegard', 'bjorn ode', 'example.no', '']
  ]
}

async function inProcess(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'trekk-bench-'))
  const services = await openServicesWithoutElectron(folder)
  try {
    await services.ledger.write(({ cards }) =>
      cards.insertMany(manyCards(services.accountId, cardCount, Date.now()))
    )
    await services.cards.search('warm', limit)
    const times: number[] = []
    for (const query of queries()) {
      const before = performance.now()
      await services.cards.search(query, limit)
      times.push(performance.now() - before)
    }
    return figures(`CardService, ${times.length} queries`, times)
  } finally {
    await services.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Watches, in the page, from the next key to the frame with nothing but the card of `expected` in the list; ms. */
function watchFromKey(expected: string): Watching {
  return [
    (async () => {
      const pressed = await new Promise<number>((resolve) => {
        document.addEventListener('beforeinput', () => resolve(performance.now()), {
          once: true,
          capture: true
        })
      })
      for (;;) {
        const shown = document.querySelectorAll('[role="listbox"][aria-label="Card"] [role="option"]')
        if (shown.length === 1 && shown[0]?.textContent.includes(expected) === true) break
        if (performance.now() - pressed > 10_000) throw new Error(`no result for ${expected}`)
        await new Promise((resolve) => requestAnimationFrame(resolve))
      }
      // The frame after the one in which it was there: it is on the screen now.
      await new Promise((resolve) => requestAnimationFrame(resolve))
      return performance.now() - pressed
    })()
  ]
}

/** From the last key to the moment the result of what was typed is painted, ms. */
async function keyToResults(page: Page, query: string, found: string): Promise<number> {
  const field = new Desk(page).card
  await field.fill(query.slice(0, -1))
  await page.getByRole('option').first().waitFor()
  const watching = await page.evaluateHandle(watchFromKey, found)
  return measured(watching, () => page.keyboard.type(query.slice(-1)))
}

async function inApp(): Promise<string[]> {
  const profile = temporaryProfile()
  try {
    const first = await launchTrekk({ profile: profile.path })
    await startTraining(first.page)
    await first.close()
    const ledger = await openLedger({ folder: profile.path, clock: Date.now })
    await ledger.write(({ cards }) => cards.insertMany(manyCards(trainingAccountId, cardCount, Date.now())))
    await ledger.close()

    const running = await launchTrekk({ profile: profile.path })
    const times: number[] = []
    for (let at = 0; at < 20; at += 1) {
      // Without the at sign ten others begin the same, so the last key is what leaves one.
      const index = at * 211 + 500
      times.push(await keyToResults(running.page, `kunde.${index}@`, customerName(index)))
    }
    await running.close()
    return figures('In the app, last key to painted result, 20 queries', times)
  } finally {
    profile.remove()
  }
}

function figures(name: string, times: readonly number[]): string[] {
  return [name, ...[50, 95, 100].map((percent) => milliseconds(percentile(times, percent)))]
}

/** Card search among 50,000: the service under plain Node, and what a person at the keyboard sees. */
export async function benchCardSearch(): Promise<void> {
  const rows = [await inProcess(), await inApp()]
  printTable(`Card search among ${cardCount.toLocaleString('en')}`, ['where', 'p50', 'p95', 'most'], rows)
}
