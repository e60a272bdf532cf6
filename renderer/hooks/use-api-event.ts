import { useEffect, useRef } from 'react'
import type { EventName } from '../../shared/ipc-names'
import type { EventPayload } from '../../shared/ipc'
import { api } from '../api'

/** Listens to an event of main while the component is shown. The listener may be a new function each render. */
export function useApiEvent<N extends EventName>(
  name: N,
  listener: (payload: EventPayload<N>) => void
): void {
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => api.on(name, (payload) => latest.current(payload)), [name])
}
