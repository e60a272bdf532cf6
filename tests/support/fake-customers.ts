import type { CardView } from '../../shared/card'
import type { ChargeDetail } from '../../shared/charge'
import type { CustomerNote, CustomerOf, CustomerSum, CustomerView } from '../../shared/customer'
import type { DinteroCard } from '../../shared/dintero-card'
import type { LinkDetail } from '../../shared/link'
import type { ModificationDetail } from '../../shared/modification'
import { TrekkError } from '../../shared/result'
import { foldForSearch } from '../../shared/text'
import type { FakeHandlers } from './fake-api'
import { fakeNow } from './fake-people'

/** What the double's customers are made of, as it stands when the page asks. */
export interface FakeCustomersParts {
  readonly cards: () => CardView[]
  readonly setCards: (cards: CardView[]) => void
  readonly charges: () => readonly ChargeDetail[]
  readonly links: () => readonly LinkDetail[]
  readonly modifications: () => readonly ModificationDetail[]
  /** False for a client that may not ask about cards. */
  readonly allowed: () => boolean
}

/** The customers of the double: whoever has the same customer number. */
export class FakeCustomers {
  private notes: CustomerNote[] = [
    {
      id: 'note-1',
      text: 'Wants the charge after the 20th, when her pension has come.\nAlways ask for Kari, never her son.',
      author: 'Siri Dahl',
      writtenAt: fakeNow - 9 * 86_400_000,
      removedAt: null,
      removedBy: null
    },
    {
      id: 'note-0',
      text: '',
      author: 'Hanne',
      writtenAt: fakeNow - 40 * 86_400_000,
      removedAt: fakeNow - 39 * 86_400_000,
      removedBy: 'Hanne'
    }
  ]

  constructor(private readonly parts: FakeCustomersParts) {}

  handlers() {
    const { parts } = this
    return {
      findCustomers: ({ query }) => {
        const wanted = foldForSearch(query)
        return parts
          .cards()
          .filter(({ customerName, customerNumber, email }) =>
            foldForSearch(`${customerName} ${customerNumber} ${email}`).includes(wanted)
          )
          .slice(0, 8)
          .map((card) => ({
            of: { kind: 'card' as const, id: card.id },
            name: card.customerName,
            customerNumber: card.customerNumber,
            email: card.email,
            phone: card.phone,
            cards: [{ brand: card.brand, lastFour: card.lastFour }],
            by: card.customerNumber === query.trim() ? ('exact' as const) : ('text' as const)
          }))
      },
      getCustomer: (of) => this.view(of),
      listCustomerCharges: ({ of, offset, limit }) => {
        const all = this.chargesOf(this.cardOf(of))
        return { rows: all.slice(offset, offset + limit), total: all.length, atLeast: false }
      },
      listCustomerLinks: ({ of, offset, limit }) => {
        const all = this.linksOf(this.cardOf(of))
        return { rows: all.slice(offset, offset + limit), total: all.length, atLeast: false }
      },
      listCustomerModifications: ({ of, offset, limit }) => {
        const all = this.modificationsOf(this.cardOf(of))
        return { rows: all.slice(offset, offset + limit), total: all.length, atLeast: false }
      },
      addCustomerNote: ({ text }) => {
        if (text.trim() === '')
          throw new TrekkError('invalid_input', 'text', { fields: [{ field: 'text', problem: 'missing' }] })
        const note = {
          id: `note-${this.notes.length + 1}`,
          text,
          author: 'Hanne',
          writtenAt: fakeNow,
          removedAt: null,
          removedBy: null
        }
        this.notes = [note, ...this.notes]
        return note
      },
      removeCustomerNote: ({ id }) => {
        const note = this.notes.find((each) => each.id === id)
        if (note === undefined) throw new TrekkError('not_found', id)
        const removed = { ...note, text: '', removedAt: fakeNow, removedBy: 'Hanne' }
        this.notes = this.notes.map((each) => (each.id === id ? removed : each))
        return removed
      },
      editContact: ({ cardIds, ...contact }) => {
        if (contact.email !== '' && !contact.email.includes('@'))
          throw new TrekkError('invalid_input', 'email', {
            fields: [{ field: 'email', problem: 'malformed' }]
          })
        parts.setCards(
          parts.cards().map((card) => (cardIds.includes(card.id) ? { ...card, ...contact } : card))
        )
        return this.require(cardIds[0] ?? '')
      },
      refreshCard: ({ cardId }) => {
        const card = this.require(cardId)
        if (!parts.allowed()) return { card, allowed: false, tokens: [] }
        const atDintero = card.tokenKinds.map((kind) => ({
          kind,
          status: 'ACTIVE',
          expiry: card.expiry,
          askedAt: fakeNow
        }))
        parts.setCards(parts.cards().map((each) => (each.id === cardId ? { ...card, atDintero } : each)))
        return {
          card: this.require(cardId),
          allowed: true,
          tokens: card.tokenKinds.map((kind) => ({ kind, outcome: 'answered' as const }))
        }
      },
      listDinteroCards: ({ customerNumber }) =>
        parts.allowed()
          ? { allowed: true, cards: this.atDintero(customerNumber), more: false }
          : { allowed: false, cards: [], more: false },
      adoptCard: () => this.require('card-0'),
      reviewCardDeletion: ({ cardId }) => {
        const card = this.require(cardId)
        return {
          card,
          charges: this.chargesOf(card).filter(({ state }) => isOpen(state)),
          links: this.linksOf(card).filter(({ state }) => isWaiting(state)),
          waitingRows: cardId === 'card-3' ? 2 : 0,
          tokens: card.tokenKinds.length
        }
      },
      deleteCard: ({ cardId, reason }) => {
        if (reason.trim() === '')
          throw new TrekkError('invalid_input', 'reason', {
            fields: [{ field: 'reason', problem: 'missing' }]
          })
        const card = this.require(cardId)
        parts.setCards(parts.cards().filter(({ id }) => id !== cardId))
        return { tokens: card.tokenKinds.map((kind) => ({ kind, outcome: 'deleted' as const })) }
      }
    } satisfies Partial<FakeHandlers>
  }

  private view(of: CustomerOf): CustomerView {
    const card = this.cardOf(of)
    const cards = this.parts
      .cards()
      .filter(({ customerNumber }) => customerNumber === card.customerNumber)
      .toSorted((one, other) => Number(other.id === card.id) - Number(one.id === card.id))
    const charges = this.chargesOf(card)
    const links = this.linksOf(card)
    const modifications = this.modificationsOf(card)
    const times = charges.map(({ createdAt }) => createdAt)
    return {
      of,
      name: card.customerName,
      customerNumber: card.customerNumber,
      email: card.email,
      phone: card.phone,
      cards: cards.slice(0, 50).map((each) => ({
        card: each,
        ties: each.id === card.id ? ['itself', 'number'] : ['number'],
        budget: {
          brand: each.brand,
          failures: each.blockedUntil === null ? 3 : 14,
          allowed: 15,
          stopAt: 13,
          windowHours: 720,
          blockedUntil: each.blockedUntil,
          complete: false
        }
      })),
      cardCount: cards.length,
      removedCards: 1,
      moreCards: false,
      sums: sumsOf(charges),
      charges: charges.length,
      links: links.length,
      modifications: modifications.length,
      first: times.length === 0 ? null : Math.min(...times),
      last: times.length === 0 ? null : Math.max(...times),
      open: {
        charges: charges.filter(({ state }) => isOpen(state)),
        links: links.filter(({ state }) => isWaiting(state)),
        held: charges.filter(({ transactionStatus }) => transactionStatus === 'AUTHORIZED'),
        heldLinks: [],
        modifications: modifications.filter(({ state }) => ['sent', 'pending', 'unknown'].includes(state))
      },
      notes: this.notes
    }
  }

  private cardOf({ kind, id }: CustomerOf): CardView {
    if (kind === 'card') return this.require(id)
    const of = [...this.parts.charges(), ...this.parts.links()].find((each) => each.id === id)
    const card = this.parts.cards().find(({ customerName }) => customerName === of?.customerName)
    if (card === undefined) throw new TrekkError('not_found', id)
    return card
  }

  private require(id: string): CardView {
    const card = this.parts.cards().find((each) => each.id === id)
    if (card === undefined) throw new TrekkError('not_found', id)
    return card
  }

  private chargesOf({ customerName }: CardView): ChargeDetail[] {
    return this.parts.charges().filter((charge) => charge.customerName === customerName)
  }

  private linksOf({ customerName }: CardView): LinkDetail[] {
    return this.parts.links().filter((link) => link.customerName === customerName)
  }

  private modificationsOf({ customerName }: CardView): ModificationDetail[] {
    return this.parts.modifications().filter((each) => each.customerName === customerName)
  }

  private atDintero(customerNumber: string): DinteroCard[] {
    const here = this.parts.cards().filter((card) => card.customerNumber === customerNumber)
    const stored = here.map(({ id, tokenKinds, provider, brand, lastFour, expiry }) => ({
      tokenId: `token-${id}`,
      kind: tokenKinds[0] ?? null,
      status: 'ACTIVE',
      provider,
      brand,
      lastFour,
      expiry,
      tokenExpiry: null,
      adoption: 'stored' as const,
      cardId: id
    }))
    const other = {
      kind: 'payment_token',
      provider: 'payex',
      brand: 'visa',
      expiry: '09/2030',
      tokenExpiry: null,
      cardId: null
    } as const
    return [
      ...stored,
      { ...other, tokenId: 'token-a', status: 'ACTIVE', lastFour: '7702', adoption: 'token' },
      { ...other, tokenId: 'token-b', status: 'SUSPENDED', lastFour: '1190', adoption: 'nothing' },
      { ...other, tokenId: 'token-c', status: 'DELETED', lastFour: '3318', adoption: 'gone' }
    ]
  }
}

const isOpen = (state: string): boolean => ['intent', 'sent', 'pending', 'unknown'].includes(state)
const isWaiting = (state: string): boolean =>
  ['asking', 'lost', 'made', 'sent', 'opened', 'pending'].includes(state)

function sumsOf(charges: readonly ChargeDetail[]): CustomerSum[] {
  const sums = new Map<string, CustomerSum>()
  for (const { amount, currency, state, transactionStatus } of charges) {
    if (state !== 'succeeded') continue
    const sum = sums.get(currency) ?? { currency, taken: 0, returned: 0, held: 0, unread: 0 }
    const isHeld = transactionStatus === 'AUTHORIZED'
    sums.set(currency, {
      ...sum,
      taken: sum.taken + (isHeld ? 0 : amount),
      returned: sum.returned + (transactionStatus === 'REFUNDED' ? amount : 0),
      held: sum.held + (isHeld ? amount : 0)
    })
  }
  return [...sums.values()]
}
