import { environmentOf } from '../../shared/account'
import type { Approval } from '../../shared/approval'
import type { Actor } from '../../shared/audit'
import { usualPace, type CurrencySum, type Pace } from '../../shared/batch'
import { freshFor } from '../../shared/batch-asking'
import type { BatchReview } from '../../shared/batch-view'
import { TrekkError, type ErrorCode } from '../../shared/result'
import type { NewBatch } from '../ledger/batches'
import type { NewCard } from '../ledger/card-record'
import type { ApproverRecord } from '../ledger/approvals'
import type { ChargeSource } from '../ledger/charge-record'
import type { Ledger } from '../ledger/ledger'
import type { ApprovalService, ToApprove } from './approval-service'
import { askedFacts, type AskedFacts } from './asked-facts'
import type { BatchRuns } from './batch-runs'
import type { DraftReview, PlanFacts } from './drafts/file-desk'
import type { Head } from './drafts/heads'
import type { DraftSetting } from './drafts/setting'
import type { Files } from './files'

export interface ReleasingParts {
  readonly ledger: Ledger
  readonly files: Files
  readonly runs: BatchRuns
  readonly approvals: ApprovalService
  readonly source: ChargeSource
  readonly actor: () => Actor
  /** ms since 1970 UTC */
  readonly clock: () => number
  readonly ids: () => string
}

/** What staff says a file should come to. */
export interface Expected {
  readonly charges: number | null
  readonly sums: readonly CurrencySum[]
}

/** What a person says who releases a file. */
export interface Release {
  readonly reviewId: string
  readonly typed: readonly { readonly currency: string; readonly amount: number }[]
  readonly firstCharges: number
  /** In production: real money is meant. */
  readonly realMoney: boolean
  /** ms */
  readonly hold: number
  readonly pace: Pace
  /** The second person; a file that needs none is released without. */
  readonly approval?: Approval | null
}

/** A review that waits for a person. */
interface HeldReview {
  readonly batchId: string
  /** What the batch is called in it. */
  readonly name: string
  readonly planHash: string
  readonly charges: number
  readonly sums: readonly CurrencySum[]
  readonly madeAt: number
  /** What Dintero was found to have counts until then; null where the review says that it was not asked. ms since 1970 UTC */
  readonly freshUntil: number | null
  readonly asked: AskedFacts
}

/** What is released, and what the trail is to say of it. */
interface FileToRelease extends ToApprove {
  readonly asked: AskedFacts
}

/** A person who left for longer is better served by a fresh look. ms */
const validFor = 15 * 60_000
/** Cards written at a time, so that nothing waits for it. */
const cardsAtATime = 500
/** How long Dintero usually takes, ms. */
const usualAnswer = 1_000
/** Whoever was at the desk so shortly before a file was brought in may have brought it in under another name. ms */
const shortlyBefore = 3_600_000

/** From the rows of a file to a batch that may be charged: the review, and the release of just what was reviewed. */
export class Releasing {
  readonly #parts: ReleasingParts
  readonly #held = new Map<string, HeldReview>()

  constructor(parts: ReleasingParts) {
    this.#parts = parts
  }

  /**
   * Says what will happen if a file is released, by the ledger as it is now, and holds it until it is.
   * @throws TrekkError `invalid_input` for a file without a name; `storage_*`
   */
  async review(
    batchId: string,
    head: Head,
    setting: DraftSetting,
    expected: Expected | null
  ): Promise<Omit<BatchReview, 'asking'>> {
    const { files, ids, clock, approvals } = this.#parts
    const { name, accountId } = head
    if (name === '') {
      const fields = [{ field: 'name', problem: 'missing' } as const]
      throw new TrekkError('invalid_input', 'the file has no name', { fields })
    }
    const { planHash, ...review } = await files.ask('review', batchId, setting)
    const { charges, sums } = review
    const reviewId = ids()
    // Whoever looks again releases what they saw last.
    for (const [id, held] of this.#held) if (held.batchId === batchId) this.#held.delete(id)
    const { payments } = review.atDintero
    const freshUntil = payments?.fresh === true ? payments.startedAt + freshFor : null
    const asked = askedFacts(review.atDintero)
    this.#held.set(reviewId, { batchId, name, planHash, charges, sums, madeAt: clock(), freshUntil, asked })
    const each = Math.max(1_000 / usualPace.perSecond, usualAnswer / usualPace.inFlight)
    return {
      ...review,
      reviewId,
      name,
      duration: Math.ceil(charges * each),
      expected:
        expected === null ? null : { ...expected, sums: [...expected.sums], met: isMet(review, expected) },
      approval: await approvals.asked({ accountId, sums }, await this.#handsIn(head))
    }
  }

  /**
   * Which file a release is about. Nobody else can take the review from this moment on, unless it is given back.
   * @throws TrekkError `review_unknown` | `review_expired`; `sums_mismatch`, which leaves the review to be released
   */
  take({ reviewId, typed }: Release): HeldReview {
    const review = this.#held.get(reviewId)
    if (review === undefined) throw new TrekkError('review_unknown', `no review ${reviewId}`)
    const now = this.#parts.clock()
    const isStale = review.freshUntil !== null && now >= review.freshUntil
    if (isStale || now - review.madeAt >= validFor)
      throw new TrekkError('review_expired', `review ${reviewId} is too old`)
    if (review.charges === 0 || !areSums(review.sums, typed))
      throw new TrekkError('sums_mismatch', 'the sums typed are not those of the file')
    this.#held.delete(reviewId)
    return review
  }

  giveBack(reviewId: string, review: HeldReview): void {
    this.#held.set(reviewId, review)
  }

  /**
   * Releases what was reviewed; nothing leaves before the hold is over.
   * @throws TrekkError `review_unconfirmed` in production without its confirmation; as `ApprovalService.approve`;
   * `changed_meanwhile`; `storage_*`
   */
  async release(head: Head, setting: DraftSetting, review: HeldReview, release: Release): Promise<void> {
    if (!release.realMoney && environmentOf(head.accountId) === 'production') {
      const fields = [{ field: 'realMoney', problem: 'missing' } as const]
      throw new TrekkError('review_unconfirmed', 'real money was not confirmed', { fields })
    }
    const { batchId, name, charges, sums, planHash, asked } = review
    if (head.name !== name) throw new TrekkError('changed_meanwhile', 'the file was called otherwise')
    const { accountId } = head
    const hands = await this.#handsIn(head)
    const file = { accountId, batchId, name, planHash, charges, sums, hands }
    const approver = await this.#parts.approvals.approve(file, release.approval ?? null)
    await this.#write(head, setting, { ...file, asked }, release, approver)
  }

  async #write(
    head: Head,
    setting: DraftSetting,
    file: FileToRelease,
    release: Release,
    approver: ApproverRecord | null
  ): Promise<void> {
    const { files, runs, source, actor, clock, approvals } = this.#parts
    const plan = await files.ask('writePlan', file.batchId, setting, file.planHash)
    await this.#storeCards(head.accountId, plan)
    const now = clock()
    const batch: NewBatch = {
      id: file.batchId,
      accountId: head.accountId,
      source,
      name: head.name,
      fileName: head.file.name,
      fileHash: head.file.hash,
      contentHash: plan.contentHash,
      planHash: plan.planHash,
      charges: plan.charges,
      sums: plan.sums,
      importedBy: head.importedBy,
      releasedBy: actor().operator,
      approvedBy: approver?.name ?? null,
      createdAt: head.createdAt,
      releasedAt: now,
      startsAt: now + release.hold,
      firstCharges: release.firstCharges,
      pace: release.pace
    }
    const approval = { approver, hands: file.hands }
    await runs.release(batch, approval, { ...file.asked }).catch(async (error: unknown) => {
      const isRefusal = error instanceof TrekkError && isOfApproval(error.code)
      if (isRefusal) await approvals.refusedAfterAll(file, error.code, approver)
      throw error
    })
  }

  /** Everybody who had a hand in a file: changed it, was at the desk meanwhile or shortly before, or is there now. */
  async #handsIn({ hands, createdAt }: Head): Promise<string[]> {
    const { ledger, actor } = this.#parts
    return [...hands, ...(await ledger.desk.operatorsSince(createdAt - shortlyBefore)), actor().operator]
  }

  /** The cards that the file brings along become stored cards, with their tokens sealed already. */
  async #storeCards(accountId: string, { newCards }: PlanFacts): Promise<void> {
    const { ledger, clock, actor } = this.#parts
    const by = actor()
    for (let from = 0; from < newCards.length; from += cardsAtATime) {
      const some = newCards.slice(from, from + cardsAtATime)
      const cards = some.map(({ card, staged }): NewCard => {
        const { id, provider, brand, lastFour, expiry, reference, addedAt } = card
        const { customerName, customerNumber, email, phone } = card
        return {
          ...{ id, provider, brand, lastFour, expiry, reference, addedAt },
          ...{ customerName, customerNumber, email, phone },
          tokenKind: card.tokenKinds[0] ?? 'payment_token',
          accountId,
          sealedToken: staged.sealed,
          tokenFingerprint: staged.fingerprint,
          tokenId: null,
          maskedPan: null
        }
      })
      await ledger.write(async (tables) => {
        const back = await tables.cards.without(cards.map(({ id }) => id))
        for (const card of cards) if (back.has(card.id)) await tables.cards.insert(card)
        await tables.cards.insertMissing(cards)
        await tables.audit.append({
          at: clock(),
          ...by,
          accountId,
          action: 'card_added',
          subject: `${cards.length}`,
          facts: { source: 'file', cards: cards.length }
        })
      })
    }
  }
}

/** What the write of a release says when who may approve, or what is asked for, has changed since it was approved. */
function isOfApproval(code: ErrorCode): boolean {
  return ['approval_needed', 'approval_own', 'approval_nameless', 'approver_unknown'].includes(code)
}

/** Whether all sums were typed again, each of them, and no other. */
function areSums(
  sums: readonly CurrencySum[],
  typed: readonly { readonly currency: string; readonly amount: number }[]
): boolean {
  return (
    typed.length === sums.length &&
    sums.every((sum) => typed.some((each) => each.currency === sum.currency && each.amount === sum.amount))
  )
}

function isMet({ charges, sums }: Pick<DraftReview, 'charges' | 'sums'>, expected: Expected): boolean {
  const isCount = expected.charges === null || expected.charges === charges
  return (
    isCount &&
    expected.sums.every((each) =>
      areSums(
        sums.filter(({ currency }) => currency === each.currency),
        [each]
      )
    )
  )
}
