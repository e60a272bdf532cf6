// Runs a command where a desktop app can live: with a screen, a D-Bus session and a keychain of its own.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { Belongings } from './children.mjs'
import { hasDisplay, ownDisplay, startInvisibleDisplay } from './display.mjs'
import { startKeyring } from './keyring-session.mjs'
import { root } from './project.mjs'

const stopTimeout = 5_000
/** @type {NodeJS.Signals[]} */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * @typedef {object} SessionOptions
 * @property {'hidden' | 'real-if-present'} [window] whether the person's own screen may be used
 * @property {import('./keyring-session.mjs').KeyringState | 'own'} [keyring] 'own' leaves the person's bus and keychain
 * @property {NodeJS.ProcessEnv} [env] added to the command's environment
 * @property {string} [cwd]
 * @property {import('node:child_process').StdioOptions} [stdio]
 * @property {number} [timeoutMs] after this the command and all it started are ended
 * @property {(child: import('node:child_process').ChildProcess) => void} [onStart]
 */

/**
 * Runs a command in a session of its own and gives its exit code. Ends everything it started, also when interrupted.
 * On macOS and Windows, which always have a desktop, it just runs the command.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SessionOptions} [options]
 * @returns {Promise<number>}
 */
export async function runInDesktopSession(command, args, options = {}) {
  const { window = 'hidden', keyring = 'unlocked' } = options
  if (process.platform !== 'linux') return runCommand(command, args, options, {})

  const belongings = new Belongings()
  /** @type {import('./keyring-session.mjs').KeyringSession | undefined} */
  let session
  try {
    const useOwn = window === 'real-if-present' && hasDisplay()
    const display = useOwn ? ownDisplay() : await startInvisibleDisplay(belongings)
    if (keyring !== 'own') session = await startKeyring(keyring, display)
    return await runCommand(command, args, options, { ...session?.env, ...display })
  } finally {
    await session?.stop()
    await belongings.stop()
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SessionOptions} options
 * @param {Record<string, string>} sessionEnv
 * @returns {Promise<number>}
 */
function runCommand(command, args, { env, cwd = root, stdio = 'inherit', timeoutMs, onStart }, sessionEnv) {
  return new Promise((resolve, reject) => {
    // Its own process group, so that whatever it started can be ended with it.
    const grouped = process.platform !== 'win32'
    const child = spawn(command, args, {
      cwd,
      stdio,
      env: { ...process.env, ...env, ...sessionEnv },
      detached: grouped
    })
    onStart?.(child)

    /** @param {NodeJS.Signals} signal */
    const send = (signal) => {
      try {
        if (child.pid === undefined) return
        if (grouped) process.kill(-child.pid, signal)
        else child.kill(signal)
      } catch {
        // It is gone already.
      }
    }
    /** @type {NodeJS.Timeout | undefined} */
    let lastResort
    /** @param {NodeJS.Signals} signal */
    const stop = (signal) => {
      send(signal)
      lastResort ??= setTimeout(() => send('SIGKILL'), stopTimeout)
    }
    const kill = () => send('SIGKILL')
    const limit = timeoutMs === undefined ? undefined : setTimeout(() => stop('SIGTERM'), timeoutMs)
    for (const signal of endings) process.on(signal, stop)
    process.on('exit', kill)

    const tidy = () => {
      clearTimeout(limit)
      clearTimeout(lastResort)
      for (const signal of endings) process.off(signal, stop)
      process.off('exit', kill)
      send('SIGKILL')
    }
    child.once('error', (error) => {
      tidy()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      tidy()
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}
