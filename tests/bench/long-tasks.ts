import type { Page } from '@playwright/test'

/** How long the page blocks itself to see that it is noticed, ms. */
const known = 150

/** How long each task of the page took that kept it from answering for 50 ms or more, while something is done; ms. */
export async function longTasks(page: Page, work: () => Promise<void>): Promise<number[]> {
  const watching = await page.evaluateHandle(() => {
    const found: number[] = []
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) found.push(duration)
    })
    observer.observe({ type: 'longtask' })
    return { found, observer }
  })
  await work()
  const found = await watching.evaluate(({ found: tasks, observer }) => {
    for (const { duration } of observer.takeRecords()) tasks.push(duration)
    observer.disconnect()
    return tasks
  })
  await watching.dispose()
  return found
}

/** @throws Error when the page's own word on its long tasks cannot be trusted: one is made, and must be seen. */
export async function requireLongTasksSeen(page: Page): Promise<void> {
  const found = await longTasks(page, () =>
    page.evaluate(async (ms) => {
      await new Promise((resolve) => {
        setTimeout(() => {
          const until = performance.now() + ms
          while (performance.now() < until);
          setTimeout(resolve, 50)
        })
      })
    }, known)
  )
  if (!found.some((duration) => duration >= known)) throw new Error('a long task of the page was not noticed')
}
