import { setTimeout as pause } from 'node:timers/promises'
import { goTo } from '../support/connect'
import { printTable } from './figures'
import { FileApp } from './file-app'
import { fileRows } from './file-reading'
import { canMeasureMemory, memoryOf, sumOf } from './process-memory'

const batches = 10
/** Charged of each file before it is stopped. */
const chargedOfEach = 100
const perSecond = 100
const mostPeak = 700
const mostGrowth = 0.05
/** How often it is looked at, ms. */
const sampled = 250
/** How long an app is left alone before it counts as at rest, ms. */
const settled = 2_000
const megabyte = 1_048_576

type Memory = ReadonlyMap<string, number>

/** The most that an app has in memory at any moment of something, as far as it is looked at. */
async function peakOf(pid: number, work: () => Promise<void>): Promise<Memory> {
  let peak = memoryOf(pid)
  const over = new AbortController()
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const now = memoryOf(pid)
      if (sumOf(now) > sumOf(peak)) peak = now
      await pause(sampled)
    }
  }
  const watching = watch()
  try {
    await work()
  } finally {
    over.abort()
    await watching
  }
  return peak
}

/** What an app has in memory while nobody does anything with it: the least of a while, as it is cleared up in between. */
async function atRest(app: FileApp, pid: number): Promise<Memory> {
  await goTo(app.running.page, 'Charge')
  await pause(settled)
  let least = memoryOf(pid)
  for (let look = 0; look < settled / sampled; look += 1) {
    await pause(sampled)
    const now = memoryOf(pid)
    if (sumOf(now) < sumOf(least)) least = now
  }
  return least
}

/** What large files need of memory, all processes together, and whether any of it stays. */
export async function benchBatchMemory(): Promise<void> {
  if (!canMeasureMemory) {
    console.log('\nMemory of charge files: not measured, as only Linux says what processes share.')
    return
  }
  const charges = batches * 2 * chargedOfEach
  const app = await FileApp.start({ rows: fileRows, chargeable: 2 * chargedOfEach, charges })
  try {
    const pid = app.running.app.process().pid
    if (pid === undefined) throw new Error('the app has no process')
    const rows: (readonly [string, Memory])[] = [['at rest, no file yet', await atRest(app, pid)]]
    const rested: Memory[] = []
    for (let month = 0; month < batches; month += 1) {
      const reading = await peakOf(pid, () => app.toReview(month))
      const running = await peakOf(pid, async () => {
        await app.release(perSecond)
        while ((await app.charged()) < chargedOfEach) await pause(sampled)
        await app.stop()
      })
      rested.push(await atRest(app, pid))
      if (month === 0) rows.push(['most while it is read, until its review', reading])
      if (month === 0) rows.push(['most while it is released and charged', running])
      rows.push([`at rest after file ${month + 1}`, rested.at(-1) ?? new Map()])
    }
    print(rows, rested.map(sumOf))
  } finally {
    await app.close()
  }
}

function print(rows: readonly (readonly [string, Memory])[], rested: readonly number[]): void {
  const kinds = [...new Set(rows.flatMap(([, memory]) => [...memory.keys()]))].sort()
  const shown = (bytes: number): string => `${(bytes / megabyte).toFixed(0)} MB`
  const peak = Math.max(...rows.map(([, memory]) => sumOf(memory)))
  const [first = NaN, last = NaN] = [rested[0], rested.at(-1)]
  const growth = last / first - 1
  printTable(
    `Memory with files of ${fileRows.toLocaleString('en')} rows, all processes, what they share counted once (PSS)`,
    ['when', ...kinds, 'in all'],
    rows.map(([name, memory]) => [
      name,
      ...kinds.map((kind) => shown(memory.get(kind) ?? 0)),
      shown(sumOf(memory))
    ])
  )
  printTable(
    `Its goals`,
    ['what', 'measured', 'goal', ''],
    [
      ['at most', shown(peak), `${mostPeak} MB`, peak < mostPeak * megabyte ? 'met' : 'missed'],
      [
        `growth from the first file to number ${batches}`,
        `${(growth * 100).toFixed(1)} %`,
        `${mostGrowth * 100} %`,
        growth <= mostGrowth ? 'met' : 'missed'
      ]
    ]
  )
}
