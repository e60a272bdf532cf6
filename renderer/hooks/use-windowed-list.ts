import { useEffect, useState } from 'react'
import type { ListPage } from '../../shared/list'
import type { Result } from '../../shared/result'
import { createWindowedList, type RowKey, type WindowedList } from '../stores/windowed-list'

/**
 * A list of any length for as long as a screen is shown; see `createWindowedList`. Read from it with `useStore`.
 * @param query the same object for as long as nothing in it changes
 */
export function useWindowedList<Row, Query extends object>(
  askPage: (query: Query & { offset: number; limit: number }) => Promise<Result<ListPage<Row>>>,
  keyOf: (row: Row) => RowKey,
  query: Query
): WindowedList<Row, Query> {
  const [list] = useState(() => createWindowedList<Row, Query>(askPage, keyOf))
  useEffect(() => list.ask(query), [list, query])
  return list
}
