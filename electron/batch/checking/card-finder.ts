import type { RowProblem } from '../../../shared/batch-problem'
import { foldForSearch } from '../../../shared/text'
import type { CardKeys } from '../../importing/meaning/row-meaning'
import type { KnownCard } from '../../ledger/reading/known-cards'

/** The card of a row, or why there is none. */
export interface FoundCard {
  readonly card: KnownCard | null
  /** Where several could be meant. */
  readonly candidates: readonly KnownCard[]
  readonly problems: readonly RowProblem[]
}

const mostCandidates = 10

/**
 * Finds the stored cards that rows name. The strongest thing a row says decides, and nothing weaker is tried when that
 * finds none: a customer number nobody has is a mistake, not a reason to look for somebody with a similar name.
 */
export class CardFinder {
  readonly #byId: Lookup
  readonly #byNumber: Lookup
  readonly #byReference: Lookup
  readonly #byFace: Lookup
  readonly #byEmail: Lookup
  readonly #byPhone: Lookup
  readonly #charged: ReadonlyMap<string, string>
  readonly #others: ReadonlyMap<string, string>

  /**
   * @param charged ids of cards by what was charged to them, see `FileEvidence.cardsCharged`
   * @param others ids of cards by other ids that mean them
   */
  constructor(
    cards: readonly KnownCard[],
    charged: ReadonlyMap<string, string>,
    others: ReadonlyMap<string, string> = new Map()
  ) {
    this.#charged = charged
    this.#others = others
    this.#byId = new Lookup(cards, ({ id }) => id)
    this.#byNumber = new Lookup(cards, ({ customerNumber }) => foldForSearch(customerNumber))
    this.#byReference = new Lookup(
      cards,
      ({ reference }) => foldForSearch(reference),
      ({ twin }) => foldForSearch(twin?.reference ?? '')
    )
    this.#byEmail = new Lookup(cards, ({ email }) => foldForSearch(email))
    this.#byPhone = new Lookup(cards, ({ phone }) => digitsOf(phone))
    this.#byFace = new Lookup(cards, ({ lastFour, customerName }) =>
      lastFour === '' ? '' : faceOf(lastFour, customerName)
    )
  }

  get(cardId: string): KnownCard | null {
    return this.#byId.get(this.#others.get(cardId) ?? cardId)[0] ?? null
  }

  find(keys: CardKeys): FoundCard {
    const [by, cards] = this.#strongest(keys)
    if (by === null) return { card: null, candidates: [], problems: [] }
    const fitting = narrowed(cards, keys)
    const [first] = fitting
    if (first === undefined) {
      const code = cards.length === 0 ? 'card_unknown' : 'card_contradiction'
      return {
        card: null,
        candidates: cards.slice(0, mostCandidates),
        problems: [problem(code, by, seenOf(keys, by))]
      }
    }
    if (fitting.length > 1) {
      const problems = [problem('card_ambiguous', by, seenOf(keys, by), { cards: fitting.length })]
      return { card: null, candidates: fitting.slice(0, mostCandidates), problems }
    }
    const isOther = namesDiffer(keys.customerName, first.view.customerName)
    const warning: RowProblem = {
      code: 'name_differs',
      field: 'customer_name',
      severity: 'warning',
      seen: keys.customerName ?? '',
      details: { name: first.view.customerName }
    }
    return { card: first, candidates: [], problems: isOther ? [warning] : [] }
  }

  #strongest(keys: CardKeys): readonly [by: RowProblem['field'], cards: readonly KnownCard[]] {
    const {
      cardId,
      customerNumber,
      earlierTransaction,
      cardReference,
      lastFour,
      customerName,
      email,
      phone
    } = keys
    if (cardId !== null) return ['card', listed(this.get(cardId))]
    if (customerNumber !== null) return ['customer_number', this.#byNumber.get(foldForSearch(customerNumber))]
    if (earlierTransaction !== null)
      return ['earlier_transaction', listed(this.get(this.#charged.get(earlierTransaction) ?? ''))]
    if (cardReference !== null) return ['card_reference', this.#byReference.get(foldForSearch(cardReference))]
    if (lastFour !== null && customerName !== null)
      return ['last_four', this.#byFace.get(faceOf(lastFour, customerName))]
    if (email !== null) return ['email', this.#byEmail.get(foldForSearch(email))]
    if (phone !== null) return ['phone', this.#byPhone.get(digitsOf(phone))]
    return [null, []]
  }
}

function problem(
  code: RowProblem['code'],
  field: RowProblem['field'],
  seen: string,
  details?: Record<string, string | number>
): RowProblem {
  return { code, field, severity: 'blocker', seen, ...(details && { details }) }
}

/** What else the row says of the card takes away those that do not fit; silence of either side takes none. */
function narrowed(cards: readonly KnownCard[], { lastFour }: CardKeys): readonly KnownCard[] {
  if (lastFour === null) return cards
  return cards.filter(({ view }) => view.lastFour === '' || view.lastFour === lastFour)
}

function seenOf(keys: CardKeys, by: RowProblem['field']): string {
  const texts: Partial<Record<NonNullable<RowProblem['field']>, string | null>> = {
    card: keys.cardId,
    customer_number: keys.customerNumber,
    earlier_transaction: keys.earlierTransaction,
    card_reference: keys.cardReference,
    last_four: keys.lastFour,
    email: keys.email,
    phone: keys.phone
  }
  return (by === null ? null : texts[by]) ?? ''
}

/** Whether two names have no word in common; nothing said is no difference. */
function namesDiffer(one: string | null, other: string): boolean {
  if (one === null || one === other || other === '') return false
  const words = (name: string): string[] =>
    foldForSearch(name)
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 1)
  const [first, second] = [words(one), words(other)]
  return first.length > 0 && second.length > 0 && !first.some((word) => second.includes(word))
}

/** Cards by what is said of them. It is made when the first row asks: most files ask by one thing alone. */
class Lookup {
  readonly #cards: readonly KnownCard[]
  readonly #keyOf: (view: KnownCard['view']) => string
  readonly #otherKeyOf: ((card: KnownCard) => string) | null
  #map: Map<string, KnownCard | KnownCard[]> | null = null

  /**
   * @param keyOf the empty text for a card that cannot be found by it
   * @param otherKeyOf another key that finds the same card, or the same one, or none
   */
  constructor(
    cards: readonly KnownCard[],
    keyOf: (view: KnownCard['view']) => string,
    otherKeyOf: ((card: KnownCard) => string) | null = null
  ) {
    this.#cards = cards
    this.#keyOf = keyOf
    this.#otherKeyOf = otherKeyOf
  }

  get(key: string): readonly KnownCard[] {
    this.#map ??= this.#made()
    const there = this.#map.get(key)
    return Array.isArray(there) ? there : listed(there ?? null)
  }

  #made(): Map<string, KnownCard | KnownCard[]> {
    const map = new Map<string, KnownCard | KnownCard[]>()
    for (const card of this.#cards) {
      const key = this.#keyOf(card.view)
      if (key !== '') put(map, key, card)
      const other = this.#otherKeyOf?.(card) ?? ''
      if (other !== '' && other !== key) put(map, other, card)
    }
    return map
  }
}

function put(map: Map<string, KnownCard | KnownCard[]>, key: string, card: KnownCard): void {
  const there = map.get(key)
  if (there === undefined) map.set(key, card)
  else if (Array.isArray(there)) there.push(card)
  else map.set(key, [there, card])
}

function listed(card: KnownCard | null): readonly KnownCard[] {
  return card === null ? [] : [card]
}

function faceOf(lastFour: string, name: string): string {
  return `${lastFour} ${foldForSearch(name)}`
}

function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '')
}
