import type { Actor, AuditAction } from '../../shared/audit'
import {
  pinProblem,
  type Approval,
  type ApprovalAsked,
  type ApprovalRule,
  type ApprovalView
} from '../../shared/approval'
import { longest } from '../../shared/fields'
import { TrekkError } from '../../shared/result'
import { fieldText } from '../../shared/text'
import type { NewAuditEntry } from '../ledger/audit'
import type { ApproverRecord } from '../ledger/approvals'
import type { Ledger, LedgerTables } from '../ledger/ledger'
import { checkedName } from './checked-name'
import { hashPin, usualCost, type PinCost } from './approving/pin-hashing'
import { Proving, type Purpose } from './approving/proving'
import { needsApproval, requireOther, type Released } from './approving/rule'
import { Waits } from './approving/waits'

export interface ApprovalServiceParts {
  readonly ledger: Ledger
  readonly actor: () => Actor
  /** ms since 1970 UTC */
  readonly clock: () => number
  /** ms of a clock that only goes forward */
  readonly uptime: () => number
  readonly ids: () => string
  /** How much work a PIN is; tests want less. */
  readonly cost?: PinCost
}

/** A file that somebody wants to release, for the trail and for the rule. */
export interface ToApprove extends Released {
  readonly batchId: string
  readonly name: string
  readonly planHash: string
  readonly charges: number
  /** Everybody who had a hand in it, the one who releases it among them. */
  readonly hands: readonly string[]
}

/**
 * The second person: who may approve the release of a charge file, when one is asked for, and whether somebody is one.
 * Once somebody may approve, only such a person adds another; while an account has the rule, only such a person removes
 * one; and the rule is changed by such a person alone.
 */
export class ApprovalService {
  readonly #parts: ApprovalServiceParts
  readonly #waits: Waits
  readonly #proving: Proving
  readonly #cost: PinCost

  constructor(parts: ApprovalServiceParts) {
    this.#parts = parts
    this.#cost = parts.cost ?? usualCost
    this.#waits = new Waits(parts.clock, parts.uptime)
    this.#proving = new Proving({ ...parts, waits: this.#waits, cost: this.#cost })
  }

  /** Who may approve, and the rule of the account in use. */
  async view(): Promise<ApprovalView> {
    const { approvals, desk } = this.#parts.ledger
    const accountId = await desk.activeAccount()
    const approvers = await approvals.approvers()
    return {
      rule: accountId === null ? { kind: 'off' } : await approvals.rule(accountId),
      inForce: await approvals.isAnyRule(),
      approvers: approvers.map(({ id, name, addedAt, addedBy, pinChangedAt, ...tries }) => ({
        id,
        name,
        addedAt,
        addedBy,
        pinChangedAt,
        lockedUntil: this.#waits.until({ id, ...tries })
      }))
    }
  }

  /** @throws TrekkError `not_found` for an account that is not connected; as `Proving.prove` */
  async saveRule(accountId: string, rule: ApprovalRule, by: Approval): Promise<ApprovalView> {
    const { ledger } = this.#parts
    if ((await ledger.accounts.get(accountId)) === null)
      throw new TrekkError('not_found', `no account ${accountId}`)
    const purpose = { accountId, subject: accountId, facts: { for: 'rule', ...ruleFacts(rule) } }
    const approver = await this.#proving.prove(by, purpose)
    await this.#write('approval_rule_changed', purpose, approver, async ({ approvals }) => {
      const before = await approvals.rule(accountId)
      await approvals.setRule(accountId, rule)
      return { before: before.kind, ...ruleFacts(before, 'Before') }
    })
    return this.view()
  }

  /**
   * Lets somebody approve from now on.
   * @param by who may approve already; null for the first
   * @throws TrekkError `invalid_input` or `card_number_refused` at `name` or `pin`; `approval_needed` without `by` when
   * somebody may approve already; as `Proving.prove`
   */
  async add(typed: string, pin: string, by: Approval | null): Promise<ApprovalView> {
    const { ids, clock, actor } = this.#parts
    const name = checkedName(fieldText(typed).replace(/\s+/gu, ' '), longest.operatorName)
    checkPin(pin)
    const purpose = { accountId: null, subject: name, facts: { for: 'add' } }
    const approver = by === null ? null : await this.#proving.prove(by, purpose)
    const kept = await hashPin(pin, this.#cost)
    const id = ids()
    await this.#write('approver_added', purpose, approver, async ({ approvals }) => {
      if (approver === null && (await approvals.approvers()).length > 0)
        throw new TrekkError('approval_needed', 'somebody who may approve must add another')
      await approvals.add({ id, name, pin: kept, addedAt: clock(), addedBy: actor().operator })
      return { approverId: id }
    })
    return this.view()
  }

  /**
   * Lets somebody approve no more.
   * @param by who may approve; null while no account has the rule
   * @throws TrekkError `approver_unknown`; `approver_last`, `approval_needed` while an account has the rule; as
   * `Proving.prove`
   */
  async remove(approverId: string, by: Approval | null): Promise<ApprovalView> {
    const { ledger, clock } = this.#parts
    const removed = await ledger.approvals.approver(approverId)
    if (removed === null) throw new TrekkError('approver_unknown', `nobody ${approverId} may approve`)
    const purpose = { accountId: null, subject: removed.name, facts: { for: 'remove' } }
    const approver = by === null ? null : await this.#proving.prove(by, purpose)
    await this.#write('approver_removed', purpose, approver, async ({ approvals }) => {
      if (await approvals.isAnyRule()) {
        if (approver === null) throw new TrekkError('approval_needed', 'the rule is in force')
        if ((await approvals.approvers()).length === 1)
          throw new TrekkError('approver_last', 'nobody would be left to approve')
      }
      await approvals.remove(approverId, clock())
      return { approverId }
    })
    return this.view()
  }

  /** Gives somebody another PIN, by the one before. @throws TrekkError `invalid_input` at `pin`; as `Proving.prove` */
  async changePin(by: Approval, pin: string): Promise<ApprovalView> {
    const { ledger, clock } = this.#parts
    checkPin(pin)
    if (pin === by.pin) refusePin('used')
    const subject = (await ledger.approvals.approver(by.approverId))?.name ?? by.approverId
    const purpose = { accountId: null, subject, facts: { for: 'pin' } }
    const approver = await this.#proving.prove(by, purpose)
    const kept = await hashPin(pin, this.#cost)
    await this.#write('approver_pin_changed', purpose, approver, async ({ approvals }) => {
      await approvals.setPin(approver.id, kept, clock())
      return { approverId: approver.id }
    })
    return this.view()
  }

  /** Who may approve a file; null where no second person is asked for, as things are now. */
  async asked(released: Released, hands: readonly string[]): Promise<ApprovalAsked | null> {
    const { ledger, clock } = this.#parts
    if (!(await needsApproval(ledger, released, clock()))) return null
    const { approvers } = await this.view()
    return {
      approvers: approvers.map(({ id, name, lockedUntil }) => ({
        id,
        name,
        lockedUntil,
        hadHand: isRefused(name, hands)
      }))
    }
  }

  /** Whether the files of an account may ask for a second person, so that everybody who touches one must be named. */
  async mayBeAsked(accountId: string): Promise<boolean> {
    return (await this.#parts.ledger.approvals.rule(accountId)).kind !== 'off'
  }

  /**
   * Whether a file may be released by what holds now: nobody is needed, or somebody else has approved it. What is refused
   * is in the trail. The write that releases it looks again (`requireApproval`).
   * @returns who has approved it; null where nobody has, and nobody must
   * @throws TrekkError `approval_needed`, `operator_missing`, `approval_own`, `approval_nameless`; as `Proving.prove`
   */
  async approve(file: ToApprove, approval: Approval | null): Promise<ApproverRecord | null> {
    const { ledger, clock, actor } = this.#parts
    const purpose = purposeOf(file)
    if (approval === null) {
      if (!(await needsApproval(ledger, file, clock()))) return null
      await this.#proving.refuse(purpose, 'approval_needed', null)
      throw new TrekkError('approval_needed', 'a second person must approve this file')
    }
    if (actor().operator.trim() === '')
      throw new TrekkError('operator_missing', 'nobody has said who is at the desk')
    const named = await ledger.approvals.approver(approval.approverId)
    if (named !== null) await this.#requireOther(named.name, file, purpose)
    return this.#proving.prove(approval, purpose)
  }

  /** Tells the trail that a file was refused at the very last, when things had changed since it was approved. */
  async refusedAfterAll(file: ToApprove, code: string, approver: ApproverRecord | null): Promise<void> {
    await this.#proving.refuse(purposeOf(file), code, approver?.name ?? null)
  }

  async #requireOther(name: string, { hands }: ToApprove, purpose: Purpose): Promise<void> {
    try {
      requireOther(name, hands)
    } catch (error) {
      if (error instanceof TrekkError) await this.#proving.refuse(purpose, error.code, name)
      throw error
    }
  }

  /** Changes something and tells the trail of it, as one. @throws TrekkError `approver_unknown` when `by` was removed since */
  async #write(
    action: AuditAction,
    { accountId, subject, facts: { for: _for, ...facts } }: Purpose,
    by: ApproverRecord | null,
    change: (tables: LedgerTables) => Promise<NewAuditEntry['facts']>
  ): Promise<void> {
    const { ledger, actor, clock } = this.#parts
    await ledger.write(async (tables) => {
      const current = by === null ? null : await tables.approvals.approver(by.id)
      if (by !== null && current?.pinChangedAt !== by.pinChangedAt)
        throw new TrekkError('approver_unknown', 'somebody was removed, or has another PIN, since')
      const more = await change(tables)
      await tables.audit.append({
        at: clock(),
        ...actor(),
        accountId,
        action,
        subject,
        facts: { ...facts, ...more, by: by?.name ?? null }
      })
    })
  }
}

function isRefused(name: string, hands: readonly string[]): boolean {
  try {
    requireOther(name, hands)
    return false
  } catch {
    return true
  }
}

function purposeOf({ accountId, batchId, name, planHash, charges, sums, hands }: ToApprove): Purpose {
  return {
    accountId,
    subject: name,
    facts: {
      for: 'release',
      batchId,
      planHash,
      charges,
      sums: sums.map(({ currency, amount }) => `${amount} ${currency}`).join(', '),
      hands: [...new Set(hands)].join(', ')
    }
  }
}

function ruleFacts(rule: ApprovalRule, ending = ''): NewAuditEntry['facts'] {
  if (rule.kind !== 'over') return { [`kind${ending}`]: rule.kind }
  const amounts = Object.entries(rule.amounts).map(([currency, amount]) => `${amount} ${currency}`)
  return { [`kind${ending}`]: rule.kind, [`amounts${ending}`]: amounts.join(', ') }
}

function checkPin(pin: string): void {
  const problem = pinProblem(pin)
  if (problem !== null) refusePin(problem)
}

function refusePin(problem: NonNullable<ReturnType<typeof pinProblem>> | 'used'): never {
  throw new TrekkError('invalid_input', `the PIN was refused: ${problem}`, {
    fields: [{ field: 'pin', problem }]
  })
}
