import { useWindowEvent } from '@mantine/hooks'
import { useCallback, type RefObject } from 'react'
import type { GridHandle } from '../../../components/grid/DataGrid'
import { isDialogOpen } from '../../../open-dialog'
import type { KeyGuard } from './key-guard'
import type { MendingStore } from './mending-store'

/** What a key does while rows are mended, wherever the focus is. */
export type MendingKey = 'next' | 'previous' | 'undo' | 'redo'

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/**
 * What a key means here; null for any other.
 * @param isTyping a field has the focus, whose own undo goes first
 */
export function mendingKey(
  { key, ctrlKey, metaKey, altKey, shiftKey }: Pressed,
  isTyping: boolean
): MendingKey | null {
  if (altKey) return null
  const withMod = ctrlKey || metaKey
  if (key === 'F8' && !withMod) return shiftKey ? 'previous' : 'next'
  if (!withMod || isTyping) return null
  const letter = key.toLowerCase()
  if (letter === 'z') return shiftKey ? 'redo' : 'undo'
  return letter === 'y' && !shiftKey ? 'redo' : null
}

/**
 * F8 and Shift+F8 go from problem to problem, Ctrl+Z and Ctrl+Y undo and do again.
 * @returns what F8 does, for its button
 */
export function useMendingKeys(
  mending: MendingStore,
  grid: RefObject<GridHandle | null>,
  total: number,
  guard: KeyGuard
): (direction: 'next' | 'previous') => void {
  const find = useCallback(
    (direction: 'next' | 'previous'): Promise<void> =>
      guard.during(async () => {
        if (!(await mending.finish())) return
        const at = grid.current?.place().index ?? 0
        const found = await mending.find(direction === 'next' ? at + 1 : at - 1, direction, total)
        if (found === null) return
        grid.current?.show(found.index, found.field ?? 'row')
      }),
    [guard, mending, grid, total]
  )
  useWindowEvent('keydown', (event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
    const meant = mendingKey(event, isTyping)
    if (meant === null || isDialogOpen()) return
    event.preventDefault()
    if (meant === 'undo') void mending.undo()
    else if (meant === 'redo') void mending.redo()
    else void find(meant)
  })
  return (direction) => void find(direction)
}
