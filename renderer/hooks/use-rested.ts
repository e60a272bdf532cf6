import { useEffect, useRef } from 'react'

/** How long what is counted rests between two readings while charges keep coming, ms. */
const rest = 1_000

/** Calls `act` once for all calls within a second, at its end. */
export function useRested(act: () => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      act()
    }, rest)
  }
}
