// Every check in one command. `--only unit,e2e` picks steps; what follows `--` goes to the test runners.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, buildIfNeeded } from './build.mjs'
import { runInDesktopSession } from './desktop-session.mjs'
import { electronExecutable } from './electron-runtime.mjs'
import { ableToMount } from './mount-namespace.mjs'
import { npmCommand, run } from './processes.mjs'
import { scratch } from './project.mjs'
import { say, secondsSince } from './say.mjs'
import { main, setUp } from './setup.mjs'
import { countCrashes, countPlaywright, countVitest } from './test-reports.mjs'

const checkLimit = 300_000
const plantedLimit = 400_000
const crashLimit = 900_000
const e2eLimit = 1_500_000
const headLines = 150
const tailLines = 50
const unitReport = join(scratch, 'unit.json')
const crashReport = join(scratch, 'crash.json')
const e2eReport = join(scratch, 'e2e.json')
const mutationReport = join(scratch, 'mutation.json')
const mutations = join('tests', 'mutation', 'main.ts')
const crashes = join('tests', 'crash', 'main.ts')
const demonstration = join('tests', 'tooling', 'demo-run.ts')
const playwright = join('node_modules', '@playwright', 'test', 'cli.js')

/**
 * @typedef {object} Outcome
 * @property {number} code
 * @property {string} output
 * @property {import('./test-reports.mjs').Counts | undefined} [counts]
 */
/** @typedef {{ name: string, state: 'passed' | 'failed' | 'skipped', time: string, counts?: Outcome['counts'] }} Line */

const { only, passedOn } = readArguments(process.argv.slice(2))

/** @type {Record<string, () => Promise<Outcome>>} */
const steps = {
  format: () => npmScript('check:format'),
  lint: () => npmScript('check:lint'),
  types: () => npmScript('check:types'),
  unit: async () => {
    rmSync(unitReport, { force: true })
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]
    const result = await npmScript('test:unit', [...reporters, ...passedOn])
    return { ...result, counts: countVitest(unitReport) }
  },
  crash: async () => {
    rmSync(crashReport, { force: true })
    const args = ['--import', 'tsx', crashes, '--brief', '--report', crashReport, ...passedOn]
    const result = await run(process.execPath, args, { timeoutMs: crashLimit })
    return { ...result, counts: countCrashes(crashReport) }
  },
  planted: async () => {
    rmSync(mutationReport, { force: true })
    const args = ['--import', 'tsx', mutations, '--report', mutationReport]
    const result = await run(process.execPath, args, { timeoutMs: plantedLimit })
    return { ...result, counts: countCrashes(mutationReport) }
  },
  build,
  e2e: async () => {
    rmSync(e2eReport, { force: true })
    // Whoever picks tests wants no others to run before them.
    const picked = passedOn.length > 0 ? ['--no-deps', ...passedOn] : []
    const args = [playwright, 'test', '--config', 'tests', '--reporter=list,json', ...picked]
    const result = await withElectron(ableToMount(process.execPath, args), e2eLimit, {
      PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport
    })
    return { ...result, counts: countPlaywright(e2eReport) }
  },
  // It goes through the interface on its own, so a screen that changes can break it unseen.
  demo: () => withElectron([process.execPath, ['--import', 'tsx', demonstration]], checkLimit)
}

await main(async () => {
  const start = Date.now()
  const unknown = only?.filter((name) => steps[name] === undefined) ?? []
  if (unknown.length > 0)
    throw new Error(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}.`)
  await setUp({ headless: true })

  /** @type {Line[]} */
  const lines = []
  // The checks are mostly single-threaded, so they share the processors; tests and build get them alone.
  lines.push(...(await Promise.all(['format', 'lint', 'types'].map(perform))).flat())
  for (const name of ['unit', 'planted', 'crash', 'build']) lines.push(...(await perform(name)))
  const hasBuild = !lines.some(({ name, state }) => name === 'build' && state === 'failed')
  for (const name of ['e2e', 'demo']) lines.push(...(hasBuild ? await perform(name) : skip(name)))
  return summarise(lines, start)
})

/**
 * Runs a program that starts the built app, with a screen and a keyring that nobody sees.
 * @param {readonly [command: string, args: readonly string[]]} program
 * @param {number} timeoutMs
 * @param {Record<string, string>} [env]
 * @returns {Promise<Outcome>}
 */
async function withElectron([command, args], timeoutMs, env = {}) {
  if (only !== undefined) await buildIfNeeded()
  /** @type {Buffer[]} */
  const chunks = []
  const code = await runInDesktopSession(command, args, {
    env: { TREKK_ELECTRON: electronExecutable().path, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeoutMs,
    onStart: (child) => {
      child.stdout?.on('data', (chunk) => chunks.push(chunk))
      child.stderr?.on('data', (chunk) => chunks.push(chunk))
    }
  })
  return { code, output: Buffer.concat(chunks).toString('utf8') }
}

/**
 * @param {string} name
 * @returns {Promise<Line[]>} empty when the step was not asked for
 */
async function perform(name) {
  const step = steps[name]
  if (step === undefined || !(only?.includes(name) ?? true)) return []
  const start = Date.now()
  const { code, output, counts } = await step().catch((error) => ({
    code: 1,
    output: String(error),
    counts: undefined
  }))
  const time = secondsSince(start)
  const state = code === 0 ? 'passed' : 'failed'
  say(`${code === 0 ? '✓' : '✗'} ${name.padEnd(7)}${time.padStart(8)}  ${describe(counts)}`.trimEnd())
  if (code !== 0) showOutput(name, output)
  return [{ name, state, time, counts }]
}

/**
 * The whole output of a failed step, unless it is so long that it would bury the summary.
 * @param {string} name
 * @param {string} output
 */
function showOutput(name, output) {
  const all = output.trimEnd().split('\n')
  if (all.length <= headLines + tailLines) return say(`\n${all.join('\n')}\n`)
  const file = join(scratch, `${name}.log`)
  mkdirSync(scratch, { recursive: true })
  writeFileSync(file, output)
  const left = all.length - headLines - tailLines
  say(`\n${all.slice(0, headLines).join('\n')}\n\n… ${left} more lines, all of them in ${file}\n`)
  say(`${all.slice(-tailLines).join('\n')}\n`)
}

/**
 * @param {string} name
 * @returns {Line[]}
 */
function skip(name) {
  if (!(only?.includes(name) ?? true)) return []
  say(`- ${name.padEnd(7)}${''.padStart(8)}  skipped: there is no build to test`)
  return [{ name, state: 'skipped', time: '' }]
}

/**
 * @param {readonly Line[]} lines
 * @param {number} start
 */
function summarise(lines, start) {
  say(`\n${'step'.padEnd(9)}${'result'.padEnd(9)}${'time'.padStart(8)}  tests`)
  for (const { name, state, time, counts } of lines) {
    say(`${name.padEnd(9)}${state.padEnd(9)}${time.padStart(8)}  ${describe(counts)}`.trimEnd())
  }
  say(`${'all'.padEnd(18)}${secondsSince(start).padStart(8)}\n`)

  const passed = lines.reduce((sum, { counts }) => sum + (counts?.passed ?? 0), 0)
  // A step can fail without a failing test, as lint does or a runner that crashed: it counts as one.
  const failed = lines.reduce(
    (sum, { state, counts }) => sum + Math.max(counts?.failed ?? 0, state === 'failed' ? 1 : 0),
    0
  )
  const skipped = lines.reduce((sum, { counts }) => sum + (counts?.skipped ?? 0), 0)
  const untried = lines.flatMap(({ name, counts }) =>
    (counts?.untried ?? []).map((each) => `${name}: ${each}`)
  )
  if (untried.length > 0) say(`not tried on this machine:\n  ${untried.join('\n  ')}\n`)
  say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  return failed === 0 ? 0 : 1
}

/** @param {Outcome['counts']} counts */
function describe(counts) {
  if (counts === undefined) return ''
  const { passed, failed, skipped, flaky = 0 } = counts
  return [
    `${passed} passed`,
    flaky > 0 && `${flaky} of them flaky`,
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} skipped`
  ]
    .filter(Boolean)
    .join(', ')
}

/**
 * @param {string} script
 * @param {readonly string[]} [args]
 */
function npmScript(script, args = []) {
  const [command, rest] = npmCommand(['run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])])
  return run(command, rest, { timeoutMs: checkLimit })
}

/** @param {readonly string[]} args */
function readArguments(args) {
  const split = args.indexOf('--')
  const own = split === -1 ? args : args.slice(0, split)
  const at = own.indexOf('--only')
  const picked =
    at === -1 ? own.find((arg) => arg.startsWith('--only='))?.slice('--only='.length) : own[at + 1]
  return { only: picked?.split(','), passedOn: split === -1 ? [] : args.slice(split + 1) }
}
