// Finds or fetches the Electron executable: Electron's own download, else the fallback where it fits.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { fallbackFits, fallbackRuntime, installFallback } from './fallback-runtime.mjs'
import { isRoot, run } from './processes.mjs'
import { isStartedDirectly, readJson, root, scratch, writeJson } from './project.mjs'
import { progress, say } from './say.mjs'

const resultFile = join(scratch, 'electron.json')
const electronFolder = join(root, 'node_modules', 'electron')
const probeTimeout = 3_000
const downloadTimeout = 300_000

/** @typedef {{ path: string, version: string, source: 'electron' | 'fallback' }} ElectronRuntime */

/**
 * The executable that set-up chose. TREKK_ELECTRON, a path, overrides it.
 * @returns {ElectronRuntime}
 */
export function electronExecutable() {
  const override = process.env.TREKK_ELECTRON
  if (override !== undefined && override !== '')
    return { path: override, version: 'unknown', source: 'electron' }
  const known = remembered()
  if (known === undefined) throw new Error('Electron is not installed yet: run `npm run setup`.')
  return known
}

/**
 * Flags for Electron on this machine, for tests and tooling only: Chromium refuses its sandbox to root, and where
 * the system keeps user namespaces from everyone else (containers, Ubuntu 24.04) it does not start with it.
 */
export function sandboxArguments() {
  if (process.platform !== 'linux') return []
  const allowed = !isRoot() && spawnSync('unshare', ['--user', '--map-root-user', 'true']).status !== 1
  return allowed ? [] : ['--no-sandbox']
}

/** Makes sure there is an Electron to run, and remembers which. Node modules must be there. */
export async function setUpElectron() {
  if (process.env.TREKK_ELECTRON || remembered() !== undefined) return
  const runtime = (await ownDownload()) ?? (await fallback())
  writeJson(resultFile, { ...runtime, wanted: wantedVersion() })
}

/** @returns {ElectronRuntime | undefined} */
function remembered() {
  const known = readJson(resultFile)
  if (known?.wanted !== wantedVersion() || !existsSync(known.path)) return undefined
  // Only the key counts: inside a test session the cache folder is another one.
  const isOutdated = basename(dirname(known.path)) !== basename(fallbackRuntime().folder)
  if (known.source === 'fallback' && isOutdated) return undefined
  return { path: known.path, version: known.version, source: known.source }
}

/** @returns {string} */
function wantedVersion() {
  return readJson(join(electronFolder, 'package.json'))?.version
}

/** @returns {Promise<ElectronRuntime | undefined>} */
async function ownDownload() {
  const installed = installedPath()
  if (installed !== undefined) return installed
  if (fallbackFits() && !(await canReachDownloads())) {
    say("Electron's own download cannot be reached from here.")
    return undefined
  }
  const shown = progress(`Downloading Electron ${wantedVersion()}`)
  const limit = fallbackFits() ? downloadTimeout : undefined
  const { code, output } = await run(process.execPath, [join(electronFolder, 'install.js')], {
    timeoutMs: limit
  })
  const runtime = code === 0 ? installedPath() : undefined
  shown.end(runtime === undefined ? 'failed' : 'done')
  if (runtime === undefined && !fallbackFits())
    throw new Error(`Electron could not be installed.\n${output.trim()}`)
  return runtime
}

/** @returns {Promise<ElectronRuntime>} */
async function fallback() {
  const { path, version } = await installFallback()
  say(`Using Electron ${version} for development and tests. To try ${wantedVersion()} again, delete`)
  say(`  ${resultFile}`)
  return { path, version, source: 'fallback' }
}

/**
 * What Electron's own installer left, judged as the installer does.
 * @returns {ElectronRuntime | undefined}
 */
function installedPath() {
  try {
    const version = readFileSync(join(electronFolder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '')
    const path = join(electronFolder, 'dist', readFileSync(join(electronFolder, 'path.txt'), 'utf8').trim())
    return version === wantedVersion() && existsSync(path) ? { path, version, source: 'electron' } : undefined
  } catch {
    return undefined
  }
}

/** A quick look, so that a machine without the way out does not wait for the installer's retries. */
function canReachDownloads() {
  const elsewhere = Object.keys(process.env).some((name) =>
    /^(npm_config_)?electron_mirror$|^https_proxy$/i.test(name)
  )
  if (elsewhere) return Promise.resolve(true)
  return new Promise((resolve) => {
    const socket = connect({ host: 'github.com', port: 443, timeout: probeTimeout })
    /** @param {boolean} answer */
    const finish = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => finish(true))
    socket.once('timeout', () => finish(false))
    socket.once('error', () => finish(false))
  })
}

if (isStartedDirectly(import.meta.url)) {
  await setUpElectron()
  say(JSON.stringify(electronExecutable()))
}
