import type { Trial, Trials } from '../plans'
import type { Profiles } from '../profile'
import type { Program } from '../program'
import { randomOf } from '../random'
import type { Kill } from '../trial'
import { rowsOf, twelveRows } from './rows'
import { BatchTrial, type Desk } from './trial'

/** No life of twelve rows has so many steps. */
const farTooMany = 2_000

/** What happens to a batch on its way, life by life. */
interface Fate {
  readonly kills: readonly Kill[]
  /** After so many answers a person pauses it; null for never. */
  readonly pauses: readonly (number | null)[]
  /** Whether such a pause is the end of it. */
  readonly stopsForGood: boolean
}

/** One life after another until a batch has ended, however often the program is killed on the way. */
async function chargeToTheEnd(
  trial: BatchTrial,
  desk: Desk,
  program: Program,
  { kills, pauses, stopsForGood }: Fate
): Promise<readonly string[]> {
  let steps: readonly string[] | null = null
  for (const [index, kill] of [...kills, null].entries()) {
    const pauseAfter = pauses[index] ?? null
    const life = await trial.live(program, desk, { kill, batch: { pauseAfter, stopsForGood } })
    steps ??= life.stepNames
    trial.check(desk)
    if (life.done !== null) break
    await trial.recoverTwice(program, desk)
    trial.check(desk)
  }
  await trial.recoverAgain(program, desk)
  trial.checkEnd(desk)
  return steps ?? []
}

async function killed(
  profiles: Profiles,
  program: Program,
  kills: readonly Kill[],
  plan: string
): Promise<Trial> {
  const trial = await BatchTrial.begin(profiles, twelveRows())
  const desk = trial.newDesk('batch-1')
  const steps = await chargeToTheEnd(trial, desk, program, { kills, pauses: [6], stopsForGood: false })
  const { killedAt, wrong } = trial
  const states = trial.states(desk)
  await trial.end()
  return { killedAt, steps, states, violations: [...wrong], plan }
}

/** Twelve rows, not killed, then killed at every nth step from one on, so that all shares together meet every step. */
export function killedAtEveryStep(share: { readonly nth: number; readonly from: number }): Trials {
  return async function* (program, profiles) {
    for (let at = 1 + share.from; at < farTooMany; at += share.nth) {
      const trial = await killed(profiles, program, [{ at }], `twelve rows, killed at step ${at}`)
      yield trial
      if (trial.killedAt.length === 0) return
    }
    throw new Error('no run of twelve rows passes all its steps')
  }
}

/**
 * Twelve rows, not killed, then killed where a kind of step is made first and where it is made last. Those just before
 * something are left out: nothing in the world differs there from the step before.
 */
export const killedAtEachKindOfStep: Trials = async function* (program, profiles) {
  const alive = await killed(profiles, program, [], 'twelve rows, not killed')
  yield alive
  const kinds = [...new Set(alive.steps)].filter((kind) => !kind.endsWith(': before'))
  const ends = kinds.flatMap((kind) => [alive.steps.indexOf(kind), alive.steps.lastIndexOf(kind)])
  for (const at of [...new Set(ends)].map((index) => index + 1))
    yield killed(profiles, program, [{ at }], `twelve rows, killed at step ${at}`)
}

const largeBatch = 500
const mostSteps = 2_500
const mostDelay = 15

/** A large batch with faults on a tenth of its rows, killed at random in several lives, and paused by hand in some. */
export function killedAtRandom(seed: number, count = largeBatch): Trials {
  return async function* (program, profiles) {
    const below = randomOf(seed)
    const trial = await BatchTrial.begin(profiles, rowsOf(seed, count, { repeated: true, lax: true }))
    const desk = trial.newDesk('batch-1')
    const most = Math.ceil((mostSteps * count) / largeBatch)
    const kills = Array.from({ length: 1 + below(4) }, () => ({
      step: 1 + below(most),
      delay: below(mostDelay + 1)
    }))
    const pauses = [...kills.map(() => (below(2) === 0 ? 1 + below(count) : null)), 1 + below(count)]
    const stopsForGood = below(8) === 0
    const steps = await chargeToTheEnd(trial, desk, program, { kills, pauses, stopsForGood })
    const { killedAt, wrong } = trial
    const states = trial.states(desk)
    await trial.end()
    const when = kills.map(({ step, delay }) => `${delay} ms after step ${step}`).join(', then ')
    const plan = `--only large-batches --seed ${seed}: ${count} rows, killed ${when}${stopsForGood ? ', and stopped' : ''}`
    yield { killedAt, steps, states, violations: [...wrong], plan }
  }
}
