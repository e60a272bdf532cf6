import type { BatchReason } from '../../shared/batch'
import { isAccessRefusal, isDuplicateRefusal, type Answer, type Outcome } from '../../shared/outcome'
import type { ChargeRecord } from '../ledger/charge-record'
import { withheldBy } from './stop-for'

/** Why a batch stops by itself, and the figures to show. */
export interface Stop {
  readonly reason: BatchReason
  readonly details: Readonly<Record<string, string | number>>
}

/** Answers in a row that leave it unknown what became of the charge. One or two are the network's weather. */
const technicalInARow = 5
/** Requests in a row that never reached Dintero. */
const unreachedInARow = 3
/** Charges in a row that Dintero refused because it has their reference: the file was charged from elsewhere. */
const chargedBeforeInARow = 3
/** Declines are held against the latest decided charges, once there are enough of them to say anything. */
const latestDecided = 50
const fewestDecided = 20

/** Watches what comes back from a batch's charges and says when it must not go on by itself. */
export class StopRules {
  readonly #declinesAllowed: () => number
  readonly #knownToBeCharged: boolean
  readonly #latest: boolean[] = []
  #technical = 0
  #unreached = 0
  #chargedBefore = 0

  /**
   * @param declinesAllowed of a hundred, see `Pace.declinesAllowed`
   * @param knownToBeCharged whether somebody was told that the file was charged before, and said to go on
   */
  constructor(declinesAllowed: () => number, knownToBeCharged: boolean) {
    this.#declinesAllowed = declinesAllowed
    this.#knownToBeCharged = knownToBeCharged
  }

  /**
   * Looks at an answer the moment it is here, before another request leaves.
   * @param state what the answer makes of its charge
   * @returns null where all is well
   */
  judged(answer: Answer, state: Outcome['state']): Stop | null {
    const forAll = stopForAll(answer)
    if (forAll !== null) return forAll
    const isTaken = isDuplicateRefusal(answer)
    this.#unreached = answer.kind === 'not_connected' ? this.#unreached + 1 : 0
    this.#chargedBefore = isTaken ? this.#chargedBefore + 1 : 0
    // A reference that is taken has been answered for, and what it stands for is found out.
    this.#technical = state === 'unknown' && !isTaken ? this.#technical + 1 : 0
    if (this.#unreached >= unreachedInARow) return inARow('no_connection', this.#unreached)
    if (this.#technical >= technicalInARow) return inARow('technical_errors', this.#technical)
    if (this.#chargedBefore >= chargedBeforeInARow && !this.#knownToBeCharged)
      return inARow('charged_before', this.#chargedBefore)
    return state === 'succeeded' || state === 'declined' ? this.#decided(state === 'declined') : null
  }

  /**
   * Looks at a charge that was sent again.
   * @param answer null where there was none
   * @returns null where all is well
   */
  sentAgain(
    { state, resendNotBefore }: Pick<ChargeRecord, 'state' | 'resendNotBefore'>,
    answer: Answer | null
  ): Stop | null {
    const forAll = answer === null ? null : stopForAll(answer)
    if (forAll !== null) return forAll
    const isUnreached = state === 'not_sent' && resendNotBefore === null
    this.#unreached = isUnreached ? this.#unreached + 1 : 0
    this.#technical = state === 'unknown' ? this.#technical + 1 : 0
    if (this.#unreached >= unreachedInARow) return inARow('no_connection', this.#unreached)
    return this.#technical >= technicalInARow ? inARow('technical_errors', this.#technical) : null
  }

  #decided(declined: boolean): Stop | null {
    this.#latest.push(declined)
    if (this.#latest.length > latestDecided) this.#latest.shift()
    const of = this.#latest.length
    const declines = this.#latest.filter(Boolean).length
    const allowed = this.#declinesAllowed()
    if (allowed >= 100 || of < fewestDecided || declines * 100 <= allowed * of) return null
    return { reason: 'many_declines', details: { declines, of, allowed } }
  }
}

/** What an answer says that the next charge would hear too: one is enough. */
function stopForAll(answer: Answer): Stop | null {
  if (answer.kind === 'error' && isAccessRefusal(answer))
    return { reason: 'access_refused', details: { status: answer.status } }
  return answer.kind === 'not_connected' && answer.code ? withheldBy(answer.code) : null
}

function inARow(reason: BatchReason, count: number): Stop {
  return { reason, details: { inARow: count } }
}
