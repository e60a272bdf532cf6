import { rmSync } from 'node:fs'

/** Chromium's helper processes outlive a killed app by a moment, and may still write while the folder is emptied. */
export function removeFolder(path: string, tries = 10): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 2, retryDelay: 100 })
  } catch (error) {
    if (tries === 1) throw error
    removeFolder(path, tries - 1)
  }
}
