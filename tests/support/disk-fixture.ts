import { test as base } from './fixtures'
import { mountSmallDisk, whyNoSmallDisk, type DiskKind, type SmallDisk } from './small-disk'

/**
 * Tests that break their disk. Where a machine has none to break they are skipped, and `npm test` says so at its end;
 * where CI is set they fail instead: a charging program that was not tried on a full disk was not tried.
 */
export const test = base.extend<{ diskKind: DiskKind; disk: SmallDisk }>({
  diskKind: ['memory', { option: true }],
  disk: async ({ diskKind }, use, info) => {
    const why = whyNoSmallDisk(diskKind)
    if (why !== null && process.env['CI']) throw new Error(why)
    info.skip(why !== null, why ?? '')
    const disk = mountSmallDisk(diskKind)
    await use(disk)
    disk.remove()
  }
})
