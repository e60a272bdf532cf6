// The system libraries that Electron, the keychain and a screenless test run need on Debian and Ubuntu.
import { readFileSync } from 'node:fs'
import { isOnPath, isRoot, run } from './processes.mjs'
import { progress, say } from './say.mjs'

// Each entry lists the names one library goes by: Ubuntu 24.04 and Debian 13 renamed some.
const forTheApp = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libgbm1'],
  ['libasound2t64', 'libasound2'],
  ['libsecret-1-0']
]
const forNoScreen = [['xvfb'], ['gnome-keyring'], ['dbus'], ['fonts-liberation']]
const programsForNoScreen = ['Xvfb', 'gnome-keyring-daemon', 'dbus-daemon', 'dbus-send']

/**
 * Installs what is missing when it may, else says exactly how to.
 * @param {{ headless: boolean }} options headless: also a display and a keychain for tests without a desktop
 */
export async function setUpSystemLibraries({ headless }) {
  if (process.platform !== 'linux') return
  if (!isDebianLike()) return sayWhatElsewhereNeeds(headless)

  const missing = await findMissing(headless ? [...forTheApp, ...forNoScreen] : forTheApp)
  if (missing.length === 0) return
  if (!isRoot()) {
    const names = (await chooseNames(missing)).join(' ')
    throw new Error(
      `Some system libraries are missing. Install them, then try again:\n  sudo apt-get update && ${installCommand('sudo ')} ${names}`
    )
  }
  await install(missing)
}

/** @param {readonly string[][]} libraries */
async function install(libraries) {
  const names = await chooseNames(libraries)
  say(`Missing system libraries: ${names.join(' ')}`)
  const shown = progress('Installing the system libraries')
  let result = await apt('install', names)
  if (result.code !== 0) {
    // Empty or outdated package lists are the usual reason, and refreshing them the cure.
    const update = await apt('update')
    const fresh = await chooseNames(libraries)
    result = update.code === 0 ? await apt('install', fresh) : update
  }
  shown.end(result.code === 0 ? 'done' : 'failed')
  if (result.code !== 0) {
    throw new Error(
      `apt-get failed; the command was\n  ${installCommand('')} ${names.join(' ')}\n${result.output.trim()}`
    )
  }
}

/**
 * @param {'install' | 'update'} action
 * @param {readonly string[]} [names]
 */
function apt(action, names = []) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = [
    '-o',
    'DPkg::Lock::Timeout=120',
    ...(action === 'install' ? ['-y', '--no-install-recommends'] : [])
  ]
  return run('apt-get', [action, ...options, ...names], { env })
}

/** @param {string} prefix */
function installCommand(prefix) {
  return `${prefix}apt-get install -y --no-install-recommends`
}

/** @param {readonly string[][]} libraries */
async function findMissing(libraries) {
  const { output } = await run('dpkg-query', [
    '-W',
    '-f',
    '${Package} ${db:Status-Status}\\n',
    ...libraries.flat()
  ])
  const installed = new Set(
    output.split('\n').flatMap((line) => (line.endsWith(' installed') ? line.split(' ').slice(0, 1) : []))
  )
  return libraries.filter((names) => !names.some((name) => installed.has(name)))
}

/**
 * For each library the name this release can install.
 * @param {readonly string[][]} libraries
 */
async function chooseNames(libraries) {
  // Its words are read below, so they must not be translated.
  const env = { ...process.env, LC_ALL: 'C' }
  const { output } = await run('apt-cache', ['policy', ...libraries.flat()], { env })
  const offered = new Set(
    [...output.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.*)$/gm)].flatMap(([, name, version]) =>
      version === '(none)' ? [] : [name]
    )
  )
  return libraries.flatMap((names) => names.find((name) => offered.has(name)) ?? names.slice(-1))
}

function isDebianLike() {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

/** @param {boolean} headless */
function sayWhatElsewhereNeeds(headless) {
  const missing = headless ? programsForNoScreen.filter((name) => !isOnPath(name)) : []
  if (missing.length > 0) {
    throw new Error(
      `These programs are missing; install them with your system's package manager:\n  ${missing.join(', ')}`
    )
  }
}
