import { createSimulator } from '../../../electron/simulator/simulator'
import * as account from '../account'
import { readBatch, readPlan } from '../batches/file'
import { alwaysHolds } from '../batches/invariants'
import { fileOf, type PlannedCharge } from '../batches/rows'
import { mixedCards } from '../cards'
import type { Trials } from '../plans'
import * as world from '../profile'
import type { Life } from '../program'
import type { BatchOrder, Order } from '../protocol'
import { randomOf } from '../random'
import { goWrong, minute, patience } from '../trial'
import { metOthers } from './beside'
import { violationsOf } from './invariants'
import { readLedger } from './ledger'
import { Others } from './others'
import { inWords, Story, type Chapter } from './story'
import { readTruth } from './truth'

const batchId = 'batch-1'

/** Some lives of charges, links, modifications and a file, most of them killed, all from the seed; then one that settles. */
export function mixedLife(seed: number): Trials {
  return async function* (program, profiles) {
    const below = randomOf(seed)
    const file = below(4) === 0 ? fileOf(below, 5) : null
    const { chapters } = new Story(below, file !== null)
    const place = profiles.copy('mixed-cards')
    const clocks = new Clocks()
    const simulator = createSimulator({
      clock: () => clocks.dintero,
      storePath: place.truthPath,
      journalLimit: 0,
      httpControl: true,
      seed: `lives ${seed}`
    })
    world.introduce(simulator, mixedCards)
    simulator.setSms('sent')
    if (file !== null)
      goWrong(
        simulator,
        file.map(({ row, scenario }) => ({ draft: row, scenario }))
      )
    const { url } = await simulator.start()
    const others = new Others(url, place.folder)
    const wrong = new Set<string>()
    const killedAt: string[] = []
    const shown: (readonly [string, string])[] = []
    const secrets = new Set(world.secrets)

    const live = async (
      { deeds, kill, hasFile }: Omit<Chapter, 'meanwhile'>,
      until: Order['until']
    ): Promise<Life> => {
      const order: Order = {
        ...account.client,
        ...{ profile: place.folder, url, now: clocks.desk, accountId: account.accountId },
        ...{ tokenKey: account.tokenKey, desk: null, charges: [], until, patience: patience.usual },
        batch: hasFile && file !== null ? batchOf(file) : null,
        deeds: deeds.map((group) => [...group]),
        killAt: kill !== null && 'at' in kill ? kill.at : null
      }
      const outside = kill !== null && 'step' in kill ? kill : null
      const life = await program.live(order, outside, (reading) => clocks.read(reading))
      clocks.read(life.now)
      clocks.read(life.now + minute)
      if (life.done === null) killedAt.push(life.lastStep)
      else if (!life.done.auditIntact) wrong.add('AUDIT: the program says that the chain is broken')
      for (const text of life.troubles) wrong.add(`TROUBLE: ${text}`)
      for (const text of life.secrets) secrets.add(text)
      for (const each of takenBack(life, place.folder)) wrong.add(each)
      shown.push(...saidIn(life))
      return life
    }

    const steps: string[] = []
    for (const chapter of chapters) {
      steps.push(...(await live(chapter, 'recover')).stepNames)
      for (const deed of chapter.meanwhile) await others.do(deed)
    }
    simulator.faults.clear()
    const quiet = { deeds: [], kill: null, hasFile: file !== null }
    await live(quiet, 'resend')
    const settled = statesIn(place.folder)
    await live(quiet, 'recover')
    if (statesIn(place.folder) !== settled) wrong.add('RECOVERY: another one changed what was settled')

    const truth = readTruth(place.truthPath)
    const ledger = readLedger(place.folder)
    const deeds = chapters.flatMap((chapter) => [...chapter.deeds.flat(), ...chapter.meanwhile])
    const { clientId } = account.client
    const authorisations = simulator.authorisations()
    for (const each of violationsOf({ ledger, truth, authorisations, deeds, clientId, shown }))
      wrong.add(each)
    for (const each of metOthers({ ledger, truth, deeds })) wrong.add(each)
    for (const each of file === null ? [] : ofFile(file, place)) wrong.add(each)
    for (const each of world.filesWith(place.folder, secrets)) wrong.add(`SECRET on disk, in ${each}`)
    await simulator.stop()
    profiles.discard(place)
    const plan = `npm run test:crash -- --only lives --seed ${seed}: ${inWords(chapters)}`
    const states = ledger.charges.map(({ state }) => state)
    const ends = [
      ...ledger.links.map(({ kind, state }) => `${kind === 'payment' ? 'link' : kind} ${state}`),
      ...ledger.modifications.map(({ kind, state }) => `${kind} ${state}`)
    ]
    yield { killedAt, steps, states, ends, violations: [...wrong], plan }
  }
}

/** The desk's clock may be set back; Dintero's goes on by as much as time has really passed. ms since 1970 UTC */
class Clocks {
  desk = account.start
  dintero = account.start

  read(desk: number): void {
    this.dintero += Math.max(0, desk - this.desk)
    this.desk = desk
  }
}

/** Everything the page was told, in order: of charges by their references, of the others by their ids. */
function saidIn({ told, shown }: Life): (readonly [name: string, state: string])[] {
  return [
    ...told.map(({ reference, state }) => [reference, state] as const),
    ...shown.map(({ id, state }) => [id, state] as const)
  ]
}

/** What the page was told and the disk does not say, in a life that was killed or not. */
function takenBack(life: Life, folder: string): string[] {
  const { charges, links, modifications } = readLedger(folder)
  const lasting = new Set(['succeeded', 'paid', 'declined', 'failed', 'refused'])
  const early = new Set(['intent', 'sent', 'asking', 'lost', 'unknown'])
  const states = new Map<string, string>([
    ...charges.map(({ reference, state }) => [reference, state] as const),
    ...[...links, ...modifications].map(({ id, state }) => [id, state] as const)
  ])
  const last = new Map(saidIn(life))
  return [...last].flatMap(([name, state]) => {
    const is = states.get(name)
    return lasting.has(state) && (is === undefined || early.has(is))
      ? [`TAKEN BACK: ${name} was shown as ${state} and is ${is ?? 'not there'}`]
      : []
  })
}

function statesIn(folder: string): string {
  const { charges, links, modifications } = readLedger(folder)
  return JSON.stringify(
    [charges, links, modifications].map((rows) => rows.map(({ id, state, status }) => [id, state, status]))
  )
}

function batchOf(file: readonly PlannedCharge[]): BatchOrder {
  return {
    ...{ id: batchId, firstCharges: 2, pauseAfter: null, stopsForGood: false, takeOvers: 0, joins: false },
    rows: file.map(({ row }) => row)
  }
}

function ofFile(planned: readonly PlannedCharge[], { folder, truthPath }: world.Place): string[] {
  const truth = readTruth(truthPath).transactions.map(({ merchantReference }) => ({
    merchantReference,
    authorised: true
  }))
  const disk = readBatch(folder, batchId)
  if (disk.batch === null) return ['LOST: the file was never released']
  return alwaysHolds({ planned, batchId, disk, file: readPlan(folder, batchId), truth })
}
