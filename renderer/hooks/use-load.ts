import { useCallback, useEffect, useState } from 'react'
import type { AppError, Result } from '../../shared/result'

/** What a screen has of something it asked main for. `value` of the last answer stays while a newer one is fetched. */
export interface Load<T> {
  readonly value: T | null
  readonly error: AppError | null
  readonly loading: boolean
  readonly reload: () => void
  /** Puts a value in place of the one loaded, for instance after an event. */
  readonly replace: (value: T) => void
}

interface Held<T> {
  readonly ask: () => Promise<Result<T>>
  readonly attempt: number
  readonly value: T | null
  readonly error: AppError | null
}

/**
 * Asks main when the component appears and whenever `ask` changes identity (wrap it in `useCallback`).
 * An answer that is overtaken by a newer question is dropped.
 */
export function useLoad<T>(ask: () => Promise<Result<T>>): Load<T> {
  const [held, setHeld] = useState<Held<T> | null>(null)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    let overtaken = false
    const read = async (): Promise<void> => {
      const answer = await ask()
      if (overtaken) return
      setHeld((before) =>
        answer.ok
          ? { ask, attempt, value: answer.value, error: null }
          : { ask, attempt, value: before?.value ?? null, error: answer.error }
      )
    }
    void read()
    return () => {
      overtaken = true
    }
  }, [ask, attempt])

  const reload = useCallback(() => setAttempt((count) => count + 1), [])
  const replace = useCallback((value: T) => setHeld({ ask, attempt, value, error: null }), [ask, attempt])
  return {
    value: held?.value ?? null,
    error: held?.error ?? null,
    loading: held?.ask !== ask || held.attempt !== attempt,
    reload,
    replace
  }
}
