import type { JSHandle } from '@playwright/test'

/** What a function in the page measures, in a list of one: a promise by itself would be waited for at once. */
export type Watching = readonly [Promise<number>]

/**
 * Does something to a page that is being watched, and gives what was measured. The watch must have begun: it is
 * handed over as `await page.evaluateHandle(...)`. Functions that run in the page hold no named function of their
 * own, which the loader would wrap in a helper that the page does not have.
 */
export async function measured(watching: JSHandle<Watching>, act: () => Promise<void>): Promise<number> {
  await act()
  return watching.evaluate(([figure]) => figure)
}
