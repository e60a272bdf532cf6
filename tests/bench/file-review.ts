import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ApprovalService } from '../../electron/batch/approval-service'
import { Asking } from '../../electron/batch/asking'
import { BatchRuns } from '../../electron/batch/batch-runs'
import { BatchService } from '../../electron/batch/batch-service'
import { AccountInUse } from '../../electron/batch/file-account'
import { FileThread } from '../../electron/batch/files'
import { ledgerFile } from '../../electron/ledger/ledger'
import { defaultSettings } from '../../shared/settings'
import { chargeFile } from './charge-file'
import { median, milliseconds, printTable } from './figures'
import { fileRows } from './file-reading'
import { manyCards } from './people'
import { openServicesWithoutElectron, type BenchServices } from './services'

const rounds = 3
const goal = 3_000
const previewGoal = 300

/** The service of the app with its thread for files, both new. Nothing is charged, and no token is sealed. */
function openBatches(
  folder: string,
  { ledger, engine }: BenchServices
): { readonly batches: BatchService; readonly close: () => Promise<void> } {
  const files = new FileThread(new URL('../../out/main/files.js', import.meta.url), {
    folder,
    ledger: ledgerFile
  })
  const onError = (error: unknown): void => {
    throw error
  }
  const common = {
    ledger,
    clock: Date.now,
    actor: () => ({ osUser: 'bench', operator: 'Bench', requestId: 'bench' }),
    onProgress: () => undefined,
    onError
  }
  const runs = new BatchRuns({
    ...common,
    engine,
    planOf: () => {
      throw new Error('nothing is charged')
    },
    pause: (ms) => pause(ms),
    under: (_id, work) => work()
  })
  const batches = new BatchService({
    ...common,
    folder,
    files,
    runs,
    asking: new Asking({
      ...common,
      files,
      dintero: { payments: () => Promise.resolve('end'), cards: () => Promise.resolve('end') },
      pause: (ms) => pause(ms),
      onAsking: () => undefined
    }),
    approvals: new ApprovalService({ ...common, uptime: () => performance.now(), ids: randomUUID }),
    seals: { seal: () => Promise.reject(new Error('the file has no tokens')) },
    account: new AccountInUse(ledger, () => defaultSettings),
    source: 'batch',
    language: () => 'nb',
    ids: randomUUID,
    timer: () => () => undefined
  })
  return { batches, close: () => files.close() }
}

/** Takes a file in and on to its review, on a thread that is there and has read nothing yet. @returns when each step was done, ms */
async function toReview(folder: string, services: BenchServices, path: string): Promise<number[]> {
  const { batches, close } = openBatches(folder, services)
  try {
    // As the page does when a file is dragged over it.
    await batches.prepare()
    const began = performance.now()
    const times: number[] = []
    const done = (): unknown => times.push(performance.now() - began)
    const { id, columns } = await batches.import({ kind: 'path', path })
    done()
    if (columns === null) throw new Error('the columns are not there')
    const defaults = { ...columns.defaults, operation: 'unscheduled_purchase' as const }
    await batches.answer(id, columns.answers, defaults)
    await batches.acceptColumns(id)
    done()
    await batches.rename(id, '2026-11 nettleie')
    done()
    const { charges } = await batches.review(id, null)
    done()
    // Some customers have cards of one face, and owe the same: somebody would have to say that it is meant.
    if (charges < 0.99 * fileRows) throw new Error(`${charges} of ${fileRows} rows would be charged`)
    return times
  } finally {
    await close()
  }
}

/** From the drop of a large file until its review can be shown and everything of it is stored. */
export async function benchFileReview(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trekk-bench-'))
  const services = await openServicesWithoutElectron(folder, undefined, 24)
  try {
    await services.ledger.write(({ cards }) =>
      cards.insertMany(manyCards(services.accountId, fileRows, Date.now()))
    )
    const path = join(folder, 'nettleie.csv')
    writeFileSync(path, chargeFile(fileRows))
    const all: number[][] = []
    for (let round = 0; round < rounds; round += 1) all.push(await toReview(folder, services, path))
    const at = (step: number): number => median(all.map((times) => times[step] ?? NaN))
    const took = (step: number): string => milliseconds(step === 0 ? at(0) : at(step) - at(step - 1))
    const verdict = (time: number, limit: number): string => (time <= limit ? 'met' : 'missed')
    printTable(
      `A file of ${fileRows.toLocaleString('en')} rows until its review, by the app's thread (medians of ${rounds} times; goals ${previewGoal} and ${goal} ms)`,
      ['until', 'took', 'in all', 'goal'],
      [
        ['its columns are shown', took(0), milliseconds(at(0)), verdict(at(0), previewGoal)],
        ['its rows are stored and checked', took(1), milliseconds(at(1)), '–'],
        ['it is named, and checked by that', took(2), milliseconds(at(2)), '–'],
        ['it is read anew, and reviewed', took(3), milliseconds(at(3)), verdict(at(3), goal)]
      ]
    )
  } finally {
    await services.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
