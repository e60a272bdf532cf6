import { execFile } from 'node:child_process'
import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { ledgerFile, openLedger } from '../../electron/ledger/ledger'
import type { LedgerReads } from '../../electron/ledger/reading/ledger-reads'
import { Reads } from '../../electron/ledger/reading/reads'
import { ReaderThread } from '../../electron/ledger/reading/thread'
import { trainingAccountId } from '../../shared/account'
import type { AuditQuery } from '../../shared/audit'
import { everyCharge, type ChargeFilter, type ChargeQuery } from '../../shared/charge'
import { calls } from '../../shared/ipc'
import { launchTrekk, temporaryProfile, type Profile } from '../support/app'
import { callApi } from '../support/call-api'
import { goTo, startTraining } from '../support/connect'
import { longestBlock, longestBlockIn } from './event-loop'
import { median, milliseconds, printTable } from './figures'
import { measured, type Watching } from './in-page'

const fillScript = fileURLToPath(new URL('fill-process.ts', import.meta.url))
const sizes = [100_000, 1_000_000] as const
const openings = 7
const readings = 25

const charges: ChargeQuery = { ...everyCharge, offset: 0, limit: 200 }
const entries: AuditQuery = { search: '', actions: [], from: null, to: null, offset: 0, limit: 200 }

/** What staff ask of the history, of a ledger with so many charges. */
const chargeQuestions = (size: number): readonly (readonly [string, ChargeQuery])[] => [
  ['charges: the newest 200 and the count', charges],
  ['charges: 200 from the middle', { ...charges, offset: size / 2 }],
  ['charges: the oldest 200', { ...charges, offset: size - 200 }],
  ['charges: declined only', { ...charges, states: ['declined'] }],
  ['charges: declined only, 200 from the middle', { ...charges, states: ['declined'], offset: size / 10 }],
  ['charges: declined for one reason', { ...charges, reasons: ['insufficient_funds'] }],
  [
    'charges: of one provider, 200 from the middle',
    { ...charges, providers: ['dintero_psp'], offset: size / 2 }
  ],
  ['charges: of one currency', { ...charges, currencies: ['NOK'] }],
  ['charges: the oldest first', { ...charges, sort: 'oldest' }],
  ['charges: the largest amounts', { ...charges, sort: 'amount_down' }],
  ['charges: the largest amounts declined', { ...charges, sort: 'amount_down', states: ['declined'] }],
  ['charges: by customer', { ...charges, sort: 'customer' }],
  ['charges: a common name searched, by amount', { ...charges, search: 'bjorn', sort: 'amount_down' }],
  ['charges: one reference searched', { ...charges, search: 'bench-54321' }],
  ['charges: a common name searched', { ...charges, search: 'bjorn' }],
  ['charges: two letters searched', { ...charges, search: 'kr' }],
  ['charges: one letter searched', { ...charges, search: 'x' }],
  ['charges: what is nowhere searched', { ...charges, search: 'finnes ikke' }]
]
/** What they ask the totals of. */
const sumQuestions: readonly (readonly [string, ChargeFilter])[] = [
  ['totals: of everything', everyCharge],
  ['totals: of what was declined', { ...everyCharge, states: ['declined'] }],
  ['totals: of one provider', { ...everyCharge, providers: ['dintero_psp'] }],
  ['totals: of a common name searched', { ...everyCharge, search: 'bjorn' }]
]
const auditQuestions = (size: number): readonly (readonly [string, AuditQuery])[] => [
  ['trail: the newest 200 and the count', entries],
  ['trail: 200 from the middle', { ...entries, offset: size / 2 }],
  ['trail: one reference searched', { ...entries, search: 'bench-54321' }]
]

/** Figures of one size, each under the name of its row; ms. */
type Figures = ReadonlyMap<string, number>

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

/** A profile in training, used by nobody yet. */
async function trainedProfile(): Promise<Profile> {
  const profile = temporaryProfile()
  const first = await launchTrekk({ profile: profile.path })
  await startTraining(first.page)
  await first.close()
  return profile
}

async function fill(folder: string, size: number): Promise<void> {
  const empty = await openLedger({ folder, clock: Date.now })
  const [card] = (await empty.reads.searchCards(trainingAccountId, '', 1)).cards
  await empty.close()
  if (card === undefined) throw new Error('The training account has no card')
  const args = ['--import', 'tsx', fillScript, folder, trainingAccountId, card.id, String(size)]
  await promisify(execFile)(process.execPath, args)
}

/** Takes all charges into the search index, as an app does while nobody asks. @returns how long it took, ms */
async function index(folder: string): Promise<number> {
  const reads = new Reads(folder, ledgerFile, Date.now)
  const before = performance.now()
  while (await reads.catchUp());
  await reads.close()
  return performance.now() - before
}

async function middleOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let time = 0; time < readings; time += 1) {
    const before = performance.now()
    await work()
    times.push(performance.now() - before)
  }
  return median(times)
}

/** The reads as the app makes them, on its threads, and how long they keep the calling thread. */
async function readEverything(reads: LedgerReads, size: number): Promise<[string, number][]> {
  const rows: [string, number][] = []
  const block = await longestBlock(async () => {
    for (const [name, query] of chargeQuestions(size))
      rows.push([name, await middleOf(() => reads.listCharges(trainingAccountId, query))])
    for (const [name, filter] of sumQuestions)
      rows.push([name, await middleOf(() => reads.sumCharges(trainingAccountId, filter))])
    for (const [name, query] of auditQuestions(size))
      rows.push([name, await middleOf(() => reads.listAudit(query))])
  })
  const slow = await longestBlock(async () => {
    await reads.isWhole()
    await reads.verifyAudit()
  })
  rows.push(['longest block of the calling thread meanwhile', block])
  rows.push(['… while file and trail are checked', slow])
  return rows
}

async function inApp(folder: string, size: number): Promise<[string, number][]> {
  const running = await launchTrekk({ profile: folder })
  const { page, app } = running
  try {
    const opened = [await openOnce(page)]
    const block = await longestBlockIn(app, async () => {
      while (opened.length < openings) opened.push(await openOnce(page))
      for (const [, query] of chargeQuestions(size))
        await callApi(page, 'listCharges', query, calls.listCharges.output)
      for (const [, query] of auditQuestions(size))
        await callApi(page, 'listAudit', query, calls.listAudit.output)
      await callApi(page, 'verifyAudit', undefined, calls.verifyAudit.output)
    })
    return [
      ['app: click to painted history, first time', opened[0] ?? NaN],
      [`app: click to painted history, ${openings} times`, median(opened)],
      ['app: longest block of main from then on, trail verified too', block]
    ]
  } finally {
    await running.close()
  }
}

async function figuresOf(trained: string, size: number): Promise<Figures> {
  const profile = temporaryProfile()
  try {
    cpSync(trained, profile.path, { recursive: true })
    await fill(profile.path, size)
    const indexed = await index(profile.path)
    const reads = new ReaderThread(new URL('../../out/main/reader.js', import.meta.url), {
      folder: profile.path,
      file: ledgerFile
    })
    const rows = await readEverything(reads, size)
    await reads.close()
    return new Map([
      ...(await inApp(profile.path, size)),
      ...rows,
      ['taken into the search index from the beginning', indexed]
    ])
  } finally {
    profile.remove()
  }
}

/** Lists and searches with 100,000 and with 1,000,000 charges, and what they cost the thread that charges. */
export async function benchHistory(): Promise<void> {
  const trained = await trainedProfile()
  const columns: Figures[] = []
  try {
    for (const size of sizes) columns.push(await figuresOf(trained.path, size))
  } finally {
    trained.remove()
  }
  const [few, many] = columns
  const rows = [...(few?.keys() ?? [])].map((name) => {
    const [one, other] = [few?.get(name) ?? NaN, many?.get(name) ?? NaN]
    return [name, milliseconds(one), milliseconds(other), (other / one).toFixed(1)]
  })
  printTable(
    'Charges and their trail: medians, goal at most twice as slow and no block over 50 ms',
    ['what', ...sizes.map((size) => size.toLocaleString('en')), 'ratio'],
    rows
  )
}
