import { readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the project. */
export const project = dirname(fileURLToPath(new URL('../../../package.json', import.meta.url)))

/** Every file in a folder of the project and in the folders inside it, as paths from the root with slashes. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(project, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}
