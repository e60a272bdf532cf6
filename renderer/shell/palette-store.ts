import { createSpotlight } from '@mantine/spotlight'

/** The palette: whether it is open, and which of its actions Enter takes. */
export const [paletteStore, palette] = createSpotlight()

/**
 * Marks the first of what the palette lists. It does so itself when something is typed; what is found a moment later, it
 * would leave unmarked, and Enter would take nothing, or what stood there before.
 */
export function markFirst(): void {
  const list = document.getElementById(paletteStore.getState().listId)
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected')
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
  paletteStore.updateState((state) => ({ ...state, selected: 0 }))
}
