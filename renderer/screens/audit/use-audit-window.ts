import { useCallback, useEffect, useRef, useState } from 'react'
import type { AuditEntry, AuditQuery } from '../../../shared/audit'
import type { AppError } from '../../../shared/result'
import { api } from '../../api'

/** Entries asked for at a time. */
const pageSize = 200

export type AuditFilters = Omit<AuditQuery, 'offset' | 'limit'>

interface AuditWindow {
  /** Null until the first answer. */
  readonly total: number | null
  readonly error: AppError | null
  /** Newest first; undefined while the entry's page is on its way. */
  readonly entryAt: (index: number) => AuditEntry | undefined
  /** Says which entries are in view, so that their pages are fetched. */
  readonly show: (first: number, last: number) => void
  readonly reload: () => void
}

interface Pages {
  readonly filters: AuditFilters
  readonly total: number | null
  readonly byNumber: ReadonlyMap<number, readonly AuditEntry[]>
}

/**
 * The audit trail in pages, so that a hundred thousand entries cost what is in view.
 * @param filters the same object for as long as nothing in it changes
 */
export function useAuditWindow(filters: AuditFilters): AuditWindow {
  const [pages, setPages] = useState<Pages>({ filters, total: null, byNumber: new Map() })
  const [error, setError] = useState<AppError | null>(null)
  const asked = useRef(new Set<number>())
  const question = useRef(0)

  const fetchPage = useCallback(
    async (page: number) => {
      if (asked.current.has(page)) return
      asked.current.add(page)
      const mine = question.current
      const answer = await api.listAudit({ ...filters, offset: page * pageSize, limit: pageSize })
      if (mine !== question.current) return
      if (!answer.ok) {
        asked.current.delete(page)
        setError(answer.error)
        return
      }
      const { rows, total } = answer.value
      setError(null)
      setPages((held) => {
        const kept = held.filters === filters ? held.byNumber : []
        return { filters, total, byNumber: new Map([...kept, [page, rows]]) }
      })
    },
    [filters]
  )

  const reload = useCallback(() => {
    question.current++
    asked.current.clear()
    setPages({ filters, total: null, byNumber: new Map() })
    void fetchPage(0)
  }, [filters, fetchPage])

  useEffect(() => {
    question.current++
    asked.current.clear()
    void fetchPage(0)
  }, [fetchPage])

  const current = pages.filters === filters ? pages : null
  return {
    total: pages.total,
    error,
    entryAt: (index) => current?.byNumber.get(Math.floor(index / pageSize))?.[index % pageSize],
    show: (first, last) => {
      for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page++) {
        void fetchPage(page)
      }
    },
    reload
  }
}
