// A private D-Bus session with a throw-away keyring in a chosen state (Linux). Nothing here can reach the
// keyring of the person at the machine: the bus, the keyring's files and its sockets are all our own.
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Belongings } from './children.mjs'
import { run } from './processes.mjs'

const password = 'trekk'
const startTimeout = 15_000
const systemServices = '/usr/share/dbus-1/services'
const promptService = 'org.gnome.keyring.SystemPrompter.service'
const service = ['--dest=org.freedesktop.secrets', '/org/freedesktop/secrets']
const collection = '/org/freedesktop/secrets/collection/login'

/**
 * What the programs of the session find on the bus:
 * - unlocked: a keychain that answers
 * - locked: a keychain that needs its password first, and no way to ask for it
 * - asking: a locked keychain that shows its password prompt and waits (needs a display)
 * - none: no keychain at all
 * @typedef {'unlocked' | 'locked' | 'asking' | 'none'} KeyringState
 */

/**
 * @typedef {object} KeyringSession
 * @property {Record<string, string>} env what a program needs in its environment to use this session
 * @property {() => Promise<void>} lock locks the keyring of a running session
 * @property {() => Promise<void>} unlock unlocks it again, as a login does
 * @property {() => Promise<void>} stop ends the session and removes its files
 */

/**
 * Starts a session. Give `env` to the program under test, and call `stop` at the end.
 * @param {KeyringState} [state]
 * @param {Record<string, string>} [display] variables of the display for the password prompt, if not inherited
 * @returns {Promise<KeyringSession>}
 */
export async function startKeyring(state = 'unlocked', display = {}) {
  if (process.platform !== 'linux') throw new Error('A private keyring can only be made on Linux.')
  const belongings = new Belongings()
  try {
    const home = belongings.folder(mkdtempSync(join(tmpdir(), 'trekk-')))
    const env = makeFolders(home)
    const address = await startBus(belongings, home, { ...env, ...display }, state === 'asking')
    // Chromium also looks for the system's bus, which a container lacks, and complains at length.
    Object.assign(env, { DBUS_SESSION_BUS_ADDRESS: address, DBUS_SYSTEM_BUS_ADDRESS: address })
    const session = { env, lock: () => lock(env), unlock: () => unlock(env), stop: () => belongings.stop() }
    if (state !== 'none') await startDaemon(belongings, env)
    if (state === 'locked' || state === 'asking') await session.lock()
    return session
  } catch (error) {
    await belongings.stop()
    throw error
  }
}

/** @param {string} home */
function makeFolders(home) {
  chmodSync(home, 0o700)
  const env = {
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_RUNTIME_DIR: join(home, 'run')
  }
  for (const folder of Object.values(env)) mkdirSync(folder, { mode: 0o700 })
  return env
}

/**
 * @param {Belongings} belongings
 * @param {string} home
 * @param {Record<string, string>} env
 * @param {boolean} withPrompt
 */
async function startBus(belongings, home, env, withPrompt) {
  // Without the system's service files the bus starts nothing on its own: no second keyring, no prompt.
  const config = join(home, 'bus.conf')
  const services = join(home, 'services')
  mkdirSync(services)
  if (withPrompt) copyFileSync(join(systemServices, promptService), join(services, promptService))
  writeFileSync(
    config,
    `<busconfig><type>session</type><listen>unix:path=${join(env.XDG_RUNTIME_DIR ?? home, 'bus')}</listen><servicedir>${services}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`
  )
  const child = belongings.start('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore']
  })
  return firstLine(child, 'dbus-daemon')
}

/**
 * @param {Belongings} belongings
 * @param {Record<string, string>} env
 */
async function startDaemon(belongings, env) {
  const child = belongings.start(
    'gnome-keyring-daemon',
    ['--foreground', '--unlock', '--components=secrets'],
    {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'ignore', 'ignore']
    }
  )
  child.stdin?.end(password)
  const deadline = Date.now() + startTimeout
  while (!(await hasCollection(env))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error('gnome-keyring-daemon made no keyring.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** @param {Record<string, string>} env */
async function hasCollection(env) {
  const { code, output } = await call(env, 'org.freedesktop.Secret.Service.ReadAlias', 'string:default')
  return code === 0 && output.includes(collection)
}

/** @param {Record<string, string>} env */
async function lock(env) {
  const { code, output } = await call(
    env,
    'org.freedesktop.Secret.Service.Lock',
    `array:objpath:${collection}`
  )
  if (code !== 0) throw new Error(`The keyring could not be locked: ${output.trim()}`)
}

/**
 * Tells the daemon the password by its control socket: a byte for who asks, then the lengths, the operation and the
 * password (gnome-keyring's daemon/control/gkd-control-client.c).
 * @param {Record<string, string>} env
 */
async function unlock(env) {
  const operation = 1
  const secret = Buffer.from(password)
  const message = Buffer.alloc(13 + secret.length)
  message.writeUInt32BE(12 + secret.length, 1)
  message.writeUInt32BE(operation, 5)
  message.writeUInt32BE(secret.length, 9)
  secret.copy(message, 13)
  const socket = connect(join(env.XDG_RUNTIME_DIR ?? '', 'keyring', 'control'))
  socket.write(message)
  const answer = Buffer.concat(await socket.toArray())
  if (answer.length < 8 || answer.readUInt32BE(4) !== 0) throw new Error('The keyring could not be unlocked.')
}

/**
 * @param {Record<string, string>} env
 * @param {string} method
 * @param {string} argument
 */
function call(env, method, argument) {
  return run('dbus-send', ['--session', '--print-reply', ...service, method, argument], {
    env: { ...process.env, ...env },
    timeoutMs: startTimeout
  })
}

/**
 * The first line a program prints: the sign that it is up.
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} name
 * @returns {Promise<string>}
 */
function firstLine(child, name) {
  return new Promise((resolve, reject) => {
    let text = ''
    /** @param {string} why */
    const fail = (why) => {
      clearTimeout(timer)
      reject(new Error(`${name} ${why}`))
    }
    const timer = setTimeout(() => fail('did not start in time.'), startTimeout)
    child.once('error', (error) => fail(`cannot be started: ${error.message}`))
    child.once('exit', (code) => fail(`ended at once (${code}).`))
    child.stdout?.on('data', (chunk) => {
      text += chunk
      if (!text.includes('\n')) return
      clearTimeout(timer)
      resolve(text.slice(0, text.indexOf('\n')))
    })
  })
}
