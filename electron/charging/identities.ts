import { brandNamed, type CardView } from '../../shared/card'
import { lastFourOf } from '../../shared/identity'
import { foldForSearch } from '../../shared/text'
import type { Transaction } from '../../shared/transaction'

/**
 * By what the customer and the card of a charge can be known again, whichever token they are charged with: the stored
 * card itself, the customer number, the card's face (brand, last four, expiry), e-mail and phone, of the card and as
 * typed for the charge. Two charges that share one are about the same customer or card, as far as anybody can tell.
 */
export function identitiesOf(
  card: CardView,
  typed: { readonly email: string; readonly phone: string }
): readonly string[] {
  const { id, customerNumber, brand, lastFour, expiry } = card
  const identities: string[] = []
  name(identities, 'stored', id)
  name(identities, 'number', foldForSearch(customerNumber))
  name(identities, 'face', faceOf(brand, lastFour, expiry))
  name(identities, 'email', foldForSearch(card.email))
  if (typed.email !== card.email) name(identities, 'email', foldForSearch(typed.email))
  name(identities, 'phone', digitsOf(card.phone))
  if (typed.phone !== card.phone) name(identities, 'phone', digitsOf(typed.phone))
  return identities
}

/**
 * The same of a transaction at Dintero, in the same words, as far as it says; none where it names neither customer nor
 * card. @param cardOf the stored card with a token that a transaction names, by Dintero's id of the token
 */
export function identitiesIn(
  transaction: Transaction,
  cardOf: (tokenId: string) => string | undefined
): readonly string[] {
  const { card, customer } = transaction
  const tokenIds = [card?.paymentTokenId ?? null, card?.recurrenceTokenId ?? null]
  const stored = tokenIds.flatMap((id) => (id === null ? [] : (cardOf(id) ?? [])))
  const identities: string[] = []
  for (const id of stored) name(identities, 'stored', id)
  name(identities, 'number', foldForSearch(customer?.customerId ?? ''))
  const face = faceOf(brandNamed(card?.brand ?? null), lastFourOf(transaction) ?? '', card?.expiry ?? null)
  name(identities, 'face', face)
  name(identities, 'email', foldForSearch(customer?.email ?? ''))
  name(identities, 'phone', digitsOf(customer?.phone ?? ''))
  return identities
}

/** There are few of them, and they are made for every row of a file: no set is needed to leave out what is there. */
function name(identities: string[], kind: string, value: string): void {
  const identity = `${kind}:${value}`
  if (value !== '' && !identities.includes(identity)) identities.push(identity)
}

function faceOf(brand: CardView['brand'], lastFour: string, expiry: string | null): string {
  return lastFour === '' || expiry === null ? '' : `${brand} ${lastFour} ${expiry}`
}

/** Numbers are kept in international form; whatever else differs between two spellings is punctuation. */
function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '')
}
