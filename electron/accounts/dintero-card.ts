import type { Country } from '../../shared/account'
import { brandNamed, isGone, providers, tokenKindsOf, type Provider } from '../../shared/card'
import type { AdoptCard, Adoption, DinteroCard } from '../../shared/dintero-card'
import { keptPhone } from '../../shared/fields'
import { fieldText } from '../../shared/text'
import type { CardToken } from '../dintero/dintero'
import type { FoundCard } from './card-from-transaction'

/** A stored card of Dintero's as the page may know it. @param cardId the stored card that has this token */
export function listedCard(token: CardToken, cardId: string | null): DinteroCard {
  return {
    tokenId: token.id,
    kind: token.kind,
    status: token.status,
    provider: providerOf(token),
    brand: brandNamed(token.brand),
    lastFour: lastFourOf(token),
    expiry: token.cardExpiry,
    tokenExpiry: token.tokenExpiry,
    adoption: cardId === null ? adoptionOf(token) : 'stored',
    cardId
  }
}

/** Whether what Dintero says can be about a card of this gateway; silence is no contradiction. */
export function isOfProvider({ paymentProductType }: CardToken, provider: Provider): boolean {
  return paymentProductType === null || paymentProductType === `${provider}.creditcard`
}

/**
 * A card of Dintero's to store, with its token; null where Dintero does not say the token, or what it is for.
 * @param country how a phone number without a calling code is read
 */
export function foundAtDintero(
  token: CardToken,
  contact: Omit<AdoptCard, 'tokenId'>,
  country: Country
): FoundCard | null {
  const provider = providerOf(token)
  const kind = provider === null ? null : kindOf(token, provider)
  if (provider === null || kind === null || token.token === null) return null
  return {
    provider,
    tokenKind: kind,
    token: token.token,
    tokenId: token.id,
    brand: brandNamed(token.brand),
    lastFour: lastFourOf(token),
    expiry: token.cardExpiry ?? token.tokenExpiry,
    maskedPan: token.maskedPan,
    customerName: fieldText(contact.customerName),
    customerNumber: fieldText(contact.customerNumber) || fieldText(token.customerId ?? ''),
    email: fieldText(contact.email),
    phone: keptPhone(contact.phone, country),
    reference: ''
  }
}

function adoptionOf(token: CardToken): Adoption {
  const provider = providerOf(token)
  if (isGone(token.status)) return 'gone'
  if (provider === null) return 'not_chargeable'
  if (token.token !== null && kindOf(token, provider) !== null) return 'token'
  return token.transactionId === null ? 'nothing' : 'transaction'
}

/** What a token is for: as Dintero says, or the only thing it can be. */
function kindOf({ kind }: CardToken, provider: Provider): FoundCard['tokenKind'] | null {
  const kinds = tokenKindsOf(provider)
  if (kind !== null) return kinds.includes(kind) ? kind : null
  return kinds.length === 1 ? (kinds[0] ?? null) : null
}

function providerOf({ paymentProductType }: CardToken): Provider | null {
  return providers.find((provider) => paymentProductType === `${provider}.creditcard`) ?? null
}

function lastFourOf({ maskedPan }: CardToken): string {
  return /\d{4}$/.exec(maskedPan ?? '')?.[0] ?? ''
}
