import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Papa from 'papaparse'
import { readXlsx } from 'hucre'
import { build } from 'vite'
import type { KnownCard } from '../../electron/ledger/reading/known-cards'
import { operationsWith, type CardView } from '../../shared/card'
import { chargeFile, chargeWorkbook } from './charge-file'
import { median, milliseconds, printTable } from './figures'
import { manyCards } from './people'
import type * as work from './read-and-check'
import { benchAccount } from './services'

export const fileRows = 100_000
const rounds = 3
const goal = 1_500
const workbookGoal = 1.5
const now = Date.now()

/** What is measured, as it is shipped: tsx would add to every function what keeps its name, and nearly double its time. */
async function shipped(): Promise<typeof work> {
  const outDir = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'trekk', 'bench')
  const ssr = join(import.meta.dirname, 'read-and-check.ts')
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr, outDir, emptyOutDir: true, minify: false }
  })
  return (await import(pathToFileURL(join(outDir, 'read-and-check.js')).href)) as typeof work
}

/** Processor time, ms: what else the machine does changes it little, and the clock on the wall much. */
async function timed(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** @returns what it took in turns: the first time, and the medians of all, ms */
async function inTurns(
  ours: () => Promise<unknown>,
  bare: () => unknown
): Promise<{ readonly first: number; readonly ours: number; readonly bare: number }> {
  const times = { ours: [] as number[], bare: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    times.ours.push(await timed(ours))
    times.bare.push(await timed(bare))
  }
  return { first: times.ours[0] ?? NaN, ours: median(times.ours), bare: median(times.bare) }
}

function knownCards(): KnownCard[] {
  return manyCards(benchAccount, fileRows, now).map((card) => {
    const { id, tokenKind: kind, provider, reference, tokenFingerprint: fingerprint } = card
    const { brand, lastFour, expiry, customerName, customerNumber, email, phone, addedAt } = card
    const view: CardView = {
      ...{
        id,
        provider,
        brand,
        lastFour,
        expiry,
        customerName,
        customerNumber,
        email,
        phone,
        reference,
        addedAt
      },
      ...{ expired: false, blockedUntil: null, lastChargedAt: null, atDintero: [] },
      tokenKinds: [kind],
      operations: [...operationsWith(provider, [kind])]
    }
    return { view, own: { id, kind, tokenId: null, fingerprint, reference }, twin: null, twinId: null }
  })
}

/** Reading and checking a large file, beside the bare libraries on the same bytes. */
export async function benchFileReading(): Promise<void> {
  const { readFile, readAndCheck } = await shipped()
  const cards = knownCards()
  const text = chargeFile(fileRows)
  const workbook = Buffer.from(await chargeWorkbook(fileRows))
  const sound = await readAndCheck(chargeFile(1_000), cards)
  if (sound !== 1_000) throw new Error(`${sound} of 1000 rows were sound`)
  const read = await inTurns(
    () => readFile(text, {}),
    () => Papa.parse(text.toString('latin1'), { delimiter: ';' })
  )
  const both = await inTurns(
    () => readAndCheck(text, cards),
    () => Papa.parse(text.toString('latin1'), { delimiter: ';' })
  )
  const sheet = await inTurns(
    () => readFile(workbook, {}),
    () => readXlsx(workbook)
  )
  const row = (name: string, { first, ours, bare }: typeof read, met: boolean | null): string[] => [
    name,
    milliseconds(first),
    milliseconds(ours),
    milliseconds(bare),
    (ours / bare).toFixed(2),
    met === null ? '–' : met ? 'met' : 'missed'
  ]
  printTable(
    `A file of ${fileRows.toLocaleString('en')} rows beside papaparse and hucre alone: processor time (medians of ${rounds} rounds, in turns; goals ${goal} ms, ${workbookGoal} times)`,
    ['what', 'first time', 'Trekk', 'bare', 'ratio', 'goal'],
    [
      row('CSV read', read, null),
      row('CSV read and checked', both, both.ours <= goal),
      row('workbook read', sheet, sheet.ours <= workbookGoal * sheet.bare)
    ]
  )
}
