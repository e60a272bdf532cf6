import { useWindowEvent } from '@mantine/hooks'

/** Ctrl+Enter, or Command+Enter, anywhere in the window while the component is shown. A held key is pressed once. */
export function useModEnter(act: () => void): void {
  useWindowEvent('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    event.preventDefault()
    if (!event.repeat) act()
  })
}
