import type { Actor } from '../../shared/audit'
import { TrekkError } from '../../shared/result'
import type { ApprovalService } from './approval-service'
import { headFact, type Head, type Heads } from './drafts/heads'
import type { Files } from './files'

export interface HandsParts {
  readonly files: Files
  readonly approvals: ApprovalService
  readonly actor: () => Actor
}

/** Who has had a hand in a file: whoever approves its release must be somebody else. */
export class Hands {
  readonly #parts: HandsParts
  readonly #heads: Heads

  constructor(parts: HandsParts, heads: Heads) {
    this.#parts = parts
    this.#heads = heads
  }

  /** @throws TrekkError `operator_missing` where a second person may be asked for, and nobody could be told apart */
  async now(accountId: string): Promise<string> {
    const { actor, approvals } = this.#parts
    const { operator } = actor()
    if (operator.trim() === '' && (await approvals.mayBeAsked(accountId)))
      throw new TrekkError('operator_missing', 'nobody has said who is at the desk')
    return operator
  }

  /**
   * Whoever says to be at the desk has a hand in a file from now on: before anything is done to it, so that nothing is
   * done that nobody remembers. Call it in the file's turn.
   * @throws TrekkError as `now`; `storage_*`
   */
  async touch(batchId: string, head: Head): Promise<Head> {
    const hand = await this.now(head.accountId)
    if (head.hands.includes(hand)) return head
    const touched = { ...head, hands: [...head.hands, hand] }
    if (head.stage === 'mending') await this.#parts.files.ask('setFacts', batchId, headFact(touched))
    this.#heads.take(batchId, touched)
    return touched
  }
}
