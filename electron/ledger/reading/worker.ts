import { parentPort, workerData } from 'node:worker_threads'
import { TrekkError, type AppError } from '../../../shared/result'
import { Reads } from './reads'
import type { ThreadAnswer, ThreadCall, ThreadStart } from './thread'

/** Between two slices of the index questions are answered; when all is taken in, it is looked again this often, ms. */
const lookAgain = 2_000

const { folder, file, keepsIndex }: ThreadStart = workerData
const reads = new Reads(folder, file, Date.now)

parentPort?.on('message', (call: ThreadCall) => {
  void answer(call).then((said) => parentPort?.postMessage(said))
})

async function answer({ id, name, given }: ThreadCall): Promise<ThreadAnswer> {
  try {
    const method: (...given: readonly never[]) => Promise<unknown> = reads[name].bind(reads)
    return { id, ok: true, value: await method(...(given as readonly never[])) }
  } catch (error) {
    return { id, ok: false, error: toAppError(error) }
  }
}

function toAppError(error: unknown): AppError {
  if (error instanceof TrekkError) return error.toAppError()
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) }
}

/** Keeps the search index up to date beside the questions, so that a search does not have to. */
function keepIndexing(): void {
  void reads
    .catchUp(1)
    .catch(() => false)
    .then((more) => setTimeout(keepIndexing, more ? 0 : lookAgain).unref())
}

if (keepsIndex) keepIndexing()
