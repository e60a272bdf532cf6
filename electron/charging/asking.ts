import { isUnresolved } from '../../shared/charge'
import { TrekkError } from '../../shared/result'
import type { Dintero } from '../dintero/dintero'
import { failureError } from '../dintero/failure-error'
import type { ChargeRecord } from '../ledger/charge-record'
import { nextLookup } from './backoff'
import { claimOf } from './claim'
import { lookUp, type Answered } from './look-up'
import type { ChargingParts } from './parts'
import type { Asker, Recording } from './recording'

/** Finding out what became of charges. */
export class Asking {
  readonly #parts: ChargingParts
  readonly #recording: Recording

  constructor(parts: ChargingParts, recording: Recording) {
    this.#parts = parts
    this.#recording = recording
  }

  /**
   * Looks one charge up and writes what was found. Whatever goes wrong, the next lookup is planned before it throws.
   */
  async ask(chargeId: string, asker: Asker): Promise<void> {
    if (await this.#recording.writeLate(chargeId)) return
    const before = await this.#parts.ledger.charges.require(chargeId)
    if (before.state === 'intent') return
    const charge = before.state === 'sent' ? await this.#lost(before) : before
    try {
      const dintero = await this.#parts.dinteroFor(charge.accountId)
      await this.#recording.found(charge.id, await this.#found(dintero, charge), asker)
    } catch (error) {
      await this.#askLater(charge, waitIn(error))
      throw error
    }
  }

  /** See `ChargeService.recover`. `isBusy`: a charge that is on its way right now is not what a crash left. */
  async recover(isBusy: (chargeId: string) => boolean): Promise<void> {
    const { ledger, clock } = this.#parts
    for (const charge of await ledger.charges.inStates(['intent'])) {
      if (isBusy(charge.id)) continue
      const note = 'stopped before the request left'
      const happening = {
        at: clock(),
        kind: 'recovered',
        note,
        state: 'not_sent',
        facts: { problem: note }
      } as const
      await this.#recording.happened(charge.id, 'intent', happening, 'charge_decided')
    }
    for (const charge of await ledger.charges.inStates(['sent'])) {
      if (!isBusy(charge.id)) await this.#lost(charge)
    }
  }

  async #found(dintero: Dintero, charge: ChargeRecord): Promise<Answered> {
    const card = await this.#parts.ledger.cards.getRecord(charge.cardId)
    // Read after Dintero has answered, which is when its clock is known.
    const finding = await lookUp(dintero, charge, () => claimOf(charge, card, dintero.clockSkew()))
    if (finding.kind === 'failed') throw failureError(finding)
    return finding
  }

  /** A request that was sent and has no answer: from here on only Dintero knows. */
  async #lost(charge: ChargeRecord): Promise<ChargeRecord> {
    const now = this.#parts.clock()
    const note = 'stopped before the answer was written'
    const facts = { problem: note, nextLookupAt: now }
    const happening = { at: now, kind: 'recovered', note, state: 'unknown', facts } as const
    return this.#recording.happened(charge.id, 'sent', happening, 'charge_asked')
  }

  /** Nothing was learned, so nothing is told; the charge is only asked about again, ever less often. */
  async #askLater(charge: ChargeRecord, retryAfter: number | null): Promise<void> {
    const { ledger, clock } = this.#parts
    const lookups = charge.lookups + 1
    const now = clock()
    const isFollowed = isUnresolved(charge.state) || charge.nextLookupAt !== null
    const at = isFollowed ? Math.max(nextLookup(lookups, now), now + (retryAfter ?? 0)) : null
    await ledger.write((tables) => tables.charges.reschedule(charge.id, at, lookups))
  }
}

/** How long Dintero asked to wait, ms, where an error says so. */
export function waitIn(error: unknown): number | null {
  const wait = error instanceof TrekkError ? error.details?.['retryAfter'] : undefined
  return typeof wait === 'number' ? wait : null
}
