import type { Trial, Trials } from '../plans'
import type { Profiles } from '../profile'
import type { Program } from '../program'
import { randomOf } from '../random'
import { rowsOf } from './rows'
import { BatchTrial, type Desk } from './trial'

/*
 * One batch on several desks and ledgers: restored, lost, charged elsewhere before, run by two programs at once. Whatever
 * a ledger knows, Dintero refuses what has its reference already, and what it refuses is looked up.
 */

const hour = 3_600_000
const rows = 40
/** That Dintero refuses what it has is what these rest on. */
const kinds = { repeated: true, lax: false }
/** Of a life that charges so many rows, about where half of them have left. */
const midway = 250

interface Setting {
  readonly trial: BatchTrial
  readonly program: Program
  readonly below: (bound: number) => number
  /** Starts another program of the same kind, which is ended with the trial. */
  readonly another: () => Program
}

function onDesks(name: string, work: (setting: Setting) => Promise<Desk>): (seed: number) => Trials {
  return (seed) =>
    async function* (program: Program, profiles: Profiles): AsyncGenerator<Trial> {
      const trial = await BatchTrial.begin(profiles, rowsOf(seed, rows, kinds))
      const others: Program[] = []
      const another = (): Program => {
        const one = program.another()
        others.push(one)
        return one
      }
      const desk = await work({ trial, program, below: randomOf(seed + 1_000), another })
      await Promise.all(others.map((each) => each.stop()))
      const { killedAt, wrong } = trial
      const states = trial.states(desk)
      await trial.end()
      yield { killedAt, steps: [], states, violations: [...wrong], plan: `--seed ${seed}: ${name}` }
    }
}

async function chargedMidway({ trial, program, below }: Setting): Promise<Desk> {
  const desk = trial.newDesk('batch-1')
  await trial.live(program, desk, { kill: { step: midway - 100 + below(200), delay: below(4) } })
  trial.check(desk)
  return desk
}

/** The profile is put back as it was in the middle of the batch, hours after all of it has been charged. */
export const restored = onDesks('restored from a copy made midway', async (setting) => {
  const { trial, program } = setting
  const desk = await chargedMidway(setting)
  const copy = trial.backUp(desk)
  await trial.live(program, desk)
  trial.checkEnd(desk)
  trial.now += 8 * hour
  await trial.live(program, copy)
  await trial.recoverAgain(program, copy)
  trial.checkEnd(copy)
  return copy
})

/** Another desk, which has never heard of it, is given the same file under the same name. */
export const chargedElsewhere = onDesks(
  'the same file on another desk',
  async ({ trial, program, below }) => {
    const desk = trial.newDesk('batch-1')
    await trial.live(program, desk)
    trial.checkEnd(desk)
    trial.now += below(30) * hour
    const other = trial.newDesk('batch-2')
    await trial.live(program, other)
    await trial.recoverAgain(program, other)
    trial.checkEnd(other)
    return other
  }
)

/** The ledger is gone in the middle of a batch; the batch's own file is not. */
export const ledgerLost = onDesks('the ledger lost midway', async (setting) => {
  const { trial, program } = setting
  const bare = trial.withoutLedger(await chargedMidway(setting))
  await trial.live(program, bare)
  await trial.recoverAgain(program, bare)
  trial.checkEnd(bare)
  return bare
})

/** Two programs on one ledger take the batch from each other, and one of them is killed on the way in some. */
export const foughtOver = onDesks('two programs at once', async ({ trial, program, below, another }) => {
  const first: Desk = { ...trial.newDesk('batch-1'), deskId: 'desk-0' }
  const second: Desk = { ...first, deskId: 'desk-1', told: new Map() }
  const other = another()
  const kill = below(2) === 0 ? { step: 80 + below(300), delay: below(4) } : null
  const [one] = await Promise.all([
    trial.live(program, first, { kill, batch: { takeOvers: 2 } }),
    trial.live(other, second, { batch: { takeOvers: 2, joins: true } })
  ])
  if (one.done === null) await trial.recoverTwice(program, first)
  // Each sorts out its own charges, and no other's.
  for (const desk of [first, second, first]) await trial.live(program, desk)
  for (const desk of [first, second]) trial.checkEnd(desk)
  return first
})
