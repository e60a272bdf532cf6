import type { Provider } from '../../shared/card'
import type { CardToken, Dintero } from '../dintero/dintero'
import { patiently, walkPages, type WalkBounds, type WalkControl, type WalkEnd } from '../dintero/walk-pages'
import { tokenFingerprint } from './token-seals'

/** A stored card that Dintero is asked about; one with a token for each kind of charge is asked about by each. */
export interface CardToCheck {
  /** Of the token's row. */
  readonly cardId: string
  /** Dintero's id of its token; null where it never told. */
  readonly tokenId: string | null
  /** See `tokenFingerprint`. */
  readonly fingerprint: string
  readonly provider: Provider
}

/**
 * What Dintero says of a stored card.
 * - `not_known`: its list has none such. That is no word about the card, which may be charged all the same
 * - `not_covered`: nor has it any other of the card's gateway, so perhaps it lists none (docs/dintero.md 9)
 */
export interface CardFact {
  readonly cardId: string
  readonly found: 'active' | 'not_active' | 'not_known' | 'not_covered'
  /** Dintero's word for it; empty where it has none. */
  readonly status: string
  /** The first of the card's and the token's last month, `MM/YYYY`; null where Dintero does not say. */
  readonly expiry: string | null
  /** ms since 1970 UTC */
  readonly at: number
}

export interface CheckBounds extends WalkBounds {
  /** So few cards are asked about one by one, without reading the list. */
  readonly few: number
  /** Cards asked about one by one at most, where the list was not read to its end. */
  readonly oneByOne: number
}

/** Ten requests a second at most, for some minutes. */
export const usualChecks: CheckBounds = {
  rows: 100_000,
  time: 5 * 60_000,
  apart: 100,
  few: 20,
  oneByOne: 1_000
}

/** Gateways whose tokens Dintero's own pages show in the list; of the others nobody knows (docs/dintero.md 9). */
const surelyListed: readonly Provider[] = ['dintero_psp']

const notActive: readonly string[] = ['INACTIVE', 'SUSPENDED', 'CANCELLED', 'DELETED']

/** After one of these there is no use in asking on. */
const forNow: readonly WalkEnd[] = [
  'cancelled',
  'forbidden',
  'unauthorised',
  'network',
  'timeout',
  'rate_limited'
]

/** Answers in a row that say nothing, after which asking stops. */
const mostSilent = 5

type OnFacts = (facts: readonly CardFact[]) => void | Promise<void>

/**
 * Asks Dintero about stored cards without charging any: reads only, in sets of a hundred where there are many, and slowly.
 * Of what Dintero says nothing, nothing is said; asked again for what is left, it goes on.
 * @param onFacts what was learned, as it comes; no card twice
 * @returns how it ended: `end` when everything was asked that can be
 * @throws what `onFacts` throws
 */
export async function checkCards(
  dintero: Dintero,
  accountId: string,
  cards: readonly CardToCheck[],
  onFacts: OnFacts,
  control: WalkControl,
  bounds: CheckBounds = usualChecks
): Promise<WalkEnd> {
  const open = new Map(cards.map((card) => [card.cardId, card]))
  const tell: OnFacts = async (facts) => {
    for (const { cardId } of facts) open.delete(cardId)
    if (facts.length > 0) await onFacts(facts)
  }
  let listEnd: WalkEnd = 'end'
  if (cards.length > bounds.few || cards.some(({ tokenId }) => tokenId === null)) {
    const list = new CardList(accountId, cards)
    const walk = {
      readPage: (after: string | null) => dintero.pageOfCardTokens(after),
      idOf: ({ id }: CardToken) => id,
      onRows: (rows: readonly CardToken[]) => tell(list.take(rows, control.clock())),
      bounds
    }
    listEnd = await walkPages(walk, control)
    if (listEnd === 'end') await tell(list.absent([...open.values()], control.clock()))
    if (listEnd === 'end' || forNow.includes(listEnd)) return listEnd
  }
  const named = [...open.values()].filter(({ tokenId }) => tokenId !== null)
  const end = await askOneByOne(dintero, named.slice(0, bounds.oneByOne), tell, control, bounds)
  return end === 'end' && open.size > 0 ? listEnd : end
}

async function askOneByOne(
  dintero: Dintero,
  cards: readonly CardToCheck[],
  tell: OnFacts,
  control: WalkControl,
  { apart }: CheckBounds
): Promise<WalkEnd> {
  let end: WalkEnd = 'end'
  let silent = 0
  for (const card of cards) {
    const askedAt = control.clock()
    const answer = await patiently(() => dintero.getCardToken(card.tokenId ?? ''), control)
    if (answer === 'cancelled') return answer
    if (answer.kind === 'failed') {
      end = answer.reason
      silent += 1
      if (forNow.includes(end) || silent >= mostSilent) return end
    } else {
      silent = 0
      const fact =
        answer.kind === 'found'
          ? factOf(card, answer.value, control.clock())
          : absentFact(card, surelyListed.includes(card.provider), control.clock())
      await tell(fact === null ? [] : [fact])
    }
    await control.pause(Math.max(0, apart - (control.clock() - askedAt)), control.signal)
  }
  return end
}

/** Dintero's list of stored cards, held against those that are asked about. */
class CardList {
  readonly #accountId: string
  readonly #byTokenId: ReadonlyMap<string | null, CardToCheck>
  readonly #byFingerprint: ReadonlyMap<string, CardToCheck>
  /** Gateways that it has tokens of. */
  readonly #covered = new Set<string>(surelyListed.map(productOf))
  /** Whether it says the tokens themselves, by which those are found whose id is not known. */
  #saysTokens = false

  constructor(accountId: string, cards: readonly CardToCheck[]) {
    this.#accountId = accountId
    this.#byTokenId = new Map(cards.map((card) => [card.tokenId, card]))
    this.#byFingerprint = new Map(cards.map((card) => [card.fingerprint, card]))
  }

  take(rows: readonly CardToken[], now: number): CardFact[] {
    return rows.flatMap((row) => {
      if (row.paymentProductType !== null) this.#covered.add(row.paymentProductType)
      if (row.token !== null) this.#saysTokens = true
      const card =
        this.#byTokenId.get(row.id) ??
        (row.token === null
          ? undefined
          : this.#byFingerprint.get(tokenFingerprint(this.#accountId, row.token)))
      return (card && factOf(card, row, now)) ?? []
    })
  }

  /** What is known of cards that the whole list does not have; nothing of those it could not have told apart. */
  absent(cards: readonly CardToCheck[], now: number): CardFact[] {
    return cards
      .filter(({ tokenId }) => tokenId !== null || this.#saysTokens)
      .map((card) => absentFact(card, this.#covered.has(productOf(card.provider)), now))
  }
}

/** @returns null for a status nobody foresaw, or a row that is about another gateway's card */
function factOf(
  card: CardToCheck,
  { status, paymentProductType, cardExpiry, tokenExpiry }: CardToken,
  at: number
): CardFact | null {
  const { cardId, provider } = card
  const isAnother = paymentProductType !== null && paymentProductType !== productOf(provider)
  if (isAnother || status === null) return null
  const expiry = earlier(cardExpiry, tokenExpiry)
  if (status === 'ACTIVE') return { cardId, found: 'active', status, expiry, at }
  return notActive.includes(status) ? { cardId, found: 'not_active', status, expiry, at } : null
}

function absentFact({ cardId }: CardToCheck, isCovered: boolean, at: number): CardFact {
  return { cardId, found: isCovered ? 'not_known' : 'not_covered', status: '', expiry: null, at }
}

function productOf(provider: Provider): string {
  return `${provider}.creditcard`
}

/** The earlier of two months written `MM/YYYY`. */
function earlier(one: string | null, other: string | null): string | null {
  const order = (month: string): string => month.slice(3) + month.slice(0, 2)
  if (one === null || other === null) return one ?? other
  return order(one) <= order(other) ? one : other
}
