import { tokenKindFor } from '../../shared/card'
import type { ChargeDraft, ChargeRow } from '../../shared/charge'
import type { Answer, Outcome } from '../../shared/outcome'
import { TrekkError } from '../../shared/result'
import type { AccountRecord } from '../ledger/accounts'
import type { CardRecord } from '../ledger/card-record'
import { rowOf, type ChargeRecord } from '../ledger/charge-record'
import type { LedgerTables } from '../ledger/ledger'
import { chargeEntry } from './audit-entries'
import type { Authority } from './authority'
import { bodyOf, judge, nothingSent, payOnce, takeIn, type Departure } from './departure'
import type { Evidence } from './evidence'
import { identitiesOf } from './identities'
import type { ChargingParts } from './parts'
import { requireAccount, vatOf, type PreparedCharge, type PreparedWithin, type Preparing } from './preparing'
import type { Recording } from './recording'

/** Which batch, and under which life of it: see `BatchRecord.life`. */
export interface BatchLife {
  readonly batchId: string
  readonly life: number
}

/** A row of a batch that is to become a charge. */
export interface RowToCharge {
  /** As a spreadsheet counts. */
  readonly row: number
  /** What the row says, by which it is found again in another file. */
  readonly rowHash: string
  readonly draft: ChargeDraft
  /** See `NewCharge.contentReference`. */
  readonly contentReference: boolean
  /** Why it is not the same as what it resembles; null where nobody was asked. */
  readonly explained: Explanation | null
  readonly evidence: Evidence
}

/** Why a row is no repetition, and of what. */
export interface Explanation {
  readonly reason: string
  /** Charges by id, and what was made elsewhere by its transaction. */
  readonly earlier: readonly string[]
  /** Whether it is meant beside the rows before it that are the same. */
  readonly alike: boolean
}

/** A row whose intent to charge is on disk; nothing has left. */
export interface Intent {
  readonly row: number
  readonly place: BatchLife
  readonly charge: ChargeRecord
  readonly card: CardRecord
  readonly account: AccountRecord
}

/** What became of a row when its charge was begun: refused with the rule it breaks, or an intent. */
export type Begun =
  | { readonly kind: 'intent'; readonly intent: Intent }
  | { readonly kind: 'refused'; readonly row: number; readonly error: TrekkError }

export interface Judged {
  readonly answer: Answer
  readonly outcome: Outcome
}

/** A request that has left. Neither promise rejects for what Dintero or the network does. */
export interface Departed {
  /** When the answer is here and judged, or it is sure that none will come. Nothing of it is on disk yet. */
  readonly judged: Promise<Judged>
  /** The charge when the answer is on disk; as it was sent where the disk would not take it, see `takeIn`. */
  readonly written: Promise<ChargeRecord>
}

/**
 * Charges the rows of a batch, by the same steps as a charge made on its own, cut otherwise: the intents of several rows
 * are one write, made while others are on their way, so that only "sent" stands before a request; and the answer is
 * given before it is written, so that the next request need not wait for the disk. A crash in between loses an answer,
 * and that is what lookups are for.
 */
export class RowSending {
  readonly #parts: ChargingParts
  readonly #preparing: Preparing
  readonly #recording: Recording

  constructor(parts: ChargingParts, preparing: Preparing, recording: Recording) {
    this.#parts = parts
    this.#preparing = preparing
    this.#recording = recording
  }

  /**
   * Checks rows against every rule and writes their intents, in one write. A row that breaks a rule is refused by
   * itself; the others are begun.
   * @throws TrekkError `batch_taken_over`, `storage_*`, `internal`: then none is begun
   */
  async begin(place: BatchLife, authority: Authority, rows: readonly RowToCharge[]): Promise<Begun[]> {
    const { ledger } = this.#parts
    ledger.requireSound()
    await othersFirst()
    const begun = await ledger.writeNow(async (tables) => {
      await tables.batches.requireLife(place.batchId, place.life)
      const account = await requireAccount(tables, authority)
      const all: Begun[] = []
      for (const row of rows) all.push(await this.#beginOne(tables, place, authority, account, row))
      return all
    })
    for (const each of begun) if (each.kind === 'intent') this.#parts.onChange(rowOf(each.intent.charge))
    await othersFirst()
    return begun
  }

  /**
   * Writes that a charge is sent, and lets its request leave.
   * @throws TrekkError with `nothingSent`: `batch_taken_over`, keychain codes, `token_missing`, `not_found`, `storage_*`;
   * the intent is then as it was, see `withdraw`
   */
  async depart(intent: Intent): Promise<Departed> {
    const departure = await this.#send(intent).catch((error: unknown) => {
      throw nothingSent(error, intent.charge.id)
    })
    const judged = payOnce(departure).then((answer) => ({ answer, outcome: judge(answer, departure) }))
    const written = this.#writeAfterwards(judged, departure)
    this.#parts.onChange(rowOf(departure.sent))
    return { judged, written }
  }

  /**
   * Writes that intents are not followed up for now: nothing of them has left, and they can be sent later.
   * @throws TrekkError `storage_*`; a later start does the same then
   */
  async withdraw(intents: readonly Intent[], note: string): Promise<void> {
    for (const { charge } of intents) {
      const happening = {
        at: this.#parts.clock(),
        kind: 'recovered',
        note,
        state: 'not_sent',
        facts: { problem: note }
      } as const
      await this.#recording.happened(charge.id, 'intent', happening, 'charge_decided')
    }
  }

  async #send({ place, charge, card, account }: Intent): Promise<Departure> {
    const { ledger, clock, openToken, dinteroFor } = this.#parts
    const dintero = await dinteroFor(charge.accountId)
    const token = await openToken(charge.cardId, tokenKindFor(charge.provider, charge.operation))
    const body = bodyOf(charge, account, card, token)
    const sent = await ledger.write(async (tables) => {
      await tables.batches.requireLife(place.batchId, place.life)
      return tables.charges.markSent(charge, clock(), 'sent', dintero.clockSkew())
    })
    return { dintero, sent, card, body }
  }

  async #beginOne(
    tables: LedgerTables,
    place: BatchLife,
    authority: Authority,
    account: AccountRecord,
    row: RowToCharge
  ): Promise<Begun> {
    try {
      const within = await this.#preparing.prepareIn(tables, row.draft, authority, account, row.evidence)
      requireExplained(within.prepared, place, row)
      const charge = await this.#write(tables, place, within, row)
      return { kind: 'intent', intent: { row: row.row, place, charge, card: within.card, account } }
    } catch (error) {
      const isAboutTheRow = error instanceof TrekkError && !isAboutAll(error)
      if (!isAboutTheRow) throw error
      return { kind: 'refused', row: row.row, error }
    }
  }

  async #write(
    tables: LedgerTables,
    place: BatchLife,
    { prepared: { chargeId, authority, draft, ownReference }, card: { view } }: PreparedWithin,
    { row, rowHash, contentReference, explained }: RowToCharge
  ): Promise<ChargeRecord> {
    const { clock, actor } = this.#parts
    const by = actor()
    const now = clock()
    const charge = await tables.charges.createIntent(
      {
        ...draft,
        ...by,
        id: chargeId,
        accountId: authority.accountId,
        source: authority.source,
        provider: view.provider,
        brand: view.brand,
        lastFour: view.lastFour,
        customerName: view.customerName,
        vatAmount: vatOf(draft),
        duplicateReason: explained?.reason ?? null,
        ownReference,
        contentReference,
        batch: { ...place, row, rowHash },
        createdAt: now
      },
      identitiesOf(view, draft)
    )
    const more = { batchId: place.batchId, batchRow: row }
    await tables.audit.append(chargeEntry(charge, 'charge_submitted', now, by, more))
    if (explained !== null) {
      const why = { ...more, reason: explained.reason, earlier: explained.earlier.join(' ') }
      await tables.audit.append(chargeEntry(charge, 'duplicate_explained', now, by, why))
    }
    return charge
  }

  async #writeAfterwards(judged: Promise<Judged>, departure: Departure): Promise<ChargeRecord> {
    const { answer, outcome } = await judged
    // The next request leaves before this one's answer is written.
    await othersFirst()
    return takeIn(answer, outcome, departure, this.#recording, 'writeSoon')
  }
}

/** Lets everything go first that waits already: the thread that charges has a window to answer, and other answers to hear. */
function othersFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** What stops a whole batch, and not only a row of it. */
function isAboutAll({ code }: TrekkError): boolean {
  return (
    code.startsWith('storage_') || code === 'batch_taken_over' || code === 'internal' || code === 'no_account'
  )
}

/**
 * Holds what a row resembles against what somebody said it resembles.
 * @throws TrekkError `review_unconfirmed` with `details.duplicateOf` for what nobody was asked about
 */
function requireExplained(
  { duplicates }: PreparedCharge,
  { batchId }: BatchLife,
  { row, explained }: RowToCharge
): void {
  const isExplained = (each: ChargeRow): boolean =>
    explained !== null &&
    (explained.earlier.includes(each.id) ||
      (explained.alike && each.batchId === batchId && each.batchRow !== null && each.batchRow < row))
  const earlier = duplicates.earlier.find((each) => !isExplained(each))
  const elsewhere = duplicates.elsewhere.find(
    ({ transactionId }) => transactionId === null || explained?.earlier.includes(transactionId) !== true
  )
  const unseen = earlier?.id ?? elsewhere?.transactionId ?? (elsewhere === undefined ? undefined : '')
  if (unseen === undefined) return
  throw new TrekkError('review_unconfirmed', 'it resembles a charge that nobody was asked about', {
    details: { duplicateOf: unseen }
  })
}
