import type { AuditAction, AuditEntry } from '../../shared/audit'
import type { Outcome } from '../../shared/outcome'
import { TrekkError } from '../../shared/result'
import { rowOf, type ChargeRecord } from '../ledger/charge-record'
import type { Happening } from '../ledger/charges'
import type { LedgerParts } from '../ledger/database'
import type { Actor, ChargingParts } from './parts'
import { blockedFor } from './retry-budget'
import { happeningOf, isDecided } from './settlement'

/** Waits before writing an answer again, ms: a virus scanner or a backup lets go within seconds. */
const writeAgainAfter: readonly number[] = [50, 250, 1_000, 3_000]

/** Writes what the disk would not take; rejects while it still does not. */
type LateWrite = () => Promise<unknown>

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
  ): Promise<void> {
    const write: LateWrite = () => this.#write(charge.id, outcome, 'answered', requestId, tokenId)
    this.#unwritten.set(charge.id, write)
    for (const wait of [...writeAgainAfter, null]) {
      try {
        await write()
        this.#unwritten.delete(charge.id)
        return
      } catch (error) {
        if (wait === null) throw unwritten(error, charge.id, outcome)
        if (!(error instanceof TrekkError)) {
          // Not the disk: the same write would fail for ever. A lookup must settle it.
          this.#unwritten.delete(charge.id)
          throw error
        }
        await this.#parts.pause(wait)
      }
    }
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

  /** Writes what a lookup found. */
  async found(chargeId: string, outcome: Outcome, requestId: string): Promise<void> {
    await this.#write(chargeId, outcome, 'settled', requestId, null)
  }

  /** Writes one happening of a charge, and its audit entry, as one; then tells the page. */
  async happened(
    chargeId: string,
    happening: Happening,
    action: AuditAction | null,
    requestId: string
  ): Promise<ChargeRecord> {
    const { ledger, actor, onChange } = this.#parts
    const after = await ledger.write(async (parts) => {
      const before = await parts.charges.require(chargeId)
      return writeHappening(parts, before, happening, action, requestId, actor())
    })
    onChange(rowOf(after))
    return after
  }

  async #write(
    chargeId: string,
    outcome: Outcome,
    kind: 'answered' | 'settled',
    requestId: string,
    tokenId: string | null
  ): Promise<void> {
    const { ledger, clock, actor, onChange } = this.#parts
    const after = await ledger.write(async (parts) => {
      const charge = await parts.charges.require(chargeId)
      const happening = happeningOf(charge, outcome, kind, clock())
      const action = kind === 'answered' ? 'charge_answered' : auditOfLookup(charge, happening)
      const settled = await writeHappening(parts, charge, happening, action, requestId, actor())
      await markCard(parts, charge, settled, clock())
      if (tokenId !== null) await parts.cards.learnTokenId(charge.cardId, tokenId)
      return settled
    })
    onChange(rowOf(after))
  }
}

function auditOfLookup(charge: ChargeRecord, happening: Happening): AuditAction {
  const moved = happening.state !== undefined && happening.state !== charge.state
  return moved && isDecided(happening.state ?? charge.state) ? 'charge_settled' : 'charge_asked'
}

async function writeHappening(
  parts: LedgerParts,
  before: ChargeRecord,
  happening: Happening,
  action: AuditAction | null,
  requestId: string,
  actor: Actor
): Promise<ChargeRecord> {
  const after = await parts.charges.record(before, happening)
  if (action !== null) await parts.audit.append(auditOf(after, action, happening.at, requestId, actor))
  return after
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

function unwritten(error: unknown, chargeId: string, outcome: Outcome): TrekkError {
  const code = error instanceof TrekkError ? error.code : 'storage_failed'
  return new TrekkError(code, 'the answer could not be written', {
    details: { chargeId, outcome: outcome.state },
    cause: error
  })
}
