import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { chargedElsewhere, foughtOver, ledgerLost, restored } from './batches/desks'
import { batchProofs } from './batches/mutations'
import * as batches from './batches/plans'
import { livesProofs } from './lives/mutations'
import { mixedLife } from './lives/plans'
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
 *   batches     a batch of twelve rows, at every durable write, of the ledger and of its file, and every network step
 *   desks       a batch on a restored or lost ledger, on a second desk, and run by two programs at once, by seed
 *   large-batches  500 rows, faults on a tenth of them, at random instants of up to four lives, by seed (all three in batches/)
 *   lives       charges, links, enrolments, captures, voids, refunds and a file mixed, by staff, customers and Backoffice,
 *               with faults of each, killed in up to four lives where a request is on its way or anywhere, by seed (lives/)
 *   proof       with a mistake put into the program on purpose, the harness must fail (mutations.ts)
 *
 *   npm run test:crash                          all of it, with 50 seeds, 100 of lives, 10 of the parts about batches
 *   npm run test:crash -- --runs 1000           with 1,000 seeds, in each part that goes by seed
 *   npm run test:crash -- --seed 17             one seed again; of another part than random with --only
 *   npm run test:crash -- --only faults,proof   parts of it
 *   npm run test:crash -- --every-step          faults: every step, also lookups that only repeat earlier ones
 *   npm run test:crash -- --brief               when time is short: 20 seeds; of faults, the worlds at Dintero's side only
 *                                               around the answer, and the kinds of steps divided among the other faults;
 *                                               of batches, each kind of step, one seed of the other two, a few of lives
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
const runs = runsOr(fewRuns)
const everyPart = [
  'systematic',
  'faults',
  'random',
  'rivals',
  'batches',
  'desks',
  'large-batches',
  'lives',
  'proof'
]
const parts = values.only?.split(',') ?? (values.seed === undefined ? everyPart : ['random'])

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
  ...killedBatches(),
  ...seeds(runsOr(values.brief === true ? 1 : 10)).flatMap((seed) =>
    Object.entries({ restored, chargedElsewhere, ledgerLost, foughtOver }).map(([name, trialsOf]) => ({
      part: 'desks',
      name: `${name}, seed ${seed}`,
      trials: trialsOf(seed)
    }))
  ),
  ...seeds(runsOr(values.brief === true ? 1 : 10)).map((seed) => ({
    part: 'large-batches',
    name: `seed ${seed}`,
    trials: batches.killedAtRandom(seed)
  })),
  ...seeds(runs).map((seed) => ({
    part: 'random',
    name: `seed ${seed}`,
    trials: killedAtRandom(seed)
  })),
  ...seeds(runsOr(values.brief === true ? 6 : 100)).map((seed) => ({
    part: 'lives',
    name: `seed ${seed}`,
    trials: mixedLife(seed)
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
  // When time is short, a third of the many about lives.
  const ofLives = livesProofs.filter((_, index) => values.brief !== true || index % 3 === 0)
  await sideBySide([...proofs, ...batchProofs, ...ofLives], async (proof) => {
    tally.judge('proof', `noticed: ${proof.mutation.name}`, await prove(proof))
  })
}
console.log(tally.summary(Date.now() - began))
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(tally.counts))
process.exitCode = tally.counts.failed === 0 ? 0 : 1

/** How many seeds a part is tried with. @param usual where nobody has said */
function runsOr(usual: number): number {
  return Number(values.runs ?? (values.seed === undefined ? usual : 1))
}

function seeds(count: number): number[] {
  return Array.from({ length: count }, (_, index) => firstSeed + index)
}

/** The batch of twelve rows, its steps divided among as many hands as there may be. */
function killedBatches(): Job[] {
  const part = 'batches'
  if (values.brief === true)
    return [{ part, name: 'twelve rows, each kind of step', trials: batches.killedAtEachKindOfStep }]
  const nth = 4
  return Array.from({ length: nth }, (_, from) => ({
    part,
    name: `twelve rows, every ${nth}th step from ${from + 1}`,
    trials: batches.killedAtEveryStep({ nth, from })
  }))
}

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
