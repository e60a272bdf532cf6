import { parentPort } from 'node:worker_threads'
import { TrekkError, type AppError } from '../../shared/result'
import type { ThreadAnswer, ThreadCall } from './thread'

/** Answers what a thread is asked, each call by `answer`; what it throws becomes an error with a code. For workers. */
export function serveThread(answer: (name: string, given: readonly unknown[]) => unknown): void {
  parentPort?.on('message', (call: ThreadCall) => {
    void answered(call, answer).then((said) => parentPort?.postMessage(said))
  })
}

async function answered(
  { id, name, given }: ThreadCall,
  answer: (name: string, given: readonly unknown[]) => unknown
): Promise<ThreadAnswer> {
  try {
    return { id, ok: true, value: await answer(name, given) }
  } catch (error) {
    return { id, ok: false, error: toAppError(error) }
  }
}

function toAppError(error: unknown): AppError {
  if (error instanceof TrekkError) return error.toAppError()
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) }
}
