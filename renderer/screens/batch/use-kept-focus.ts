import { useEffect, useRef, type RefObject } from 'react'

/**
 * Keeps the focus of somebody who works by keyboard: what has it may be taken away by what it did, or be unable to have it
 * while that is under way. Then it comes back to it, or goes to the heading, from where the next Tab leads to what can be
 * done now; never to another button, as a second press of the same key would do what nobody meant.
 * @param store what changes with everything that is done
 */
export function useKeptFocus(
  root: RefObject<HTMLElement | null>,
  store: { readonly subscribe: (listener: () => void) => () => void }
): void {
  /** What has the focus, or had it until it was taken away; null once a person has clicked elsewhere. */
  const last = useRef<HTMLElement | null>(null)
  useEffect(() => {
    const element = root.current
    const had = (event: FocusEvent): void => {
      if (event.target instanceof HTMLElement) last.current = event.target
    }
    const left = (): void => {
      last.current = null
    }
    element?.addEventListener('focusin', had)
    window.addEventListener('pointerdown', left, { capture: true })
    return () => {
      element?.removeEventListener('focusin', had)
      window.removeEventListener('pointerdown', left, { capture: true })
    }
  })
  useEffect(() => {
    const keep = (): void => {
      const had = last.current
      if (had === null || document.activeElement !== document.body) return
      if (had.isConnected && !had.matches(':disabled')) had.focus({ preventScroll: true })
      else if (!(had.isConnected && had.matches('[data-loading]')))
        root.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
    }
    let frame = 0
    // What has changed is on the page by the next frame.
    const stop = store.subscribe(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => requestAnimationFrame(keep))
    })
    return () => {
      stop()
      cancelAnimationFrame(frame)
    }
  }, [root, store])
}
