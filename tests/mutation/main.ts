import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { everyPlanted } from './every-planted'
import type { Planted } from './planted'
import { Runner } from './runner'

/*
 * A test that cannot fail proves nothing. Each planted mistake (planted.ts) is put into the program in memory, and the
 * unit test that is there against it must fail, by name.
 *
 *   npm run test:mutation            all of them
 *   npm run test:mutation -- words   those whose names contain it
 */

const root = join(import.meta.dirname, '..', '..')
const { values, positionals } = parseArgs({ options: { report: { type: 'string' } }, allowPositionals: true })

const counts = { passed: 0, failed: 0, skipped: 0 }
const left = everyPlanted.filter(({ name }) => name.includes(positionals[0] ?? '')).entries()

/** Tries one mistake after another in a runner that keeps what it has read of the program. */
const hand = async (): Promise<void> => {
  const runner = await Runner.start()
  for (const [, mistake] of left) {
    const trouble = await tryOut(mistake, runner)
    counts[trouble === null ? 'passed' : 'failed'] += 1
    console.log(trouble === null ? `✓ caught: ${mistake.name}` : `✗ ${mistake.name}\n    ${trouble}`)
  }
  await runner.close()
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, hand))
console.log(`${counts.passed} passed, ${counts.failed} failed`)
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts))
process.exitCode = counts.failed === 0 ? 0 : 1

/** @returns null when the mistake was caught by the test that names it, else what was seen instead */
async function tryOut(mistake: Planted, runner: Runner): Promise<string | null> {
  const { file, from, caughtBy } = mistake
  const times = readFileSync(join(root, file), 'utf8').split(from).length - 1
  if (times !== 1) return `${file} has the text ${times} times`
  const [test, begins] = caughtBy
  const named = await runner.run(mistake)
  if (named.length === 0) return `there is no test "${begins} ..." in ${test}`
  if (named.some((each) => each.result().state === 'failed')) return null
  return `"${begins} ..." passes all the same`
}
