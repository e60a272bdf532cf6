import type { Country } from '../../shared/account'
import {
  brandNamed,
  expiry as expiryShape,
  providers,
  tokenKindsOf,
  type CardFromTransaction,
  type Provider,
  type TokenKind
} from '../../shared/card'
import { longest, textProblem } from '../../shared/fields'
import { readPhone } from '../../shared/phone'
import { TrekkError } from '../../shared/result'
import { fieldText } from '../../shared/text'
import type { TransactionWithTokens } from '../dintero/dintero'
import type { NewCard } from '../ledger/card-record'

/** A card to store, but for its ids and its seal. */
export interface FoundCard extends Omit<
  NewCard,
  'id' | 'accountId' | 'sealedToken' | 'tokenFingerprint' | 'addedAt'
> {
  readonly token: string
}

/**
 * The cards a transaction has stored: one for each kind of token its provider issues and it carries. Contact fields
 * that were left empty are filled from the transaction, as far as they may be kept.
 * @param country how a phone number without a calling code is read
 * @throws TrekkError `token_missing` when it stored none, or was not paid by a card that can be charged again
 */
export function cardsFromTransaction(
  { transaction, paymentToken, recurrenceToken }: TransactionWithTokens,
  input: CardFromTransaction,
  country: Country
): FoundCard[] {
  const provider = providerOf(transaction.paymentProductType)
  if (provider === null) {
    throw new TrekkError(
      'token_missing',
      `paid with ${transaction.paymentProductType ?? 'an unnamed method'}`
    )
  }
  const { card, customer } = transaction
  const common = {
    provider,
    brand: brandNamed(card?.brand ?? null),
    maskedPan: card?.maskedPan ?? null,
    lastFour: /\d{4}$/.exec(card?.maskedPan ?? '')?.[0] ?? '',
    expiry: expiryShape.safeParse(card?.expiry).data ?? null,
    customerName: input.customerName || keepable(customer?.name, longest.customerName),
    customerNumber: input.customerNumber || keepable(customer?.customerId, longest.customerNumber),
    email: input.email || keepable(customer?.email, longest.email),
    phone: phoneNumber(input.phone || keepable(customer?.phone, longest.phone), country),
    reference: keepable(transaction.merchantReference, longest.reference)
  }
  const tokens: Readonly<Record<TokenKind, { token: string | null; id: string | null }>> = {
    payment_token: { token: paymentToken, id: card?.paymentTokenId ?? null },
    recurrence_token: { token: recurrenceToken, id: card?.recurrenceTokenId ?? null }
  }
  const found = tokenKindsOf(provider).flatMap((tokenKind) => {
    const { token, id } = tokens[tokenKind]
    return token === null || token === '' ? [] : [{ ...common, tokenKind, token, tokenId: id }]
  })
  if (found.length === 0) throw new TrekkError('token_missing', 'the transaction has stored no card token')
  return found
}

function providerOf(productType: string | null): Provider | null {
  return providers.find((provider) => productType === `${provider}.creditcard`) ?? null
}

/** Only a number that can be read is kept; nobody is told of one the customer once typed somewhere else. */
function phoneNumber(text: string, country: Country): string {
  const read = readPhone(text, country)
  return read.ok ? read.e164 : ''
}

/** What a form would have taken; anything else was not typed by our staff and is left out. */
function keepable(text: string | null | undefined, atMost: number): string {
  const field = fieldText(text ?? '')
  return textProblem(field, atMost) === null ? field : ''
}
