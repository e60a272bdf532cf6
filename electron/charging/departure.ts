import { tokenKindFor } from '../../shared/card'
import { tokenIdOf } from '../../shared/identity'
import { classify, type Answer, type Outcome } from '../../shared/outcome'
import { TrekkError } from '../../shared/result'
import type { Dintero } from '../dintero/dintero'
import { merchantInitiatedBody, type SessionsPayBody } from '../dintero/requests'
import type { AccountRecord } from '../ledger/accounts'
import type { CardRecord } from '../ledger/card-record'
import type { ChargeRecord } from '../ledger/charge-record'
import { claimOf } from './claim'
import type { Recording } from './recording'

/** A charge that is on disk as sent, and its request, which leaves now. */
export interface Departure {
  readonly dintero: Dintero
  readonly sent: ChargeRecord
  readonly card: CardRecord
  readonly body: SessionsPayBody
}

/** Makes the request of a charge. @param token the card's token of the kind that its operation takes, opened */
export function bodyOf(
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
    tokenKind: tokenKindFor(charge.provider, charge.operation),
    token,
    operation: charge.operation,
    callbackUrl: account.settings.callbackUrl,
    autoCapture: charge.autoCapture
  })
}

/** Sends the request, once. A client that breaks its promise and rejects has lost the answer: nobody knows what left. */
export async function payOnce({ dintero, body }: Departure): Promise<Answer> {
  try {
    return await dintero.pay(body)
  } catch (error) {
    return { kind: 'no_answer', reason: error instanceof Error ? error.name : 'the client failed' }
  }
}

/** Judges an answer, by all that is known of its charge. */
export function judge(answer: Answer, { dintero, sent, card }: Departure): Outcome {
  return classify(answer, claimOf(sent, card, dintero.clockSkew()))
}

/**
 * Writes what an answer means.
 * @param how see `Ledger`
 * @returns the charge as it is on disk; still `sent` where the disk would not take the answer, which is then kept
 */
export async function takeIn(
  answer: Answer,
  outcome: Outcome,
  { sent, card }: Departure,
  recording: Recording,
  how: 'write' | 'writeSoon' = 'write'
): Promise<ChargeRecord> {
  const tokenId = outcome.found === null ? newTokenId(answer, sent, card) : null
  return recording.answered(sent, outcome, tokenId, how).catch((error: unknown) => {
    // The answer is kept and written as soon as the disk takes it; on disk the charge is as it was sent.
    if (error instanceof TrekkError) return sent
    throw error
  })
}

/**
 * What went wrong before anything left this computer, said so.
 * @param chargeId of the charge that is in the ledger already; undefined for one that never came there
 */
export function nothingSent(error: unknown, chargeId: string | undefined): TrekkError {
  const known =
    error instanceof TrekkError ? error : new TrekkError('internal', String(error), { cause: error })
  return new TrekkError(known.code, known.message, {
    nothingSent: true,
    details: { ...known.details, ...(chargeId !== undefined && { chargeId }) },
    ...(known.fields !== undefined && { fields: known.fields }),
    cause: error
  })
}

/**
 * Begins what will be sent. Whatever goes wrong until it is on disk, nothing has left this computer.
 * @param chargeId of the charge that is in the ledger already
 * @throws TrekkError with `nothingSent`: what `begin` throws
 */
export async function orNothingSent<T>(begin: () => Promise<T>, chargeId?: string): Promise<T> {
  try {
    return await begin()
  } catch (error) {
    throw nothingSent(error, chargeId)
  }
}

/**
 * A pasted token's id is not known until Dintero names it. With it, attempts made elsewhere count in the retry budget.
 * @returns null when the answer names none, or the card has one
 */
function newTokenId(answer: Answer, { provider, operation }: ChargeRecord, card: CardRecord): string | null {
  const kind = tokenKindFor(provider, operation)
  const charged = card.tokens.find((token) => token.kind === kind)
  if (charged?.tokenId !== null || answer.kind !== 'transaction') return null
  return tokenIdOf(answer.transaction, kind)
}
