// The screen that windows are drawn on: the person's own, or an invisible one.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'

const screen = '1440x900x24'
const startTimeout = 15_000
const anyHost = 0xffff

/** True when there is a screen that a window can open on. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  if (process.env.WAYLAND_DISPLAY) return true
  const display = process.env.DISPLAY ?? ''
  const local = /^(?:unix)?:(\d+)/.exec(display)
  // A variable left over from a session that is gone names a socket that is gone too.
  return local === null ? display !== '' : existsSync(`/tmp/.X11-unix/X${local[1]}`)
}

/**
 * The variables that lead a program to the person's screen, in a form that still holds when XDG_RUNTIME_DIR changes.
 * @returns {Record<string, string>}
 */
export function ownDisplay() {
  const { WAYLAND_DISPLAY: wayland, XDG_RUNTIME_DIR: runtime } = process.env
  if (!wayland || !runtime || isAbsolute(wayland)) return {}
  return { WAYLAND_DISPLAY: join(runtime, wayland) }
}

/**
 * Starts an invisible screen that only programs with our key can draw on. The server finds a free number itself,
 * so that several can run side by side.
 * @param {import('./children.mjs').Belongings} belongings
 * @returns {Promise<Record<string, string>>}
 */
export async function startInvisibleDisplay(belongings) {
  const folder = belongings.folder(mkdtempSync(join(tmpdir(), 'trekk-x-')))
  const authority = join(folder, 'authority')
  writeFileSync(authority, authorityRecord(), { mode: 0o600 })
  const args = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-auth', authority]
  const child = belongings.start('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = await displayNumber(child)
  return { DISPLAY: `:${number}`, XAUTHORITY: authority, WAYLAND_DISPLAY: '', XDG_SESSION_TYPE: 'x11' }
}

/** One record of an X authority file: any host, any display, a random key. */
function authorityRecord() {
  const field = (/** @type {Buffer} */ bytes) =>
    Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
  const family = Buffer.from([anyHost >> 8, anyHost & 255])
  const parts = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), randomBytes(16)]
  return Buffer.concat([family, ...parts.map(field)])
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function displayNumber(child) {
  return new Promise((resolve, reject) => {
    /** @param {string} why */
    const fail = (why) => {
      clearTimeout(timer)
      reject(new Error(`Xvfb ${why}`))
    }
    const timer = setTimeout(() => fail('did not start in time.'), startTimeout)
    child.once('error', (error) => fail(`cannot be started: ${error.message}`))
    child.once('exit', (code) => fail(`ended at once (${code}).`))
    let text = ''
    child.stdio[3]?.on('data', (chunk) => {
      text += chunk
      if (!text.includes('\n')) return
      clearTimeout(timer)
      resolve(text.trim())
    })
  })
}
