import type { ChargeDetail, ChargeDraft, RetryBudget } from '../../shared/charge'
import type { ReviewAnswers } from '../../shared/review'
import type { Answer } from '../../shared/outcome'
import { TrekkError } from '../../shared/result'
import type { ChargeRecord } from '../ledger/charge-record'
import type { CardRecord } from '../ledger/card-record'
import { Asking } from './asking'
import type { Authority } from './authority'
import { detailOf } from './detail'
import { Witness, type Evidence } from './evidence'
import type { Follower } from './follower'
import { InFlight } from './in-flight'
import type { ChargingParts } from './parts'
import { Preparing, type PreparedCharge } from './preparing'
import { Recording, type Asker } from './recording'
import { OwnReferences } from './references'
import {
  RowSending,
  type BatchLife,
  type Begun,
  type Departed,
  type Intent,
  type RowToCharge
} from './row-sending'
import { Sending } from './sending'

/**
 * Charging, whoever wants it: one person, a batch, a command. The account, who asks and what must be confirmed come with
 * each call (authority.ts).
 *
 * A charge's life is `chargeMoves` in shared/charge.ts, and each move is durable before anything follows from it:
 * - submit: nothing -> intent -> sent (sending.ts), in one write that is on disk before the request leaves
 * - a row of a batch: nothing -> intent, then intent -> sent (row-sending.ts), the second alone before the request
 * - the answer: sent -> succeeded | declined | pending | unknown | refused | not_sent (recording.ts)
 * - a lookup: pending | unknown -> succeeded | declined | pending | unknown (asking.ts)
 * - send again: not_sent | unknown -> sent (sending.ts), same reference, refused by Dintero if it has it
 * - after a crash: intent -> not_sent, sent -> unknown (asking.ts)
 */
export class ChargeEngine implements Follower {
  readonly references = new OwnReferences()
  readonly recording: Recording
  readonly #parts: ChargingParts
  readonly #inFlight: InFlight
  readonly #witness: Witness
  readonly #preparing: Preparing
  readonly #sending: Sending
  readonly #rows: RowSending
  readonly #asking: Asking

  constructor(parts: ChargingParts) {
    this.#parts = parts
    this.#inFlight = new InFlight(parts.onInFlight)
    this.recording = new Recording(parts)
    this.#witness = new Witness(parts)
    this.#preparing = new Preparing(parts, this.references, this.#witness)
    this.#sending = new Sending(parts, this.#preparing, this.#witness, this.recording)
    this.#rows = new RowSending(parts, this.#preparing, this.recording)
    this.#asking = new Asking(parts, this.recording)
  }

  /** See `Preparing.prepare`. */
  prepare(draft: ChargeDraft, authority: Authority, known?: Evidence): Promise<PreparedCharge> {
    return this.#preparing.prepare(draft, authority, known)
  }

  /** See `Preparing.confirm`. */
  confirm(prepared: PreparedCharge, answers: Omit<ReviewAnswers, 'reviewId'>): PreparedCharge {
    return this.#preparing.confirm(prepared, answers)
  }

  /**
   * Makes a charge that was prepared.
   * @throws TrekkError with `nothingSent`: `review_unconfirmed`; what `prepare` throws, when something changed since;
   * keychain codes; `storage_full`, `storage_failed`, `storage_readonly`. What happens after the request is no error: the
   * charge says where it stands
   */
  submit(prepared: PreparedCharge): Promise<ChargeRecord> {
    if (prepared.unanswered.length > 0)
      throw new TrekkError('review_unconfirmed', 'the review is not confirmed', { nothingSent: true })
    return this.#inFlight.run(prepared.chargeId, () => this.#sending.submit(prepared))
  }

  /**
   * Sends a charge again under the same reference, where `actions.resend` allows it.
   * @param place the life of its batch in whose name it is sent; left out for a person
   * @param onAnswer is given the answer as soon as it is here, which says more than the charge keeps of it
   * @throws TrekkError `resend_not_allowed` | `retry_too_early` | `charge_in_flight`; `duplicate_open` | `link_open` as
   * `findDuplicates`; `batch_taken_over`; and as `submit`
   */
  resend(chargeId: string, place?: BatchLife, onAnswer?: (answer: Answer) => void): Promise<ChargeRecord> {
    return this.#inFlight.run(chargeId, () => this.#sending.resend(chargeId, place, onAnswer))
  }

  /** See `RowSending.begin`. */
  beginRows(place: BatchLife, authority: Authority, rows: readonly RowToCharge[]): Promise<Begun[]> {
    return this.#rows.begin(place, authority, rows)
  }

  /** See `RowSending.depart`; the charge is in flight until its answer is written. */
  departRow(intent: Intent): Promise<Departed> {
    return new Promise((resolve, reject) => {
      const whole = async (): Promise<void> => {
        const departed = await this.#rows.depart(intent)
        resolve(departed)
        await departed.written
      }
      this.#inFlight.run(intent.charge.id, whole).catch(reject)
    })
  }

  /** See `RowSending.withdraw`. */
  withdrawRows(intents: readonly Intent[], note: string): Promise<void> {
    return this.#rows.withdraw(intents, note)
  }

  /**
   * Asks Dintero what became of a charge. A lookup that is under way already is joined.
   * @throws TrekkError `not_found` | `charge_in_flight`; the codes of `failureError` when it could not be asked: the
   * charge is then as it was
   */
  ask(chargeId: string, asker: Asker): Promise<void> {
    return this.#inFlight.share(chargeId, 'ask', () => this.#asking.ask(chargeId, asker))
  }

  /**
   * A lookup by the reconciler: quiet about a Dintero that cannot be reached, which is only asked again later.
   * A busy charge is left alone. Rejects when not even the next lookup could be planned.
   */
  async askQuietly(chargeId: string): Promise<void> {
    if (this.#inFlight.has(chargeId)) return
    await this.ask(chargeId, 'clock').catch((error: unknown) => {
      if (!(error instanceof TrekkError) || error.code.startsWith('storage_')) throw error
    })
  }

  /** Other work on a charge, which no request or lookup may meet. @throws TrekkError `charge_in_flight` */
  alone<T>(chargeId: string, work: () => Promise<T>): Promise<T> {
    return this.#inFlight.run(chargeId, work)
  }

  /**
   * Sorts out what a crash left of this desk's charges, before anything else is done: what never left is `not_sent`,
   * what may have is `unknown`. Doing it twice changes nothing.
   */
  recover(): Promise<void> {
    return this.#asking.recover((chargeId) => this.#inFlight.has(chargeId))
  }

  async openIds(): Promise<string[]> {
    const open = await this.#parts.ledger.charges.inStates(['sent', 'pending', 'unknown'])
    return open.map(({ id }) => id)
  }

  dueIds(now: number, limit: number, except: readonly string[]): Promise<string[]> {
    return this.#parts.ledger.charges.due(now, limit, except)
  }

  nextDueAt(except: readonly string[]): Promise<number | null> {
    return this.#parts.ledger.charges.nextDue(except)
  }

  /** A card's failures in its scheme's window, here and as far as Dintero can be asked elsewhere. */
  async retryBudget(card: CardRecord): Promise<RetryBudget> {
    return this.#preparing.budget(this.#parts.ledger, card, await this.#witness.transactionsOn(card))
  }

  /** Everything the page may know of a charge. */
  detail(charge: ChargeRecord): Promise<ChargeDetail> {
    const { ledger, clock } = this.#parts
    const now = {
      inFlight: this.#inFlight.has(charge.id),
      unwritten: this.unwritten.includes(charge.id),
      now: clock()
    }
    return detailOf(ledger, charge, now)
  }

  /** The charges of which more is known than the disk would take; `askQuietly` writes it. */
  get unwritten(): readonly string[] {
    return this.recording.unwritten
  }

  isBusy(chargeId: string): boolean {
    return this.#inFlight.has(chargeId)
  }

  /** Requests and lookups on their way. */
  get inFlight(): number {
    return this.#inFlight.size
  }

  /** Resolves when every answer in flight is in and on disk. For quitting. */
  drain(): Promise<void> {
    return this.#inFlight.idle()
  }
}
