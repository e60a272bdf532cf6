import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ElectronApplication } from '@playwright/test'

/** How finely a busy thread is noticed, ms. It is part of each figure, being waited for by the timer that watches. */
const resolution = 1

/** The longest time, ms, for which something keeps this thread from doing anything else. */
export async function longestBlock(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution })
  delay.enable()
  try {
    await work()
  } finally {
    delay.disable()
  }
  return delay.max / 1e6 - resolution
}

/** The same of the main process of an app, while something is done with it. */
export async function longestBlockIn(app: ElectronApplication, work: () => Promise<void>): Promise<number> {
  const watching = await app.evaluateHandle((_electron, fine) => {
    const hooks = process.getBuiltinModule('node:perf_hooks')
    const delay = hooks.monitorEventLoopDelay({ resolution: fine })
    delay.enable()
    return delay
  }, resolution)
  await work()
  return watching.evaluate((delay, fine) => {
    delay.disable()
    return delay.max / 1e6 - fine
  }, resolution)
}
