import { useCallback, useRef, useState } from 'react'
import type { AppError, Result } from '../../shared/result'

export interface Action<A extends readonly unknown[], T> {
  readonly run: (...args: A) => Promise<Result<T> | null>
  readonly busy: boolean
  readonly error: AppError | null
  readonly clear: () => void
}

/**
 * A call that a person starts. While it runs, starting it again does nothing (a double click, Enter held down)
 * and `run` answers null.
 */
export function useAction<A extends readonly unknown[], T>(
  call: (...args: A) => Promise<Result<T>>
): Action<A, T> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const running = useRef(false)

  const run = useCallback(
    async (...args: A) => {
      if (running.current) return null
      running.current = true
      setBusy(true)
      setError(null)
      const answer = await call(...args).finally(() => {
        running.current = false
        setBusy(false)
      })
      if (!answer.ok) setError(answer.error)
      return answer
    },
    [call]
  )
  const clear = useCallback(() => setError(null), [])
  return { run, busy, error, clear }
}
