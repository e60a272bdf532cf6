import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ElectronApplication } from '@playwright/test'

/** How finely a busy thread is noticed, ms. It is part of each figure, being waited for by the timer that watches. */
const resolution = 1

/** For how long something keeps a thread from doing anything else, ms. */
export interface Delay {
  /** Of a hundred looks at it, the one that waited longest but one. */
  readonly p99: number
  readonly longest: number
}

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

/** What keeps the main process of an app from doing anything else, while something is done with it. */
export async function delayIn(app: ElectronApplication, work: () => Promise<void>): Promise<Delay> {
  const watching = await app.evaluateHandle((_electron, fine) => {
    const hooks = process.getBuiltinModule('node:perf_hooks')
    const delay = hooks.monitorEventLoopDelay({ resolution: fine })
    delay.enable()
    return delay
  }, resolution)
  await work()
  return watching.evaluate((delay, fine) => {
    delay.disable()
    return { p99: delay.percentile(99) / 1e6 - fine, longest: delay.max / 1e6 - fine }
  }, resolution)
}

/** The longest of these times alone. */
export async function longestBlockIn(app: ElectronApplication, work: () => Promise<void>): Promise<number> {
  const { longest } = await delayIn(app, work)
  return longest
}
