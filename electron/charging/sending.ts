import { classify, type Answer } from '../../shared/outcome'
import { TrekkError } from '../../shared/result'
import type { Transaction } from '../../shared/transaction'
import type { Dintero } from '../dintero/dintero'
import { merchantInitiatedBody, type SessionsPayBody } from '../dintero/requests'
import type { AccountRecord } from '../ledger/accounts'
import type { CardRecord } from '../ledger/cards'
import { rowOf, type ChargeRecord, type NewCharge } from '../ledger/charge-record'
import type { LedgerParts } from '../ledger/database'
import { mayResend } from './actions'
import { findDuplicate } from './duplicates'
import { checkLimits } from './limits'
import { tokenIdOf } from './look-up'
import type { ChargingParts } from './parts'
import { checkBudget } from './retry-budget'
import type { Reviewing } from './reviewing'
import type { HeldReview } from './reviews'
import { auditOf, type Settling } from './settling'

/** Everything a request needs, had before anything is written: a locked keychain must not leave an intent behind. */
interface Ready {
  readonly dintero: Dintero
  readonly token: string
}

/** The steps from a reviewed charge to Dintero's answer. */
export class Sending {
  readonly #parts: ChargingParts
  readonly #reviewing: Reviewing
  readonly #settling: Settling

  constructor(parts: ChargingParts, reviewing: Reviewing, settling: Settling) {
    this.#parts = parts
    this.#reviewing = reviewing
    this.#settling = settling
  }

  /** Intent on disk, sent on disk, request, answer on disk. Throws before the request as `ChargeService.submit` says. */
  async submit(held: HeldReview, requestId: string): Promise<void> {
    const { ready, charge } = await this.#begin(held, requestId)
    await this.#send(charge, ready, 'sent', requestId)
  }

  /** The same request once more, for a charge that never arrived or that Dintero has not heard of. */
  async resend(chargeId: string, requestId: string): Promise<void> {
    const { ledger, clock } = this.#parts
    const charge = await ledger.charges.require(chargeId)
    checkResend(charge, clock())
    const ready = await this.#ready(charge.accountId, charge.cardId)
    await this.#send(charge, ready, 'resent', requestId)
  }

  async #begin(held: HeldReview, requestId: string): Promise<{ ready: Ready; charge: ChargeRecord }> {
    const { ledger, clock, actor, onChange } = this.#parts
    try {
      const ready = await this.#ready(held.accountId, held.draft.cardId)
      const charge = await ledger.write(async (parts) => {
        const { card } = await this.#reviewing.recheck(parts, held)
        const intent = await parts.charges.createIntent(intentOf(held, card, requestId, actor(), clock()))
        await parts.audit.append(auditOf(intent, 'charge_submitted', clock(), requestId, actor()))
        if (held.explained !== null) {
          const explained = auditOf(intent, 'duplicate_explained', clock(), requestId, actor())
          await parts.audit.append({
            ...explained,
            facts: { ...explained.facts, reason: held.explained.reason, earlier: held.explained.earlierId }
          })
        }
        return intent
      })
      onChange(rowOf(charge))
      return { ready, charge }
    } catch (error) {
      this.#reviewing.reviews.giveBack(held)
      throw error
    }
  }

  async #send(charge: ChargeRecord, ready: Ready, kind: 'sent' | 'resent', requestId: string): Promise<void> {
    const { sent, body } = await this.#markSent(charge, ready, kind, requestId)
    const answer = await payOnce(ready.dintero, body)
    await this.#settling.answered(sent, classify(answer, sent), requestId)
    if (answer.kind === 'transaction') await this.#learnToken(sent.cardId, answer.transaction)
  }

  /**
   * A pasted token's id is not known until Dintero names it. With it, attempts made elsewhere count in the retry
   * budget. The charge is settled by now, so a disk that refuses this costs nothing but that.
   */
  async #learnToken(cardId: string, transaction: Transaction): Promise<void> {
    const { ledger } = this.#parts
    const card = await ledger.cards.getRecord(cardId).catch(() => null)
    if (card === null || card.tokenId !== null) return
    const tokenId = tokenIdOf(transaction, card.view.tokenKind)
    if (tokenId !== null) await ledger.cards.learnTokenId(cardId, tokenId).catch(() => undefined)
  }

  /** The last write before the request. If it fails, the charge is not sent, and says so as soon as it can be written. */
  async #markSent(
    charge: ChargeRecord,
    ready: Ready,
    kind: 'sent' | 'resent',
    requestId: string
  ): Promise<{ sent: ChargeRecord; body: SessionsPayBody }> {
    const { ledger, clock, actor, onChange } = this.#parts
    try {
      const marked = await ledger.write(async (parts) => {
        const account = await requireAccount(parts, charge.accountId)
        const card = await requireCard(parts, charge.cardId)
        if (kind === 'resent') await this.#recheckResend(parts, charge, account, card)
        const body = bodyOf(charge, account, card, ready.token)
        const sent = await parts.charges.markSent(charge.id, clock(), kind, '')
        if (kind === 'resent')
          await parts.audit.append(auditOf(sent, 'charge_resent', clock(), requestId, actor()))
        return { sent, body }
      })
      onChange(rowOf(marked.sent))
      return marked
    } catch (error) {
      if (kind === 'sent') await this.#notSent(charge.id, error, requestId)
      throw withCharge(error, charge.id)
    }
  }

  async #recheckResend(
    parts: LedgerParts,
    charge: ChargeRecord,
    account: AccountRecord,
    card: CardRecord
  ): Promise<void> {
    const { clock, limitsOf, settings } = this.#parts
    checkResend(await parts.charges.require(charge.id), clock())
    checkBudget(await this.#reviewing.budget(parts, card, null))
    // What is unknown is counted in the day's sum and among the duplicates already: it may have charged.
    if (charge.state !== 'not_sent') return
    await checkLimits(parts.charges, charge, limitsOf(account.settings, charge.currency), clock())
    const other = await findDuplicate(parts.charges, charge, settings().duplicateWindowHours, clock())
    if (other !== null && other.id !== charge.id && charge.duplicateReason === null) {
      throw new TrekkError('resend_not_allowed', 'the same was charged since', {
        details: { duplicateOf: other.id }
      })
    }
  }

  async #ready(accountId: string, cardId: string): Promise<Ready> {
    const { dinteroFor, openToken } = this.#parts
    const dintero = await dinteroFor(accountId)
    return { dintero, token: await openToken(cardId) }
  }

  /** On a disk that takes nothing the intent stays, until it does or the next start finds that it never left. */
  async #notSent(chargeId: string, error: unknown, requestId: string): Promise<void> {
    const { clock } = this.#parts
    const note = `not sent: ${error instanceof Error ? error.message : 'the ledger could not be written'}`
    const happening = {
      at: clock(),
      kind: 'settled',
      note,
      state: 'not_sent',
      facts: { problem: note }
    } as const
    await this.#settling.happenedOrLater(chargeId, happening, 'charge_settled', requestId)
  }
}

/** A client that breaks its promise and rejects has lost the answer: nobody knows what left. */
async function payOnce(dintero: Dintero, body: SessionsPayBody): Promise<Answer> {
  try {
    return await dintero.pay(body)
  } catch (error) {
    return { kind: 'no_answer', reason: error instanceof Error ? error.name : 'the client failed' }
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

async function requireAccount(parts: LedgerParts, id: string): Promise<AccountRecord> {
  const account = await parts.accounts.get(id)
  if (account === null) throw new TrekkError('no_account', `no account ${id}`)
  return account
}

async function requireCard(parts: LedgerParts, id: string): Promise<CardRecord> {
  const card = await parts.cards.getRecord(id)
  if (card === null || card.removed) throw new TrekkError('not_found', `no card ${id}`)
  return card
}

function intentOf(
  held: HeldReview,
  card: CardRecord,
  requestId: string,
  actor: { osUser: string; operator: string },
  now: number
): NewCharge {
  const { draft, review } = held
  return {
    ...draft,
    ...actor,
    id: held.chargeId,
    accountId: held.accountId,
    provider: card.view.provider,
    brand: card.view.brand,
    lastFour: card.view.lastFour,
    customerName: card.view.customerName,
    vatAmount: review.vatAmount,
    requestId,
    duplicateReason: held.explained?.reason ?? null,
    createdAt: now
  }
}

function bodyOf(
  charge: ChargeRecord,
  account: AccountRecord,
  card: CardRecord,
  token: string
): SessionsPayBody {
  return merchantInitiatedBody({
    amount: charge.amount,
    currency: charge.currency,
    merchantReference: charge.merchantReference,
    lines: charge.lines,
    customerId: card.view.customerNumber,
    email: charge.email,
    phone: charge.phone,
    provider: charge.provider,
    tokenKind: card.view.tokenKind,
    token,
    operation: charge.operation,
    callbackUrl: account.settings.callbackUrl,
    autoCapture: charge.autoCapture
  })
}

function withCharge(error: unknown, chargeId: string): unknown {
  if (!(error instanceof TrekkError)) return error
  return new TrekkError(error.code, error.message, {
    details: { ...error.details, chargeId },
    ...(error.fields !== undefined && { fields: error.fields }),
    cause: error
  })
}
