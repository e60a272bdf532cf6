import { tokenKindFor, type TokenKind } from '../../shared/card'
import type { Answer } from '../../shared/outcome'
import { TrekkError } from '../../shared/result'
import type { Transaction } from '../../shared/transaction'
import type { Dintero } from '../dintero/dintero'
import type { AccountRecord } from '../ledger/accounts'
import type { CardRecord } from '../ledger/card-record'
import { rowOf, type ChargeRecord, type NewCharge } from '../ledger/charge-record'
import type { LedgerTables } from '../ledger/ledger'
import { mayResend } from './actions'
import { chargeEntry } from './audit-entries'
import { bodyOf, judge, orNothingSent, payOnce, takeIn, type Departure } from './departure'
import { findDuplicates } from './duplicates'
import type { Witness } from './evidence'
import { identitiesOf } from './identities'
import { checkLimits, startOfDay } from './limits'
import type { ChargingParts } from './parts'
import { requireCard, vatOf, type PreparedCharge, type Preparing } from './preparing'
import type { Recording } from './recording'
import { checkBudget } from './retry-budget'
import type { BatchLife } from './row-sending'

/** What a request needs from outside the ledger, had before anything is written: a keychain may be locked. */
interface Access {
  readonly dintero: Dintero
  readonly token: string
}

/** The steps from a prepared charge to Dintero's answer. */
export class Sending {
  readonly #parts: ChargingParts
  readonly #preparing: Preparing
  readonly #witness: Witness
  readonly #recording: Recording

  constructor(parts: ChargingParts, preparing: Preparing, witness: Witness, recording: Recording) {
    this.#parts = parts
    this.#preparing = preparing
    this.#witness = witness
    this.#recording = recording
  }

  /**
   * Intent and sent on disk, request, answer on disk.
   * @returns the charge as it is on disk; still `sent` where the disk would not take the answer, which is then kept
   * @throws TrekkError before the request only, with `nothingSent`
   */
  async submit(prepared: PreparedCharge): Promise<ChargeRecord> {
    return this.#send(await orNothingSent(() => this.#begin(prepared)))
  }

  /**
   * The same request once more, for a charge that never arrived or that Dintero has not heard of. Throws as `submit`.
   * @param onAnswer is given the answer as soon as it is here
   */
  async resend(
    chargeId: string,
    place?: BatchLife,
    onAnswer?: (answer: Answer) => void
  ): Promise<ChargeRecord> {
    return this.#send(await orNothingSent(() => this.#beginAgain(chargeId, place), chargeId), onAnswer)
  }

  /**
   * The last write before the request: the intent and that it is sent, on disk together. Either the request follows
   * at once, or nothing was written; a crash can leave no charge that was meant and not sent.
   */
  async #begin(prepared: PreparedCharge): Promise<Departure> {
    const { ledger, clock, actor } = this.#parts
    const { authority, draft, explained } = prepared
    ledger.requireSound()
    const { provider } = prepared.card
    const kind = tokenKindFor(provider, draft.operation)
    const access = await this.#access(authority.accountId, draft.cardId, kind)
    return ledger.write(async (tables) => {
      const { account, card } = await this.#preparing.recheck(tables, prepared)
      const now = clock()
      const by = actor()
      const intent = await tables.charges.createIntent(
        { ...chargeOf(prepared, card), ...by, createdAt: now },
        identitiesOf(card.view, draft)
      )
      await tables.audit.append(chargeEntry(intent, 'charge_submitted', now, by))
      if (explained !== null) {
        const more = { reason: explained.reason, earlier: explained.earlier.join(' ') }
        await tables.audit.append(chargeEntry(intent, 'duplicate_explained', now, by, more))
      }
      const body = bodyOf(intent, account, card, access.token)
      const sent = await tables.charges.markSent(intent, now, 'sent', access.dintero.clockSkew())
      return { dintero: access.dintero, sent, card, body }
    })
  }

  async #beginAgain(chargeId: string, place: BatchLife | undefined): Promise<Departure> {
    const { ledger, clock, actor } = this.#parts
    ledger.requireSound()
    const charge = await ledger.charges.require(chargeId)
    checkResend(charge, clock())
    const kind = tokenKindFor(charge.provider, charge.operation)
    const access = await this.#access(charge.accountId, charge.cardId, kind)
    const listed = await requireCard(ledger, charge.cardId, charge.accountId)
    const onCard = await this.#witness.transactionsOn(listed)
    return ledger.write(async (tables) => {
      if (place !== undefined) await tables.batches.requireLife(place.batchId, place.life)
      const before = await tables.charges.require(chargeId)
      const account = await requireAccount(tables, charge.accountId)
      const card = await requireCard(tables, charge.cardId, charge.accountId)
      await this.#recheckResend(tables, before, account, card, onCard)
      const body = bodyOf(before, account, card, access.token)
      const sent = await tables.charges.markSent(before, clock(), 'resent', access.dintero.clockSkew())
      await tables.audit.append(chargeEntry(sent, 'charge_resent', clock(), actor()))
      return { dintero: access.dintero, sent, card, body }
    })
  }

  async #send(departure: Departure, onAnswer?: (answer: Answer) => void): Promise<ChargeRecord> {
    this.#parts.onChange(rowOf(departure.sent))
    const answer = await payOnce(departure)
    onAnswer?.(answer)
    return takeIn(answer, judge(answer, departure), departure, this.#recording)
  }

  async #recheckResend(
    tables: LedgerTables,
    charge: ChargeRecord,
    account: AccountRecord,
    card: CardRecord,
    onCard: readonly Transaction[] | null
  ): Promise<void> {
    const { clock, limitsOf, settings } = this.#parts
    const now = clock()
    checkResend(charge, now)
    checkBudget(await this.#preparing.budget(tables, card, onCard))
    // What is unknown is in the sum of its day already: it may have charged.
    const isCounted = charge.state !== 'not_sent' && (charge.sentAt ?? charge.createdAt) >= startOfDay(now)
    const limits = limitsOf(account.settings, charge.currency)
    await checkLimits(tables.charges, charge, limits, now, isCounted ? charge.amount : 0)
    const of = { ...charge, identities: identitiesOf(card.view, charge) }
    const { duplicateWindowHours } = settings()
    const { earlier } = await findDuplicates(tables, of, onCard ?? [], duplicateWindowHours, now)
    // The reason that was written is about what had been charged by then. Of two rows of one batch, the one begun later
    // was begun with a reason why it is not the other again.
    const other = earlier.find(
      ({ createdAt, batchId }) =>
        (charge.batch === null || batchId !== charge.batch.batchId) &&
        (charge.duplicateReason === null || createdAt > charge.createdAt)
    )
    if (other !== undefined) {
      throw new TrekkError('resend_not_allowed', 'the same was charged since', {
        details: { duplicateOf: other.id }
      })
    }
  }

  async #access(accountId: string, cardId: string, kind: TokenKind): Promise<Access> {
    const { dinteroFor, openToken } = this.#parts
    const dintero = await dinteroFor(accountId)
    return { dintero, token: await openToken(cardId, kind) }
  }
}

function checkResend(charge: ChargeRecord, now: number): void {
  if (mayResend(charge, now)) return
  if (charge.state === 'not_sent' && charge.resendNotBefore !== null) {
    throw new TrekkError('retry_too_early', 'Dintero asked to wait', {
      details: { notBefore: charge.resendNotBefore }
    })
  }
  throw new TrekkError('resend_not_allowed', `a charge that is ${charge.state} may not be sent again`)
}

async function requireAccount(tables: LedgerTables, id: string): Promise<AccountRecord> {
  const account = await tables.accounts.get(id)
  if (account === null) throw new TrekkError('no_account', `no account ${id}`)
  return account
}

type Stamp = 'operator' | 'osUser' | 'requestId' | 'createdAt'

function chargeOf(prepared: PreparedCharge, { view }: CardRecord): Omit<NewCharge, Stamp> {
  const { chargeId, authority, draft, explained, ownReference } = prepared
  return {
    ...draft,
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
    contentReference: false,
    batch: null
  }
}
