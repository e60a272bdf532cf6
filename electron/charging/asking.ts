import { isUnresolved } from '../../shared/charge'
import { TrekkError, type ErrorCode } from '../../shared/result'
import type { Dintero, Failed, FailureReason } from '../dintero/dintero'
import type { ChargeRecord } from '../ledger/charge-record'
import { nextLookup } from './backoff'
import { lookUp } from './look-up'
import type { ChargingParts } from './parts'
import { emptyHappening } from './settlement'
import { auditOfLookup, type Question, type Settling } from './settling'

const codes: Readonly<Record<FailureReason, ErrorCode>> = {
  network: 'network_unreachable',
  timeout: 'network_timeout',
  unauthorised: 'credentials_refused',
  forbidden: 'access_denied',
  rate_limited: 'rate_limited',
  server: 'dintero_failed',
  unreadable: 'answer_unreadable'
}

/** A question that got no usable answer, in the app's codes. */
export function failureError({ reason, message, retryAfter }: Failed): TrekkError {
  return new TrekkError(codes[reason], message, { ...(retryAfter !== null && { details: { retryAfter } }) })
}

/** Finding out what became of charges. */
export class Asking {
  readonly #parts: ChargingParts
  readonly #settling: Settling

  constructor(parts: ChargingParts, settling: Settling) {
    this.#parts = parts
    this.#settling = settling
  }

  /** Looks one charge up and writes what was found. Throws, after planning the next lookup, when it cannot be asked. */
  async ask(chargeId: string, question: Question): Promise<void> {
    if (await this.#settling.writeLate(chargeId)) return
    const { ledger, clock } = this.#parts
    const before = await ledger.charges.require(chargeId)
    if (!isUnresolved(before.state) && before.nextLookupAt === null) return
    const charge = before.state === 'sent' ? await this.#lost(before, question.requestId) : before
    const dintero = await this.#dintero(charge)
    const card = await ledger.cards.getRecord(charge.cardId)
    const token = card?.tokenId ? { kind: card.view.tokenKind, id: card.tokenId } : null
    const finding = await lookUp(dintero, charge, token)
    if (finding.kind === 'failed') {
      await this.#askLater(charge, finding.retryAfter)
      throw failureError(finding)
    }
    if (finding.kind === 'found') await this.#settling.found(charge.id, finding.outcome, question)
    else {
      const happening = emptyHappening(charge, finding.note, clock())
      const action = auditOfLookup(charge, happening, question.asker)
      await this.#settling.happened(charge.id, happening, action, question.requestId)
    }
  }

  /** See `ChargeService.recover`. `isBusy`: a charge that is on its way right now is not what a crash left. */
  async recover(isBusy: (chargeId: string) => boolean): Promise<void> {
    const { ledger, clock, ids } = this.#parts
    const requestId = `recovery-${ids()}`
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
      await this.#settling.happened(charge.id, happening, 'charge_settled', requestId)
    }
    for (const charge of await ledger.charges.inStates(['sent'])) {
      if (!isBusy(charge.id)) await this.#lost(charge, requestId)
    }
  }

  /** A request that was sent and has no answer: from here on only Dintero knows. */
  async #lost(charge: ChargeRecord, requestId: string): Promise<ChargeRecord> {
    const now = this.#parts.clock()
    const note = 'stopped before the answer was written'
    const facts = { problem: note, nextLookupAt: now }
    const happening = { at: now, kind: 'recovered', note, state: 'unknown', facts } as const
    return this.#settling.happened(charge.id, happening, 'charge_asked', requestId)
  }

  async #dintero(charge: ChargeRecord): Promise<Dintero> {
    try {
      return await this.#parts.dinteroFor(charge.accountId)
    } catch (error) {
      await this.#askLater(charge, null)
      throw error
    }
  }

  /** Nothing was learned, so nothing is told; the charge is only asked about again. */
  async #askLater(charge: ChargeRecord, retryAfter: number | null): Promise<void> {
    const { ledger, clock } = this.#parts
    const lookups = charge.lookups + 1
    const at = Math.max(nextLookup(lookups, clock()), clock() + (retryAfter ?? 0))
    await ledger.write((parts) => parts.charges.reschedule(charge.id, at, lookups))
  }
}
