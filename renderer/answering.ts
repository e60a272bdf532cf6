import type { Result } from '../shared/result'

/**
 * Makes every call to main answer, whatever happens to it on the way: one that fails in transport becomes a failure with
 * a code, like any other, so that nothing waits for ever for an answer that will not come.
 * @param calls what the page may ask of main; `on`, which asks nothing, stays as it is
 */
export function answering<Calls extends object>(calls: Calls): Calls {
  const wrapped = Object.entries(calls).map(([name, call]: [string, (...given: unknown[]) => unknown]) => [
    name,
    name === 'on'
      ? call
      : async (...given: unknown[]) => {
          try {
            return await call(...given)
          } catch (error) {
            return failed(error)
          }
        }
  ])
  return Object.fromEntries(wrapped) as Calls
}

function failed(error: unknown): Result<never> {
  const message = error instanceof Error ? error.message : 'the call did not come back'
  return { ok: false, error: { code: 'internal', message } }
}
