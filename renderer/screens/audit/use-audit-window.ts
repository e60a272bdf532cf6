import { useCallback, useEffect, useRef, useState } from 'react'
import type { AuditEntry, AuditQuery } from '../../../shared/audit'
import type { AppError } from '../../../shared/result'
import { api } from '../../api'

/** Entries asked for at a time. */
const pageSize = 200

export type AuditFilters = Omit<AuditQuery, 'offset' | 'limit'>

export interface AuditWindow {
  /** Null until the first answer. */
  readonly total: number | null
  readonly error: AppError | null
  /** Newest first; undefined while the entry's page is on its way. */
  readonly entryAt: (index: number) => AuditEntry | undefined
  /** Says which entries are in view, so that their pages are fetched. */
  readonly show: (first: number, last: number) => void
  readonly reload: () => void
}

/** One reading of the trail: a change of filters or a reload begins another, and answers to the old one are dropped. */
interface Reading {
  readonly filters: AuditFilters
  readonly attempt: number
  /** Pages asked for, so that each is asked for once; a page that failed is asked for again by `reload` only. */
  readonly asked: Set<number>
}

interface Held {
  readonly reading: Reading | null
  readonly total: number | null
  readonly error: AppError | null
  readonly pages: ReadonlyMap<number, readonly AuditEntry[]>
}

const nothing: Held = { reading: null, total: null, error: null, pages: new Map() }

/**
 * The audit trail in pages, so that a hundred thousand entries cost what is in view.
 * @param filters the same object for as long as nothing in it changes
 */
export function useAuditWindow(filters: AuditFilters): AuditWindow {
  const [held, setHeld] = useState<Held>(nothing)
  const [attempt, setAttempt] = useState(0)
  const reading = useRef<Reading | null>(null)

  const fetchPage = useCallback(async (page: number) => {
    const mine = reading.current
    if (!mine || mine.asked.has(page)) return
    mine.asked.add(page)
    const answer = await api.listAudit({ ...mine.filters, offset: page * pageSize, limit: pageSize })
    if (mine !== reading.current) return
    setHeld((before) => {
      const pages = before.reading === mine ? before.pages : nothing.pages
      if (!answer.ok) return { ...before, reading: mine, pages, error: answer.error }
      const { rows, total } = answer.value
      return { reading: mine, total, error: null, pages: new Map([...pages, [page, rows]]) }
    })
  }, [])

  useEffect(() => {
    reading.current = { filters, attempt, asked: new Set() }
    void fetchPage(0)
  }, [filters, attempt, fetchPage])

  const show = useCallback(
    (first: number, last: number) => {
      for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page++) {
        void fetchPage(page)
      }
    },
    [fetchPage]
  )
  return {
    total: held.total,
    error: held.error,
    entryAt: (index) => held.pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    show,
    reload: () => setAttempt((count) => count + 1)
  }
}
