import { accessSync, constants } from 'node:fs'

/** Whether files can be made in a folder, as far as the system says beforehand. */
export function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
