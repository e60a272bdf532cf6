import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { bundleEngine, removeBundles } from './bundle'
import { Program } from './program'
import { proofs, type Proof } from './mutations'
import {
  killedAgainAtEveryStep,
  killedAtEachKindOfStep,
  killedAroundTheAnswer,
  killedAtEveryStep,
  killedAtRandom,
  type Trials
} from './plans'
import { Profiles } from './profile'
import { rivalry } from './rivals'
import { faults, nothingWrong, type Scenario } from './scenarios'
import { Tally } from './tally'

/*
 * The crash proof: whatever happens between pressing Charge and reading the answer, no customer is charged twice, no
 * answer is lost, and every charge ends as Dintero has it, or is honestly unknown.
 *
 * The charging engine runs as a program of its own (engine.ts) against the simulator, which keeps the truth. It is
 * killed with SIGKILL, started again on the same profile, left to resolve what it can, and held against that truth
 * (invariants.ts). When it is killed (plans.ts):
 *   systematic  at every durable write and every network step of a charge, one after another; and, after a lost
 *               answer, at every step of sorting that out
 *   faults      the same at each kind of step from the request on, for everything that can go wrong at Dintero (scenarios.ts)
 *   random      at random instants of up to three lives, with up to three charges at once, by seed
 *   rivals      several programs on one ledger, all charging at once (rivals.ts); nothing is killed
 *   proof       with a mistake put into the program on purpose, the harness must fail (mutations.ts)
 *
 *   npm run test:crash                          all of it, with 50 seeds
 *   npm run test:crash -- --runs 1000           with 1,000 seeds
 *   npm run test:crash -- --seed 17             one seed again
 *   npm run test:crash -- --only faults,proof   parts of it
 *   npm run test:crash -- --every-step          faults: every step, also lookups that only repeat earlier ones
 *   npm run test:crash -- --brief               when time is short: 20 seeds; of faults, the worlds at Dintero's side only
 *                                               around the answer, and the kinds of steps divided among the other faults
 */

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    'every-step': { type: 'boolean' },
    brief: { type: 'boolean' },
    report: { type: 'string' }
  }
})
const firstSeed = Number(values.seed ?? 1)
const fewRuns = values.brief === true ? 20 : 50
const rivalries = values.brief === true ? 5 : 25
const runs = Number(values.runs ?? (values.seed === undefined ? fewRuns : 1))
const parts =
  values.only?.split(',') ??
  (values.seed === undefined ? ['systematic', 'faults', 'random', 'rivals', 'proof'] : ['random'])

interface Job {
  readonly part: string
  readonly name: string
  readonly trials: Trials
}

const jobs: readonly Job[] = [
  { part: 'systematic', name: nothingWrong.name, trials: killedAtEveryStep(nothingWrong) },
  {
    part: 'systematic',
    name: `${nothingWrong.name}, killed again`,
    trials: killedAgainAtEveryStep(nothingWrong)
  },
  ...faults.map((each, index) => ({
    part: 'faults',
    name: each.name,
    trials: killed(each, index)
  })),
  ...Array.from({ length: runs }, (_, index) => firstSeed + index).map((seed) => ({
    part: 'random',
    name: `seed ${seed}`,
    trials: killedAtRandom(seed)
  }))
].filter(({ part }) => parts.includes(part))

const began = Date.now()
const tally = new Tally()
const profiles = new Profiles()
process.on('exit', () => {
  profiles.remove()
  removeBundles()
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
await profiles.prepare()

if (jobs.length > 0) {
  const bundle = await bundleEngine()
  await sideBySide(jobs, async ({ part, name, trials }) => {
    const found: string[] = []
    await withProgram(bundle, async (program) => {
      for await (const trial of trials(program, profiles)) {
        tally.count(part, trial)
        for (const violation of trial.violations) found.push(`${trial.plan}\n    ${violation}`)
      }
    })
    tally.judge(part, name, found)
  })
}
if (parts.includes('rivals')) {
  const bundle = await bundleEngine()
  for (let round = 1; round <= rivalries; round += 1)
    tally.judge('rivals', `round ${round}`, await rivalry(bundle, profiles))
}
if (parts.includes('proof')) {
  await sideBySide(proofs, async (proof) => {
    tally.judge('proof', `noticed: ${proof.mutation.name}`, await prove(proof))
  })
}
console.log(tally.summary(Date.now() - began))
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(tally.counts))
process.exitCode = tally.counts.failed === 0 ? 0 : 1

/** When the program is killed while one thing goes wrong. */
function killed(scenario: Scenario, index: number): Trials {
  if (values['every-step'] === true) return killedAtEveryStep(scenario)
  if (values.brief !== true) return killedAtEachKindOfStep(scenario)
  return scenario.world === true
    ? killedAroundTheAnswer(scenario)
    : killedAtEachKindOfStep(scenario, { nth: 3, from: index })
}

/** Works through a list with as many hands as there are processors: killing and starting programs is what takes time. */
async function sideBySide<T>(list: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const left = list.values()
  const hand = async (): Promise<void> => {
    for (const each of left) await work(each)
  }
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, hand))
}

async function withProgram(bundle: string, work: (program: Program) => Promise<void>): Promise<void> {
  const program = new Program(bundle)
  try {
    await work(program)
  } finally {
    await program.stop()
  }
}

/** @returns nothing when the mistake was noticed for what it is, else what was seen instead */
async function prove({ mutation, trials, complaint }: Proof): Promise<string[]> {
  const seen: string[] = []
  await withProgram(await bundleEngine(mutation), async (program) => {
    for await (const { violations } of trials(program, profiles)) {
      seen.push(...violations)
      if (violations.some((violation) => complaint.test(violation))) return
    }
  })
  if (seen.some((violation) => complaint.test(violation))) return []
  return seen.length === 0 ? ['the harness noticed nothing'] : seen
}
