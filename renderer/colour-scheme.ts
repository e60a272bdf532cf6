import type { MantineColorSchemeManager } from '@mantine/core'

/**
 * The colour scheme is one of the app's settings, which main keeps; the page stores nothing.
 * With no stored scheme Mantine follows the system.
 */
export const colourSchemeManager: MantineColorSchemeManager = {
  get: (systemScheme) => systemScheme,
  set: () => {},
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {}
}
