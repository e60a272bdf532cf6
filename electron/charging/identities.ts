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
  return named([
    ['stored', id],
    ['number', foldForSearch(customerNumber)],
    ['face', faceOf(brand, lastFour, expiry)],
    ['email', foldForSearch(card.email)],
    ['email', typed.email === card.email ? '' : foldForSearch(typed.email)],
    ['phone', digitsOf(card.phone)],
    ['phone', typed.phone === card.phone ? '' : digitsOf(typed.phone)]
  ])
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
  return named([
    ...stored.map((id) => ['stored', id] as const),
    ['number', foldForSearch(customer?.customerId ?? '')],
    ['face', faceOf(brandNamed(card?.brand ?? null), lastFourOf(transaction) ?? '', card?.expiry ?? null)],
    ['email', foldForSearch(customer?.email ?? '')],
    ['phone', digitsOf(customer?.phone ?? '')]
  ])
}

/** There are few of them, and they are made for every row of a file: no set is needed to leave out what is there. */
function named(all: readonly (readonly [kind: string, value: string])[]): readonly string[] {
  const identities: string[] = []
  for (const [kind, value] of all) {
    const identity = `${kind}:${value}`
    if (value !== '' && !identities.includes(identity)) identities.push(identity)
  }
  return identities
}

function faceOf(brand: CardView['brand'], lastFour: string, expiry: string | null): string {
  return lastFour === '' || expiry === null ? '' : `${brand} ${lastFour} ${expiry}`
}

/** Numbers are kept in international form; whatever else differs between two spellings is punctuation. */
function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '')
}
