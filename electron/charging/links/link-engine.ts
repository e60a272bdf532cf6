import type { EnrolmentDraft, LinkDetail, LinkDraft, LinkRow } from '../../../shared/link'
import { TrekkError } from '../../../shared/result'
import type { ReviewAnswers } from '../../../shared/review'
import type { LinkRecord } from '../../ledger/link-record'
import type { Authority } from '../authority'
import type { Witness } from '../evidence'
import { InFlight } from '../in-flight'
import type { ChargingParts } from '../parts'
import type { OwnReferences } from '../references'
import type { Asker } from '../recording'
import type { Follower } from '../follower'
import { linkDetailOf } from './detail'
import { Following } from './following'
import { Making } from './making'
import { LinkPreparing, type PreparedLink } from './preparing'
import { LinkRecording } from './recording'

/** What links need beyond what charging is made of. */
export interface LinkParts extends ChargingParts {
  /** Called after every change that is on disk. */
  readonly onLink: (row: LinkRow) => void
  /** A card that is charged may have ended a link's wait: the charge it stands in place of is told of again. */
  readonly onChargeOfLink: (chargeId: string) => void
  /**
   * Stores the card that an enrolment's transaction made, sealed, with the contact it was asked for.
   * @returns its id. Rejects with codes of the keychain, of Dintero, `token_missing`
   */
  readonly storeCard: (link: LinkRecord, transactionId: string) => Promise<string>
}

/**
 * Payment links, whoever wants them: one person, a whole file. A link's life is `linkMoves` in shared/link-state.ts, and
 * each move is durable before anything follows from it:
 * - submit: nothing -> asking (making.ts), in one write that is on disk before the request leaves
 * - the answer: asking -> made | not_made | lost
 * - given to somebody: made -> sent
 * - a lookup: made | sent | opened | pending | lost -> opened | pending | paid | declined | expired | cancelled
 *   (following.ts)
 * - after a crash: asking -> lost
 */
export class LinkEngine implements Follower {
  readonly #parts: LinkParts
  readonly #inFlight: InFlight
  readonly #preparing: LinkPreparing
  readonly #recording: LinkRecording
  readonly #making: Making
  readonly #following: Following

  constructor(parts: LinkParts, references: OwnReferences, witness: Witness) {
    this.#parts = parts
    this.#inFlight = new InFlight()
    this.#preparing = new LinkPreparing(parts, references, witness)
    this.#recording = new LinkRecording(parts)
    this.#making = new Making(parts, this.#preparing, this.#recording)
    this.#following = new Following(parts, this.#recording)
  }

  /** See `LinkPreparing.prepare`. */
  prepare(draft: LinkDraft, authority: Authority): Promise<PreparedLink> {
    return this.#preparing.prepare(draft, authority)
  }

  /** See `LinkPreparing.confirm`. */
  confirm(prepared: PreparedLink, answers: Omit<ReviewAnswers, 'reviewId'>): PreparedLink {
    return this.#preparing.confirm(prepared, answers)
  }

  /** See `Making.submit`. @throws TrekkError as there; `review_unconfirmed`, both with `nothingSent` */
  submit(prepared: PreparedLink): Promise<LinkRecord> {
    if (prepared.unanswered.length > 0)
      throw new TrekkError('review_unconfirmed', 'the review is not confirmed', { nothingSent: true })
    return this.#inFlight.run(prepared.linkId, () => this.#making.submit(prepared))
  }

  /** See `Making.enrol`. */
  enrol(draft: EnrolmentDraft, authority: Authority, reference: string): Promise<LinkRecord> {
    const linkId = this.#parts.ids()
    return this.#inFlight.run(linkId, () => this.#making.enrol(linkId, draft, authority, reference))
  }

  /**
   * Asks Dintero what became of a link. A lookup that is under way already is joined.
   * @throws TrekkError `not_found` | `charge_in_flight`; the codes of `failureError` when it could not be asked: the link
   * is then as it was
   */
  ask(linkId: string, asker: Asker): Promise<void> {
    return this.#inFlight.share(linkId, 'ask', () => this.#following.ask(linkId, asker))
  }

  /** See `Following.cancel`. */
  cancel(linkId: string): Promise<void> {
    return this.#inFlight.run(linkId, () => this.#following.cancel(linkId))
  }

  /** Other work on a link, which no request or lookup may meet. @throws TrekkError `charge_in_flight` */
  alone<T>(linkId: string, work: (recording: LinkRecording) => Promise<T>): Promise<T> {
    return this.#inFlight.run(linkId, () => work(this.#recording))
  }

  /** Everything the page may know of a link. */
  detail(link: LinkRecord): Promise<LinkDetail> {
    const { ledger, clock } = this.#parts
    return linkDetailOf(ledger, link, { now: clock(), inFlight: this.#inFlight.has(link.id) })
  }

  isBusy(linkId: string): boolean {
    return this.#inFlight.has(linkId)
  }

  /** Resolves when every answer in flight is in and on disk. For quitting. */
  drain(): Promise<void> {
    return this.#inFlight.idle()
  }

  // As a follower of the reconciler.

  async recover(): Promise<void> {
    for (const link of await this.#parts.ledger.links.inStates(['asking'])) {
      // One whose answer the disk would not take yet is not what a crash left.
      const isKnown = this.#inFlight.has(link.id) || this.unwritten.includes(link.id)
      if (!isKnown) await this.#recording.lost(link)
    }
  }

  async openIds(): Promise<string[]> {
    const open = await this.#parts.ledger.links.inStates(['lost', 'made', 'sent', 'opened', 'pending'])
    return open.map(({ id }) => id)
  }

  dueIds(now: number, limit: number, except: readonly string[]): Promise<string[]> {
    return this.#parts.ledger.links.due(now, limit, except)
  }

  nextDueAt(except: readonly string[]): Promise<number | null> {
    return this.#parts.ledger.links.nextDue(except)
  }

  async askQuietly(linkId: string): Promise<void> {
    if (this.#inFlight.has(linkId)) return
    await this.ask(linkId, 'clock').catch((error: unknown) => {
      if (!(error instanceof TrekkError) || error.code.startsWith('storage_')) throw error
    })
  }

  get unwritten(): readonly string[] {
    return this.#recording.unwritten
  }
}
