import type { Program } from './program'
import { fewCards } from './cards'
import type { Profiles } from './profile'
import type { Draft } from './protocol'
import { randomOf } from './random'
import { faults, nothingWrong, type Scenario } from './scenarios'
import { tryOut, type Kill, type Plan, type Result } from './trial'

/** A trial that was made, and how to make it again. */
export interface Trial extends Result {
  readonly plan: string
}

/** Makes trials one after another; whoever takes them may stop at any. */
export type Trials = (program: Program, profiles: Profiles) => AsyncGenerator<Trial>

/** No life has so many steps; a loop that gets here would never end. */
const farTooMany = 500

/** Before it, what goes wrong with the charge itself has not happened yet. */
const beforeTheCharge = 'ask for CHARGE: before'
/** The request has left and no answer is in. */
const lostAnswer = 'ask for CHARGE: sent'
const aroundTheAnswer = [lostAnswer, 'write answered: after'] as const

const amounts = [129_990, 49_900, 7_550] as const

function drafts(count: number): Draft[] {
  return amounts.slice(0, count).map((amount, index) => {
    const cardId = fewCards[index]?.id ?? ''
    return { reference: `order-${index + 1}`, cardId, amount, autoCapture: index !== 1 }
  })
}

function oneCharge(scenario: Scenario, kills: readonly Kill[]): Plan {
  return { charges: drafts(1).map((draft) => ({ draft, scenario })), kills }
}

/** Killed at one step after another, until a run passes all its steps alive. */
export function killedAtEveryStep(scenario: Scenario): Trials {
  return async function* (program, profiles) {
    for (let at = 1; at < farTooMany; at += 1) {
      const result = await tryOut(program, profiles, oneCharge(scenario, [{ at }]))
      yield { ...result, plan: `${scenario.name}, killed at step ${at}` }
      if (result.killedAt.length === 0) return
    }
    throw new Error(`${scenario.name}: no run passes all its steps`)
  }
}

/**
 * Not killed, then killed at each kind of step from the request on: at every request for money, and of the lookups
 * and writes that repeat, at the first. Two kinds of steps are left out, because nothing in the world differs there
 * from what another trial sees: those before the request, where nothing has gone wrong yet, and those just before
 * something, which is where the step before it has just ended.
 *
 * @param share when time is short: where the answer is lost and where it has just been written, and of the other kinds
 *   every nth only, from another one on for each scenario, so that together they still meet every kind of step
 */
export function killedAtEachKindOfStep(scenario: Scenario, share = { nth: 1, from: 0 }): Trials {
  return async function* (program, profiles) {
    const alive = await tryOut(program, profiles, oneCharge(scenario, []))
    yield { ...alive, plan: `${scenario.name}, not killed` }
    const early = scenario.offline === true || scenario.access !== undefined
    const from = early ? 1 : numberOf(beforeTheCharge, alive.steps)
    const always = aroundTheAnswer.map((step) => alive.steps.indexOf(step) + 1)
    const kinds = eachKind(alive.steps, from)
    const others = kinds.filter((at) => !always.includes(at))
    const left = others.filter((_, index) => (index + share.from) % share.nth === 0)
    for (const at of kinds.filter((each) => always.includes(each) || left.includes(each))) {
      const result = await tryOut(program, profiles, oneCharge(scenario, [{ at }]))
      yield { ...result, plan: `${scenario.name}, killed at step ${at}` }
    }
  }
}

/**
 * Not killed, then killed where the answer is lost and where it has just been written: what a world of Dintero's can
 * still be mistaken for is decided by then. For when time is short.
 */
export function killedAroundTheAnswer(scenario: Scenario): Trials {
  return async function* (program, profiles) {
    const alive = await tryOut(program, profiles, oneCharge(scenario, []))
    yield { ...alive, plan: `${scenario.name}, not killed` }
    for (const step of aroundTheAnswer) {
      const at = numberOf(step, alive.steps)
      const result = await tryOut(program, profiles, oneCharge(scenario, [{ at }]))
      yield { ...result, plan: `${scenario.name}, killed at step ${at}` }
    }
  }
}

function eachKind(steps: readonly string[], from: number): number[] {
  const later = steps.map((name, index) => ({ name, at: index + 1 })).filter(({ at }) => at >= from)
  return later
    .filter(({ name }) => !name.endsWith(': before'))
    .filter(({ name, at }) => isCharge(name) || later.find((each) => each.name === name)?.at === at)
    .map(({ at }) => at)
}

function isCharge(step: string): boolean {
  return step.startsWith('ask for CHARGE')
}

/** Killed where the answer of a charge is lost, and then again at every step of sorting that out. */
export function killedAgainAtEveryStep(scenario: Scenario): Trials {
  return async function* (program, profiles) {
    const { steps } = await tryOut(program, profiles, oneCharge(scenario, []))
    const first = numberOf(lostAnswer, steps)
    for (let at = 1; at < farTooMany; at += 1) {
      const result = await tryOut(program, profiles, oneCharge(scenario, [{ at: first }, { at }]))
      yield { ...result, plan: `${scenario.name}, killed at step ${first}, then at ${at}` }
      if (result.killedAt.length < 2) return
    }
    throw new Error(`${scenario.name}: no recovery passes all its steps`)
  }
}

/** From one, as steps are counted. */
function numberOf(step: string, steps: readonly string[]): number {
  const at = steps.indexOf(step)
  if (at === -1) throw new Error(`no step "${step}" in ${steps.join(', ')}`)
  return at + 1
}

const mostSteps = 45
const mostDelay = 3

/** From one to three charges at once, faults, kills and their instants, all from the seed. */
export function killedAtRandom(seed: number): Trials {
  return async function* (program, profiles) {
    const below = randomOf(seed)
    const pick = (): Scenario => [nothingWrong, ...faults][below(faults.length + 1)] ?? nothingWrong
    const charges = drafts(1 + below(amounts.length)).map((draft) => ({ draft, scenario: pick() }))
    const kills = Array.from({ length: 1 + below(3) }, () => ({
      step: 1 + below(mostSteps),
      delay: below(mostDelay + 1)
    }))
    const result = await tryOut(program, profiles, { charges, kills })
    const named = charges.map(({ scenario }) => scenario.name).join(' + ')
    const when = kills.map(({ step, delay }) => `${delay} ms after step ${step}`).join(', then ')
    yield { ...result, plan: `--seed ${seed}: ${named}; killed ${when}` }
  }
}
