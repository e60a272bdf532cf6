import type { Actor, AuditAction } from '../../shared/audit'
import { tokenKindFor } from '../../shared/card'
import type { ChargeState } from '../../shared/charge'
import type { Outcome } from '../../shared/outcome'
import type { NewAlarm } from '../ledger/alarms'
import { rowOf, type ChargeRecord } from '../ledger/charge-record'
import type { Happening } from '../ledger/charges'
import type { LedgerTables } from '../ledger/ledger'
import { alarmsOf } from './alarms'
import { chargeEntry } from './audit-entries'
import { answeredHappening, foundHappening, isDecided } from './happenings'
import { LateWrites } from './late-writes'
import type { Answered } from './look-up'
import type { ChargingParts } from './parts'
import { blockedFor } from './retry-budget'

/** Who asks Dintero about a charge: what the clock finds unchanged is no news. */
export type Asker = 'person' | 'clock'

/** Gives the charge that is about to be written, as the transaction finds it. */
type ReadCharge = (tables: LedgerTables) => Promise<ChargeRecord>

/** Says what happened to it, and what the audit trail calls that; null for nothing. May write what goes with it. */
type Work = (
  tables: LedgerTables,
  before: ChargeRecord
) => Promise<{ readonly happening: Happening; readonly action: AuditAction | null } | null>

/** Writes down what became of charges: each time the row, its event, the audit entry and what it means for the card. */
export class Recording {
  readonly #parts: ChargingParts
  readonly #lateWrites: LateWrites

  constructor(parts: ChargingParts) {
    this.#parts = parts
    this.#lateWrites = new LateWrites(parts.pause)
  }

  /**
   * Writes Dintero's answer, see `LateWrites`.
   * @param tokenId Dintero's id of the token it was sent with, where the answer named it first; null otherwise
   * @param how the first try is made, see `Ledger`
   * @throws TrekkError `storage_*` when the disk would not take it; it is kept
   */
  async answered(
    charge: ChargeRecord,
    outcome: Outcome,
    tokenId: string | null,
    how: 'write' | 'writeSoon' = 'write'
  ): Promise<ChargeRecord> {
    // Whoever writes it later, it was this request that was answered.
    const actor = this.#parts.actor()
    const work: Work = async (tables, before) => {
      const happening = answeredHappening(before, outcome, this.#parts.clock())
      const kind = tokenKindFor(charge.provider, charge.operation)
      if (tokenId !== null) await tables.cards.learnTokenId(charge.cardId, kind, tokenId)
      return { happening, action: 'charge_answered' }
    }
    return this.#lateWrites.write(
      charge.id,
      // While it is in flight nobody else moves the charge, so most likely it still is as it was sent.
      () => this.#write(() => Promise.resolve(charge), actor, work, how),
      () => this.#write((tables) => tables.charges.require(charge.id), actor, work)
    )
  }

  /** Writes what could not be written earlier. @returns false when there is nothing */
  writeLate(chargeId: string): Promise<boolean> {
    return this.#lateWrites.retry(chargeId)
  }

  /** The charges of which more is known than the disk would take. */
  get unwritten(): readonly string[] {
    return this.#lateWrites.about
  }

  /** Writes what a lookup found, and raises an alarm where it contradicts what was said before. */
  async found(chargeId: string, finding: Answered, asker: Asker): Promise<ChargeRecord> {
    return this.#write(
      (tables) => tables.charges.require(chargeId),
      this.#parts.actor(),
      async (tables, before) => {
        const now = this.#parts.clock()
        for (const alarm of alarmsOf(before, finding)) await this.#raise(tables, before, alarm)
        const happening = foundHappening(before, finding, now)
        return { happening, action: auditOfLookup(before, happening, asker) }
      }
    )
  }

  /**
   * Writes one happening of a charge that still is in the state it happened in, and its audit entry, as one; then tells
   * the page. One that has moved on since it was read stays as it is.
   */
  async happened(
    chargeId: string,
    from: ChargeState,
    happening: Happening,
    action: AuditAction
  ): Promise<ChargeRecord> {
    const read: ReadCharge = (tables) => tables.charges.require(chargeId)
    return this.#write(read, this.#parts.actor(), (_tables, { state }) =>
      Promise.resolve(state === from ? { happening, action } : null)
    )
  }

  /** Tells the page of a charge that was written elsewhere. */
  async tell(chargeId: string): Promise<void> {
    this.#parts.onChange(rowOf(await this.#parts.ledger.charges.require(chargeId)))
  }

  async #write(
    read: ReadCharge,
    actor: Actor,
    work: Work,
    how: 'write' | 'writeSoon' = 'write'
  ): Promise<ChargeRecord> {
    const { ledger, clock, onChange } = this.#parts
    const after = await ledger[how](async (tables) => {
      const charge = await read(tables)
      const happened = await work(tables, charge)
      if (happened === null) return charge
      const { happening, action } = happened
      const written = await tables.charges.record(charge, happening)
      if (action !== null) await tables.audit.append(chargeEntry(written, action, happening.at, actor))
      await markCard(tables, charge, written, clock())
      return written
    })
    onChange(rowOf(after))
    return after
  }

  async #raise(tables: LedgerTables, charge: ChargeRecord, alarm: NewAlarm): Promise<void> {
    const { clock, actor } = this.#parts
    if (!(await tables.alarms.raise({ kind: 'charge', ...charge }, alarm, clock()))) return
    const transactions = alarm.transactions.map(({ transactionId }) => transactionId ?? '').join(' ')
    const more = { alarm: alarm.kind, transactions }
    await tables.audit.append(chargeEntry(charge, 'alarm_raised', clock(), actor(), more))
  }
}

/** What a lookup that changed nothing leaves in the audit trail: an entry where a person asked, none where the clock did. */
export function auditOfLookup(
  charge: ChargeRecord,
  { state = charge.state, kind, facts }: Happening,
  asker: Asker
): AuditAction | null {
  if (state !== charge.state && isDecided(state)) return 'charge_decided'
  const status = facts?.transactionStatus ?? charge.transactionStatus
  const changed = state !== charge.state || status !== charge.transactionStatus || kind === 'found_other'
  return changed || asker === 'person' ? 'charge_asked' : null
}

/** What a decision means for the card: used, or barred. */
async function markCard(
  tables: LedgerTables,
  before: ChargeRecord,
  after: ChargeRecord,
  now: number
): Promise<void> {
  if (isDecided(before.state)) return
  if (after.state === 'succeeded') await tables.cards.markCharged(after.cardId, now)
  if (after.decline?.retry.kind === 'never')
    await tables.cards.setBlockedUntil(after.cardId, now + blockedFor)
}
