// Everything that must be in place before Trekk can start or be tested. Installs only what is missing.
import { setUpElectron } from './electron-runtime.mjs'
import { setUpNodeModules } from './node-modules.mjs'
import { isStartedDirectly } from './project.mjs'
import { say, secondsSince } from './say.mjs'
import { setUpSystemLibraries } from './system-libraries.mjs'

const oldestNode = [20, 19]

/**
 * Brings the clone to where Trekk can run. A second call finds everything in place and says nothing.
 * @param {{ headless?: boolean }} [options] headless: also what a run without a desktop needs
 */
export async function setUp({ headless = needsHeadless() } = {}) {
  checkNode()
  // Both are waited for, so that one failure does not leave the other half done.
  const parts = [setUpSystemLibraries({ headless }), setUpNodeModules().then(setUpElectron)]
  const failures = (await Promise.allSettled(parts)).flatMap((part) =>
    part.status === 'rejected'
      ? [part.reason instanceof Error ? part.reason.message : String(part.reason)]
      : []
  )
  if (failures.length > 0) throw new Error(failures.join('\n\n'))
}

/** Runs a tool's main function; a failure is told in words, not as a stack. */
export async function main(/** @type {() => Promise<number | void>} */ work) {
  try {
    process.exitCode = (await work()) ?? 0
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

function needsHeadless() {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = oldestNode
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    throw new Error(`Trekk needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`)
  }
}

if (isStartedDirectly(import.meta.url)) {
  await main(async () => {
    const start = Date.now()
    await setUp()
    say(`Everything is in place (${secondsSince(start)}).`)
  })
}
