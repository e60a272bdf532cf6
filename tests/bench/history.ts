import type { Page } from '@playwright/test'
import { trainingAccountId } from '../../shared/account'
import type { ChargeQuery } from '../../shared/charge'
import { openLedger } from '../../electron/ledger/ledger'
import { launchTrekk, temporaryProfile } from '../support/app'
import { goTo, startTraining } from '../support/connect'
import { median, milliseconds, percentile, printTable } from './figures'
import { measured, type Watching } from './in-page'
import { fillWithCharges } from './many-charges'

const chargeCount = 100_000
const openings = 7
const readings = 25

const newest: ChargeQuery = {
  search: '',
  states: [],
  operations: [],
  from: null,
  to: null,
  offset: 0,
  limit: 200
}
const questions: readonly (readonly [string, ChargeQuery])[] = [
  ['Ledger: the newest 200 and the count', newest],
  ['Ledger: 200 from the middle', { ...newest, offset: chargeCount / 2 }],
  ['Ledger: declined only', { ...newest, states: ['declined'] }],
  ['Ledger: one reference searched', { ...newest, search: 'bench-54321' }],
  ['Ledger: a common name searched', { ...newest, search: 'bjorn' }]
]

/** Watches, in the page, from the next press to the frame with charges in it; ms. */
function watchFromPress(): Watching {
  return [
    (async () => {
      const pressed = await new Promise<number>((resolve) => {
        document.addEventListener('pointerdown', () => resolve(performance.now()), {
          once: true,
          capture: true
        })
      })
      while (document.querySelector('[role="grid"] [role="row"] [data-column="amount"] span') === null)
        await new Promise((resolve) => requestAnimationFrame(resolve))
      // The frame after the one in which the rows were there: they are on the screen now.
      await new Promise((resolve) => requestAnimationFrame(resolve))
      return performance.now() - pressed
    })()
  ]
}

async function openOnce(page: Page): Promise<number> {
  await goTo(page, 'Charge')
  return measured(await page.evaluateHandle(watchFromPress), () => goTo(page, 'History'))
}

/** Opening the history with 100,000 charges. */
export async function benchHistory(): Promise<void> {
  const profile = temporaryProfile()
  try {
    const first = await launchTrekk({ profile: profile.path })
    await startTraining(first.page)
    await first.close()
    const empty = await openLedger({ folder: profile.path, clock: Date.now })
    const [card] = (await empty.reads.searchCards(trainingAccountId, '', 1)).cards
    await empty.close()
    if (card === undefined) throw new Error('The training account has no card')
    fillWithCharges(profile.path, trainingAccountId, card.id, chargeCount, Date.now())

    const running = await launchTrekk({ profile: profile.path })
    const opened: number[] = []
    for (let time = 0; time < openings; time += 1) opened.push(await openOnce(running.page))
    await running.close()

    const ledger = await openLedger({ folder: profile.path, clock: Date.now })
    const rows: string[][] = []
    for (const [name, query] of questions) {
      const times: number[] = []
      for (let time = 0; time < readings; time += 1) {
        const before = performance.now()
        await ledger.reads.listCharges(trainingAccountId, query)
        times.push(performance.now() - before)
      }
      rows.push([name, milliseconds(median(times)), milliseconds(percentile(times, 95))])
    }
    await ledger.close()
    printTable(
      `History with ${chargeCount.toLocaleString('en')} charges`,
      ['what', 'median', 'p95'],
      [
        [`In the app: click to painted rows, first time`, milliseconds(opened[0] ?? NaN), ''],
        [
          `In the app: click to painted rows, ${openings} times`,
          milliseconds(median(opened)),
          milliseconds(percentile(opened, 95))
        ],
        ...rows
      ]
    )
  } finally {
    profile.remove()
  }
}
