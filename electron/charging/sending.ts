import { classify, type Answer } from '../../shared/outcome'
import { tokenIdOf } from '../../shared/identity'
import { TrekkError } from '../../shared/result'
import type { Transaction } from '../../shared/transaction'
import type { Dintero } from '../dintero/dintero'
import { merchantInitiatedBody, type SessionsPayBody } from '../dintero/requests'
import type { AccountRecord } from '../ledger/accounts'
import type { CardRecord } from '../ledger/cards'
import { rowOf, type ChargeRecord, type NewCharge } from '../ledger/charge-record'
import type { LedgerParts } from '../ledger/database'
import { mayResend } from './actions'
import { claimOf } from './claim'
import { findDuplicates } from './duplicates'
import { identitiesOf } from './identities'
import { checkLimits, startOfDay } from './limits'
import type { ChargingParts } from './parts'
import { checkBudget } from './retry-budget'
import type { Reviewing } from './reviewing'
import type { HeldReview } from './reviews'
import { auditOf, type Settling } from './settling'

/** What a request needs from outside the ledger, had before anything is written: a keychain may be locked. */
interface Access {
  readonly dintero: Dintero
  readonly token: string
}

/** A charge that is on disk as sent, and its request, which leaves now. */
interface Departure {
  readonly dintero: Dintero
  readonly sent: ChargeRecord
  readonly card: CardRecord
  readonly body: SessionsPayBody
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

  /** Intent and sent on disk, request, answer on disk. Throws before the request as `ChargeService.submit` says. */
  async submit(held: HeldReview, requestId: string): Promise<ChargeRecord> {
    return this.#send(await this.#begin(held, requestId), requestId)
  }

  /** The same request once more, for a charge that never arrived or that Dintero has not heard of. */
  async resend(chargeId: string, requestId: string): Promise<ChargeRecord> {
    return this.#send(await this.#beginAgain(chargeId, requestId), requestId)
  }

  /**
   * The last write before the request: the intent and that it is sent, on disk together. Either the request follows
   * at once, or nothing was written; a crash can leave no charge that was meant and not sent.
   */
  async #begin(held: HeldReview, requestId: string): Promise<Departure> {
    const { ledger, clock, actor, onChange } = this.#parts
    const begun = async (): Promise<Departure> => {
      const access = await this.#access(held.accountId, held.draft.cardId)
      return ledger.write(async (parts) => {
        const { account, card } = await this.#reviewing.recheck(parts, held)
        const intent = await parts.charges.createIntent(
          intentOf(held, card, requestId, actor(), clock()),
          identitiesOf(card.view, held.draft)
        )
        await parts.audit.append(auditOf(intent, 'charge_submitted', clock(), requestId, actor()))
        if (held.explained !== null) {
          const explained = auditOf(intent, 'duplicate_explained', clock(), requestId, actor())
          await parts.audit.append({
            ...explained,
            facts: {
              ...explained.facts,
              reason: held.explained.reason,
              earlier: held.explained.earlier.join(' ')
            }
          })
        }
        const body = bodyOf(intent, account, card, access.token)
        const sent = await parts.charges.markSent(intent, clock(), 'sent', access.dintero.clockSkew())
        return { dintero: access.dintero, sent, card, body }
      })
    }
    const departure = await begun().catch((error: unknown) => {
      this.#reviewing.reviews.giveBack(held)
      throw error
    })
    onChange(rowOf(departure.sent))
    return departure
  }

  async #beginAgain(chargeId: string, requestId: string): Promise<Departure> {
    const { ledger, clock, actor, onChange } = this.#parts
    const charge = await ledger.charges.require(chargeId)
    checkResend(charge, clock())
    const access = await this.#access(charge.accountId, charge.cardId)
    const onCard = await this.#reviewing.transactionsOn(await requireCard(ledger, charge.cardId))
    const again = async (parts: LedgerParts): Promise<Departure> => {
      const before = await parts.charges.require(chargeId)
      const account = await requireAccount(parts, charge.accountId)
      const card = await requireCard(parts, charge.cardId)
      await this.#recheckResend(parts, before, account, card, onCard)
      const body = bodyOf(before, account, card, access.token)
      const sent = await parts.charges.markSent(before, clock(), 'resent', access.dintero.clockSkew())
      await parts.audit.append(auditOf(sent, 'charge_resent', clock(), requestId, actor()))
      return { dintero: access.dintero, sent, card, body }
    }
    const departure = await ledger.write(again).catch((error: unknown) => {
      throw withCharge(error, chargeId)
    })
    onChange(rowOf(departure.sent))
    return departure
  }

  async #send({ dintero, sent, card, body }: Departure, requestId: string): Promise<ChargeRecord> {
    const answer = await payOnce(dintero, body)
    const outcome = classify(answer, claimOf(sent, card, dintero.clockSkew()))
    const tokenId = outcome.found === null ? newTokenId(answer, card) : null
    return this.#settling.answered(sent, outcome, requestId, tokenId)
  }

  async #recheckResend(
    parts: LedgerParts,
    charge: ChargeRecord,
    account: AccountRecord,
    card: CardRecord,
    onCard: readonly Transaction[] | null
  ): Promise<void> {
    const { clock, limitsOf, settings } = this.#parts
    const now = clock()
    checkResend(charge, now)
    checkBudget(await this.#reviewing.budget(parts, card, onCard))
    // What is unknown is in the sum of its day already: it may have charged.
    const isCounted = charge.state !== 'not_sent' && (charge.sentAt ?? charge.createdAt) >= startOfDay(now)
    const limits = limitsOf(account.settings, charge.currency)
    await checkLimits(parts.charges, charge, limits, now, isCounted ? charge.amount : 0)
    const of = { ...charge, identities: identitiesOf(card.view, charge) }
    const { duplicateWindowHours } = settings()
    const { earlier } = await findDuplicates(parts, of, onCard ?? [], duplicateWindowHours, now)
    // The reason that was written is about what had been charged by then.
    const other = earlier.find(
      ({ createdAt }) => charge.duplicateReason === null || createdAt > charge.createdAt
    )
    if (other !== undefined) {
      throw new TrekkError('resend_not_allowed', 'the same was charged since', {
        details: { duplicateOf: other.id }
      })
    }
  }

  async #access(accountId: string, cardId: string): Promise<Access> {
    const { dinteroFor, openToken } = this.#parts
    const dintero = await dinteroFor(accountId)
    return { dintero, token: await openToken(cardId) }
  }
}

/**
 * A pasted token's id is not known until Dintero names it. With it, attempts made elsewhere count in the retry budget.
 * @returns null when the answer names none, or the card has one
 */
function newTokenId(answer: Answer, { view, tokenId }: CardRecord): string | null {
  return tokenId === null && answer.kind === 'transaction'
    ? tokenIdOf(answer.transaction, view.tokenKind)
    : null
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
    ownReference: held.ownReference,
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
