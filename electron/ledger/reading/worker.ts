import { workerData } from 'node:worker_threads'
import { serveThread } from '../../threads/serve'
import type { LedgerReads } from './ledger-reads'
import { Reads } from './reads'
import type { ThreadStart } from './thread'

/** What may be asked: the methods of `LedgerReads`. */
type Question = Exclude<keyof LedgerReads, 'close'>

/** Between two slices of the index questions are answered; when all is taken in, it is looked again this often, ms. */
const lookAgain = 2_000

const { folder, file, keepsIndex }: ThreadStart = workerData
const reads = new Reads(folder, file, Date.now)

serveThread((name, given) => {
  const method: (...given: readonly never[]) => unknown = reads[name as Question].bind(reads)
  return method(...(given as readonly never[]))
})

/** Keeps the search index up to date beside the questions, so that a search does not have to. */
function keepIndexing(): void {
  void reads
    .catchUp(1)
    .catch(() => false)
    .then((more) => setTimeout(keepIndexing, more ? 0 : lookAgain).unref())
}

if (keepsIndex) keepIndexing()
