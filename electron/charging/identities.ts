import type { CardView } from '../../shared/card'
import { foldForSearch } from '../../shared/text'

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
  const face = lastFour === '' || expiry === null ? '' : `${brand} ${lastFour} ${expiry}`
  const all: string[] = []
  const add = (kind: string, value: string): void => {
    if (value === '') return
    const identity = `${kind}:${value}`
    if (!all.includes(identity)) all.push(identity)
  }
  add('stored', id)
  add('number', foldForSearch(customerNumber))
  add('face', face)
  add('email', foldForSearch(card.email))
  if (typed.email !== card.email) add('email', foldForSearch(typed.email))
  add('phone', digitsOf(card.phone))
  if (typed.phone !== card.phone) add('phone', digitsOf(typed.phone))
  return all
}

/** Numbers are kept in international form; whatever else differs between two spellings is punctuation. */
function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '')
}
