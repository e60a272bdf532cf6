import { useEffect, useMemo, useState } from 'react'
import type { CardView } from '../../shared/card'
import type { AppError } from '../../shared/result'
import { api } from '../api'

/** How long typing rests before cards are searched, ms. */
const searchDelay = 60

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
 * Cards that match what is typed, the recent ones when nothing is. An answer to an older question is dropped.
 * @param version change it to ask again
 */
export function useCardSearch(query: string, limit: number, version = 0): CardSearch {
  const [search, setSearch] = useState<CardSearch>(nothingYet)

  const question = useMemo(() => ({ query, limit, version }), [query, limit, version])

  useEffect(() => {
    const { query, limit } = question
    let current = true
    const ask = async (): Promise<void> => {
      const answer = await api.searchCards({ query: query.slice(0, 200), limit })
      if (!current) return
      setSearch((before) =>
        answer.ok ? { ...answer.value, error: null, query } : { ...before, error: answer.error, query }
      )
    }
    const timer = setTimeout(() => void ask(), query === '' ? 0 : searchDelay)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [question])

  return search
}
