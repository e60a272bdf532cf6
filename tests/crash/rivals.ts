import { createSimulator } from '../../electron/simulator/simulator'
import { limitsOf } from '../../electron/accounts/defaults'
import { defaultAccountSettings } from '../../electron/accounts/defaults'
import { Program } from './program'
import * as account from './account'
import { fewCards } from './cards'
import * as world from './profile'
import type { Draft, Order } from './protocol'

const desks = 3
/** Near the limit of one charge, so that a few of them pass the limit of the day. */
const large = 4_990_000
const largeEach = 4

/**
 * Several programs on one ledger, as desks that share one would be, all charging at once. Whatever each of them had
 * read before, of the same charge to the same customer only one may be made without a reason, a merchant reference is
 * used once, and the limit of the day is not passed.
 * @returns what did not hold
 */
export async function rivalry(bundle: string, profiles: world.Profiles): Promise<string[]> {
  const profile = profiles.copy()
  const simulator = createSimulator({
    clock: () => account.start,
    storePath: profile.truthPath,
    journalLimit: 0
  })
  world.introduce(simulator)
  const { url } = await simulator.start()
  const programs = Array.from({ length: desks }, () => new Program(bundle))
  try {
    const lives = await Promise.all(
      programs.map((program, index) =>
        program.live(orderFor(index, profile.folder, url), null, () => undefined)
      )
    )
    const troubles = lives.flatMap(({ troubles }) => troubles.map((text) => `TROUBLE: ${text}`))
    const broken = lives.some(({ done }) => done?.auditIntact !== true)
    return [
      ...troubles,
      ...(broken ? ['AUDIT: the chain of the audit trail is broken, or a program did not end'] : []),
      ...whatPassed(simulator.authorisations(), world.readLedger(profile.folder).charges)
    ]
  } finally {
    await Promise.all(programs.map((program) => program.stop()))
    await simulator.stop()
    profiles.discard(profile)
  }
}

function orderFor(index: number, folder: string, url: string): Order {
  return {
    ...account.client,
    accountId: account.accountId,
    tokenKey: account.tokenKey,
    profile: folder,
    url,
    now: account.start,
    charges: draftsOf(index),
    batch: null,
    patience: 5_000,
    until: 'resolve',
    desk: `desk-${index}`,
    killAt: null
  }
}

function draftsOf(index: number): Draft[] {
  const card = (at: number): string => fewCards[at % fewCards.length]?.id ?? ''
  const autoCapture = false
  return [
    { reference: `same-${index}`, cardId: card(0), amount: 12_300, autoCapture },
    { reference: 'wanted-by-all', cardId: card(index), amount: 20_000 + index, autoCapture },
    ...Array.from({ length: largeEach }, (_, at) => ({
      reference: `large-${index}-${at}`,
      cardId: card(at),
      amount: large + index * largeEach + at,
      autoCapture
    }))
  ]
}

function whatPassed(authorised: ReadonlyMap<string, number>, ledger: readonly world.LedgerRow[]): string[] {
  const wrong: string[] = []
  const count = (begins: string): number =>
    [...authorised].reduce((sum, [reference, times]) => sum + (reference.startsWith(begins) ? times : 0), 0)
  if (count('same-') !== 1) wrong.push(`the same charge was made ${count('same-')} times without a reason`)
  if (count('wanted-by-all') !== 1) wrong.push(`a reference was charged ${count('wanted-by-all')} times`)
  const { perDay } = limitsOf(defaultAccountSettings, 'NOK')
  const charged = ledger.reduce((sum, { state, amount }) => sum + (state === 'succeeded' ? amount : 0), 0)
  if (charged > perDay) wrong.push(`${charged} was charged on a day on which ${perDay} may be`)
  if (count('large-') < 9)
    wrong.push(`only ${count('large-')} large charges were made, though there was room for more`)
  const made = ledger.filter(({ state }) => state === 'succeeded').length
  const total = count('')
  if (made !== total) wrong.push(`the ledger says that ${made} were made, Dintero ${total}`)
  return wrong
}
