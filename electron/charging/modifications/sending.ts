import { classifyModification, type ModificationAnswer } from '../../../shared/modification-outcome'
import { TrekkError } from '../../../shared/result'
import type { Transaction } from '../../../shared/transaction'
import type { Dintero } from '../../dintero/dintero'
import { modificationBody, type ModificationBody } from '../../dintero/modification-bodies'
import type { LedgerTables } from '../../ledger/ledger'
import { modificationRowOf, type ModificationRecord } from '../../ledger/modification-record'
import { modificationOpen } from '../../ledger/modifications'
import { orNothingSent } from '../departure'
import { requireAccount } from '../preparing'
import { modificationEntry } from './audit-entries'
import { modificationClaimOf } from './claim'
import type { ModificationParts } from './engine'
import type { ModificationPreparing, PreparedModification } from './preparing'
import { readTransaction } from './reading'
import type { ModificationRecording } from './recording'
import { modificationReference } from './references'

/** A capture, void or refund that is on disk as sent, and its request, which leaves now. */
interface Departure {
  readonly dintero: Dintero
  readonly sent: ModificationRecord
  readonly body: ModificationBody | null
}

/** The steps from a prepared capture, void or refund to Dintero's answer. */
export class ModificationSending {
  readonly #parts: ModificationParts
  readonly #preparing: ModificationPreparing
  readonly #recording: ModificationRecording

  constructor(parts: ModificationParts, preparing: ModificationPreparing, recording: ModificationRecording) {
    this.#parts = parts
    this.#preparing = preparing
    this.#recording = recording
  }

  /**
   * The transaction read once more, sent on disk, request, answer on disk.
   * @returns the modification as it is on disk; still `sent` where the disk would not take the answer, which is then kept
   * @throws TrekkError before the request only, with `nothingSent`: `changed_meanwhile` when anything was done to the
   * transaction since the review; `modification_open`; as `readTransaction`; `no_account`; keychain codes; `storage_*`
   */
  async submit(prepared: PreparedModification): Promise<ModificationRecord> {
    return this.#send(await orNothingSent(() => this.#begin(prepared)))
  }

  async #begin(prepared: PreparedModification): Promise<Departure> {
    const { ledger, dinteroFor } = this.#parts
    const { authority, draft } = prepared
    const { accountId } = authority
    const { transactionId } = draft
    ledger.requireSound()
    const dintero = await dinteroFor(accountId)
    // Known before the transaction is read: what begins here meanwhile may be done before it is looked for.
    const newest = await ledger.modifications.newestOf(accountId, transactionId)
    this.#preparing.requireUnchanged(prepared, await readTransaction(dintero, accountId, transactionId))
    return ledger.write(async (tables) => {
      await requireAccount(tables, authority)
      await requireAlone(tables, accountId, transactionId, newest)
      const sent = await this.#write(tables, prepared, dintero.clockSkew())
      return { dintero, sent, body: modificationBody(sent) }
    })
  }

  async #write(
    tables: LedgerTables,
    { modificationId, authority, draft, owner, money, repeatReason }: PreparedModification,
    clockSkew: number | null
  ): Promise<ModificationRecord> {
    const { clock, actor } = this.#parts
    const now = clock()
    const by = actor()
    const sent = await tables.modifications.create({
      ...draft,
      ...owner,
      ...by,
      id: modificationId,
      accountId: authority.accountId,
      source: authority.source,
      repeatReason,
      reference: modificationReference(draft.kind, now),
      seen: money,
      createdAt: now,
      clockSkew
    })
    const more = {
      ...(draft.reason !== '' && { reason: draft.reason }),
      ...(repeatReason !== null && { repeatReason })
    }
    await tables.audit.append(modificationEntry(sent, 'modification_submitted', now, by, more))
    return sent
  }

  async #send({ dintero, sent, body }: Departure): Promise<ModificationRecord> {
    this.#parts.onModification(modificationRowOf(sent, false))
    const answer = await modifyOnce(dintero, sent, body)
    const outcome = classifyModification(answer, modificationClaimOf(sent, dintero.clockSkew()))
    return this.#recording.answered(sent.id, outcome, transactionIn(answer)).catch((error: unknown) => {
      // The answer is kept and written as soon as the disk takes it; on disk it is as it was sent.
      if (error instanceof TrekkError) return sent
      throw error
    })
  }
}

/** Sends the request, once. A client that breaks its promise and rejects has lost the answer: nobody knows what left. */
async function modifyOnce(
  dintero: Dintero,
  { kind, transactionId }: ModificationRecord,
  body: ModificationBody | null
): Promise<ModificationAnswer> {
  try {
    return await dintero.modify(kind, transactionId, body)
  } catch (error) {
    return { kind: 'no_answer', reason: error instanceof Error ? error.name : 'the client failed' }
  }
}

function transactionIn(answer: ModificationAnswer): Transaction | null {
  return answer.kind === 'transaction' ? answer.transaction : null
}

/**
 * That no other of the transaction is under way, and that none has begun and ended since the transaction was read.
 * @throws TrekkError `modification_open` | `changed_meanwhile`
 */
async function requireAlone(
  { modifications }: LedgerTables,
  accountId: string,
  transactionId: string,
  newest: number
): Promise<void> {
  const open = await modifications.openOf(accountId, transactionId)
  if (open !== null) throw modificationOpen(open)
  if ((await modifications.newestOf(accountId, transactionId)) === newest) return
  throw new TrekkError('changed_meanwhile', 'another one was begun meanwhile', { details: { transactionId } })
}
