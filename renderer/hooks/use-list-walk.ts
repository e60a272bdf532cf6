import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { createListWalk, type Place } from '../stores/list-walk'
import type { ListRows, RowKey } from '../stores/windowed-list'

/** The way from the row that is open to its neighbours. */
export interface Walk {
  /** Where the open row stands; null while nobody knows. */
  readonly place: Place | null
  /** How many rows there are, as far as they were counted. */
  readonly total: number
  readonly atLeast: boolean
  readonly step: (by: 1 | -1) => void
}

/**
 * @param opened the row that is open; null for none
 * @param onArrive a neighbour was gone to, and stands there
 */
export function useListWalk<Row>(
  list: ListRows<Row>,
  opened: RowKey | null,
  onArrive: (row: Row, index: number) => void
): Walk {
  const [walk] = useState(() => createListWalk(list))
  const { total, atLeast } = useSyncExternalStore(list.subscribe, list.getState)
  const arrive = useEffectEvent(onArrive)
  useEffect(() => walk.start((row, index) => arrive(row, index)), [walk])
  return {
    place: opened === null ? null : walk.placeOf(opened),
    total: total ?? 0,
    atLeast,
    step: (by) => {
      if (opened !== null) walk.step(opened, by)
    }
  }
}
