import { net, powerMonitor } from 'electron'
import type { Services } from '../services'

const onlineCheckMs = 10_000

/** Asks Dintero about what is open: now, when the machine wakes, and when the network is back. */
export async function keepAsking({ reconciler }: Services): Promise<void> {
  let wasOnline = net.isOnline()
  setInterval(() => {
    const isOnline = net.isOnline()
    if (isOnline && !wasOnline) void reconciler.runAll()
    wasOnline = isOnline
  }, onlineCheckMs).unref()
  powerMonitor.on('resume', () => void reconciler.runAll())
  await reconciler.start()
}
