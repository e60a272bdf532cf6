import { personKey, type ApprovalRule } from '../../../shared/approval'
import type { CurrencySum } from '../../../shared/batch'
import { TrekkError } from '../../../shared/result'
import type { ApproverRecord } from '../../ledger/approvals'
import type { LedgerTables } from '../../ledger/ledger'

/** How long what was released without a second person is counted together, ms. */
const together = 24 * 3_600_000

/** What a release is about, as far as the rule goes. */
export interface Released {
  readonly accountId: string
  readonly sums: readonly CurrencySum[]
}

/** Whether a file needs a second person, by the rule and the ledger as they are now. @param now ms since 1970 UTC */
export async function needsApproval(
  { approvals, batches }: Pick<LedgerTables, 'approvals' | 'batches'>,
  { accountId, sums }: Released,
  now: number
): Promise<boolean> {
  const rule = await approvals.rule(accountId)
  if (rule.kind !== 'over') return rule.kind === 'every'
  return isOver(rule, sums, await batches.sumsUnapproved(accountId, now - together))
}

/**
 * Whether a file comes to more than an amount, with what was released lately without a second person: one file cut in
 * two is one all the same.
 */
export function isOver(
  { amounts }: Extract<ApprovalRule, { kind: 'over' }>,
  sums: readonly CurrencySum[],
  earlier: readonly CurrencySum[]
): boolean {
  return sums.some(({ currency, amount }) => {
    const before = earlier.reduce((sum, each) => sum + (each.currency === currency ? each.amount : 0), 0)
    const most = amounts[currency]
    return most === undefined || before + amount > most
  })
}

/**
 * Inside the write that releases a file: whether it may be, by what holds in this moment.
 * @param approved who has shown to be somebody who may approve; null for nobody
 * @param hands everybody who had a hand in it
 * @throws TrekkError `approval_needed` | `approval_own` | `approval_nameless`; `approver_unknown` for somebody who was
 * removed, or given another PIN, since the PIN was shown
 */
export async function requireApproval(
  tables: Pick<LedgerTables, 'approvals' | 'batches'>,
  released: Released,
  approved: ApproverRecord | null,
  hands: readonly string[],
  now: number
): Promise<void> {
  if (approved === null) {
    if (!(await needsApproval(tables, released, now))) return
    throw new TrekkError('approval_needed', 'a second person must approve this file')
  }
  const current = await tables.approvals.approver(approved.id)
  if (current === null || current.pinChangedAt !== approved.pinChangedAt)
    throw new TrekkError('approver_unknown', 'somebody was removed, or has another PIN, since')
  requireOther(approved.name, hands)
}

/** @throws TrekkError `approval_own` | `approval_nameless` when nobody can tell whether it is the same person */
export function requireOther(name: string, hands: readonly string[]): void {
  const keys = hands.map(personKey)
  if (keys.includes('')) throw new TrekkError('approval_nameless', 'somebody had a hand in it without a name')
  if (keys.includes(personKey(name)))
    throw new TrekkError('approval_own', 'nobody approves what is their own')
}
