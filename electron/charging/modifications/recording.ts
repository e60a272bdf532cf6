import type { AlarmKind } from '../../../shared/alarm'
import type { Actor, AuditAction } from '../../../shared/audit'
import type { ModificationOutcome } from '../../../shared/modification-outcome'
import { TrekkError } from '../../../shared/result'
import type { Transaction } from '../../../shared/transaction'
import type { LedgerTables } from '../../ledger/ledger'
import { modificationRowOf, type ModificationRecord } from '../../ledger/modification-record'
import type { ModificationHappening } from '../../ledger/modifications'
import { toldOf } from '../alarms'
import { LateWrites } from '../late-writes'
import type { Asker } from '../recording'
import { modificationEntry } from './audit-entries'
import { isModificationClosable } from './backoff'
import type { ModificationParts } from './engine'
import {
  answeredModification,
  closedModification,
  contradictionIn,
  foundModification,
  lostModification,
  type Found
} from './happenings'

/** What is written of a modification, and what the audit trail calls it; null for nothing. May write what goes with it. */
type Work = (
  tables: LedgerTables,
  before: ModificationRecord
) => Promise<{ readonly happening: ModificationHappening; readonly action: AuditAction | null } | null>

/** Who closes one, and why. */
interface Closing {
  readonly by: string
  readonly reason: string
  readonly actor: Actor
}

/**
 * Writes down what became of captures, voids and refunds: each time the row, its event and the audit entry, as one; then
 * tells the page.
 */
export class ModificationRecording {
  readonly #parts: ModificationParts
  readonly #lateWrites: LateWrites

  constructor(parts: ModificationParts) {
    this.#parts = parts
    this.#lateWrites = new LateWrites(parts.pause)
  }

  /**
   * Writes Dintero's answer, see `LateWrites`.
   * @param transaction what it was answered with; null where it was not
   * @throws TrekkError `storage_*` when the disk would not take it; it is kept
   */
  async answered(
    id: string,
    outcome: ModificationOutcome,
    transaction: Transaction | null
  ): Promise<ModificationRecord> {
    // Whoever writes it later, it was this request that was answered.
    const actor = this.#parts.actor()
    const work: Work = async (tables, before) => {
      const happening = answeredModification(before, outcome, this.#parts.clock())
      if (happening === null) return null
      if (outcome.isOtherAmount) await this.#raise(tables, before, 'other_amount', transaction, actor)
      return { happening, action: 'modification_answered' }
    }
    const write = (): Promise<ModificationRecord> => this.write(id, actor, work)
    return this.#lateWrites.write(id, write, write)
  }

  /** Writes what could not be written earlier. @returns false when there is nothing */
  writeLate(id: string): Promise<boolean> {
    return this.#lateWrites.retry(id)
  }

  /** The modifications of which more is known than the disk would take. */
  get unwritten(): readonly string[] {
    return this.#lateWrites.about
  }

  /** Writes what a reading of the transaction showed, and raises an alarm where it contradicts what was said before. */
  async found(id: string, found: Found, asker: Asker): Promise<ModificationRecord> {
    const actor = this.#parts.actor()
    return this.write(id, actor, async (tables, before) => {
      for (const kind of contradictionIn(before, found))
        await this.#raise(tables, before, kind, found.transaction, actor)
      const happening = foundModification(before, found, this.#parts.clock())
      return { happening, action: auditOf(before, happening, asker) }
    })
  }

  /** Writes that a request was cut short, if it still is as it was sent. */
  async lost(id: string): Promise<ModificationRecord> {
    return this.write(id, this.#parts.actor(), (_tables, before) =>
      Promise.resolve(
        before.state === 'sent'
          ? { happening: lostModification(this.#parts.clock()), action: 'modification_asked' }
          : null
      )
    )
  }

  /**
   * Writes that a named person closes one of which nothing was ever seen.
   * @throws TrekkError `close_not_allowed` when it may still be done
   */
  async close(id: string, { by, reason, actor }: Closing): Promise<ModificationRecord> {
    const work: Work = (_tables, before) => {
      const now = this.#parts.clock()
      if (!isModificationClosable(before, now))
        throw new TrekkError('close_not_allowed', 'it may still be done')
      return Promise.resolve({
        happening: closedModification(before, by, reason, now),
        action: 'modification_closed'
      })
    }
    return this.write(id, actor, work, { reason, by })
  }

  /**
   * Writes one happening, and its audit entry, of a modification as the transaction finds it. The charge or the link whose
   * money it is about is planned to be asked about at once when it has come to an end.
   */
  async write(
    id: string,
    actor: Actor,
    work: Work,
    more: Readonly<Record<string, string>> = {}
  ): Promise<ModificationRecord> {
    const { ledger, clock, onModification } = this.#parts
    const after = await ledger.write(async (tables) => {
      const before = await tables.modifications.require(id)
      const happened = await work(tables, before)
      if (happened === null) return before
      const { happening, action } = happened
      const written = await tables.modifications.record(before, happening)
      if (action !== null)
        await tables.audit.append(modificationEntry(written, action, happening.at, actor, more))
      if (written.state !== before.state) await askAboutOwner(tables, written, happening.at)
      return written
    })
    onModification(modificationRowOf(after, isModificationClosable(after, clock())))
    return after
  }

  async #raise(
    tables: LedgerTables,
    modification: ModificationRecord,
    kind: AlarmKind,
    transaction: Transaction | null,
    actor: Actor
  ): Promise<void> {
    const { clock } = this.#parts
    const about = { kind: 'modification', id: modification.id, accountId: modification.accountId } as const
    const alarm = { kind, transactions: transaction === null ? [] : [toldOf(transaction)] }
    if (!(await tables.alarms.raise(about, alarm, clock()))) return
    const more = { alarm: kind, transactions: modification.transactionId }
    await tables.audit.append(modificationEntry(modification, 'alarm_raised', clock(), actor, more))
  }
}

/** Plans that the charge or the link is asked about now, so that its status and its sums follow. */
async function askAboutOwner(
  { charges, links }: LedgerTables,
  { chargeId, linkId, state }: ModificationRecord,
  now: number
): Promise<void> {
  if (state !== 'succeeded' && state !== 'failed' && state !== 'refused') return
  const charge = chargeId === null ? null : await charges.get(chargeId)
  const link = linkId === null ? null : await links.get(linkId)
  if (charge !== null) await charges.reschedule(charge.id, now, charge.lookups)
  if (link !== null) await links.reschedule(link.id, now, link.lookups)
}

/** A reading that changed nothing leaves an entry where a person asked, and none where the clock did. */
function auditOf(
  before: ModificationRecord,
  { state, kind }: ModificationHappening,
  asker: Asker
): AuditAction | null {
  if (kind === 'decided') return 'modification_decided'
  return state !== before.state || asker === 'person' ? 'modification_asked' : null
}
