import { hasEnded, type BatchCount, type BatchState, type CurrencySum } from '../shared/batch'
import { faceOf, isUnresolved, type ChargeFace, type ChargeState } from '../shared/charge'

/** How far a released file has come, in charges. */
export interface BatchProgress {
  readonly charges: number
  /** Whose end is known, and those that were set aside. */
  readonly answered: number
  /** Sent, and nobody here knows the end yet. */
  readonly open: number
  /** That have not left. */
  readonly left: number
  /** Of what was released, whole percent, never 100 before the last one is known. */
  readonly percent: number
}

/** What is counted of a file, in the list as in the run. */
export interface Counted {
  readonly charges: number | null
  readonly counts: readonly BatchCount[]
  readonly setAside?: number
}

/** How far a file has come. Charges of which nothing is counted have not left. */
export function progressOf({ charges, counts, setAside = 0 }: Counted): BatchProgress {
  const all = charges ?? 0
  const open = total(counts.filter(({ state }) => isUnresolved(state)))
  const decided = total(counts.filter(({ state }) => !isUnresolved(state) && !hasNotLeft.has(state)))
  const answered = decided + setAside
  return {
    charges: all,
    answered,
    open,
    left: Math.max(0, all - answered - open),
    percent: all === 0 ? 0 : Math.min(100, Math.floor((answered / all) * 100))
  }
}

/** What never left will still leave, or is set aside. */
const hasNotLeft: ReadonlySet<ChargeState> = new Set(['intent', 'not_sent'])

function total(counts: readonly { readonly charges: number }[]): number {
  return counts.reduce((sum, { charges }) => sum + charges, 0)
}

/** What became of charges, by the face staff know them by, with what they come to in each currency. */
export interface FaceSums {
  readonly face: ChargeFace
  readonly charges: number
  readonly sums: readonly CurrencySum[]
}

const facesShown: readonly ChargeFace[] = ['succeeded', 'declined', 'unknown', 'sent']

/**
 * The counts of a file by face, each face once and in the same order whether it has any or not. What was not sent has an
 * outcome once the file has ended: until then it will still leave.
 */
export function faceSums(counts: readonly BatchCount[], state: BatchState): readonly FaceSums[] {
  const shown = counts.filter((count) => !hasNotLeft.has(count.state) || isLeftOut(count.state, state))
  return facesShown.map((face) => {
    const own = shown.filter((count) => shownFace(faceOf[count.state]) === face)
    return { face, charges: total(own), sums: sumsOf(own) }
  })
}

function isLeftOut(charge: ChargeState, file: BatchState): boolean {
  return charge === 'not_sent' && hasEnded(file)
}

/** What was not sent stands with what was not charged: to staff both say that no money moved. */
function shownFace(face: ChargeFace): ChargeFace {
  return face === 'ready' ? 'declined' : face
}

function sumsOf(counts: readonly CurrencySum[]): readonly CurrencySum[] {
  const sums = new Map<string, CurrencySum>()
  for (const { currency, charges, amount } of counts) {
    const sum = sums.get(currency) ?? { currency, charges: 0, amount: 0 }
    sums.set(currency, { currency, charges: sum.charges + charges, amount: sum.amount + amount })
  }
  return [...sums.values()]
}

/**
 * How long what is left takes at the pace of the last seconds, ms; null while that says nothing.
 * @param perSecond charges answered a second
 */
export function timeLeft({ left, open }: BatchProgress, perSecond: number | null): number | null {
  return perSecond === null || perSecond <= 0 ? null : ((left + open) / perSecond) * 1000
}
