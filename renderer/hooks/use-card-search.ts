import { useEffect, useMemo, useRef, useState } from 'react'
import type { CardView } from '../../shared/card'
import type { AppError } from '../../shared/result'
import { api } from '../api'

export interface CardSearch {
  /** Null until the first answer. */
  readonly cards: readonly CardView[] | null
  readonly more: boolean
  readonly error: AppError | null
  /** What `cards` is the answer to. */
  readonly query: string
}

const nothingYet: CardSearch = { cards: null, more: false, error: null, query: '' }

/**
 * Cards that match what is typed, the recent ones when nothing is. Typing is not waited for: a search takes less time
 * than the next key. One is under way at a time, the newest question comes next, and an answer to an older one is
 * dropped.
 * @param version change it to ask again
 */
export function useCardSearch(query: string, limit: number, version = 0): CardSearch {
  const [search, setSearch] = useState<CardSearch>(nothingYet)
  const question = useMemo(() => ({ query, limit, version }), [query, limit, version])
  const newest = useRef(question)
  const asking = useRef(false)

  useEffect(() => {
    newest.current = question
    if (asking.current) return
    asking.current = true
    const askUntilCurrent = async (): Promise<void> => {
      try {
        for (let asked = null; asked !== newest.current;) {
          asked = newest.current
          const { query, limit } = asked
          const answer = await api.searchCards({ query: query.slice(0, 200), limit })
          if (asked !== newest.current) continue
          setSearch((before) =>
            answer.ok ? { ...answer.value, error: null, query } : { ...before, error: answer.error, query }
          )
        }
      } finally {
        asking.current = false
      }
    }
    void askUntilCurrent()
  }, [question])

  return search
}
