// Where things are, for the tooling: the clone, its scratch folder and the cache shared by all clones.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The root of the clone. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** Scratch files that must vanish with node_modules: they describe what was installed there. */
export const scratch = join(root, 'node_modules', '.cache', 'trekk')

/** Large downloads, outside the clone so that a second clone does not fetch them again. */
export function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME
  return join(base !== undefined && base !== '' ? base : join(homedir(), '.cache'), 'trekk')
}

/**
 * The JSON in a file, or undefined when it is absent or cut short.
 * @param {string} path
 */
export function readJson(path) {
  try {
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
  } catch {
    return undefined
  }
}

/**
 * Writes JSON so that a reader sees the old file or the new one, never half of it.
 * @param {string} path
 * @param {unknown} value
 */
export function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, `${JSON.stringify(value, undefined, 2)}\n`)
  renameSync(temporary, path)
}

/**
 * True when the module is the file Node was started with.
 * @param {string} moduleUrl
 */
export function isStartedDirectly(moduleUrl) {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === moduleUrl
}
