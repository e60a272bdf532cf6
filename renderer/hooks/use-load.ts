import { useCallback, useEffect, useRef, useState } from 'react'
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

/**
 * Asks main when the component appears and whenever `ask` changes identity (wrap it in `useCallback`).
 * An answer that is overtaken by a newer question is dropped.
 */
export function useLoad<T>(ask: () => Promise<Result<T>>): Load<T> {
  const [value, setValue] = useState<T | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const [loading, setLoading] = useState(true)
  const question = useRef(0)

  const load = useCallback(async () => {
    const mine = ++question.current
    setLoading(true)
    const answer = await ask()
    if (mine !== question.current) return
    setLoading(false)
    setError(answer.ok ? null : answer.error)
    if (answer.ok) setValue(answer.value)
  }, [ask])

  useEffect(() => {
    void load()
    return () => {
      question.current++
    }
  }, [load])

  const replace = useCallback((next: T) => setValue(next), [])
  const reload = useCallback(() => void load(), [load])
  return { value, error, loading, reload, replace }
}
