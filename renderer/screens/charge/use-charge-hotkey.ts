import { useWindowEvent } from '@mantine/hooks'
import { useCallback, useState, type RefObject } from 'react'
import { isDialogOpen } from '../../open-dialog'
import { pressHotkey, type Armed } from './hotkey'
import { chargeStore, useCharge } from './use-charge'

export interface ChargeHotkey {
  /** True between the first Ctrl+Enter and the second, while the same review stands and the button has focus. */
  readonly armed: boolean
  /** Focus has left the button: the next Ctrl+Enter is a first one again. */
  readonly disarm: () => void
}

/** Ctrl+Enter: first to the button, then, once the person has had time to look, charges or makes the link. */
export function useChargeHotkey(button: RefObject<HTMLButtonElement | null>): ChargeHotkey {
  const [armed, setArmed] = useState<Armed | null>(null)
  const review = useCharge((state) => (state.review.phase === 'ready' ? state.review.review.reviewId : null))

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    // An open dialog keeps the form behind it from acting.
    if (isDialogOpen()) return
    event.preventDefault()
    const press = { reviewId: review, repeat: event.repeat, now: performance.now() }
    const pressed = pressHotkey(armed, press)
    if (pressed.move === 'charge' && review !== null) void chargeStore.getState().submit(review)
    if (pressed.move === 'focus') {
      chargeStore.getState().touchAll()
      button.current?.focus()
    }
    setArmed(pressed.armed)
  }
  useWindowEvent('keydown', onKeyDown)
  const disarm = useCallback(() => setArmed(null), [])
  return { armed: armed !== null && armed.reviewId === review, disarm }
}
