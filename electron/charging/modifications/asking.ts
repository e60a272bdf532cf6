import { traceOf } from '../../../shared/modification-outcome'
import type { Dintero } from '../../dintero/dintero'
import { failureError } from '../../dintero/failure-error'
import type { ModificationRecord } from '../../ledger/modification-record'
import { waitIn } from '../asking'
import type { Asker } from '../recording'
import { modificationLookupAfter } from './backoff'
import { modificationClaimOf } from './claim'
import type { ModificationParts } from './engine'
import type { Found } from './happenings'
import type { ModificationRecording } from './recording'

/** Finding out what became of captures, voids and refunds, by reading their transactions. */
export class ModificationAsking {
  readonly #parts: ModificationParts
  readonly #recording: ModificationRecording

  constructor(parts: ModificationParts, recording: ModificationRecording) {
    this.#parts = parts
    this.#recording = recording
  }

  /** Reads the transaction of one and writes what was found. Whatever goes wrong, the next reading is planned first. */
  async ask(id: string, asker: Asker): Promise<void> {
    if (await this.#recording.writeLate(id)) return
    const before = await this.#parts.ledger.modifications.require(id)
    const modification = before.state === 'sent' ? await this.#recording.lost(id) : before
    try {
      const dintero = await this.#parts.dinteroFor(modification.accountId)
      await this.#recording.found(id, await this.#found(dintero, modification), asker)
    } catch (error) {
      await this.#askLater(modification, waitIn(error))
      throw error
    }
  }

  async #found(dintero: Dintero, modification: ModificationRecord): Promise<Found> {
    const read = await dintero.getTransaction(modification.transactionId)
    if (read.kind === 'failed') throw failureError(read)
    if (read.kind === 'not_found')
      return { transaction: null, trace: { kind: 'none', note: 'Dintero has no such transaction' } }
    const claim = modificationClaimOf(modification, dintero.clockSkew())
    return { transaction: read.value, trace: traceOf(read.value, claim) }
  }

  /** Nothing was learned, so nothing is told; the transaction is only read again, ever less often. */
  async #askLater(modification: ModificationRecord, retryAfter: number | null): Promise<void> {
    const { ledger, clock } = this.#parts
    const lookups = modification.lookups + 1
    const now = clock()
    const next = modificationLookupAfter({ ...modification, lookups }, now)
    const at = next === null ? null : Math.max(next, now + (retryAfter ?? 0))
    await ledger.write((tables) => tables.modifications.reschedule(modification.id, at, lookups))
  }
}
