import { useEffect, useState } from 'react'

/** The time in ms since 1970 UTC, renewed at an interval while the component is shown. @param every ms */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
