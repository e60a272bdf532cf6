// Builds the app when what is in out/ was not made from the present sources.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { electronExecutable } from './electron-runtime.mjs'
import { run } from './processes.mjs'
import { readJson, root, scratch, writeJson } from './project.mjs'
import { progress } from './say.mjs'

const sources = [
  'electron',
  'renderer',
  'shared',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json'
]
const stampFile = join(scratch, 'build.json')
const builder = join('node_modules', 'electron-vite', 'bin', 'electron-vite.js')

/** What electron-vite must know: the executable, and the release whose language features it may use. */
export function builderEnvironment() {
  const { path, version } = electronExecutable()
  const major = /^\d+/.exec(version)?.[0]
  return {
    ...process.env,
    ELECTRON_EXEC_PATH: path,
    ...(major === undefined ? {} : { ELECTRON_MAJOR_VER: major })
  }
}

/** The command line of electron-vite, without its arguments. */
export function builderCommand() {
  return /** @type {const} */ ([process.execPath, [builder]])
}

/** Builds unless the last build was of the same sources for the same Electron. */
export async function buildIfNeeded() {
  if (isCurrent()) return
  const shown = progress('Building')
  const { code, output } = await build()
  shown.end(code === 0 ? 'done' : 'failed')
  if (code !== 0) throw new Error(output.trim())
}

/** Builds, whatever is there. */
export async function build() {
  const before = fingerprint()
  const [command, args] = builderCommand()
  const result = await run(command, [...args, 'build'], { env: builderEnvironment() })
  if (result.code === 0) writeJson(stampFile, { fingerprint: before })
  return result
}

function isCurrent() {
  return (
    existsSync(join(root, 'out', 'main', 'index.js')) && readJson(stampFile)?.fingerprint === fingerprint()
  )
}

/** Contents rather than dates: a checkout or a restored cache sets dates that mean nothing. */
function fingerprint() {
  const hash = createHash('sha256').update(electronExecutable().version)
  for (const file of sources.flatMap((path) => listFiles(path)))
    hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function listFiles(path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => listFiles(join(path, name)))
}
