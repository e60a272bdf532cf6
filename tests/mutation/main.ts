import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { planted, type Planted } from './planted'

/*
 * A test that cannot fail proves nothing. Each planted mistake (planted.ts) is put into the program in memory, and the
 * unit test that is there against it must fail, by name.
 *
 *   npm run test:mutation            all of them
 *   npm run test:mutation -- words   those whose names contain it
 */

const root = join(import.meta.dirname, '..', '..')
const { values, positionals } = parseArgs({ options: { report: { type: 'string' } }, allowPositionals: true })

const report = z.object({
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) })
  )
})

const folder = mkdtempSync(join(tmpdir(), 'trekk-mutation-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const counts = { passed: 0, failed: 0, skipped: 0 }
const left = planted.filter(({ name }) => name.includes(positionals[0] ?? '')).entries()
const hand = async (): Promise<void> => {
  for (const [index, mistake] of left) {
    const trouble = await tryOut(mistake, join(folder, `${index}.json`))
    counts[trouble === null ? 'passed' : 'failed'] += 1
    console.log(trouble === null ? `✓ caught: ${mistake.name}` : `✗ ${mistake.name}\n    ${trouble}`)
  }
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, hand))
console.log(`${counts.passed} passed, ${counts.failed} failed`)
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts))
process.exitCode = counts.failed === 0 ? 0 : 1

/** @returns null when the mistake was caught by the test that names it, else what was seen instead */
async function tryOut({ name, file, from, caughtBy }: Planted, output: string): Promise<string | null> {
  const times = readFileSync(join(root, file), 'utf8').split(from).length - 1
  if (times !== 1) return `${file} has the text ${times} times`
  const [test, begins] = caughtBy
  const pattern = `^${begins.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`
  const args = ['run', join('tests', 'unit', test), '-t', pattern]
  await run([...args, '--reporter=json', `--outputFile.json=${output}`], name)
  const { testResults } = report.parse(JSON.parse(readFileSync(output, 'utf8')))
  const all = testResults.flatMap(({ assertionResults }) => assertionResults)
  const named = all.filter(({ fullName }) => fullName.startsWith(begins))
  if (named.length === 0) return `there is no test "${begins} ..." in ${test}`
  if (named.some(({ status }) => status === 'failed')) return null
  return `"${begins} ..." passes all the same`
}

function run(args: readonly string[], name: string): Promise<void> {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const config = join('tests', 'mutation', 'vitest.config.ts')
  const child = spawn(process.execPath, [vitest, ...args, '--config', config], {
    cwd: root,
    env: { ...process.env, PLANTED: name },
    stdio: 'ignore'
  })
  return new Promise((resolve) => child.once('exit', () => resolve()))
}
