// Background programs that must not outlive us.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { isOnPath } from './processes.mjs'

const stopTimeout = 3_000

/**
 * Programs and folders that belong to one session, removed together in the reverse order of their arrival.
 */
export class Belongings {
  /** @type {import('node:child_process').ChildProcess[]} */
  #children = []
  /** @type {string[]} */
  #folders = []
  #onExit = () => this.#stopNow()

  constructor() {
    // 'exit' leaves no time to wait, so there everything is simply killed.
    process.on('exit', this.#onExit)
  }

  /**
   * Starts a program in the background.
   * @param {string} command
   * @param {readonly string[]} args
   * @param {import('node:child_process').SpawnOptions} options
   */
  start(command, args, options) {
    // The kernel ends it when we are killed outright and cannot tidy up.
    const [program, ...rest] =
      process.platform === 'linux' && isOnPath('setpriv')
        ? ['setpriv', '--pdeathsig', 'TERM', command, ...args]
        : [command, ...args]
    const child = spawn(program ?? command, rest, options)
    this.#children.unshift(child)
    return child
  }

  /** @param {string} path */
  folder(path) {
    this.#folders.unshift(path)
    return path
  }

  /** Ends every program, waits for it, and removes the folders. */
  async stop() {
    for (const child of this.#children) await end(child)
    this.#removeFolders()
    process.off('exit', this.#onExit)
  }

  #stopNow() {
    for (const child of this.#children) if (isRunning(child)) child.kill('SIGKILL')
    this.#removeFolders()
  }

  #removeFolders() {
    for (const folder of this.#folders) {
      try {
        // A program that is just ending may still write, so it takes more than one try.
        rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 })
      } catch {
        // What is left lies in the system's temporary folder.
      }
    }
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function isRunning(child) {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}

/** @param {import('node:child_process').ChildProcess} child */
async function end(child) {
  if (!isRunning(child)) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeout)
  await ended
  clearTimeout(timer)
}
