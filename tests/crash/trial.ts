import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { ChargeState } from '../../shared/charge'
import { transactionRecord, wasAuthorised } from '../../electron/simulator/records'
import { createSimulator, type Simulator } from '../../electron/simulator/simulator'
import type { Program, KillFromOutside, Life } from './program'
import { isDecided, violations, type TrueTransaction } from './invariants'
import * as account from './account'
import * as world from './profile'
import type { Draft, Order } from './protocol'
import type { Scenario } from './scenarios'

/** When the program dies: by its own hand at a step, or by one from outside. */
export type Kill = { readonly at: number } | KillFromOutside

/** Charges to make, each with what goes wrong with it, and when the program is killed: in its first life, in its second, ... */
export interface Plan {
  readonly charges: readonly { readonly draft: Draft; readonly scenario: Scenario }[]
  readonly kills: readonly Kill[]
}

export interface Result {
  /** The steps the program died at. */
  readonly killedAt: readonly string[]
  /** The steps of its first life. */
  readonly steps: readonly string[]
  readonly states: readonly (ChargeState | 'never begun')[]
  /** The same of whatever is no charge, such as `refund succeeded`. */
  readonly ends?: readonly string[]
  readonly violations: readonly string[]
}

export const minute = 60_000
/** Real ms. Where nothing hangs nobody ever waits so long; where something does, everybody does. */
export const patience = { usual: 5_000, hanging: 150, hangingBatch: 400 }
/** A port nothing listens on: connecting is refused. */
const nowhere = 'http://127.0.0.1:1'

/**
 * One trial: charges, kills, starts again, lets the program resolve what it can, and checks that no customer was
 * charged twice and nobody has to guess. Then once more after sending again what may be sent again.
 */
export async function tryOut(program: Program, profiles: world.Profiles, plan: Plan): Promise<Result> {
  const profile = profiles.copy()
  let now = account.start
  const ahead = plan.charges.reduce((most, { scenario }) => most + (scenario.ahead ?? 0), 0)
  const simulator = createSimulator({
    clock: () => now + ahead,
    storePath: profile.truthPath,
    journalLimit: 0
  })
  world.introduce(simulator)
  goWrong(simulator, plan.charges)
  const { url } = await simulator.start()

  const wrong = new Set<string>()
  const killedAt: string[] = []
  const told = new Map<string, ChargeState>()
  const secrets = new Set(world.secrets)
  const asked = plan.charges.map(({ draft }) => draft)

  const live = async (change: Partial<Order>, kill: Kill | null): Promise<Life> => {
    const { folder } = profile
    const hangs = plan.charges.some(({ scenario }) => canHang(scenario))
    const base = {
      patience: hangs ? patience.hanging : patience.usual,
      profile: folder,
      url,
      now,
      accountId: account.accountId,
      tokenKey: account.tokenKey,
      desk: null
    }
    const killAt = kill !== null && 'at' in kill ? kill.at : null
    const order: Order = {
      ...base,
      ...account.client,
      charges: [],
      batch: null,
      until: 'resolve',
      ...change,
      killAt
    }
    const outside = kill !== null && 'step' in kill ? kill : null
    const life = await program.live(order, outside, (reading) => {
      now = reading
    })
    now = life.now + minute
    if (life.done === null) killedAt.push(life.lastStep)
    else if (!life.done.auditIntact) wrong.add('AUDIT: the chain of the audit trail is broken')
    for (const text of life.troubles) wrong.add(`TROUBLE: ${text}`)
    for (const { reference, state } of life.told) {
      // What was once shown as decided is what everything later is held against.
      if (!isDecided(told.get(reference))) told.set(reference, state)
    }
    for (const secret of life.secrets) secrets.add(secret)
    for (const file of world.filesWith(folder, secrets)) wrong.add(`SECRET on disk, in ${file}`)
    return life
  }

  const check = (final: boolean): void => {
    const { charges: ledger } = world.readLedger(profile.folder)
    const truth = readTruth(profile.truthPath)
    const authorisations = simulator.authorisations()
    for (const each of violations({
      asked,
      told,
      ledger,
      truth,
      authorisations,
      doubled,
      corrected,
      blind,
      final
    }))
      wrong.add(each)
    for (const file of readdirSync(profile.folder)) {
      if (file.includes('damaged')) wrong.add(`LOST: the ledger was set aside as ${file}`)
    }
  }

  const doubled = new Set(
    plan.charges.flatMap(({ draft, scenario }) => (scenario.doubled === true ? [draft.reference] : []))
  )
  const corrected = new Set(
    plan.charges.flatMap(({ draft, scenario }) => (scenario.corrected === true ? [draft.reference] : []))
  )
  const blind = plan.charges.some(({ scenario }) => scenario.lists?.endless)
  const offline = plan.charges.some(({ scenario }) => scenario.offline)
  const steps: string[] = []
  const [first = null, ...later] = plan.kills
  let life = await live({ charges: asked, until: 'resend', ...(offline && { url: nowhere }) }, first)
  steps.push(...life.stepNames)
  for (const kill of later) if (life.done === null) life = await live({ until: 'resend' }, kill)
  if (life.done === null) life = await live({}, null)
  check(false)

  // Where Dintero itself changes its mind, whoever asks next writes that down, so there a change is no fault.
  const moves = doubled.size + corrected.size > 0
  if (moves) await live({ until: 'resend' }, null)
  const before = facts(world.readLedger(profile.folder).dump)
  await live({ until: life.done?.unresolved === 0 ? 'resolve' : 'recover' }, null)
  if (!moves && facts(world.readLedger(profile.folder).dump) !== before)
    wrong.add('RECOVERY: a second one changed the ledger')

  if (life.done?.unresolved !== 0 || life.done.resendable > 0) await live({ until: 'resend' }, null)
  check(true)

  const states = asked.map(({ reference }) => stateOf(profile.folder, reference))
  await simulator.stop()
  profiles.discard(profile)
  return { killedAt, steps, states, violations: [...wrong] }
}

/** Tells a simulator what goes wrong with which charge. */
export function goWrong(simulator: Simulator, charges: Plan['charges']): void {
  for (const { draft, scenario } of charges) {
    for (const faults of scenario.charge) simulator.faults.forReference(draft.reference, ...faults)
    if (scenario.lists) simulator.setLists(scenario.lists)
    simulator.faults.onCall('auth', ...(scenario.access ?? []))
    simulator.faults.onCall('lookup', ...(scenario.lookups ?? []))
  }
}

/** A dump without when a charge is asked about next, which a lookup that failed may put off. */
export function facts(dump: string): string {
  return dump.replaceAll(/"next_lookup_at":\w+,"lookups":\d+,/g, '')
}

/** Whether somebody has to wait for an answer that never comes. */
export function canHang({ charge, access = [], lookups = [] }: Scenario): boolean {
  return [...charge.flat(), ...access, ...lookups].some(({ kind }) => kind === 'hang')
}

function stateOf(folder: string, reference: string): ChargeState | 'never begun' {
  const { charges } = world.readLedger(folder)
  return charges.find((row) => row.merchant_reference === reference)?.state ?? 'never begun'
}

const line = z.object({ transaction: transactionRecord.optional() })

/** The simulator's transactions from its own file: asking it over HTTP would be a lookup, which changes things. */
export function readTruth(path: string): TrueTransaction[] {
  const lines = readFileSync(path, { encoding: 'utf8', flag: 'a+' }).split('\n')
  const all = lines.flatMap((text) => (text === '' ? [] : [line.parse(JSON.parse(text)).transaction]))
  const last = new Map(all.flatMap((each) => (each === undefined ? [] : [[each.id, each] as const])))
  return [...last.values()].map((transaction) => ({
    ...transaction,
    authorised: transaction.foreign === null && wasAuthorised(transaction),
    isForeign: transaction.foreign !== null
  }))
}
