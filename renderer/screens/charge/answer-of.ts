import type { Result } from '../../../shared/result'

/** A call that fails in transport becomes a failure with a code, like any other. Never rejects. */
export async function answerOf<T>(call: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call
  } catch (error) {
    const message = error instanceof Error ? error.message : 'the call did not come back'
    return { ok: false, error: { code: 'internal', message } }
  }
}
