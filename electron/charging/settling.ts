import type { AuditAction, AuditEntry } from '../../shared/audit'
import type { Outcome } from '../../shared/outcome'
import { TrekkError } from '../../shared/result'
import type { NewAlarm } from '../ledger/alarms'
import { rowOf, type ChargeRecord } from '../ledger/charge-record'
import type { Happening } from '../ledger/charges'
import type { LedgerParts } from '../ledger/database'
import type { Actor, ChargingParts } from './parts'
import { alarmsOf } from './alarms'
import type { Answered } from './look-up'
import { blockedFor } from './retry-budget'
import { answeredHappening, foundHappening, isDecided } from './settlement'

/** Waits before writing an answer again, ms: a virus scanner or a backup lets go within seconds. */
const writeAgainAfter: readonly number[] = [50, 250, 1_000, 3_000]

/** Writes what the disk would not take; rejects while it still does not. */
type LateWrite = () => Promise<unknown>

/** A lookup as the audit trail tells it. */
export interface Question {
  readonly requestId: string
  readonly asker: 'person' | 'clock'
}

/** Gives the charge that is about to be written, as the transaction finds it. */
type ReadCharge = (parts: LedgerParts) => Promise<ChargeRecord>

/** Says what happened to it, and what the audit trail calls that; may write what goes with it. */
type Work = (
  parts: LedgerParts,
  before: ChargeRecord
) => Promise<{ readonly happening: Happening; readonly action: AuditAction | null }>

/** Writes what became of charges. */
export class Settling {
  readonly #parts: ChargingParts
  /** By charge. It is kept here until it is written or the process ends. */
  readonly #unwritten = new Map<string, LateWrite>()

  constructor(parts: ChargingParts) {
    this.#parts = parts
  }

  /**
   * Writes Dintero's answer. If the disk refuses, it is tried again for a few seconds; if that fails too, the answer
   * stays in memory, and on disk the charge is still `sent`, which any later start looks up.
   * @param tokenId Dintero's id of the card's token, where the answer named it first; null otherwise
   * @throws TrekkError `storage_*` with `details.chargeId` and `details.outcome`, what the answer was
   */
  async answered(
    charge: ChargeRecord,
    outcome: Outcome,
    requestId: string,
    tokenId: string | null
  ): Promise<ChargeRecord> {
    const write = (read: ReadCharge): Promise<ChargeRecord> =>
      this.#write(read, requestId, async (parts, before) => {
        const happening = answeredHappening(before, outcome, this.#parts.clock())
        if (tokenId !== null) await parts.cards.learnTokenId(charge.cardId, tokenId)
        return { happening, action: 'charge_answered' }
      })
    const again = (): Promise<ChargeRecord> => write((parts) => parts.charges.require(charge.id))
    this.#unwritten.set(charge.id, again)
    // While it is in flight nobody else moves the charge, so it still is as it was sent.
    let result = await this.#orRefusal(charge.id, () => write(() => Promise.resolve(charge)))
    for (const wait of writeAgainAfter) {
      if (!(result instanceof TrekkError)) break
      await this.#parts.pause(wait)
      result = await this.#orRefusal(charge.id, again)
    }
    if (result instanceof TrekkError) throw unwritten(result, charge.id, outcome)
    this.#unwritten.delete(charge.id)
    return result
  }

  /** Writes what could not be written earlier. @returns false when there is nothing */
  async writeLate(chargeId: string): Promise<boolean> {
    const write = this.#unwritten.get(chargeId)
    if (write === undefined) return false
    await write()
    this.#unwritten.delete(chargeId)
    return true
  }

  /** The charges of which more is known than the disk would take. */
  get unwritten(): readonly string[] {
    return [...this.#unwritten.keys()]
  }

  /** Writes what a lookup found, and raises an alarm where it contradicts what was said before. */
  async found(chargeId: string, finding: Answered, { requestId, asker }: Question): Promise<ChargeRecord> {
    return this.#write(
      (parts) => parts.charges.require(chargeId),
      requestId,
      async (parts, before) => {
        const now = this.#parts.clock()
        for (const alarm of alarmsOf(before, finding)) await this.#raise(parts, before, alarm, requestId)
        const happening = foundHappening(before, finding, now)
        return { happening, action: auditOfLookup(before, happening, asker) }
      }
    )
  }

  /** Writes one happening of a charge, and its audit entry, as one; then tells the page. */
  async happened(
    chargeId: string,
    happening: Happening,
    action: AuditAction | null,
    requestId: string
  ): Promise<ChargeRecord> {
    const read: ReadCharge = (parts) => parts.charges.require(chargeId)
    return this.#write(read, requestId, () => Promise.resolve({ happening, action }))
  }

  /** Tells the page of a charge that was written elsewhere. */
  async tell(chargeId: string): Promise<void> {
    this.#parts.onChange(rowOf(await this.#parts.ledger.charges.require(chargeId)))
  }

  /** A refusing disk may take the write later; any other error would come back for ever, and a lookup must settle it. */
  async #orRefusal(chargeId: string, write: () => Promise<ChargeRecord>): Promise<ChargeRecord | TrekkError> {
    try {
      return await write()
    } catch (error) {
      if (error instanceof TrekkError) return error
      this.#unwritten.delete(chargeId)
      throw error
    }
  }

  async #write(read: ReadCharge, requestId: string, work: Work): Promise<ChargeRecord> {
    const { ledger, clock, actor, onChange } = this.#parts
    const after = await ledger.write(async (parts) => {
      const charge = await read(parts)
      const { happening, action } = await work(parts, charge)
      const written = await parts.charges.record(charge, happening)
      if (action !== null)
        await parts.audit.append(auditOf(written, action, happening.at, requestId, actor()))
      await markCard(parts, charge, written, clock())
      return written
    })
    onChange(rowOf(after))
    return after
  }

  async #raise(parts: LedgerParts, charge: ChargeRecord, alarm: NewAlarm, requestId: string): Promise<void> {
    const { clock, actor } = this.#parts
    if (!(await parts.alarms.raise(charge, alarm, clock()))) return
    const entry = auditOf(charge, 'alarm_raised', clock(), requestId, actor())
    const transactions = alarm.transactions.map(({ transactionId }) => transactionId ?? '').join(' ')
    await parts.audit.append({ ...entry, facts: { ...entry.facts, alarm: alarm.kind, transactions } })
  }
}

/** What a lookup that changed nothing leaves in the audit trail: an entry where a person asked, none where the clock did. */
export function auditOfLookup(
  charge: ChargeRecord,
  { state = charge.state, kind, facts }: Happening,
  asker: Question['asker']
): AuditAction | null {
  if (state !== charge.state && isDecided(state)) return 'charge_settled'
  const status = facts?.transactionStatus ?? charge.transactionStatus
  const changed = state !== charge.state || status !== charge.transactionStatus || kind === 'found_other'
  return changed || asker === 'person' ? 'charge_asked' : null
}

/** The audit entry of a charge: what it is about, where it stands; nothing that could move money. */
export function auditOf(
  charge: ChargeRecord,
  action: AuditAction,
  at: number,
  requestId: string,
  { osUser, operator }: Actor
): Omit<AuditEntry, 'sequence' | 'hash'> {
  return {
    at,
    osUser,
    operator,
    accountId: charge.accountId,
    action,
    requestId,
    subject: charge.merchantReference,
    facts: {
      chargeId: charge.id,
      state: charge.state,
      amount: charge.amount,
      currency: charge.currency,
      cardId: charge.cardId,
      transactionId: charge.transactionId,
      transactionStatus: charge.transactionStatus
    }
  }
}

/** What a decision means for the card: used, or barred. */
async function markCard(
  parts: LedgerParts,
  before: ChargeRecord,
  after: ChargeRecord,
  now: number
): Promise<void> {
  if (isDecided(before.state)) return
  if (after.state === 'succeeded') await parts.cards.markCharged(after.cardId, now)
  if (after.decline?.retry.kind === 'never') await parts.cards.setBlockedUntil(after.cardId, now + blockedFor)
}

function unwritten(error: TrekkError, chargeId: string, outcome: Outcome): TrekkError {
  return new TrekkError(error.code, 'the answer could not be written', {
    details: { chargeId, outcome: outcome.state },
    cause: error
  })
}
