import type {
  ModificationAnswers,
  ModificationDetail,
  ModificationDraft,
  ModificationRow
} from '../../../shared/modification'
import { TrekkError } from '../../../shared/result'
import type { ModificationRecord } from '../../ledger/modification-record'
import type { Authority } from '../authority'
import type { Follower } from '../follower'
import { InFlight } from '../in-flight'
import type { ChargingParts } from '../parts'
import type { Asker } from '../recording'
import { ModificationAsking } from './asking'
import { modificationDetailOf } from './detail'
import type { Owner } from './owner'
import { ModificationPreparing, type PreparedModification } from './preparing'
import { ModificationRecording } from './recording'
import { ModificationSending } from './sending'

/** What captures, voids and refunds need beyond what charging is made of. */
export interface ModificationParts extends ChargingParts {
  /** Called after every change that is on disk. */
  readonly onModification: (row: ModificationRow) => void
  /** Called when Dintero is seen to say something else of a charge or a link than the ledger does. */
  readonly onStale: (owner: Pick<Owner, 'chargeId' | 'linkId'>) => void
}

/**
 * Captures, voids and refunds, whoever wants them. The life of one is `modificationMoves` in shared/modification.ts, and
 * each move is durable before anything follows from it:
 * - submit: nothing -> sent (sending.ts), in one write that is on disk before the request leaves
 * - the answer: sent -> succeeded | failed | pending | unknown | refused | not_sent (recording.ts)
 * - a reading of the transaction: pending | unknown -> succeeded | failed | pending | unknown (asking.ts)
 * - after a crash: sent -> unknown
 * None is ever sent again: what did not arrive is reviewed anew, by the transaction as it is then.
 */
export class ModificationEngine implements Follower {
  readonly #parts: ModificationParts
  readonly #inFlight: InFlight
  readonly #preparing: ModificationPreparing
  readonly #recording: ModificationRecording
  readonly #sending: ModificationSending
  readonly #asking: ModificationAsking

  constructor(parts: ModificationParts) {
    this.#parts = parts
    this.#inFlight = new InFlight(parts.onInFlight)
    this.#preparing = new ModificationPreparing(parts)
    this.#recording = new ModificationRecording(parts)
    this.#sending = new ModificationSending(parts, this.#preparing, this.#recording)
    this.#asking = new ModificationAsking(parts, this.#recording)
  }

  /** See `ModificationPreparing.prepare`. */
  prepare(draft: ModificationDraft, authority: Authority): Promise<PreparedModification> {
    return this.#preparing.prepare(draft, authority)
  }

  /** See `ModificationPreparing.confirm`. */
  confirm(
    prepared: PreparedModification,
    answers: Omit<ModificationAnswers, 'reviewId'>
  ): PreparedModification {
    return this.#preparing.confirm(prepared, answers)
  }

  /** See `ModificationSending.submit`. @throws TrekkError as there; `review_unconfirmed`, both with `nothingSent` */
  submit(prepared: PreparedModification): Promise<ModificationRecord> {
    if (prepared.unanswered.length > 0)
      throw new TrekkError('review_unconfirmed', 'the review is not confirmed', { nothingSent: true })
    return this.#inFlight.run(prepared.modificationId, () => this.#sending.submit(prepared))
  }

  /**
   * Reads the transaction to find out what became of one. A reading that is under way already is joined.
   * @throws TrekkError `not_found` | `charge_in_flight`; the codes of `failureError` when it could not be read: it is then
   * as it was
   */
  ask(id: string, asker: Asker): Promise<void> {
    return this.#inFlight.share(id, 'ask', () => this.#asking.ask(id, asker))
  }

  /** Other work on one, which no request or reading may meet. @throws TrekkError `charge_in_flight` */
  alone<T>(id: string, work: (recording: ModificationRecording) => Promise<T>): Promise<T> {
    return this.#inFlight.run(id, () => work(this.#recording))
  }

  /** Everything the page may know of one. */
  detail(modification: ModificationRecord): Promise<ModificationDetail> {
    const { ledger, clock } = this.#parts
    const inFlight = this.#inFlight.has(modification.id)
    const unwritten = this.unwritten.includes(modification.id)
    return modificationDetailOf(ledger, modification, { inFlight, unwritten, now: clock() })
  }

  isBusy(id: string): boolean {
    return this.#inFlight.has(id)
  }

  /** Requests and readings on their way. */
  get inFlight(): number {
    return this.#inFlight.size
  }

  /** Resolves when every answer in flight is in and on disk. For quitting. */
  drain(): Promise<void> {
    return this.#inFlight.idle()
  }

  // As a follower of the reconciler.

  async recover(): Promise<void> {
    for (const { id } of await this.#parts.ledger.modifications.inStates(['sent'])) {
      // One whose answer the disk would not take yet is not what a crash left.
      const isKnown = this.#inFlight.has(id) || this.unwritten.includes(id)
      if (!isKnown) await this.#recording.lost(id)
    }
  }

  async openIds(): Promise<string[]> {
    const open = await this.#parts.ledger.modifications.inStates(['sent', 'pending', 'unknown'])
    return open.map(({ id }) => id)
  }

  dueIds(now: number, limit: number, except: readonly string[]): Promise<string[]> {
    return this.#parts.ledger.modifications.due(now, limit, except)
  }

  nextDueAt(except: readonly string[]): Promise<number | null> {
    return this.#parts.ledger.modifications.nextDue(except)
  }

  async askQuietly(id: string): Promise<void> {
    if (this.#inFlight.has(id)) return
    await this.ask(id, 'clock').catch((error: unknown) => {
      if (!(error instanceof TrekkError) || error.code.startsWith('storage_')) throw error
    })
  }

  get unwritten(): readonly string[] {
    return this.#recording.unwritten
  }
}
