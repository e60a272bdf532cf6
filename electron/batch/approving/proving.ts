import type { Actor } from '../../../shared/audit'
import type { Approval } from '../../../shared/approval'
import { TrekkError } from '../../../shared/result'
import type { NewAuditEntry } from '../../ledger/audit'
import type { ApproverRecord } from '../../ledger/approvals'
import type { Ledger } from '../../ledger/ledger'
import { hashPin, isPin, isWeaker, type PinCost } from './pin-hashing'
import { freeTries, type Waits } from './waits'

export interface ProvingParts {
  readonly ledger: Ledger
  readonly waits: Waits
  readonly cost: PinCost
  readonly actor: () => Actor
  /** ms since 1970 UTC */
  readonly clock: () => number
}

/** What somebody wants to approve, as the trail tells of it when it is refused. */
export interface Purpose {
  readonly accountId: string | null
  readonly subject: string
  readonly facts: NewAuditEntry['facts']
}

type Tried = { readonly approver: ApproverRecord } | { readonly refused: TrekkError }

/**
 * Holds PINs against what is kept of them. A try is on disk as a wrong one before the PIN is looked at, so that neither
 * many at once nor the end of the program wins another; a right one takes it back.
 */
export class Proving {
  readonly #parts: ProvingParts
  /** Each waits for the one before: one PIN takes 128 MiB. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(parts: ProvingParts) {
    this.#parts = parts
  }

  /**
   * Who shows by a PIN to be somebody who may approve. What is refused is in the trail.
   * @throws TrekkError `approver_unknown`; `approver_locked` with `details.notBefore`; `pin_wrong` with `details.triesLeft`
   * or `details.notBefore`; `storage_*`
   */
  prove(approval: Approval, purpose: Purpose): Promise<ApproverRecord> {
    const mine = this.#last.then(() => this.#prove(approval, purpose))
    this.#last = mine.catch(() => undefined)
    return mine
  }

  /** Writes into the trail that something was not approved. @throws TrekkError `storage_*` */
  async refuse(purpose: Purpose, why: string, approver: string | null): Promise<void> {
    await this.#parts.ledger.write(({ audit }) => audit.append(this.#refusal(purpose, why, approver)))
  }

  async #prove({ approverId, pin }: Approval, purpose: Purpose): Promise<ApproverRecord> {
    const { ledger, waits } = this.#parts
    const tried = await this.#begin(approverId, purpose)
    if ('refused' in tried) throw tried.refused
    const { approver } = tried
    if (approver.pin === null || !(await isPin(pin, approver.pin))) {
      await this.refuse(purpose, 'pin_wrong', approver.name)
      const notBefore = waits.until(approver)
      throw new TrekkError('pin_wrong', 'the PIN is another', {
        details: notBefore === null ? { triesLeft: freeTries - approver.failures } : { notBefore }
      })
    }
    const anew = isWeaker(approver.pin, this.#parts.cost) ? await hashPin(pin, this.#parts.cost) : null
    await ledger.write(async ({ approvals }) => {
      await approvals.clearTries(approverId)
      if (anew !== null) await approvals.setPin(approverId, anew, null)
    })
    return approver
  }

  /** Counts the try, or says why there is none. */
  async #begin(approverId: string, purpose: Purpose): Promise<Tried> {
    const { ledger, waits, clock } = this.#parts
    return ledger.write(async ({ approvals, audit }): Promise<Tried> => {
      const approver = await approvals.approver(approverId)
      if (approver === null) {
        await audit.append(this.#refusal(purpose, 'approver_unknown', approverId))
        return { refused: new TrekkError('approver_unknown', `nobody ${approverId} may approve`) }
      }
      const notBefore = waits.until(approver)
      if (notBefore !== null) {
        await audit.append(this.#refusal(purpose, 'approver_locked', approver.name))
        const details = { notBefore }
        return { refused: new TrekkError('approver_locked', 'after wrong PINs nobody looks', { details }) }
      }
      const [failures, failedAt] = [approver.failures + 1, clock()]
      await approvals.countTry(approver, failedAt)
      waits.begin(approverId, failures, failedAt)
      return { approver: { ...approver, failures, failedAt } }
    })
  }

  #refusal({ accountId, subject, facts }: Purpose, why: string, approver: string | null): NewAuditEntry {
    const { actor, clock } = this.#parts
    return {
      at: clock(),
      ...actor(),
      accountId,
      action: 'approval_refused',
      subject,
      facts: { ...facts, why, approver }
    }
  }
}
