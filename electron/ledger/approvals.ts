import type { Kysely, Selectable } from 'kysely'
import { personKey, type ApprovalRule } from '../../shared/approval'
import { isCurrency } from '../../shared/money'
import { TrekkError } from '../../shared/result'
import type { ApprovalRuleTable, ApproverTable, Schema } from './schema'
import { isUniqueViolation } from './sqlite/errors'
import { prepared } from './sqlite/prepared'
import { readApprovalAmounts, writeApprovalAmounts } from './stored/approval-amounts'
import { readPinHash, writePinHash, type PinHash } from './stored/pin-hash'

/** Times are ms since 1970 UTC. */
export interface NewApprover {
  readonly id: string
  readonly name: string
  readonly pin: PinHash
  readonly addedAt: number
  readonly addedBy: string
}

export interface ApproverRecord extends Omit<NewApprover, 'pin'> {
  /** Null when it cannot be read: then no PIN fits. */
  readonly pin: PinHash | null
  readonly pinChangedAt: number
  /** Wrong PINs since the last right one, and when the latest of them was. */
  readonly failures: number
  readonly failedAt: number | null
}

const ruleOf = prepared((db, { accountId }: { accountId: string }) =>
  db.selectFrom('approval_rules').selectAll().where('account_id', '=', accountId)
)

/**
 * Who may approve the release of a charge file, and which accounts ask for it. Those who were removed are not found
 * here. Call the writing methods inside `Ledger.write`.
 */
export class Approvals {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Who may approve, in the order of their names. */
  async approvers(): Promise<ApproverRecord[]> {
    const rows = await this.#db
      .selectFrom('approvers')
      .selectAll()
      .where('removed_at', 'is', null)
      .orderBy('person')
      .execute()
    return rows.map(toApprover)
  }

  /** @returns null for somebody who is not, or no more, among those who may approve */
  async approver(id: string): Promise<ApproverRecord | null> {
    const row = await this.#db
      .selectFrom('approvers')
      .selectAll()
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    return row === undefined ? null : toApprover(row)
  }

  /** @throws TrekkError `invalid_input` at `name` when somebody who may approve is called the same */
  async add({ id, name, pin, addedAt, addedBy }: NewApprover): Promise<void> {
    try {
      await this.#db
        .insertInto('approvers')
        .values({
          id,
          name,
          person: personKey(name),
          pin: writePinHash(pin),
          pin_changed_at: addedAt,
          added_at: addedAt,
          added_by: addedBy
        })
        .execute()
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      throw new TrekkError('invalid_input', 'somebody who may approve is called the same', {
        fields: [{ field: 'name', problem: 'used' }],
        cause: error
      })
    }
  }

  /** @param at ms since 1970 UTC */
  async remove(id: string, at: number): Promise<void> {
    await this.#change(id, { pin: null, removed_at: at })
  }

  /** A new PIN; null as time leaves that of the last change, for the same PIN that is hashed anew. */
  async setPin(id: string, pin: PinHash, at: number | null): Promise<void> {
    await this.#change(id, { pin: writePinHash(pin), ...(at !== null && { pin_changed_at: at }) })
  }

  /** Counts a PIN as wrong, before anybody knows. @param at ms since 1970 UTC */
  async countTry({ id, failures }: ApproverRecord, at: number): Promise<void> {
    await this.#change(id, { failures: failures + 1, failed_at: at })
  }

  async clearTries(id: string): Promise<void> {
    await this.#change(id, { failures: 0, failed_at: null })
  }

  /** The rule of an account; off where none was ever said. */
  async rule(accountId: string): Promise<ApprovalRule> {
    const [row] = await ruleOf(this.#db, { accountId })
    return row === undefined ? { kind: 'off' } : toRule(row)
  }

  async setRule(accountId: string, rule: ApprovalRule): Promise<void> {
    const row = {
      kind: rule.kind,
      amounts: writeApprovalAmounts(rule.kind === 'over' ? rule.amounts : {})
    }
    await this.#db
      .insertInto('approval_rules')
      .values({ account_id: accountId, ...row })
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row))
      .execute()
  }

  /** Whether any account, also one that was removed and may come back, asks for a second person. */
  async isAnyRule(): Promise<boolean> {
    const row = await this.#db
      .selectFrom('approval_rules')
      .select('account_id')
      .where('kind', '<>', 'off')
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  }

  async #change(id: string, change: Partial<Selectable<ApproverTable>>): Promise<void> {
    const result = await this.#db
      .updateTable('approvers')
      .set(change)
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (result.numUpdatedRows !== 1n) throw new TrekkError('approver_unknown', `nobody ${id} may approve`)
  }
}

function toApprover(row: Selectable<ApproverTable>): ApproverRecord {
  return {
    id: row.id,
    name: row.name,
    pin: row.pin === null ? null : readPinHash(row.pin),
    pinChangedAt: row.pin_changed_at,
    failures: row.failures,
    failedAt: row.failed_at,
    addedAt: row.added_at,
    addedBy: row.added_by
  }
}

function toRule({ kind, amounts }: Selectable<ApprovalRuleTable>): ApprovalRule {
  if (kind !== 'over') return { kind }
  const read = Object.entries(readApprovalAmounts(amounts)).filter(([currency]) => isCurrency(currency))
  return { kind, amounts: Object.fromEntries(read) }
}
